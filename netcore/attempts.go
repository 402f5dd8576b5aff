package netcore

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// attempts counts, for each address, the joins that the room refused, so that
// nobody can try names, versions or guesses without end.
type attempts struct {
	perMinute int

	mu   sync.Mutex
	left map[netip.Addr]*rate.Limiter // of those who failed lately
}

// addressesCounted bounds the addresses that are remembered. Beyond it the
// counting begins anew: an attacker with so many addresses gains little by it.
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
		if len(a.left) >= addressesCounted {
			clear(a.left)
		}
		l = rate.NewLimiter(rate.Every(time.Minute/time.Duration(a.perMinute)), a.perMinute)
		a.left[addr] = l
	}
	l.Allow()
}
