package discover

import (
	"fmt"
	"net/netip"
	"testing"
)

// crowd fills a table: room n of host n from address n/perSource.
func crowd(table *table, n, perSource int, via Via) {
	for i := range n {
		s := beaconOf(1, "10.0.0.1")
		s.via, s.key = via, key{hostID(i), roomOf(fmt.Sprint(i))}
		s.addrs = []netip.Addr{netip.AddrFrom4([4]byte{172, 16, byte(i / perSource >> 8), byte(i / perSource)})}
		table.see(s, at(0))
	}
}

func TestLimits(t *testing.T) {
	t.Run("identities of one source", func(t *testing.T) {
		table := newTable()
		crowd(table, 100, 100, Presence)
		if len(table.rows) != maxPerSource {
			t.Errorf("%d rooms, want %d", len(table.rows), maxPerSource)
		}
	})
	t.Run("rooms of one identity", func(t *testing.T) {
		table := newTable()
		for i := range 100 {
			table.see(beaconOf(1, "10.0.0.1").with(func(s *sighting) { s.room = roomOf(fmt.Sprint(i)) }), at(0))
		}
		if len(table.rows) != maxPerIdentity {
			t.Errorf("%d rooms, want %d", len(table.rows), maxPerIdentity)
		}
	})
	t.Run("rooms known by mDNS alone", func(t *testing.T) {
		table := newTable()
		crowd(table, 5000, 1, MDNS)
		if len(table.rows) != maxUnsigned {
			t.Errorf("%d rooms, want %d", len(table.rows), maxUnsigned)
		}
	})
	t.Run("addresses of one room", func(t *testing.T) {
		table := newTable()
		for i := range 100 {
			table.see(answerOf(fmt.Sprintf("10.0.0.%d", i)), at(0))
		}
		table.see(beaconOf(1, "10.9.9.9"), at(1))
		addrs := table.rooms()[0].Addrs
		if len(addrs) != maxAddrsPerRoom || addrs[0].Addr() != ip("10.9.9.9") {
			t.Errorf("%d addresses, the first %v: want %d, and the one that a beacon came from", len(addrs), addrs[0], maxAddrsPerRoom)
		}
	})
	t.Run("goodbyes remembered", func(t *testing.T) {
		table := newTable()
		for i := range 3 * maxFarewells {
			table.bye(key{hostID(i), roomOf("x")}, instance{}, 1, at(0))
		}
		if len(table.farewells) != maxFarewells {
			t.Errorf("%d goodbyes, want %d", len(table.farewells), maxFarewells)
		}
		if table.expire(at(10)); len(table.farewells) != 0 {
			t.Errorf("%d goodbyes never end", len(table.farewells))
		}
	})
}

func TestAFullTable(t *testing.T) {
	newcomer := beaconOf(1, "10.0.0.1")
	t.Run("forgets an unsigned room first", func(t *testing.T) {
		table := newTable()
		crowd(table, maxUnsigned, 1, MDNS)
		for i := range maxRooms - maxUnsigned {
			s := beaconOf(1, "10.0.0.1")
			s.key = key{hostID(1000 + i), roomOf(fmt.Sprint(i))}
			s.addrs = []netip.Addr{netip.AddrFrom4([4]byte{172, 17, byte(i >> 8), byte(i)})}
			table.see(s, at(0))
		}
		if got := described(table.see(newcomer, at(1))); got != "lost:crowded mdns;found presence;" {
			t.Errorf("%q", got)
		}
	})
	t.Run("forgets a room of the source with the most", func(t *testing.T) {
		table := newTable()
		crowd(table, maxRooms, maxPerSource, Presence)
		if got := described(table.see(newcomer, at(1))); got != "lost:crowded presence;found presence;" {
			t.Errorf("%q", got)
		}
		greedy := newcomer.with(func(s *sighting) { s.host, s.addrs = hostID(9999), []netip.Addr{ip("172.16.0.9")} })
		if got := described(table.see(greedy, at(1))); got != "" {
			t.Errorf("a source with many rooms pushed another out: %q", got)
		}
		if len(table.rows) != maxRooms {
			t.Errorf("%d rooms, want %d", len(table.rows), maxRooms)
		}
	})
	t.Run("refuses mDNS", func(t *testing.T) {
		table := newTable()
		crowd(table, maxRooms, maxPerSource, Presence)
		if got := described(table.see(answerOf("10.0.0.1"), at(1))); got != "" {
			t.Errorf("%q", got)
		}
	})
}

// mDNS is not signed: whoever sends it may claim any address and any key, and
// must not keep their owner out by that.
func TestUnsignedClaimsKeepNoSignedRoomOut(t *testing.T) {
	owner := beaconOf(1, "10.0.0.1")
	t.Run("the address", func(t *testing.T) {
		table := newTable()
		for i := range maxPerSource {
			table.see(answerOf("10.0.0.1").with(func(s *sighting) { s.host = hostID(100 + i) }), at(0))
		}
		if got := described(table.see(owner, at(1))); got != "found presence;" {
			t.Errorf("the owner's beacon: %q", got)
		}
	})
	t.Run("the key", func(t *testing.T) {
		table := newTable()
		for i := range maxPerIdentity {
			table.see(answerOf("10.0.0.66").with(func(s *sighting) { s.room = roomOf(fmt.Sprint(i)) }), at(0))
		}
		if got := described(table.see(owner, at(1))); got != "found presence;" {
			t.Errorf("the owner's beacon: %q", got)
		}
	})
}

// Rooms made known by mDNS first are no way around the limits of a source.
func TestLimitsHoldForUnsignedRoomsThatGetSigned(t *testing.T) {
	table := newTable()
	for i := range 2 * maxPerSource {
		host := func(s *sighting) { s.host = hostID(100 + i) }
		table.see(answerOf(fmt.Sprintf("10.0.1.%d", i)).with(host), at(0))
		table.see(beaconOf(1, "10.0.0.66").with(host), at(1))
	}
	signed := 0
	for _, r := range table.rows {
		if r.signed {
			signed++
		}
	}
	if signed != maxPerSource {
		t.Errorf("%d identities signed from one source, want %d", signed, maxPerSource)
	}
}

func TestARefusedRoomPushesNobodyOut(t *testing.T) {
	table := newTable()
	crowd(table, 1, 1, MDNS)
	for i := range maxRooms - 1 {
		s := beaconOf(1, "10.0.0.1").with(func(s *sighting) {
			s.key = key{hostID(1000 + i/maxPerIdentity), roomOf(fmt.Sprint(i))}
		})
		table.see(s, at(0))
	}
	if len(table.rows) != maxRooms {
		t.Fatalf("%d rooms, want a full table", len(table.rows))
	}
	one := beaconOf(1, "10.0.0.1").with(func(s *sighting) { s.key = key{hostID(1000), roomOf("one more")} })
	if got := described(table.see(one, at(1))); got != "" {
		t.Errorf("a room beyond its identity's limit: %q", got)
	}
}

func TestAFullTableStillSignsWhatItHolds(t *testing.T) {
	table := newTable()
	table.see(answerOf("10.0.0.1"), at(0))
	crowd(table, maxRooms-1, maxPerSource, Presence)
	if len(table.rows) != maxRooms {
		t.Fatalf("%d rooms, want a full table", len(table.rows))
	}
	if got := described(table.see(beaconOf(1, "10.0.0.1"), at(1))); got != "changed mdns+presence;" {
		t.Errorf("%q", got)
	}
}
