package discover

import (
	"fmt"
	"testing"

	"landline/netcore/netcoretest/netns"
)

// TestACopyOnTheNetwork has two programs of one profile on a machine that hears
// itself over two cards, and then a copy of that profile on another machine.
func TestACopyOnTheNetwork(t *testing.T) {
	netns.Available(t)
	t.Parallel()
	lan, ada, bo := netns.NewLAN(t), netns.NewHost(t), netns.NewHost(t)
	for _, h := range []*netns.Host{ada, bo} {
		h.Sysctl("net/ipv6/conf/all/disable_ipv6", "1")
		h.Sysctl("net/ipv6/conf/default/disable_ipv6", "1")
	}
	for card := range 2 {
		lan.Plug(ada, fmt.Sprintf("10.7.0.%d/24", card+1))
	}
	lan.Plug(bo, "10.7.0.3/24")
	one := start(t, ada, script{Key: "Ada", Place: 1, Rooms: []string{"Lab"}})
	two := start(t, ada, script{Key: "Ada", Place: 1, Rooms: []string{"Kitchen"}})
	one.sees("Kitchen", has("10.7.0.2"))
	two.sees("Lab", has("10.7.0.2"))
	copied := start(t, bo, script{Key: "Ada", Place: 2})
	for _, p := range []*program{one, two} {
		if from := p.elsewhere(); from != "10.7.0.3" {
			t.Errorf("the key was heard from %s", from)
		}
	}
	if from := copied.elsewhere(); from != "10.7.0.1" && from != "10.7.0.2" {
		t.Errorf("the copy heard the key from %s", from)
	}
}

// elsewhere waits until the program hears its key from another computer, and
// returns from which.
func (p *program) elsewhere() string {
	p.t.Helper()
	for {
		if l := p.next("hearing of a copy"); l.Elsewhere.IsValid() {
			return l.Elsewhere.String()
		}
	}
}
