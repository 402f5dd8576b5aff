package netcoretest

import (
	"bytes"
	"io"
	"net"
	"net/netip"
	"os"
	"sync"
	"time"
)

// Window is how many bytes a connection takes in each direction before a
// reader has read them; a writer waits then.
const Window = 64 << 10

// conn is one end of a connection. The network's mutex guards all of it.
type conn struct {
	net         *Network
	at          *Computer
	peer        *conn
	local, away netip.AddrPort
	changed     sync.Cond // for Read and Write at this end; L is the network's mutex

	in     stream
	broken bool // reset
	closed bool // at this end

	read, write deadline
}

// stream is what flows towards one end.
type stream struct {
	segments []segment
	unread   int
	last     time.Time // when the newest of it arrives
	fin      bool      // the sender ended it, which the reader learns at last
	gone     bool      // the reader closed, which the sender learns at goneAt
	goneAt   time.Time
}

type segment struct {
	bytes []byte
	at    time.Time // when it arrives
}

// deadline is one of a connection's two, with the timer that wakes its waiter.
type deadline struct {
	at    time.Time
	timer *time.Timer
}

func (d *deadline) passed() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }

func (d *deadline) stop() {
	if d.timer != nil {
		d.timer.Stop()
	}
}

// connect joins two computers and returns both ends.
func connect(local netip.AddrPort, near *Computer, away netip.AddrPort, far *Computer) (a, b *conn) {
	a = &conn{net: near.net, at: near, local: local, away: away}
	b = &conn{net: far.net, at: far, local: away, away: local}
	a.peer, b.peer = b, a
	for _, c := range []*conn{a, b} {
		c.changed.L = &c.net.mu
		c.at.conns[c] = struct{}{}
	}
	return a, b
}

// arrived tells whether what was due at a moment has come over both cables.
func (c *conn) arrived(due time.Time) bool {
	if time.Now().Before(due) {
		return false
	}
	for _, cable := range []*Computer{c.at, c.peer.at} {
		if cable.unplugged && !due.Before(cable.unpluggedAt) {
			return false
		}
	}
	return true
}

// due is when something sent by this end now arrives, never before what was
// sent earlier. It wakes the other end then.
func (c *conn) due() time.Time {
	at := time.Now().Add(c.at.out + c.peer.at.in)
	if at.Before(c.peer.in.last) {
		at = c.peer.in.last
	}
	c.peer.wakeAt(at)
	return at
}

// wakeAt lets this end look again at a moment.
func (c *conn) wakeAt(at time.Time) {
	if wait := time.Until(at); wait > 0 {
		time.AfterFunc(wait, c.wake)
		return
	}
	c.changed.Broadcast()
}

func (c *conn) wake() {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	c.changed.Broadcast()
}

// Read waits for bytes, the end of the stream, a reset or the deadline.
func (c *conn) Read(b []byte) (int, error) {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	for {
		if err := c.unfit(&c.read); err != nil {
			return 0, c.failed("read", err)
		}
		if len(b) == 0 {
			return 0, nil
		}
		if !c.at.stalled {
			if n := c.take(b); n > 0 {
				c.peer.changed.Broadcast() // there is room in the window
				return n, nil
			}
			if c.in.fin && len(c.in.segments) == 0 && c.arrived(c.in.last) {
				return 0, io.EOF
			}
		}
		c.changed.Wait()
	}
}

// take moves what has arrived into b.
func (c *conn) take(b []byte) (n int) {
	for n < len(b) && len(c.in.segments) > 0 && c.arrived(c.in.segments[0].at) {
		s := &c.in.segments[0]
		m := copy(b[n:], s.bytes)
		n += m
		if s.bytes = s.bytes[m:]; len(s.bytes) == 0 {
			c.in.segments = c.in.segments[1:]
		}
	}
	c.in.unread -= n
	return n
}

// Write puts b on its way, and waits while the window is full.
func (c *conn) Write(b []byte) (n int, err error) {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	out := &c.peer.in
	for {
		if err := c.unfit(&c.write); err != nil {
			return n, c.failed("write", err)
		}
		if out.fin || out.gone && c.arrived(out.goneAt) {
			return n, c.failed("write", errReset)
		}
		room := min(len(b)-n, Window-out.unread)
		if room > 0 {
			// What the other end will never read is not kept for it.
			if !out.gone {
				out.last = c.due()
				out.segments = append(out.segments, segment{bytes: bytes.Clone(b[n : n+room]), at: out.last})
			}
			out.unread += room
			n += room
		}
		if n == len(b) {
			return n, nil
		}
		c.changed.Wait()
	}
}

// unfit is why this end can do nothing: closed, reset, or too late.
func (c *conn) unfit(d *deadline) error {
	switch {
	case c.closed:
		return net.ErrClosed
	case c.broken:
		return errReset
	case d.passed():
		return os.ErrDeadlineExceeded
	}
	return nil
}

// Close ends both directions. The other end reads what is on its way, then
// io.EOF; its writes fail once the news has reached it.
func (c *conn) Close() error {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	if c.closed {
		return c.failed("close", net.ErrClosed)
	}
	c.finish()
	c.in.gone, c.in.goneAt, c.in.segments = true, c.due(), nil
	c.forget()
	return nil
}

// CloseWrite ends the direction away from this end; reading goes on.
func (c *conn) CloseWrite() error {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	if err := c.unfit(&deadline{}); err != nil {
		return c.failed("close", err)
	}
	c.finish()
	return nil
}

// finish sends the end of the stream.
func (c *conn) finish() {
	if out := &c.peer.in; !out.fin {
		out.fin, out.last = true, c.due()
	}
}

// forget ends what this end keeps.
func (c *conn) forget() {
	c.closed = true
	c.read.stop()
	c.write.stop()
	delete(c.at.conns, c)
	c.changed.Broadcast()
}

// reset breaks both ends.
func (c *conn) reset() {
	for _, end := range []*conn{c, c.peer} {
		end.broken = true
		end.in.segments = nil
		end.changed.Broadcast()
	}
}

func (c *conn) LocalAddr() net.Addr  { return net.TCPAddrFromAddrPort(c.local) }
func (c *conn) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(c.away) }

func (c *conn) SetDeadline(t time.Time) error      { return c.setDeadlines(t, &c.read, &c.write) }
func (c *conn) SetReadDeadline(t time.Time) error  { return c.setDeadlines(t, &c.read) }
func (c *conn) SetWriteDeadline(t time.Time) error { return c.setDeadlines(t, &c.write) }

func (c *conn) setDeadlines(t time.Time, deadlines ...*deadline) error {
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	if c.closed {
		return c.failed("set", net.ErrClosed)
	}
	for _, d := range deadlines {
		d.stop()
		*d = deadline{at: t}
		if wait := time.Until(t); !t.IsZero() && wait > 0 {
			d.timer = time.AfterFunc(wait, c.wake)
		}
	}
	c.changed.Broadcast()
	return nil
}

func (c *conn) failed(op string, err error) error {
	return &net.OpError{Op: op, Net: "tcp", Source: c.LocalAddr(), Addr: c.RemoteAddr(), Err: err}
}
