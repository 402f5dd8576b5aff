package netns

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// made numbers namespaces and cables, so that their names are unique in this
// process; own makes them so on the machine. A process id does not: a test that
// runs in a process space of its own may have that of another one.
var (
	made atomic.Int64
	own  = rand.Uint32N(1 << 20)
)

// Available skips the test, and says why, where namespaces cannot be made.
func Available(tb testing.TB) {
	tb.Helper()
	if os.Geteuid() != 0 {
		tb.Skip("network namespaces need root")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		tb.Skip("network namespaces need the program ip of iproute2")
	}
	name := newName("x")
	if out, err := exec.Command("ip", "netns", "add", name).CombinedOutput(); err != nil {
		tb.Skipf("network namespaces cannot be made here: %s", strings.TrimSpace(string(out)))
	}
	defer ip(tb, "netns", "del", name)
	// In a chroot whose root is no mount point a namespace can be made, but no
	// program can be run in it.
	if out, err := exec.Command("ip", "netns", "exec", name, "true").CombinedOutput(); err != nil {
		tb.Skipf("programs cannot be run in network namespaces here: %s", strings.TrimSpace(string(out)))
	}
}

func newName(kind string) string { return fmt.Sprintf("ll%05x%s%d", own, kind, made.Add(1)) }

// ip runs the program ip and ends the test where that fails.
func ip(tb testing.TB, args ...string) string {
	tb.Helper()
	out, err := exec.Command("ip", args...).CombinedOutput()
	if err != nil {
		tb.Fatalf("ip %s: %v: %s", strings.Join(args, " "), err, strings.TrimSpace(string(out)))
	}
	return string(out)
}

// newSpace makes a namespace that lasts as long as the test.
func newSpace(tb testing.TB, kind string) string {
	tb.Helper()
	name := newName(kind)
	ip(tb, "netns", "add", name)
	tb.Cleanup(func() {
		if out, err := exec.Command("ip", "netns", "del", name).CombinedOutput(); err != nil {
			tb.Errorf("netns: deleting %s: %v: %s", name, err, out)
		}
	})
	return name
}

// Host is a machine: a namespace with loopback and what was plugged in.
type Host struct {
	tb    testing.TB
	space string
	cards int
}

// NewHost makes a machine with loopback alone.
func NewHost(tb testing.TB) *Host {
	tb.Helper()
	h := &Host{tb: tb, space: newSpace(tb, "h")}
	// An address is usable at once when nobody looks for its double.
	h.Sysctl("net/ipv6/conf/default/accept_dad", "0")
	h.Sysctl("net/ipv6/conf/all/accept_dad", "0")
	h.IP("link", "set", "lo", "up")
	return h
}

// Name is the namespace's name, as `ip netns exec` takes it.
func (h *Host) Name() string { return h.space }

// IP runs ip in the namespace and returns what it printed. A failure ends the
// test.
func (h *Host) IP(args ...string) string {
	h.tb.Helper()
	return ip(h.tb, append([]string{"-n", h.space}, args...)...)
}

// Sysctl sets a kernel parameter of the namespace, named by its path below
// /proc/sys. A failure ends the test.
func (h *Host) Sysctl(path, value string) {
	h.tb.Helper()
	cmd := h.Command(context.Background(), "tee", filepath.Join("/proc/sys", path))
	cmd.Stdin = strings.NewReader(value)
	if out, err := cmd.CombinedOutput(); err != nil {
		h.tb.Fatalf("setting %s to %s: %v: %s", path, value, err, out)
	}
}

// Command prepares a program to run on the machine. The process id of the
// started command is the program's own. When ctx ends it is killed.
func (h *Host) Command(ctx context.Context, program string, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "ip", append([]string{"netns", "exec", h.space, program}, args...)...)
}

// LAN is a network: a bridge that forwards everything to everybody.
type LAN struct {
	tb    testing.TB
	space string
}

// NewLAN makes a network with nobody on it.
func NewLAN(tb testing.TB) *LAN {
	tb.Helper()
	l := &LAN{tb: tb, space: newSpace(tb, "l")}
	ip(tb, "-n", l.space, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0", "stp_state", "0", "forward_delay", "0")
	ip(tb, "-n", l.space, "link", "set", "br0", "up")
	return l
}

// Cable joins a machine to a network.
type Cable struct {
	Card string // the card's name on the machine: eth0, eth1, …
	host *Host
	lan  *LAN
	port string // its name on the bridge
}

// Plug gives the machine one more card on the network, with these addresses,
// each with its prefix length ("10.7.0.1/24", "fd00::1/64"); link-local IPv6
// is there too unless the machine has IPv6 turned off. There is no default
// route. It returns when the card is up.
func (l *LAN) Plug(h *Host, addrs ...string) *Cable {
	l.tb.Helper()
	c := &Cable{Card: fmt.Sprintf("eth%d", h.cards), host: h, lan: l, port: fmt.Sprintf("p%d", made.Add(1))}
	h.cards++
	ip(l.tb, "-n", l.space, "link", "add", c.port, "type", "veth", "peer", "name", c.Card, "netns", h.space)
	ip(l.tb, "-n", l.space, "link", "set", c.port, "master", "br0", "up")
	for _, a := range addrs {
		args := []string{"addr", "add", a, "dev", c.Card}
		if !strings.Contains(a, ":") {
			args = append(args, "brd", "+")
		}
		h.IP(args...)
	}
	h.IP("link", "set", c.Card, "up")
	c.awaitUp()
	return c
}

// awaitUp waits until the kernel has seen the carrier, which it looks for on
// its own time, and given the card its link-local address.
func (c *Cable) awaitUp() {
	c.lan.tb.Helper()
	six := strings.Contains(c.host.IP("addr", "show", "dev", "lo"), "inet6")
	for deadline := time.Now().Add(20 * time.Second); ; {
		state := c.host.IP("addr", "show", "dev", c.Card)
		if strings.Contains(state, "state UP") && (!six || strings.Contains(state, "scope link")) {
			return
		}
		if time.Now().After(deadline) {
			c.lan.tb.Fatalf("netns: the card does not come up: %s", state)
		}
	}
}

// Cut takes the carrier away, as pulling the cable out of the switch does. The
// machine keeps its addresses.
func (c *Cable) Cut() {
	c.lan.tb.Helper()
	ip(c.lan.tb, "-n", c.lan.space, "link", "set", c.port, "down")
}

// Mend undoes Cut.
func (c *Cable) Mend() {
	c.lan.tb.Helper()
	ip(c.lan.tb, "-n", c.lan.space, "link", "set", c.port, "up")
}

// Unplug takes the card out of the machine for good; LAN.Plug puts in another.
func (c *Cable) Unplug() {
	c.lan.tb.Helper()
	c.host.IP("link", "del", c.Card)
}
