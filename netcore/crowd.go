package netcore

import (
	"fmt"
	"net/netip"

	"landline/netcore/chat"
)

// crowd counts the seats of each address of another computer, so that one of
// them cannot fill the room with keys that it made. Host.mu guards it.
type crowd map[netip.Addr]int

// counts tells whether seats from an address are counted: not those of this
// computer's own programs, which are told apart by nothing else.
func counts(addr netip.Addr) bool { return addr.IsValid() && !addr.IsLoopback() }

// full refuses one more seat to an address that has most of them; the error is
// a chat.Refusal with TooManySeats.
func (c crowd) full(addr netip.Addr, most int) error {
	if !counts(addr) || c[addr] < most {
		return nil
	}
	return chat.Refuse(chat.TooManySeats, fmt.Sprintf("%d people sit in the room from this address already", most))
}

func (c crowd) comes(addr netip.Addr) {
	if counts(addr) {
		c[addr]++
	}
}

func (c crowd) goes(addr netip.Addr) {
	if c[addr]--; c[addr] <= 0 {
		delete(c, addr)
	}
}
