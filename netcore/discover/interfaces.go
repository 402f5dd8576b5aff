package discover

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
)

// Interface is one network card as discovery needs to know it.
type Interface struct {
	Index int
	Name  string
	Flags net.Flags
	Addrs []netip.Prefix // the card's addresses, each with its network's length
}

// SystemInterfaces lists the cards of this machine that are up and running.
func SystemInterfaces() ([]Interface, error) {
	cards, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("discover: listing interfaces: %w", err)
	}
	var up []Interface
	for _, c := range cards {
		if c.Flags&net.FlagUp == 0 || c.Flags&net.FlagRunning == 0 {
			continue
		}
		addrs, err := c.Addrs()
		if err != nil {
			continue // it went away meanwhile
		}
		i := Interface{Index: c.Index, Name: c.Name, Flags: c.Flags}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				i.Addrs = append(i.Addrs, p)
			}
		}
		up = append(up, i)
	}
	return up, nil
}

func (i Interface) equal(o Interface) bool {
	return i.Index == o.Index && i.Name == o.Name && i.Flags == o.Flags && slices.Equal(i.Addrs, o.Addrs)
}

func (i Interface) loopback() bool  { return i.Flags&net.FlagLoopback != 0 }
func (i Interface) multicast() bool { return i.Flags&net.FlagMulticast != 0 }

func (i Interface) has4() bool {
	return slices.ContainsFunc(i.Addrs, func(p netip.Prefix) bool { return p.Addr().Is4() })
}

func (i Interface) has6() bool {
	return slices.ContainsFunc(i.Addrs, func(p netip.Prefix) bool { return p.Addr().Is6() })
}

func (i Interface) holds(a netip.Addr) bool {
	return slices.ContainsFunc(i.Addrs, func(p netip.Prefix) bool { return p.Addr() == a.WithZone("") })
}

// near tells whether an address is in one of the card's networks.
func (i Interface) near(a netip.Addr) bool {
	return slices.ContainsFunc(i.Addrs, func(p netip.Prefix) bool { return p.Contains(a.WithZone("")) })
}

// asksMDNS tells whether mDNS can work on the card.
func (i Interface) asksMDNS() bool { return i.multicast() && (i.has4() || i.has6()) && !virtual(i) }

// tellsPresence tells whether beacons can be sent on the card.
func (i Interface) tellsPresence() bool { return len(i.broadcasts()) > 0 || i.multicast() && i.has6() }

// broadcasts lists the directed IPv4 broadcast addresses (RFC 919) of the
// card's networks. Loopback has one too, although no flag says so: it is what
// two programs of a machine without any network hear each other by.
func (i Interface) broadcasts() (to []netip.Addr) {
	if i.Flags&net.FlagBroadcast == 0 && !i.loopback() {
		return nil
	}
	for _, p := range i.Addrs {
		if !p.Addr().Is4() || p.Bits() > 30 {
			continue
		}
		b := p.Addr().As4()
		for bit := p.Bits(); bit < 32; bit++ {
			b[bit/8] |= 0x80 >> (bit % 8)
		}
		if a := netip.AddrFrom4(b); !slices.Contains(to, a) {
			to = append(to, a)
		}
	}
	return to
}

// card is the interface as package net wants it.
func (i Interface) card() *net.Interface {
	return &net.Interface{Index: i.Index, Name: i.Name, Flags: i.Flags, MTU: 1500}
}

// networks lists the networks that the cards are on.
func networks(cards []Interface) (nets []netip.Prefix) {
	for _, c := range cards {
		for _, p := range c.Addrs {
			nets = append(nets, p.Masked())
		}
	}
	return nets
}
