package app

import (
	"errors"
	"net/netip"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// TestSighted wants the next attempt at once when the room that is dialled is
// found anew, and only then.
func TestSighted(t *testing.T) {
	here := netip.MustParseAddrPort("10.0.0.1:7678")
	lab := discover.Room{Room: chat.RoomID{1}, Host: chat.MemberID{1}, Addrs: []netip.AddrPort{netip.MustParseAddrPort("10.0.0.9:1"), here}}
	copied := lab
	copied.Host = chat.MemberID{2}
	elsewhere := lab
	elsewhere.Addrs = elsewhere.Addrs[:1]
	found := &dialer{room: lab.Room, host: lab.Host}
	typed := &dialer{target: netcore.Target{Host: "10.0.0.1", Port: 7678}}
	tests := []struct {
		name   string
		dialer *dialer
		change discover.Change
		again  bool
	}{
		{"the room", found, discover.Change{Kind: discover.Found, Room: lab}, true},
		{"the room, somewhere else", found, discover.Change{Kind: discover.Found, Room: elsewhere}, true},
		{"gone", found, discover.Change{Kind: discover.Lost, Room: lab}, false},
		{"another host's", found, discover.Change{Kind: discover.Found, Room: copied}, false},
		{"at the address that was typed", typed, discover.Change{Kind: discover.Found, Room: lab}, true},
		{"at another address", typed, discover.Change{Kind: discover.Found, Room: elsewhere}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.dialer.sighted([]discover.Change{tt.change}) // nobody waits yet
			again := false
			tt.dialer.whenSighted(func() { again = true })
			tt.dialer.sighted([]discover.Change{tt.change})
			if again != tt.again {
				t.Errorf("dialled at once: %t", again)
			}
		})
	}
}

// TestRoomIsKnownByItsID reaches a room by its address, and then finds one of
// the same id that another key announces: that is no first contact. Neither is it
// where another host shows the id at another address: nothing is noted of them, and
// the person is asked. A host who moved with their key is let in.
func TestRoomIsKnownByItsID(t *testing.T) {
	p, err := openProfile(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	room, host, other := chat.RoomID{1}, chat.MemberID{1}, chat.MemberID{2}
	typed := &dialer{profile: p, target: netcore.Target{Host: "10.0.0.1", Port: 7678}}
	if err := typed.met(host, room); err != nil || !typed.introduced() {
		t.Fatalf("the first contact: %v", err)
	}
	elsewhere := &dialer{profile: p, target: netcore.Target{Host: "10.0.0.9", Port: 7678}}
	if err := elsewhere.met(other, room); !isKeyChange(err) || !troubleOf(err, "").Elsewhere {
		t.Errorf("another host at another address: %v", err)
	}
	if _, known, err := p.known.Lookup(elsewhere.knownAs()); known || err != nil {
		t.Errorf("their address is known from now on: %v", err)
	}
	if err := elsewhere.met(host, room); err != nil {
		t.Errorf("the host at another address: %v", err)
	}
	if err := elsewhere.met(other, chat.RoomID{2}); !isKeyChange(err) || troubleOf(err, "").Elsewhere {
		t.Errorf("another host at the address that is known: %v", err)
	}
	if err := typed.met(host, chat.RoomID{3}); err != nil {
		t.Errorf("another room of the host: %v", err)
	}
	found := &dialer{profile: p, room: room, host: other}
	if err := found.recognise(other); !isKeyChange(err) {
		t.Errorf("announced with another key: %v", err)
	}
	found = &dialer{profile: p, room: room, host: host}
	if err := errors.Join(found.recognise(host), found.met(host, room)); err != nil || found.introduced() {
		t.Errorf("found again: %v", err)
	}
}
