package netcore

import (
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// What is passed on of who is writing. It is worth nothing a moment later, so
// that a host drops whatever could cost anybody something.
const (
	typingPause  = 3 * time.Second // at least, between two of one person
	typingPeople = 100             // in a room of more nobody hears of it
	typingBytes  = 16 << 10        // who has more waiting hears nothing of it
)

// typingAgain is how often a client tells that its person is still writing: so
// that the host passes on each, and what others see does not run out between.
const typingAgain = 4 * time.Second

// types passes on that a member writes.
func (h *Host) types(p *peer) {
	p.steady()
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	if p.away || h.room.People() > typingPeople || now.Sub(p.person.typed) < typingPause {
		return
	}
	_, muted := h.room.Rules().MutedNow(p.id, believable(now))
	if muted || p.person.status().Presence == chat.Hidden {
		return
	}
	p.person.typed = now
	h.tellGossip() // who writes has come in first
	frame := wire.Append(nil, wire.Typing{Member: wire.MemberOf(p.member)})
	for q := range h.peers {
		if q.sociable && q.live && q.id != p.id && q.out.low(typingBytes) {
			q.push(frame)
		}
	}
}
