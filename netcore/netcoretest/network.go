// Package netcoretest is a network in memory for tests of time and of failure.
//
// It knows computers, each with an address and a cable. A computer listens and
// dials as one does over TCP, and its cable can be made slow, pulled out, or
// cut while connections run over it. Nothing here touches a real socket, and
// everything that waits does so on a sync.Cond or a timer, so inside a bubble
// of testing/synctest the clock moves on while all wait. Make the Network
// inside the bubble that uses it.
//
// Everything may be called from any goroutine.
package netcoretest

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"
)

// The first and the last port that a dialling computer is given (RFC 6335
// section 6).
const (
	firstEphemeral = 49152
	lastEphemeral  = 65535
)

// Network joins computers. The zero Network is ready for use.
type Network struct {
	mu        sync.Mutex
	changed   sync.Cond // for dials and Accept; L is mu
	computers map[netip.Addr]*Computer
}

// Computer is one computer of a Network. Its faults hold for its present and
// its later connections, in both directions unless said otherwise.
type Computer struct {
	net  *Network
	addr netip.Addr

	listeners map[uint16]*listener
	conns     map[*conn]struct{}
	port      uint16 // the last ephemeral port given

	out, in     time.Duration
	unplugged   bool
	unpluggedAt time.Time
	stalled     bool
	refusing    bool
}

// Computer is the computer with an address, such as "10.0.0.2" or "fe80::2",
// made when first asked for. It panics where that is no address. Dialling an
// address that no computer has meets silence.
func (n *Network) Computer(address string) *Computer {
	addr := netip.MustParseAddr(address)
	n.mu.Lock()
	defer n.mu.Unlock()
	if c := n.computers[addr]; c != nil {
		return c
	}
	if n.computers == nil {
		n.computers = make(map[netip.Addr]*Computer)
		n.changed.L = &n.mu
	}
	c := &Computer{
		net: n, addr: addr, port: lastEphemeral,
		listeners: make(map[uint16]*listener),
		conns:     make(map[*conn]struct{}),
	}
	n.computers[addr] = c
	return c
}

// Addr is the computer's address.
func (c *Computer) Addr() netip.Addr { return c.addr }

// SetDelay makes bytes take out on their way from this computer and in on
// their way to it, beside what the other computer's cable adds. It holds for
// what is sent from now on; nothing ever overtakes.
func (c *Computer) SetDelay(out, in time.Duration) {
	c.change(func() { c.out, c.in = out, in })
}

// Unplug pulls the cable out: nothing comes or goes, nobody is told, and dials
// from and to here meet silence. As with TCP, what is written meanwhile counts
// as on its way: writers go on until the window is full, and PlugIn brings it
// all to the other end. To lose it, Cut before PlugIn.
func (c *Computer) Unplug() {
	c.change(func() { c.unplugged, c.unpluggedAt = true, time.Now() })
}

// PlugIn puts the cable back.
func (c *Computer) PlugIn() { c.change(func() { c.unplugged = false }) }

// Stall keeps what arrives from this computer's readers until Release, as a
// program does that has stopped reading. What it writes still goes out.
func (c *Computer) Stall() { c.change(func() { c.stalled = true }) }

// Release ends Stall.
func (c *Computer) Release() { c.change(func() { c.stalled = false }) }

// Refuse makes dials to this computer fail with "connection refused", as if
// nothing listened, or ends that. Connections that exist go on.
func (c *Computer) Refuse(on bool) { c.change(func() { c.refusing = on }) }

// Cut resets every connection of this computer, at both ends and at once:
// reads and writes fail with "connection reset". New dials succeed.
func (c *Computer) Cut() {
	c.change(func() {
		for conn := range c.conns {
			conn.reset()
		}
	})
}

// Conns counts the computer's connections that were not closed at this end.
func (c *Computer) Conns() int {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	return len(c.conns)
}

// change applies a fault and lets everybody look again.
func (c *Computer) change(apply func()) {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	apply()
	c.net.changed.Broadcast()
	for _, other := range c.net.computers {
		for conn := range other.conns {
			conn.changed.Broadcast()
		}
	}
}

// Dial connects to a listener, from an ephemeral port of this computer. It
// takes a round trip, and waits for ctx where nothing answers. Its errors are
// those of net.Dialer: a *net.OpError around "connection refused" or around
// ctx.Err().
func (c *Computer) Dial(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
	n := c.net
	n.mu.Lock()
	defer n.mu.Unlock()
	failed := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Addr: net.TCPAddrFromAddrPort(to), Err: err}
	}
	defer context.AfterFunc(ctx, n.wake)()
	trip := c.out + c.in
	if far := n.computers[to.Addr()]; far != nil {
		trip += far.out + far.in
	}
	ready := time.Now().Add(trip)
	defer time.AfterFunc(trip, n.wake).Stop()
	for ctx.Err() == nil {
		far := n.computers[to.Addr()]
		if far != nil && !far.unplugged && !c.unplugged && !time.Now().Before(ready) {
			ln := far.listeners[to.Port()]
			if ln == nil || far.refusing {
				return nil, failed(errRefused)
			}
			if len(ln.backlog) < maxBacklog {
				near, away := connect(netip.AddrPortFrom(c.addr, c.ephemeral()), c, to, far)
				ln.backlog = append(ln.backlog, away)
				n.changed.Broadcast()
				return near, nil
			}
		}
		n.changed.Wait()
	}
	return nil, failed(ctx.Err())
}

func (n *Network) wake() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.changed.Broadcast()
}

// ephemeral is the next port that nothing listens on.
func (c *Computer) ephemeral() uint16 {
	for {
		if c.port++; c.port < firstEphemeral {
			c.port = firstEphemeral
		}
		if c.listeners[c.port] == nil {
			return c.port
		}
	}
}
