package netcoretest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"sync"
	"time"
)

// Direction is one way through a Proxy.
type Direction int

// The directions.
const (
	ToTarget Direction = iota
	FromTarget
)

func (d Direction) back() Direction { return 1 - d }

// reachTime bounds one dial to a proxy's target.
const reachTime = 5 * time.Second

// Proxy passes connections of real TCP sockets on to a target, and breaks them
// on demand; unlike a Network it stands between processes. Faults can be
// changed while connections run. Its methods may be called from any goroutine.
//
// Methods that take a number break one connection: 0 is the longest-standing
// one, and a number beyond the last counts round, so that any number finds one
// where there is one. They report whether there was one.
type Proxy struct {
	ln     net.Listener
	target string
	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	runs   sync.WaitGroup

	mu       sync.Mutex
	chance   *rand.Rand
	changed  chan struct{} // closed, and made anew, when a fault has changed
	passages []*passage    // in order of arrival
	taken    [2]int64      // bytes read
	dark     [2]bool
	delay    time.Duration
	jitter   time.Duration
}

// NewProxy listens on a port of 127.0.0.1 and passes connections on to target,
// a host:port that need not answer yet. The seed decides about jitter. Close
// ends it.
func NewProxy(target string, seed uint64) (*Proxy, error) {
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("netcoretest: proxy: %w", err)
	}
	p := &Proxy{
		ln: ln, target: target, changed: make(chan struct{}),
		chance: rand.New(rand.NewPCG(seed, 0)),
	}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.runs.Go(p.accept)
	return p, nil
}

// Addr is where to dial, as host:port.
func (p *Proxy) Addr() string { return p.ln.Addr().String() }

// Close stops listening, resets every connection and waits until nothing of
// the proxy runs any more.
func (p *Proxy) Close() error {
	p.cancel()
	err := p.ln.Close()
	p.runs.Wait()
	return err
}

// Conns counts the connections that pass through.
func (p *Proxy) Conns() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.passages)
}

// Taken counts the bytes that were sent in one direction, arrived or not, over
// all connections there ever were.
func (p *Proxy) Taken(d Direction) int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taken[d]
}

// Drop makes what is sent in one direction vanish without a word, ends of
// connections included, or ends that. A connection that has lost something
// stays dark in that direction for good: TCP never delivers past a hole.
func (p *Proxy) Drop(d Direction, on bool) {
	p.change(func() { p.dark[d] = on })
}

// SetDelay makes every segment take a fixed time and up to jitter more, in
// both directions. Within a connection nothing overtakes.
func (p *Proxy) SetDelay(fixed, jitter time.Duration) {
	p.change(func() { p.delay, p.jitter = fixed, jitter })
}

// Stall holds back what one connection carries, in both directions, until
// Heal; nothing of it is lost. Others go on, and so overtake it.
func (p *Proxy) Stall(n int) bool {
	return p.pick(n, func(c *passage) { c.stalled = true })
}

// Reset ends one connection with a reset (RST) at both ends.
func (p *Proxy) Reset(n int) bool {
	return p.pick(n, func(c *passage) { c.end(true) })
}

// Finish ends one connection as if each end had closed it (FIN), wherever in a
// message it was.
func (p *Proxy) Finish(n int) bool {
	return p.pick(n, (*passage).finish)
}

// Forget makes one connection half-open: the end that sends in the given
// direction is reset, the other one hears nothing of that, and what it sends
// vanishes.
func (p *Proxy) Forget(n int, d Direction) bool {
	return p.pick(n, func(c *passage) {
		c.dark = [2]bool{true, true}
		reset(c.ends[d])
	})
}

// Orphan ends all stalled connections for their callers, as a close by the
// target would. What they sent still arrives, so much later, when they may long
// be back on another connection; what the target answers vanishes. It tells
// whether there was one.
func (p *Proxy) Orphan(late time.Duration) (found bool) {
	p.change(func() {
		for _, c := range p.passages {
			if c.stalled {
				c.stalled, c.late, c.dark[FromTarget] = false, time.Now().Add(late), true
				_ = c.ends[ToTarget].CloseWrite()
				found = true
			}
		}
	})
	return found
}

// Truncate lets that many more bytes of one connection through in the given
// direction, and finishes the connection behind the last of them.
func (p *Proxy) Truncate(n int, d Direction, bytes int) bool {
	return p.pick(n, func(c *passage) { c.left[d] = max(bytes, 0) })
}

// Heal ends Drop, SetDelay and Stall. What was cut or dark stays so.
func (p *Proxy) Heal() {
	p.change(func() {
		p.dark, p.delay, p.jitter = [2]bool{}, 0, 0
		for _, c := range p.passages {
			c.stalled = false
		}
	})
}

// change applies a fault and lets every connection look again.
func (p *Proxy) change(apply func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	apply()
	close(p.changed)
	p.changed = make(chan struct{})
}

// pick applies a fault to one connection.
func (p *Proxy) pick(n int, apply func(*passage)) (found bool) {
	p.change(func() {
		if found = len(p.passages) > 0; found {
			apply(p.passages[uint(n)%uint(len(p.passages))])
		}
	})
	return found
}

// accept takes connections until Close.
func (p *Proxy) accept() {
	for {
		conn, err := p.ln.Accept()
		if p.ctx.Err() != nil {
			return
		}
		if err == nil {
			p.runs.Go(func() { p.pass(conn.(*net.TCPConn)) })
		}
	}
}

// pass carries one connection from its first byte to its last. Where the
// target cannot be reached, the caller is reset.
func (p *Proxy) pass(near *net.TCPConn) {
	dialer := net.Dialer{Timeout: reachTime}
	far, err := dialer.DialContext(p.ctx, "tcp", p.target)
	if err != nil {
		reset(near)
		return
	}
	c := &passage{proxy: p, ends: [2]*net.TCPConn{near, far.(*net.TCPConn)}, left: [2]int{-1, -1}, done: make(chan struct{})}
	p.change(func() { p.passages = append(p.passages, c) })
	defer context.AfterFunc(p.ctx, func() { p.change(func() { c.end(true) }) })()
	var both sync.WaitGroup
	for _, d := range []Direction{ToTarget, FromTarget} {
		queue := make(chan segmentDue, segmentsAhead)
		both.Go(func() { c.read(d, queue) })
		both.Go(func() { c.write(d, queue) })
	}
	both.Wait()
	p.change(func() {
		c.end(false)
		p.passages = slices.DeleteFunc(p.passages, func(other *passage) bool { return other == c })
	})
}

// reset closes a connection with a reset instead of an end.
func reset(c *net.TCPConn) {
	_ = c.SetLinger(0)
	_ = c.Close()
}
