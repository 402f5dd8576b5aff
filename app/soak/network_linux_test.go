package soak

import (
	"context"
	"fmt"
	"os/exec"
	"testing"

	"landline/netcore/netcoretest/netns"
)

// network is a LAN with a machine for the host and one for each joiner.
type network struct {
	address string // of the host
	lan     *netns.LAN
	cables  []*netns.Cable // the host's first
	hosts   []*netns.Host
}

// newNetwork makes the network, or skips the test and says why.
func newNetwork(t *testing.T, joiners int) *network {
	netns.Available(t)
	n := &network{address: "10.7.0.1", lan: netns.NewLAN(t)}
	for i := range joiners + 1 {
		host := netns.NewHost(t)
		n.hosts = append(n.hosts, host)
		n.cables = append(n.cables, n.lan.Plug(host, fmt.Sprintf("10.7.0.%d/24", i+1)))
	}
	return n
}

func (n *network) onHost(name string, args ...string) *exec.Cmd {
	return n.hosts[0].Command(context.Background(), name, args...)
}

func (n *network) onJoiner(joiner int) func(string, ...string) *exec.Cmd {
	return func(name string, args ...string) *exec.Cmd {
		return n.hosts[joiner+1].Command(context.Background(), name, args...)
	}
}

// apply breaks the network. A joiner is severed from the host; a cut cable
// severs the host from everybody.
func (n *network) apply(f step) {
	joiner := n.cables[1+f.who%(len(n.cables)-1)]
	switch f.fault {
	case severBoth:
		n.lan.Sever(joiner, n.cables[0])
		n.lan.Sever(n.cables[0], joiner)
	case severToHost:
		n.lan.Sever(joiner, n.cables[0])
	case severFromHost:
		n.lan.Sever(n.cables[0], joiner)
	case cutCable:
		n.cables[0].Cut()
	}
}

// undo makes the network whole again: all that was severed at once.
func (n *network) undo(f step) {
	if f.undoes == cutCable {
		n.cables[0].Mend()
		return
	}
	n.lan.Heal()
}
