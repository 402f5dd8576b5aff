package discover

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"landline/netcore/chat"
)

var t0 = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func at(seconds float64) time.Time { return t0.Add(time.Duration(seconds * float64(time.Second))) }

func ip(s string) netip.Addr { return netip.MustParseAddr(s) }

func hostID(n int) (id chat.MemberID) { copy(id[:], fmt.Sprint("host ", n)); return id }

// beaconOf is a signed sighting of room "Lab" of host 1.
func beaconOf(seq uint64, from string) sighting {
	return sighting{
		key: key{hostID(1), roomOf("Lab")}, via: Presence, by: instance{1}, seq: seq,
		name: "Lab", hostName: "Ada", people: 3, port: 7678, addrs: []netip.Addr{ip(from)},
	}
}

// answerOf is an unsigned sighting of the same room.
func answerOf(addrs ...string) sighting {
	s := beaconOf(0, addrs[0])
	s.via, s.addrs = MDNS, nil
	for _, a := range addrs {
		s.addrs = append(s.addrs, ip(a))
	}
	return s
}

func (s sighting) with(change func(*sighting)) sighting { change(&s); return s }

// step is one call of the table and what it must return.
type step struct {
	at   float64
	do   func(*table, time.Time) []Change
	want string // kinds, with the reason of a loss
}

func see(s sighting) func(*table, time.Time) []Change {
	return func(t *table, now time.Time) []Change { return t.see(s, now) }
}

func bye(by instance, seq uint64) func(*table, time.Time) []Change {
	return func(t *table, now time.Time) []Change { return t.bye(key{hostID(1), roomOf("Lab")}, by, seq, now) }
}

func unlist(t *table, now time.Time) []Change {
	return t.unlist(key{hostID(1), roomOf("Lab")}, now)
}

func expire(t *table, now time.Time) []Change { return t.expire(now) }

func described(changes []Change) (s string) {
	for _, c := range changes {
		switch c.Kind {
		case Found:
			s += "found "
		case Changed:
			s += "changed "
		case Lost:
			s += "lost:" + c.Why + " "
		}
		s += c.Room.Via.String() + ";"
	}
	return s
}

func TestTable(t *testing.T) {
	one := instance{1}
	cases := map[string][]step{
		"both ways make one row": {
			{0, see(beaconOf(1, "10.0.0.1")), "found presence;"},
			{1, see(answerOf("10.0.0.1")), "changed mdns+presence;"},
			{5, see(beaconOf(2, "10.0.0.1")), ""},
		},
		"each way ends on its own": {
			{0, see(beaconOf(1, "10.0.0.1")), "found presence;"},
			{10, see(answerOf("10.0.0.1")), "changed mdns+presence;"},
			{17.4, expire, ""},
			{17.5, expire, "changed mdns;"},
			{27.4, expire, ""},
			{27.5, expire, "lost:silent mdns;"},
		},
		"a signed goodbye ends both": {
			{0, see(answerOf("10.0.0.1")), "found mdns;"},
			{1, see(beaconOf(1, "10.0.0.1")), "changed mdns+presence;"},
			{2, bye(one, 2), "lost:goodbye mdns+presence;"},
			{2, bye(one, 2), ""},
			{3, see(answerOf("10.0.0.1")), ""},
			{11.9, see(answerOf("10.0.0.1")), ""},
			{12, see(answerOf("10.0.0.1")), "found mdns;"},
		},
		"a beacon that the goodbye overtook is too late": {
			{0, see(beaconOf(1, "10.0.0.1")), "found presence;"},
			{1, bye(one, 5), "lost:goodbye presence;"},
			{1, see(beaconOf(4, "10.0.0.1")), ""},
			{2, see(beaconOf(6, "10.0.0.1")), "found presence;"},
		},
		"a restarted host lifts its own goodbye": {
			{0, see(beaconOf(9, "10.0.0.1")), "found presence;"},
			{1, bye(one, 10), "lost:goodbye presence;"},
			{2, see(beaconOf(1, "10.0.0.1").with(func(s *sighting) { s.by = instance{2} })), "found presence;"},
			{3, see(answerOf("10.0.0.1")), "changed mdns+presence;"},
		},
		"another run's goodbye leaves the room of this one": {
			{0, see(beaconOf(1, "10.0.0.1")), "found presence;"},
			{1, bye(instance{2}, 99), ""},
		},
		"an unsigned goodbye ends its own way only": {
			{0, see(beaconOf(1, "10.0.0.1")), "found presence;"},
			{0, unlist, ""},
			{1, see(answerOf("10.0.0.1")), "changed mdns+presence;"},
			{2, unlist, "changed presence;"},
			{3, bye(one, 2), "lost:goodbye presence;"},
		},
		"an unsigned goodbye ends a room known by mDNS alone": {
			{0, see(answerOf("10.0.0.1")), "found mdns;"},
			{1, unlist, "lost:goodbye mdns;"},
		},
		"people and names change": {
			{0, see(beaconOf(1, "10.0.0.1")), "found presence;"},
			{1, see(beaconOf(2, "10.0.0.1").with(func(s *sighting) { s.people = 4 })), "changed presence;"},
			{2, see(beaconOf(3, "10.0.0.1").with(func(s *sighting) { s.name = "Hall" })), "changed presence;"},
			{3, see(beaconOf(2, "10.0.0.1").with(func(s *sighting) { s.name = "older" })), ""},
		},
		"a sighting without an address is none": {
			{0, see(answerOf("10.0.0.1").with(func(s *sighting) { s.addrs = nil })), ""},
		},
	}
	for name, steps := range cases {
		t.Run(name, func(t *testing.T) {
			table := newTable()
			for i, s := range steps {
				if got := described(s.do(table, at(s.at))); got != s.want {
					t.Fatalf("step %d at %v: %q, want %q", i, s.at, got, s.want)
				}
			}
		})
	}
}

