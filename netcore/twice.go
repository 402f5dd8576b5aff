package netcore

import (
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// twiceAgain is how long nobody is told again of one person: a copy whose
// network comes and goes would be told of at every return.
const twiceAgain = time.Hour

// twiceAtOnce is how many people are told of at a time. Who makes keys by the
// thousand, and sits down twice with each, floods nobody with warnings.
const twiceAtOnce = 16

// maxTwice bounds the people who are remembered as told of. Beyond it some are
// told of again sooner.
const maxTwice = 1000

// twice finds the people who sit in the room from two places at once: whose
// profile was copied, and may be in the hands of somebody else. Host.mu guards
// it, but for the bell.
type twice struct {
	bell     chan struct{}
	suspects map[chat.MemberID]struct{} // came in while they sat elsewhere; to be looked at
	told     map[chat.MemberID]time.Time
}

func newTwice() twice {
	return twice{
		bell:     make(chan struct{}, 1),
		suspects: make(map[chat.MemberID]struct{}), told: make(map[chat.MemberID]time.Time),
	}
}

// ring has the suspects looked at.
func (t *twice) ring() {
	select {
	case t.bell <- struct{}{}:
	default:
	}
}

// noticeTwice looks whether somebody who just sat down is here from elsewhere
// too. Each seat's place is what its program says: a thief who says the same
// place as the owner, or none, goes unnoticed, and so does one who sits down
// only while the owner is away. p is among h.peers, and h.mu is held.
func (h *Host) noticeTwice(p *peer, place wire.Place) {
	p.place, p.sat = place, time.Now()
	if place != (wire.Place{}) && len(h.seatsIn(p.id, 0)) > 1 {
		h.twice.suspects[p.id] = struct{}{}
		h.twice.ring()
	}
}

// seatsIn has one seat of id for each place that they have sat in for at least
// so long.
func (h *Host) seatsIn(id chat.MemberID, least time.Duration) map[wire.Place]*peer {
	seats := make(map[wire.Place]*peer)
	for p := range h.peers {
		if p.id == id && p.place != (wire.Place{}) && time.Since(p.sat) >= least {
			seats[p.place] = p
		}
	}
	return seats
}

// twicePause is how long two seats are watched before anybody hears of them: a
// little longer than a dead connection may stand for a seat. Who moved their
// profile comes back beside their own old seat, and that is no theft.
func (h *Host) twicePause() time.Duration { return h.cfg.Pace.Read + time.Second }

// tellTwice tells of the suspects who have sat in two places long enough, and
// lets those go who do no longer.
func (h *Host) tellTwice() {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	for id, at := range h.twice.told {
		if now.Sub(at) >= twiceAgain || len(h.twice.told) > maxTwice {
			delete(h.twice.told, id)
		}
	}
	left := twiceAtOnce
	for id := range h.twice.suspects {
		_, told := h.twice.told[id]
		seats := h.seatsIn(id, h.twicePause())
		switch {
		case told || len(h.seatsIn(id, 0)) < 2:
			delete(h.twice.suspects, id)
		case len(seats) > 1 && left > 0:
			left--
			delete(h.twice.suspects, id)
			h.twice.told[id] = now
			h.tellOfTwice(seats)
		}
	}
	if len(h.twice.suspects) > 0 {
		h.twice.ring()
	}
}

// tellOfTwice tells everybody concerned that one person has these seats: the
// person, the moderators and the host. h.mu is held.
func (h *Host) tellOfTwice(seats map[wire.Place]*peer) {
	var member chat.Member
	var from []string
	for _, p := range seats {
		member = p.member
		from = append(from, p.raw.RemoteAddr().String())
	}
	h.log.Warn("one key sits in the room from two places: a profile was copied", "name", member.Name, "key", member.ID, "from", from)
	frame := wire.Append(nil, wire.Twice{Member: wire.MemberOf(member)})
	rules := h.room.Rules()
	for p := range h.peers {
		if p.id == member.ID || p.member.Host || rules.Moderator(p.id) {
			p.push(frame)
		}
	}
}
