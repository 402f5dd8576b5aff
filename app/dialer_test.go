package app

import (
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
