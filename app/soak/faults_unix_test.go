//go:build unix

package soak

import (
	"context"
	"time"

	"landline/netcore/netcoretest"
)

// orphaned is how much later the lines of an orphaned connection arrive than
// its joiner hears of its end: by then they are said again on another one.
const orphaned = 1500 * time.Millisecond

// suffering applies faults to a room.
type suffering struct {
	*room
	proxy   *netcoretest.Proxy // nil where there is none
	disk    *disk              // nil where it cannot be filled
	network *network           // nil where it cannot be severed
}

// follow goes through a schedule, and undoes everything at its end.
func (s *suffering) follow(ctx context.Context, steps []step) {
	began := time.Now()
	for _, step := range steps {
		due := time.NewTimer(time.Until(began.Add(step.at)))
		select {
		case <-due.C:
		case <-ctx.Done():
			due.Stop()
			return
		}
		s.t.Log(step)
		if step.fault == heal {
			s.undo(step)
		} else {
			s.apply(step)
		}
	}
}

// apply lets one fault happen.
func (s *suffering) apply(f step) {
	joiner := s.joiners[f.who%len(s.joiners)]
	switch f.fault {
	case killHost:
		s.host.kill(f.down)
	case restartHost:
		s.host.restart(f.down)
	case killJoiner:
		joiner.kill(f.down)
	case freezeHost:
		s.host.current().freeze()
	case freezeJoiner:
		joiner.current().freeze()
	case fillDisk:
		s.disk.fill()
	case severBoth, severToHost, severFromHost, cutCable:
		s.network.apply(f)
	default:
		s.disturb(f)
	}
}

// disturb applies a fault of the proxy.
func (s *suffering) disturb(f step) {
	p := s.proxy
	switch f.fault {
	case dropToHost:
		p.Drop(netcoretest.ToTarget, true)
	case dropFromHost:
		p.Drop(netcoretest.FromTarget, true)
	case dropBoth:
		p.Drop(netcoretest.ToTarget, true)
		p.Drop(netcoretest.FromTarget, true)
	case delayAll:
		p.SetDelay(time.Duration(f.amount/20)*time.Millisecond, time.Duration(f.who/5)*time.Millisecond)
	case stallOne, orphanOne:
		p.Stall(f.who)
	case resetOne:
		p.Reset(f.who)
	case finishOne:
		p.Finish(f.who)
	case forgetJoiner:
		p.Forget(f.who, netcoretest.ToTarget)
	case forgetHost:
		p.Forget(f.who, netcoretest.FromTarget)
	case truncateToHost:
		p.Truncate(f.who, netcoretest.ToTarget, f.amount)
	case truncateFromHost:
		p.Truncate(f.who, netcoretest.FromTarget, f.amount)
	}
}

// undo ends one fault that lasts. What a proxy does ends all at once.
func (s *suffering) undo(f step) {
	switch f.undoes {
	case freezeHost:
		s.host.current().thaw()
	case freezeJoiner:
		s.joiners[f.who%len(s.joiners)].current().thaw()
	case fillDisk:
		s.disk.free()
	case severBoth, severToHost, severFromHost, cutCable:
		s.network.undo(f)
	case orphanOne:
		s.proxy.Orphan(orphaned)
	default:
		s.proxy.Heal()
	}
}
