package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// findTime is how long `landline join NAME` looks for what has that name.
const findTime = 3 * time.Second

// settleTime is how much longer it looks after the first that has it, in case
// there are two rooms, or a room and a computer.
const settleTime = 500 * time.Millisecond

// discover carries out `landline discover`.
func (s *shell) discover(ctx context.Context, c discoverCommand) int {
	p, err := openProfile(s.profile)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	ctx, cancel := context.WithTimeout(ctx, c.For)
	defer cancel()
	defer context.AfterFunc(s.out.out.lost, cancel)()
	err = discover.New(discover.Config{
		Signer: p.identity, Place: p.place, Log: s.log,
		Changed: func(changes []discover.Change) {
			for _, change := range changes {
				if change.Kind == discover.Lost {
					s.out.lost(change.Room, change.Why)
				} else {
					s.out.found(change.Room)
				}
			}
		},
	}).Serve(ctx)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	return exitDone
}

// aim points a dialer at what the person typed: an address, the name of a room
// on this network, or the name of a computer. Of a room it goes on listening
// where it is, until ctx ends; around waits for that. The exit code is that of
// a name which leads nowhere.
func (s *shell) aim(ctx context.Context, d *dialer, typed string, around *sync.WaitGroup) int {
	if netcore.IsInvitation(typed) {
		return s.accept(d, typed)
	}
	target, err := netcore.ParseTarget(typed)
	if meansAddress(typed, target, err) {
		d.target = target
		if err != nil {
			return s.out.end(err, typed)
		}
		return exitDone
	}
	var resolved chan error // nil where no computer can have that name
	if err == nil {
		resolved = make(chan error, 1)
		around.Go(func() {
			_, err := net.DefaultResolver.LookupNetIP(ctx, "ip", target.Host)
			resolved <- err
		})
	}
	l := s.listen(ctx, d, typed, around)
	rooms, computer := l.find(ctx, resolved)
	switch {
	case ctx.Err() != nil:
		return s.interrupted()
	case len(rooms) == 1:
		d.found(rooms[0], whereabouts(l.rooms, rooms[0]))
		return exitDone
	}
	l.stop()
	switch {
	case len(rooms) > 1:
		return s.out.fail(exitUsage, fmt.Sprintf("%d rooms are called %q. Join one by its address: %s.", len(rooms), l.name, addressesOf(rooms)))
	case computer:
		d.target = target
		return exitDone
	case err == nil:
		return s.out.fail(exitUnreachable, fmt.Sprintf("%q: no room of that name is on this network, and no computer either. "+
			"Type the address that the room shows in its header.", l.name))
	}
	return s.out.fail(exitUnreachable, fmt.Sprintf("%q: no room of that name is on this network. "+
		"Type the address that the room shows in its header.", l.name))
}

// accept points a dialer at what an invitation leads to.
func (s *shell) accept(d *dialer, link string) int {
	i, err := netcore.ParseInvitation(link)
	if err != nil {
		return s.out.fail(exitUsage, sentenceCase(errors.New(sentence(err))))
	}
	d.target, d.room, d.host, d.invited = i.Target, i.Room, i.Key, true
	return exitDone
}

// meansAddress tells an address, even one with a mistake in it, from a name: by
// its port, dots or colons, or because every computer knows it. A name with
// spaces is a room's.
func meansAddress(typed string, t netcore.Target, err error) bool {
	if err != nil && strings.Contains(strings.TrimSpace(typed), " ") {
		return false
	}
	return strings.ContainsAny(typed, ":.[]/") || t.Host == "localhost"
}

// addressesOf lists, for people, where rooms of one name are.
func addressesOf(rooms []discover.Room) string {
	const most = 8
	var list []string
	var hosts namesakes
	for _, r := range rooms {
		hosts.meet(r.Host, r.HostName)
	}
	for _, r := range rooms[:min(len(rooms), most)] {
		list = append(list, fmt.Sprintf("%s (kept by %s)", addressIn(r), hosts.label(r.Host, r.HostName)))
	}
	if len(rooms) > most {
		list = append(list, "…")
	}
	return strings.Join(list, ", ")
}

// lookout listens for the rooms of one name.
type lookout struct {
	name  string
	rooms func() []discover.Room // every room heard now
	bell  chan struct{}          // something about them changed
	stop  context.CancelFunc
}

// listen starts a lookout; it ends with ctx, and around waits for it.
func (s *shell) listen(ctx context.Context, d *dialer, typed string, around *sync.WaitGroup) *lookout {
	name, err := chat.CleanName(typed)
	if err != nil {
		name = typed // nobody's
	}
	l := &lookout{name: name, bell: make(chan struct{}, 1)}
	ctx, l.stop = context.WithCancel(ctx)
	service := discover.New(discover.Config{
		Signer: d.profile.identity, Place: d.profile.place, Log: s.log,
		Changed: func(changes []discover.Change) {
			ring(l.bell)
			d.sighted(changes)
		},
	})
	l.rooms = service.Rooms
	around.Go(func() {
		if err := service.Serve(ctx); err != nil {
			s.out.sayf("Rooms cannot be looked for: %v.", err)
		}
	})
	return l
}

// find waits until it is clear what has the name: the rooms that do, or else a
// computer. Resolved brings how it went to resolve the name; it is nil where no
// computer can have it.
func (l *lookout) find(ctx context.Context, resolved <-chan error) (rooms []discover.Room, computer bool) {
	late := time.NewTimer(findTime)
	defer late.Stop()
	var settled <-chan time.Time
	for {
		select {
		case <-l.bell:
			rooms = l.named()
		case err := <-resolved:
			resolved, computer = nil, err == nil
		case <-settled:
			return l.named(), computer
		case <-late.C:
			// Whoever is slow to resolve it may know it still.
			return l.named(), computer || resolved != nil
		case <-ctx.Done():
			return nil, false
		}
		if settled == nil && (len(rooms) > 0 || computer) {
			settled = time.After(settleTime)
		}
	}
}

// named lists the rooms of that name that are heard now.
func (l *lookout) named() []discover.Room {
	var rooms []discover.Room
	for _, r := range l.rooms() {
		if r.Name == l.name {
			rooms = append(rooms, r)
		}
	}
	return rooms
}

// whereabouts tells where a room is heard now, or was heard last.
func whereabouts(rooms func() []discover.Room, last discover.Room) func() []netip.AddrPort {
	return func() []netip.AddrPort {
		for _, r := range rooms() {
			if r.Host == last.Host && r.Room == last.Room {
				last = r
			}
		}
		return last.Addrs
	}
}
