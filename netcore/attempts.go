package netcore

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// attempts counts, for each address, the joins that the room refused, so that
// nobody can try names or versions without end. Passwords have guesses.
type attempts struct {
	perMinute int

	mu   sync.Mutex
	left map[netip.Addr]*rate.Limiter // of those who failed lately
}

// addressesCounted bounds the addresses that are remembered.
const addressesCounted = 4096

func newAttempts(perMinute int) *attempts {
	return &attempts{perMinute: perMinute, left: make(map[netip.Addr]*rate.Limiter)}
}

// allowed tells whether an address may try again.
func (a *attempts) allowed(addr netip.Addr) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	l := a.left[addr]
	return l == nil || l.Tokens() >= 1
}

// failed counts one refused join.
func (a *attempts) failed(addr netip.Addr) {
	a.mu.Lock()
	defer a.mu.Unlock()
	l := a.left[addr]
	if l == nil {
		a.prune()
		l = rate.NewLimiter(rate.Every(time.Minute/time.Duration(a.perMinute)), a.perMinute)
		a.left[addr] = l
	}
	l.Allow()
}

// prune makes room for one address more: all are forgotten that have every try
// left again, or else the one with the most tries left. To be rid of their own
// count, somebody would have to fail more often from that many other addresses.
func (a *attempts) prune() {
	if len(a.left) < addressesCounted {
		return
	}
	var idlest netip.Addr
	most := -1.0
	for addr, l := range a.left {
		tokens := l.Tokens()
		if tokens >= float64(a.perMinute) {
			delete(a.left, addr)
		} else if tokens > most {
			idlest, most = addr, tokens
		}
	}
	if len(a.left) >= addressesCounted {
		delete(a.left, idlest)
	}
}
