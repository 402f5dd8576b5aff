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

// ready tells whether an address may have a turn now. This computer's own
// programs are not slowed: they could take its time without us.
func (p paces) ready(addr netip.Addr) bool {
	l := p[addr]
	return l == nil || l.Tokens() >= 1
}

// take counts a turn of an address.
func (p paces) take(addr netip.Addr) {
	if !addr.IsValid() || addr.IsLoopback() {
		return
	}
	l := p[addr]
	if l == nil {
		p.prune()
		l = rate.NewLimiter(turnRate, turnBurst)
		p[addr] = l
	}
	l.Allow()
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
