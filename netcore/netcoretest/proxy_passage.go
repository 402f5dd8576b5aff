package netcoretest

import (
	"errors"
	"io"
	"net"
	"time"
)

// What one direction of a passage holds at most: beyond it the sender waits.
const (
	segmentsAhead = 64
	segmentBytes  = 16 << 10
)

// segmentDue is what was read at once, and when it goes on; or, as the last,
// why nothing more comes.
type segmentDue struct {
	bytes []byte
	at    time.Time
	err   error
}

// passage is one connection through a Proxy, whose mutex guards what can
// change. In each direction one goroutine reads and one writes.
type passage struct {
	proxy *Proxy
	ends  [2]*net.TCPConn // by the direction in which each sends
	done  chan struct{}   // closed by end

	ended   bool
	stalled bool
	late    time.Time // nothing goes on before
	dark    [2]bool   // something was lost: nothing gets through any more
	left    [2]int    // bytes until the passage finishes; -1 for no end
}

// end closes both connections. The proxy's mutex is held.
func (c *passage) end(withReset bool) {
	if c.ended {
		return
	}
	c.ended = true
	close(c.done)
	for _, conn := range c.ends {
		if withReset {
			_ = conn.SetLinger(0)
		}
		_ = conn.Close()
	}
}

// finish ends what is sent to both ends; what they still send is forgotten.
// Closing instead would reset them where bytes were not read yet. The proxy's
// mutex is held.
func (c *passage) finish() {
	c.dark = [2]bool{true, true}
	for _, conn := range c.ends {
		_ = conn.CloseWrite()
	}
}

// read queues what one end sends.
func (c *passage) read(d Direction, queue chan<- segmentDue) {
	defer close(queue)
	for {
		buffer := make([]byte, segmentBytes)
		n, err := c.ends[d].Read(buffer)
		s := segmentDue{bytes: buffer[:n], at: c.due(d, n), err: err}
		select {
		case queue <- s:
		case <-c.done:
			return
		}
		if err != nil {
			return
		}
	}
}

// due counts what was read now, and tells when it goes on.
func (c *passage) due(d Direction, bytes int) time.Time {
	p := c.proxy
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken[d] += int64(bytes)
	at := time.Now().Add(p.delay)
	if p.jitter > 0 {
		at = at.Add(time.Duration(p.chance.Int64N(int64(p.jitter))))
	}
	return at
}

// write passes on what is queued for the other end.
func (c *passage) write(d Direction, queue <-chan segmentDue) {
	for s := range queue {
		if !c.await(s.at) {
			return
		}
		bytes, last, ok := c.allow(d, s.bytes)
		if !ok {
			continue // read on: the sender notices nothing
		}
		if _, err := c.ends[d.back()].Write(bytes); err != nil {
			// The sender hears of it as the end of the other direction.
			c.proxy.change(func() { c.dark[d] = true })
			continue
		}
		if last {
			c.proxy.change(c.finish)
			continue
		}
		c.passEnd(d, s.err)
	}
}

// passEnd lets the other end know how this one ended.
func (c *passage) passEnd(d Direction, err error) {
	switch {
	case err == nil || errors.Is(err, net.ErrClosed):
	case errors.Is(err, io.EOF):
		_ = c.ends[d.back()].CloseWrite()
	default:
		c.proxy.change(func() { c.end(true) })
	}
}

// await waits until a moment, and for as long as the passage is stalled or
// late; false means that it has ended.
func (c *passage) await(at time.Time) bool {
	p := c.proxy
	for {
		p.mu.Lock()
		stalled, late, changed := c.stalled, c.late, p.changed
		p.mu.Unlock()
		wait := max(time.Until(at), time.Until(late))
		if !stalled && wait <= 0 {
			return true
		}
		timer := time.NewTimer(wait)
		due := timer.C
		if wait <= 0 {
			due = nil
		}
		select {
		case <-due:
		case <-changed:
		case <-c.done:
			timer.Stop()
			return false
		}
		timer.Stop()
	}
}

// allow is what of some bytes may pass; last where the passage finishes behind
// them; ok is false where they, or their end, vanish.
func (c *passage) allow(d Direction, bytes []byte) (allowed []byte, last, ok bool) {
	p := c.proxy
	p.mu.Lock()
	defer p.mu.Unlock()
	c.dark[d] = c.dark[d] || p.dark[d]
	switch {
	case c.dark[d]:
		return nil, false, false
	case c.left[d] < 0:
		return bytes, false, true
	}
	allowed = bytes[:min(len(bytes), c.left[d])]
	c.left[d] -= len(allowed)
	return allowed, c.left[d] == 0, true
}
