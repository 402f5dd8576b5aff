package discover

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// copied is a station of Ada's key in some place, and where it heard that key
// from.
type copied struct {
	station
	mu   sync.Mutex
	from []string
}

// joinCopy puts Ada's key on the air in a place, from a computer.
func joinCopy(t *testing.T, a *air, addr string, place byte) *copied {
	t.Helper()
	c := &copied{station: station{served: make(chan error, 1)}}
	cfg := Config{
		Signer: signerOf("Ada"), Ways: Presence, NoDistance: true,
		Interfaces: func() ([]Interface, error) { return []Interface{cardWith(etherFlags, addr+"/24")}, nil },
		OwnKeyElsewhere: func(from netip.Addr) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.from = append(c.from, from.String())
		},
	}
	if place != 0 {
		cfg.Place = [16]byte{place}
	}
	c.Service = New(cfg)
	c.openRadio = a.radio(addr)
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	go func() { c.served <- c.Serve(ctx) }()
	synctest.Wait()
	return c
}

// told checks where the key was heard from since the last call.
func (c *copied) told(t *testing.T, who string, want ...string) {
	t.Helper()
	synctest.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Equal(c.from, want) {
		t.Errorf("%s heard the key from %v, want %v", who, c.from, want)
	}
	c.from = nil
}

func TestOwnKeyElsewhere(t *testing.T) {
	tests := []struct {
		name    string
		addr    string // of the second program, the first being at 10.0.0.1
		place   byte   // where its profile lies, the first's being in 1; 0 for an older program
		hosting bool
		first   []string // what the first hears of it
		second  []string
	}{
		{"a copy that hosts", "10.0.0.2", 2, true, []string{"10.0.0.2"}, []string{"10.0.0.1"}},
		{"a copy that only looks", "10.0.0.2", 2, false, []string{"10.0.0.2"}, []string{"10.0.0.1"}},
		{"a copy with an older program", "10.0.0.2", 0, true, []string{"10.0.0.2"}, nil},
		{"another program of this profile", "10.0.0.1", 1, true, nil, nil},
		{"the same, heard from an address of no card", "10.0.0.77", 1, true, nil, nil},
		{"an older program on this computer", "10.0.0.1", 0, true, nil, nil},
		{"a profile moved meanwhile on this computer", "10.0.0.1", 2, true, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				lan := &air{}
				first := joinCopy(t, lan, "10.0.0.1", 1)
				defer first.leave(t)
				first.host(t, "Lab", 1)
				second := joinCopy(t, lan, tt.addr, tt.place)
				defer second.leave(t)
				if tt.hosting {
					second.host(t, "Kitchen", 1)
				}
				time.Sleep(5 * time.Minute)
				first.told(t, "the first", tt.first...)
				second.told(t, "the second", tt.second...)
				time.Sleep(time.Hour)
				if !tt.hosting {
					tt.first = nil // it asked when it started, and is silent since
				}
				first.told(t, "the first, an hour later,", tt.first...)
			})
		})
	}
}

// TestOwnBeaconsSentAgain has somebody else send again what this profile's
// programs said: now, before, and in a place where the profile is no longer.
func TestOwnBeaconsSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan, thief := &air{}, netip.MustParseAddr("10.0.0.66")
		before := joinCopy(t, lan, "10.0.0.1", 1)
		before.host(t, "Lab", 1)
		time.Sleep(time.Minute)
		before.leave(t)
		recorded := lan.sent()

		elsewhere := &air{}
		moved := joinCopy(t, elsewhere, "10.0.0.1", 3)
		moved.host(t, "Lab", 1)
		synctest.Wait()
		moved.leave(t)

		now := joinCopy(t, lan, "10.0.0.1", 1)
		defer now.leave(t)
		now.host(t, "Lab", 1)
		time.Sleep(10 * time.Second)
		for _, p := range slices.Concat(recorded, lan.sent()) {
			lan.send(p, thief)
			time.Sleep(time.Second)
		}
		now.told(t, "this profile")
		for range 10 {
			lan.send(elsewhere.sent()[0], thief)
			time.Sleep(time.Second)
		}
		now.told(t, "this profile, of one packet sent again and again,")
	})
}

// TestManyCopies holds that what is remembered is bounded.
func TestManyCopies(t *testing.T) {
	e, now, told := newElsewhere(), time.Unix(1e9, 0), 0
	for n := range 1000 {
		by, from := instance{byte(n), byte(n >> 8)}, netip.AddrFrom4([4]byte{10, 0, byte(n >> 8), byte(n)})
		e.hear(by, from, now)
		if e.hear(by, from, now.Add(time.Minute)) {
			told++
		}
	}
	if told != maxElsewhere || len(e.heard) > maxElsewhere || len(e.runs) > maxElsewhere || len(e.addrs) > maxElsewhere {
		t.Errorf("told %d times, and remembers %d, %d and %d", told, len(e.heard), len(e.runs), len(e.addrs))
	}
}

func TestInstance(t *testing.T) {
	here, there := [16]byte{1}, [16]byte{2}
	a, b := newInstance(here), newInstance(here)
	if a == b {
		t.Error("two runs have one name")
	}
	if !a.from(here) || !b.from(here) {
		t.Error("a run is not known in its place")
	}
	strangers := 0
	for range 1000 {
		if newInstance(there).from(here) || newInstance([16]byte{}).from(here) {
			strangers++
		}
	}
	if strangers > 2 {
		t.Errorf("%d of 2,000 runs of elsewhere pass for our own", strangers)
	}
}
