package netcore

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"landline/netcore/chat"
	"landline/netcore/identity"
)

// probeTimeout bounds each step of a Probe: whoever asks waits for it, and a
// computer on the same network answers in milliseconds.
const probeTimeout = 4 * time.Second

// Probed is what became of a Probe, step by step.
type Probed struct {
	Target Target

	// Resolve is how long it took to find the addresses of a name; zero for an
	// address. Err is why there is none (a *DialError), and then nothing else
	// was tried.
	Resolve time.Duration
	Err     error

	Attempts []ProbedAddr // one for each address, at most 16
}

// ProbedAddr is what became of one address.
type ProbedAddr struct {
	Addr netip.AddrPort

	TCP  time.Duration // until the connection stood; zero where it does not
	TLS  time.Duration // until the room had proved its key; zero where it has not
	Host chat.MemberID // that key

	// Err is a *DialError that says why it did not go on; nil where a room
	// answered.
	Err error
}

// Best is the address that came furthest, the fastest of several that reached a
// room. Ok is false where none was tried.
func (p Probed) Best() (best ProbedAddr, ok bool) {
	for _, a := range p.Attempts {
		switch {
		case !ok, a.Err == nil && best.Err != nil,
			a.Err == nil && a.TCP < best.TCP,
			a.Err != nil && best.Err != nil && a.TCP > 0 && best.TCP == 0:
			best, ok = a, true
		}
	}
	return best, ok
}

// Probe tries to reach a room in single steps, and takes no seat: it looks up
// the name, connects to each address, and shakes hands, which a Landline alone
// can do, and by which the host proves its key. Of cfg it uses Identity, Pin and
// Connect. It returns when all is known, within twice probeTimeout and that of
// the system's resolver, or when ctx ends.
func Probe(ctx context.Context, target Target, cfg ClientConfig) Probed {
	p := Probed{Target: target}
	began := time.Now()
	addrs, _, err := addressesFor(ctx, target, nil)
	if _, literal := netip.ParseAddr(target.Host); literal != nil {
		p.Resolve = max(time.Since(began), 1)
	}
	if err != nil {
		p.Err = &DialError{Target: target, Fault: faultOf(err), Err: err}
		return p
	}
	p.Attempts = make([]ProbedAddr, len(addrs))
	var tries sync.WaitGroup
	for i, addr := range addrs {
		tries.Go(func() { p.Attempts[i] = probeAddr(ctx, target, addr, cfg) })
	}
	tries.Wait()
	return p
}

// probeAddr connects to one address, shakes hands, and hangs up.
func probeAddr(ctx context.Context, target Target, addr netip.AddrPort, cfg ClientConfig) ProbedAddr {
	a := ProbedAddr{Addr: addr}
	fail := func(err error) ProbedAddr {
		a.Err = &DialError{Target: target, Addr: addr, Fault: faultOf(err), Err: err}
		return a
	}
	connect := cfg.Connect
	if connect == nil {
		connect = connectTCP
	}
	began := time.Now()
	soon, done := context.WithTimeout(ctx, probeTimeout)
	defer done()
	raw, err := connect(soon, addr)
	if err != nil {
		return fail(err)
	}
	defer func() { _ = raw.Close() }() // nothing was written that could be lost
	a.TCP = max(time.Since(began), 1)
	soon, done = context.WithTimeout(ctx, probeTimeout)
	defer done()
	conn, err := shakeHands(soon, raw, cfg)
	if err != nil {
		return fail(err)
	}
	a.TLS = max(time.Since(began)-a.TCP, 1)
	if a.Host, err = identity.PeerID(conn.ConnectionState()); err != nil {
		return fail(err)
	}
	return a
}
