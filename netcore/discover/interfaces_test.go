package discover

import (
	"fmt"
	"net"
	"net/netip"
	"testing"
)

const (
	loopbackFlags = net.FlagUp | net.FlagRunning | net.FlagLoopback
	etherFlags    = net.FlagUp | net.FlagRunning | net.FlagBroadcast | net.FlagMulticast
)

func cardWith(flags net.Flags, addrs ...string) Interface {
	c := Interface{Index: 2, Name: "eth0", Flags: flags}
	for _, a := range addrs {
		c.Addrs = append(c.Addrs, netip.MustParsePrefix(a))
	}
	return c
}

func TestBroadcastsOfACard(t *testing.T) {
	for _, c := range []struct {
		card Interface
		want string
	}{
		{cardWith(etherFlags, "10.7.0.1/24", "10.7.0.2/24", "fe80::1/64"), "[10.7.0.255]"},
		{cardWith(etherFlags, "10.7.5.1/20", "192.168.1.9/30"), "[10.7.15.255 192.168.1.11]"},
		{cardWith(etherFlags, "10.7.0.1/31", "10.7.0.1/32"), "[]"},
		{cardWith(loopbackFlags, "127.0.0.1/8", "::1/128"), "[127.255.255.255]"},
		{cardWith(net.FlagUp|net.FlagPointToPoint, "10.7.0.1/24"), "[]"},
	} {
		if got := fmt.Sprint(c.card.broadcasts()); got != c.want {
			t.Errorf("%v: %s, want %s", c.card.Addrs, got, c.want)
		}
	}
}

func TestReachableAddresses(t *testing.T) {
	cards := []Interface{
		cardWith(loopbackFlags, "127.0.0.1/8"),
		cardWith(etherFlags, "fe80::1/64", "fd00::1/64", "10.7.0.1/24"),
	}
	for _, c := range []struct {
		cards []Interface
		bind  netip.Addr
		want  string
	}{
		{cards, netip.Addr{}, "[10.7.0.1 fd00::1 fe80::1]"},
		{cards, ip("0.0.0.0"), "[10.7.0.1 fd00::1 fe80::1]"},
		{cards, ip("fd00::1"), "[fd00::1]"},
		{cards, ip("127.0.0.1"), "[127.0.0.1]"},
		{cards[:1], netip.Addr{}, "[127.0.0.1]"},
	} {
		if got := fmt.Sprint(reachable(c.cards, c.bind)); got != c.want {
			t.Errorf("bound to %v: %s, want %s", c.bind, got, c.want)
		}
	}
}

func TestARoomIsToldOnlyWhereItListens(t *testing.T) {
	card := cardWith(etherFlags, "10.7.0.1/24", "fd00::1/64")
	for _, c := range []struct {
		bind      string
		four, six bool
	}{
		{"", true, true}, {"::", true, true}, {"0.0.0.0", true, false},
		{"10.7.0.1", true, false}, {"fd00::1", false, true}, {"127.0.0.1", false, false}, {"10.8.0.1", false, false},
	} {
		h := Hosting{}
		if c.bind != "" {
			h.Bind = ip(c.bind)
		}
		four := len(audible([]Hosting{h}, card, true)) == 1
		six := len(audible([]Hosting{h}, card, false)) == 1
		if four != c.four || six != c.six {
			t.Errorf("bound to %q: told by IPv4 %v and IPv6 %v, want %v and %v", c.bind, four, six, c.four, c.six)
		}
	}
}
