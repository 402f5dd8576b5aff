package discover

import (
	"net/netip"
	"time"
)

// rate is a token bucket's shape.
type rate struct {
	perSecond float64
	burst     float64
}

var (
	sourceRate = rate{perSecond: 20, burst: 40}     // packets of one address
	totalRate  = rate{perSecond: 1000, burst: 2000} // packets of all, for each socket
	tellRate   = rate{perSecond: 4, burst: 8}       // beacons out of turn
)

// bucket is a token bucket. Its zero value is full.
type bucket struct {
	used float64
	at   time.Time
}

func (b *bucket) refill(r rate, now time.Time) {
	if past := now.Sub(b.at); past > 0 {
		b.used = max(0, b.used-past.Seconds()*r.perSecond)
		b.at = now
	}
}

// take takes one token, if there is one.
func (b *bucket) take(r rate, now time.Time) bool {
	b.refill(r, now)
	if b.used+1 > r.burst {
		return false
	}
	b.used++
	return true
}

// wait is how long until there is a token.
func (b *bucket) wait(r rate, now time.Time) time.Duration {
	b.refill(r, now)
	short := b.used + 1 - r.burst
	if short <= 0 {
		return 0
	}
	return time.Duration(short / r.perSecond * float64(time.Second))
}

const maxSources = 1024

// gate lets packets in by their source address before anything costly is done
// with them. It belongs to the one goroutine that reads a socket.
type gate struct {
	sources map[netip.Addr]*bucket
	total   bucket
	swept   time.Time
}

func newGate() *gate { return &gate{sources: make(map[netip.Addr]*bucket)} }

// pass tells whether a packet may be looked at. While more sources than the
// gate can remember send, those it does not know are kept out.
func (g *gate) pass(from netip.Addr, now time.Time) bool {
	b := g.sources[from]
	if b == nil {
		if len(g.sources) >= maxSources && !g.sweep(now) {
			return false
		}
		b = &bucket{}
		g.sources[from] = b
	}
	return b.take(sourceRate, now) && g.total.take(totalRate, now)
}

// sweep forgets the sources that were quiet long enough to have a full bucket.
func (g *gate) sweep(now time.Time) bool {
	if now.Sub(g.swept) < time.Second {
		return false
	}
	g.swept = now
	for a, b := range g.sources {
		if b.refill(sourceRate, now); b.used == 0 {
			delete(g.sources, a)
		}
	}
	return len(g.sources) < maxSources
}
