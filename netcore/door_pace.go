package netcore

import (
	"net/netip"

	"golang.org/x/time/rate"
)

// How often an address of another computer gets a turn, once it had turnBurst
// of them.
const (
	turnRate  = 10 // a second
	turnBurst = 100
)

// paces is how often addresses had a turn lately. It holds at most pacesKept.
type paces map[netip.Addr]*rate.Limiter

const pacesKept = 4096

// reserve takes a turn for an address; nil where it can be had at once. This
// computer's own programs are not slowed: they could take its time without us.
func (p paces) reserve(addr netip.Addr) *rate.Reservation {
	if !addr.IsValid() || addr.IsLoopback() {
		return nil
	}
	l := p[addr]
	if l == nil {
		p.prune()
		l = rate.NewLimiter(turnRate, turnBurst)
		p[addr] = l
	}
	return l.Reserve()
}

// prune makes room for one more: those go who have all their turns again, and
// where there are none, anybody.
func (p paces) prune() {
	if len(p) < pacesKept {
		return
	}
	for addr, l := range p {
		if l.Tokens() >= turnBurst {
			delete(p, addr)
		}
	}
	for addr := range p {
		if len(p) < pacesKept {
			return
		}
		delete(p, addr)
	}
}
