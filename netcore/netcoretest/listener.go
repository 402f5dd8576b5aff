package netcoretest

import (
	"fmt"
	"net"
	"net/netip"
)

// maxBacklog is how many connections wait for Accept; as on Linux, a dial
// beyond that waits too.
const maxBacklog = 128

type listener struct {
	computer *Computer
	addr     netip.AddrPort
	backlog  []*conn
	closed   bool
}

// Listen opens a listener on a port of this computer; 0 picks a free one. Its
// errors are those of package net: a *net.OpError around "address already in
// use" for a taken port.
func (c *Computer) Listen(port int) (net.Listener, error) {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	if port < 0 || port > 65535 {
		return nil, &net.OpError{Op: "listen", Net: "tcp", Err: &net.AddrError{Err: "invalid port", Addr: fmt.Sprint(port)}}
	}
	if port == 0 {
		port = int(c.ephemeral())
	}
	addr := netip.AddrPortFrom(c.addr, uint16(port))
	if c.listeners[addr.Port()] != nil {
		return nil, &net.OpError{Op: "listen", Net: "tcp", Addr: net.TCPAddrFromAddrPort(addr), Err: errInUse}
	}
	ln := &listener{computer: c, addr: addr}
	c.listeners[addr.Port()] = ln
	return ln, nil
}

func (ln *listener) Accept() (net.Conn, error) {
	n := ln.computer.net
	n.mu.Lock()
	defer n.mu.Unlock()
	for !ln.closed {
		if len(ln.backlog) > 0 {
			conn := ln.backlog[0]
			ln.backlog = ln.backlog[1:]
			n.changed.Broadcast()
			return conn, nil
		}
		n.changed.Wait()
	}
	return nil, ln.failed("accept")
}

// Close frees the port and resets the connections that nobody accepted.
func (ln *listener) Close() error {
	n := ln.computer.net
	n.mu.Lock()
	defer n.mu.Unlock()
	if ln.closed {
		return ln.failed("close")
	}
	ln.closed = true
	delete(ln.computer.listeners, ln.addr.Port())
	for _, conn := range ln.backlog {
		conn.reset()
		conn.forget()
	}
	ln.backlog = nil
	n.changed.Broadcast()
	return nil
}

func (ln *listener) Addr() net.Addr { return net.TCPAddrFromAddrPort(ln.addr) }

func (ln *listener) failed(op string) error {
	return &net.OpError{Op: op, Net: "tcp", Addr: ln.Addr(), Err: net.ErrClosed}
}
