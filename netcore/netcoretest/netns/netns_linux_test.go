package netns_test

import (
	"strings"
	"testing"

	"landline/netcore/netcoretest/netns"
)

func TestTwoHostsOnALANReachEachOtherUntilTheCableIsCut(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	a, b := netns.NewHost(t), netns.NewHost(t)
	cable := lan.Plug(a, "10.7.0.1/24")
	lan.Plug(b, "10.7.0.2/24", "fd07::2/64")
	carrier := func(h *netns.Host) bool { return !strings.Contains(h.IP("link", "show", "eth0"), "NO-CARRIER") }
	if !carrier(a) || !carrier(b) {
		t.Fatal("a card has no carrier")
	}
	cable.Cut()
	if carrier(a) || !carrier(b) {
		t.Fatal("cutting one cable must take the carrier of that card alone")
	}
	cable.Mend()
	if !carrier(a) {
		t.Fatal("a mended cable has no carrier")
	}
	if out, err := b.Command(t.Context(), "ip", "-br", "addr").CombinedOutput(); err != nil || !strings.Contains(string(out), "fd07::2/64") {
		t.Fatalf("a command on the host sees %q, %v", out, err)
	}
	cable.Unplug()
	if out := a.IP("-br", "link"); strings.Contains(out, "eth0") {
		t.Fatalf("the card is still there: %s", out)
	}
}

func TestHostsOfOneProcessHaveTheirOwnNames(t *testing.T) {
	netns.Available(t)
	if a, b := netns.NewHost(t).Name(), netns.NewHost(t).Name(); a == b || len(a) > 15 {
		t.Fatalf("names %q and %q", a, b)
	}
}