func TestUnsignedMDNSNeverChangesWhatWasSigned(t *testing.T) {
	table := newTable()
	table.see(beaconOf(1, "10.0.0.1"), at(0))
	forged := answerOf("10.0.0.66").with(func(s *sighting) {
		s.name, s.hostName, s.people, s.port = "Evil", "Eve", 99, 666
	})
	table.see(forged, at(1))
	table.see(forged, at(16))
	table.expire(at(18)) // presence is silent by now, and what it said still holds
	r := table.rooms()[0]
	if r.Via != MDNS || r.Name != "Lab" || r.HostName != "Ada" || r.People != 3 || r.Port != 7678 {
		t.Errorf("after forged answers: %+v", r)
	}
}

func TestSignedPresenceReplacesWhatMDNSSaid(t *testing.T) {
	table := newTable()
	table.see(answerOf("10.0.0.1").with(func(s *sighting) { s.name = "Evil" }), at(0))
	table.see(beaconOf(1, "10.0.0.1"), at(1))
	if r := table.rooms()[0]; r.Name != "Lab" {
		t.Errorf("name %q, want the signed one", r.Name)
	}
}

func TestAddressesInOrder(t *testing.T) {
	table := newTable()
	table.locate([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("fd00::/64")}, at(0))
	table.see(answerOf("192.168.9.9", "fd00::1", "10.0.0.1"), at(0))
	table.see(beaconOf(1, "fe80::1%eth0"), at(0))
	table.see(beaconOf(2, "127.0.0.1"), at(0))
	k := key{hostID(1), roomOf("Lab")}
	steps := []struct {
		do   func() []Change
		want []string
	}{
		{func() []Change { return nil },
			[]string{"10.0.0.1", "fd00::1", "127.0.0.1", "fe80::1%eth0", "192.168.9.9"}},
		{func() []Change { return table.see(beaconOf(3, "fd00::1"), at(1)) }, // heard, not only claimed
			[]string{"fd00::1", "10.0.0.1", "127.0.0.1", "fe80::1%eth0", "192.168.9.9"}},
		{func() []Change {
			missed := []netip.Addr{ip("fd00::1"), ip("10.0.0.1"), ip("127.0.0.1")}
			return table.measured(measurement{key: k, addr: ip("fe80::1%eth0"), took: time.Millisecond, missed: missed}, at(2))
		}, []string{"fe80::1%eth0", "192.168.9.9", "127.0.0.1", "fd00::1", "10.0.0.1"}},
		{func() []Change { return table.locate([]netip.Prefix{netip.MustParsePrefix("192.168.9.0/24")}, at(3)) },
			[]string{"192.168.9.9", "fe80::1%eth0", "127.0.0.1", "fd00::1", "10.0.0.1"}},
		{func() []Change { return table.see(answerOf("10.0.0.1"), at(10)) }, // the others are not told of any more
			nil},
		{func() []Change { return table.expire(at(17.6)) },
			[]string{"fd00::1", "10.0.0.1"}},
	}
	for i, s := range steps {
		s.do()
		if s.want == nil {
			continue
		}
		var got []string
		for _, a := range table.rooms()[0].Addrs {
			got = append(got, a.Addr().String())
		}
		if !slices.Equal(got, s.want) {
			t.Errorf("step %d: %v, want %v", i, got, s.want)
		}
	}
}

func TestDistanceChangesOnlyWhenItIsAnother(t *testing.T) {
	table, k := newTable(), key{hostID(1), roomOf("Lab")}
	table.see(beaconOf(1, "10.0.0.1"), at(0))
	for i, c := range []struct {
		addr string
		took time.Duration
		want string
	}{
		{"10.0.0.1", 4 * time.Millisecond, "changed presence;"},
		{"10.0.0.1", 5 * time.Millisecond, ""},
		{"10.0.0.1", 9 * time.Millisecond, "changed presence;"},
		{"10.0.0.9", time.Millisecond, ""}, // no address of the room
	} {
		m := measurement{key: k, addr: ip(c.addr), took: c.took}
		if got := described(table.measured(m, at(1))); got != c.want {
			t.Errorf("measurement %d: %q, want %q", i, got, c.want)
		}
	}
}
