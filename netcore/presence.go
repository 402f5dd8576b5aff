package netcore

import (
	"fmt"
	"slices"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// person is what a host knows of somebody for as long as they sit in the room.
// Host.mu guards it.
type person struct {
	seats    []*peer
	told     chat.Status // what everybody was told last
	typed    time.Time   // when it was last passed on that they write; zero since they said a line
	dialled  time.Time   // when they were last dialled back
	dialling bool        // they are being dialled back
}

// status is what a person says about themselves, from all their seats: the
// presence by which they can be reached best, and the newest of the rest. What
// the words of a hidden seat were, the host does not know.
func (o *person) status() (s chat.Status) {
	var said, worded uint64
	for _, p := range o.seats {
		if p.stated == 0 {
			continue
		}
		if said == 0 || p.status.Presence.Nearer(s.Presence) {
			s.Presence = p.status.Presence
		}
		if p.stated > said {
			said, s.Hue = p.stated, p.status.Hue
		}
		if p.stated > worded && p.status.Presence != chat.Hidden {
			worded, s.Words = p.stated, p.status.Words
		}
	}
	return s
}

// presence gathers what people say about themselves, so that somebody who
// changes it all the time costs the others no more than anybody. Host.mu guards
// it, but for the bell.
type presence struct {
	bell   chan struct{}
	people map[chat.MemberID]*person
	fresh  map[chat.MemberID]struct{} // have changed since everybody was told
	stated uint64                     // statuses that were said in all

	newcomers []*peer // were told nobody's status yet
	list      []byte  // everybody's, as frames for newcomers; nil after a change
}

func newPresence() presence {
	return presence{
		bell:   make(chan struct{}, 1),
		people: make(map[chat.MemberID]*person), fresh: make(map[chat.MemberID]struct{}),
	}
}

// arrives gives p its part in who is here. p is in h.peers, and h.mu is held.
func (h *Host) arrives(p *peer) {
	r := &h.presence
	o := r.people[p.id]
	if o == nil {
		o = &person{}
		r.people[p.id] = o
	}
	o.seats = append(o.seats, p)
	p.person = o
	if p.sociable {
		r.newcomers = append(r.newcomers, p)
		ring(h.gossip.bell)
	}
}

// departs takes it away again. h.mu is held.
func (h *Host) departs(p *peer) {
	r, o := &h.presence, p.person
	o.seats = slices.DeleteFunc(o.seats, func(q *peer) bool { return q == p })
	if len(o.seats) > 0 {
		h.changed(p)
		return
	}
	delete(r.people, p.id)
	delete(r.fresh, p.id)
	r.list = nil
}

// changed has everybody told of p's person. h.mu is held.
func (h *Host) changed(p *peer) {
	r := &h.presence
	r.list = nil
	if p.person.status() != p.person.told {
		r.fresh[p.id] = struct{}{}
		ring(r.bell)
	}
}

// present notes what a member says about themselves.
func (h *Host) present(p *peer, f wire.Present) error {
	s := f.Status()
	if err := chat.CheckStatus(s); err != nil {
		return fmt.Errorf("%w: %s", ErrProtocol, err.Error())
	}
	p.steady()
	h.mu.Lock()
	defer h.mu.Unlock()
	if p.away {
		return nil
	}
	h.presence.stated++
	p.status, p.stated = s.Shown(), h.presence.stated
	h.changed(p)
	return nil
}

// tellPresence tells everybody what people say about themselves, as far as that
// changed. What does not fit into one frame comes the next time.
func (h *Host) tellPresence() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tellGossip() // who says something has come in first
	r := &h.presence
	var list []wire.Standing
	for id := range r.fresh {
		if len(list) == wire.StandingsPerFrame {
			ring(r.bell)
			break
		}
		delete(r.fresh, id)
		if o := r.people[id]; o.status() != o.told {
			o.told = o.status()
			list = append(list, wire.StandingOf(id, o.told))
		}
	}
	if len(list) == 0 {
		return
	}
	frame := wire.Append(nil, wire.Presented{List: list})
	for p := range h.peers {
		if p.introduced {
			p.push(frame)
		}
	}
}

// presencePause is how long changes of presence are gathered.
func (h *Host) presencePause() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return time.Second + time.Duration(h.room.People())*5*time.Millisecond
}

// introduce tells newcomers what everybody says about themselves. They know
// already who is here. h.mu is held.
func (h *Host) introduce() {
	r := &h.presence
	if len(r.newcomers) == 0 {
		return
	}
	if r.list == nil {
		r.list = r.all()
	}
	for _, p := range r.newcomers {
		p.introduced = true
		if len(r.list) > 0 {
			p.push(r.list)
		}
	}
	r.newcomers = nil
}

// all is everybody's status, as frames.
func (r *presence) all() []byte {
	list := make([]wire.Standing, 0, len(r.people))
	for id, o := range r.people {
		if s := o.status(); s != (chat.Status{}) {
			list = append(list, wire.StandingOf(id, s))
		}
	}
	frames := []byte{}
	for part := range slices.Chunk(list, wire.StandingsPerFrame) {
		frames = wire.Append(frames, wire.Presented{List: part})
	}
	return frames
}
