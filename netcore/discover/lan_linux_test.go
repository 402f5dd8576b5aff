package discover

import (
	"fmt"
	"testing"

	"landline/netcore/netcoretest/netns"
)

func TestThreeHostsOnOneBridge(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	lan := netns.NewLAN(t)
	var programs []*program
	names := []string{"Ada", "Bo", "Cleo"}
	for i, name := range names {
		h := netns.NewHost(t)
		lan.Plug(h, fmt.Sprintf("10.7.0.%d/24", i+1))
		h.IP("route", "add", "default", "via", "10.7.0.250")
		programs = append(programs, start(t, h, script{Key: name, Rooms: []string{"room of " + name}}))
	}
	for i, p := range programs {
		for j, name := range names {
			if i != j {
				p.sees("room of "+name, bothWays)
				p.sees("room of "+name, measured)
			}
		}
		if len(p.rooms) != 2 {
			t.Errorf("%s sees %d rooms, want one row for each of the other two: %+v", names[i], len(p.rooms), p.rooms)
		}
	}
}

// A machine on two networks is seen from each by an address of that network
// first, and sees both.
func TestTwoLANsWithOneTwoHomedHost(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	left, right := netns.NewLAN(t), netns.NewLAN(t)
	ada, bo, cleo := netns.NewHost(t), netns.NewHost(t), netns.NewHost(t)
	left.Plug(bo, "10.7.0.2/24")
	left.Plug(ada, "10.7.0.1/24")
	right.Plug(ada, "10.8.0.1/24")
	right.Plug(cleo, "10.8.0.3/24")
	a := start(t, ada, script{Key: "Ada", Rooms: []string{"both"}})
	b := start(t, bo, script{Key: "Bo", Rooms: []string{"left"}})
	c := start(t, cleo, script{Key: "Cleo", Rooms: []string{"right"}})
	a.sees("left", bothWays)
	a.sees("right", bothWays)
	b.sees("both", func(l line) bool { return bothWays(l) && measured(l) && first(l) == "10.7.0.1" })
	c.sees("both", func(l line) bool { return bothWays(l) && measured(l) && first(l) == "10.8.0.1" })
	if len(b.rooms) != 1 || len(c.rooms) != 1 {
		t.Errorf("the networks are apart, but Bo sees %+v and Cleo %+v", b.rooms, c.rooms)
	}
}

func TestWithoutADefaultRoute(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	ada, bo := neighbours(t, []string{"10.7.0.1/24"}, []string{"10.7.0.2/24"})
	start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	b := start(t, bo, script{Key: "Bo"})
	b.sees("Lab", func(l line) bool { return bothWays(l) && has("10.7.0.1")(l) })
}

// Without IPv6 the mDNS library cannot ask where there is no default route;
// presence, and the announcements that we overhear, need none.
func TestIPv4OnlyWithoutADefaultRoute(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	lan, ada, bo := netns.NewLAN(t), netns.NewHost(t), netns.NewHost(t)
	for i, h := range []*netns.Host{ada, bo} {
		h.Sysctl("net/ipv6/conf/all/disable_ipv6", "1")
		h.Sysctl("net/ipv6/conf/default/disable_ipv6", "1")
		lan.Plug(h, fmt.Sprintf("10.7.0.%d/24", i+1))
	}
	b := start(t, bo, script{Key: "Bo"})
	start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	b.sees("Lab", func(l line) bool { return bothWays(l) && first(l) == "10.7.0.1" })
}

func TestIPv6Only(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	ada, bo := neighbours(t, nil, nil)
	start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	b := start(t, bo, script{Key: "Bo"})
	l := b.sees("Lab", func(l line) bool { return bothWays(l) && measured(l) })
	if a := l.Addrs[0].Addr(); !a.IsLinkLocalUnicast() || a.Zone() != "eth0" {
		t.Errorf("the first address is %v, want link-local with its zone", a)
	}
}

func TestTwoProgramsOfOneMachineWithoutANetwork(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	alone := netns.NewHost(t)
	a := start(t, alone, script{Key: "Ada", Rooms: []string{"Lab"}})
	b := start(t, alone, script{Key: "Bo", Rooms: []string{"Kitchen"}})
	b.sees("Lab", func(l line) bool { return measured(l) && first(l) == "127.0.0.1" })
	a.sees("Kitchen", func(l line) bool { return measured(l) && first(l) == "127.0.0.1" })
}

