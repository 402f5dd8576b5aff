package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"landline/app/vm"
)

// firewallsAgain is how often it is looked which firewalls there are, while the
// network is watched.
const firewallsAgain = 15 * time.Second

// clinic is what of the doctor runs.
type clinic struct {
	mu    sync.Mutex
	watch context.CancelFunc // ends the stream of vm.Diagnosis; nil while it is off
	probe context.CancelFunc // ends the newest probe; nil before there is one
}

// Diagnose watches the network, or stops.
func (d *Desk) Diagnose(on bool) {
	d.clinic.mu.Lock()
	defer d.clinic.mu.Unlock()
	if d.clinic.watch != nil {
		d.clinic.watch()
		d.clinic.watch = nil
	}
	if !on {
		return
	}
	ctx, cancel := context.WithCancel(d.ctx)
	d.clinic.watch = cancel
	d.runs.Go(func() {
		ticks := time.NewTicker(time.Second)
		defer ticks.Stop()
		var firewalls []vm.Firewall
		var looked time.Time
		for {
			now := time.Now()
			ports := d.openPorts()
			if now.Sub(looked) >= firewallsAgain {
				firewalls, looked = systemFirewalls(openingsFor(ports)), now
			}
			d.feed.replace(d.diagnosis(firewalls, ports, now), func(e vm.Event) bool {
				_, ok := e.(vm.Diagnosis)
				return ok
			})
			select {
			case <-ticks.C:
			case <-ctx.Done():
				return
			}
		}
	})
}

func (d *Desk) diagnosis(firewalls []vm.Firewall, ports []int, now time.Time) vm.Diagnosis {
	traffic := d.tell.Traffic()
	f := facts{rooms: elsewhere(d.lobby(), traffic), hosting: ports, firewalls: firewalls}
	f.cards, f.listening, f.socket = look(traffic, now)
	return diagnose(f, now, d.program)
}

// openPorts lists the TCP ports of the rooms that this window hosts.
func (d *Desk) openPorts() (ports []int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.seats {
		if h := s.hosting.Load(); h != nil {
			ports = append(ports, h.port())
		}
	}
	slices.Sort(ports)
	return ports
}

// Probe tries to reach a typed address. A probe that runs still is given up.
func (d *Desk) Probe(target string) {
	d.clinic.mu.Lock()
	defer d.clinic.mu.Unlock()
	if d.clinic.probe != nil {
		d.clinic.probe()
	}
	ctx, cancel := context.WithCancel(d.ctx)
	d.clinic.probe = cancel
	d.runs.Go(func() {
		defer cancel()
		if probed := d.profile.probe(ctx, target); ctx.Err() == nil {
			d.feed.push(probed)
		}
	})
}

// AskReach asks another computer to dial this one.
func (d *Desk) AskReach(room vm.Key, port int) { d.askReach(room, port) }
