package app

import (
	"context"
	"net/netip"
	"strings"
	"sync"
	"time"

	"landline/netcore"
	"landline/netcore/discover"
)

// findTime is how long `landline join ROOM-NAME` looks for the room.
const findTime = 3 * time.Second

// settleTime is how much longer it looks after the first room of that name,
// in case there are two.
const settleTime = 300 * time.Millisecond

// discover carries out `landline discover`.
func (s *shell) discover(ctx context.Context, c discoverCommand) int {
	p, err := openProfile(s.profile)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	ctx, cancel := context.WithTimeout(ctx, c.For)
	defer cancel()
	err = discover.New(discover.Config{
		Signer: p.identity, Log: s.log,
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

// aim points a dialer at what the person typed: an address, or the name of a
// room on this network.
func (s *shell) aim(ctx context.Context, d *dialer, typed string) error {
	target, err := netcore.ParseTarget(typed)
	if err == nil && looksLikeAddress(typed, target) {
		d.target = target
		return nil
	}
	room, found := s.find(ctx, d, typed)
	switch {
	case found:
		d.room, d.host = room.Room, room.Host
		d.addrs = func() []netip.AddrPort { return room.Addrs }
		return nil
	case err != nil:
		return err
	}
	d.target = target // perhaps it is a computer's name
	return nil
}

// looksLikeAddress tells an address from a room's name: by its port, its dots
// or colons, or because every computer knows it.
func looksLikeAddress(typed string, t netcore.Target) bool {
	return strings.ContainsAny(typed, ":.[]") || t.Host == "localhost"
}

// find looks for a room by its name. Of two with that name it says so and
// takes neither.
func (s *shell) find(ctx context.Context, d *dialer, name string) (discover.Room, bool) {
	ctx, cancel := context.WithTimeout(ctx, findTime)
	defer cancel()
	var mu sync.Mutex
	found := make(map[[48]byte]discover.Room)
	service := discover.New(discover.Config{
		Signer: d.profile.identity, Log: s.log,
		Changed: func(changes []discover.Change) {
			mu.Lock()
			defer mu.Unlock()
			for _, change := range changes {
				r := change.Room
				if r.Name != name {
					continue
				}
				key := [48]byte(append(r.Host[:], r.Room[:]...))
				if change.Kind == discover.Lost {
					delete(found, key)
					continue
				}
				if len(found) == 0 {
					time.AfterFunc(settleTime, cancel)
				}
				found[key] = r
			}
		},
	})
	if err := service.Serve(ctx); err != nil {
		s.out.sayf("Rooms cannot be looked for: %v.", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(found) > 1 {
		s.out.sayf("%d rooms are called %q; join one by its address.", len(found), name)
		return discover.Room{}, false
	}
	for _, r := range found {
		return r, true
	}
	return discover.Room{}, false
}