// Two programs may share a profile, and so a key.
func TestTwoProgramsOfOneIdentity(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	ada, bo := neighbours(t, []string{"10.7.0.1/24"}, []string{"10.7.0.2/24"})
	one := start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	two := start(t, ada, script{Key: "Ada", Rooms: []string{"Kitchen"}})
	b := start(t, bo, script{Key: "Bo"})
	one.sees("Kitchen", anyhow)
	two.sees("Lab", anyhow)
	b.sees("Lab", bothWays)
	b.sees("Kitchen", bothWays)
	if len(one.rooms) != 1 || len(two.rooms) != 1 {
		t.Errorf("a program sees its own room: %+v, %+v", one.rooms, two.rooms)
	}
}

func TestAListenerThatWasThereFirst(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	ada, bo := neighbours(t, []string{"10.7.0.1/24"}, []string{"10.7.0.2/24"})
	b := start(t, bo, script{Key: "Bo"})
	start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	b.sees("Lab", bothWays)
}

func TestSeveralRoomsOfOneHostByEachWayAlone(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	rooms := []string{"Lab", "Kitchen", "Print shop", "Attic", "Cellar", "Garden", "Roof", "Hall"}
	for _, way := range []Via{MDNS, Presence} {
		t.Run(way.String(), func(t *testing.T) {
			ada, bo := neighbours(t, []string{"10.7.0.1/24"}, []string{"10.7.0.2/24"})
			start(t, ada, script{Key: "Ada", Rooms: rooms, Ways: way})
			b := start(t, bo, script{Key: "Bo", Ways: way})
			for _, name := range rooms {
				b.sees(name, func(l line) bool { return l.Via == way })
			}
		})
	}
}

// An mDNS goodbye ends a room heard by mDNS alone; a signed one ends it
// whatever else was heard.
func TestAHostThatQuitsIsGone(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	for _, ways := range []Via{MDNS, Presence, MDNS | Presence} {
		t.Run(ways.String(), func(t *testing.T) {
			ada, bo := neighbours(t, []string{"10.7.0.1/24"}, []string{"10.7.0.2/24"})
			a := start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}, Ways: ways})
			b := start(t, bo, script{Key: "Bo", Ways: ways})
			b.sees("Lab", func(l line) bool { return l.Via == ways })
			a.quit()
			if why := b.loses("Lab"); why != WhyGoodbye {
				t.Errorf("lost because %q, want %q", why, WhyGoodbye)
			}
			if err := a.wait(); err != nil {
				t.Errorf("the host that quit: %v", err)
			}
		})
	}
}

func TestAHostThatIsKilledIsNoticed(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	ada, bo := neighbours(t, []string{"10.7.0.1/24"}, []string{"10.7.0.2/24"})
	a := start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	b := start(t, bo, script{Key: "Bo"})
	b.sees("Lab", bothWays)
	if err := a.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if why := b.loses("Lab"); why != WhySilent {
		t.Errorf("lost because %q, want %q", why, WhySilent)
	}
}

// Another address, and then another card altogether.
func TestAHostWhoseNetworkChanges(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	lan, ada, bo := netns.NewLAN(t), netns.NewHost(t), netns.NewHost(t)
	cable := lan.Plug(ada, "10.7.0.1/24")
	lan.Plug(bo, "10.7.0.2/24")
	start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	b := start(t, bo, script{Key: "Bo"})
	b.sees("Lab", has("10.7.0.1"))
	ada.IP("addr", "del", "10.7.0.1/24", "dev", cable.Card)
	ada.IP("addr", "add", "10.7.0.9/24", "brd", "+", "dev", cable.Card)
	b.sees("Lab", has("10.7.0.9"))
	cable.Unplug()
	lan.Plug(ada, "10.7.0.11/24")
	b.sees("Lab", func(l line) bool { return has("10.7.0.11")(l) && !has("10.7.0.1")(l) && bothWays(l) })
}

// Another program holds the port of presence for itself alone.
func TestPresencePortTaken(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	ada, bo := neighbours(t, []string{"10.7.0.1/24"}, []string{"10.7.0.2/24"})
	holdPort(t, bo)
	start(t, ada, script{Key: "Ada", Rooms: []string{"Lab"}})
	b := start(t, bo, script{Key: "Bo", Rooms: []string{"Kitchen"}})
	b.sees("Lab", func(l line) bool { return l.Via == MDNS })
}
