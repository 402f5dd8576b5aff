package netcore

import (
	"context"
	"sync"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// Bounds of one step into the log. What waits beyond them goes with the next,
// so that a member's queue can hold the frames of several.
const (
	inboxSize     = 64 // bundles
	bundle        = 64 // messages of one member that are handed over together
	batchMessages = 128
	batchBytes    = 64 << 10 // of text
)

// claim is a message on its way into the log.
type claim struct {
	from    *peer
	message chat.Message
	heard   uint64 // wire.Say.Heard

	about *chat.Message // what it is about, as the log has it
	blind bool          // the log could not tell
}

// keep puts what members say into the log: everything that waits in one
// durable step, so that a busy room pays for one step and not for each line.
// What waits when ctx ends is still kept.
func (h *Host) keep(ctx context.Context) {
	defer h.messages.Subscribe(h.tell)()
	var waiting []claim
	for {
		if len(waiting) > 0 {
			waiting = h.step(waiting)
			continue
		}
		select {
		case said := <-h.inbox:
			waiting = take(waiting, said)
			continue
		case <-ctx.Done():
		}
		select {
		case said := <-h.inbox:
			waiting = take(waiting, said)
		default:
			return
		}
	}
}

// step takes one step into the log, with the first of those that wait, and
// returns the others.
func (h *Host) step(waiting []claim) []claim {
	waiting, n := h.gather(waiting)
	h.commit(waiting[:n])
	left := copy(waiting, waiting[n:])
	clear(waiting[left:])
	return waiting[:left]
}

// bundles are lists that readers hand over and get back.
var bundles = sync.Pool{New: func() any { return new([bundle]claim) }}

func newClaims() []claim { return bundles.Get().(*[bundle]claim)[:0] }

// take adds what a reader handed over to those that wait.
func take(waiting, said []claim) []claim {
	waiting = append(waiting, said...)
	clear(said)
	bundles.Put((*[bundle]claim)(said[:bundle]))
	return waiting
}

// gather adds what is handed over to those that wait, as long as a step has
// room. It returns all, and how many of them go together: up to one that decides
// about what follows.
func (h *Host) gather(waiting []claim) (all []claim, n int) {
	for size := 0; ; {
		for ; n < len(waiting); n++ {
			if n == batchMessages || size >= batchBytes || n > 0 && h.decides(waiting[n-1].message) {
				return waiting, n
			}
			size += len(waiting[n].message.Text)
		}
		if n == batchMessages || size >= batchBytes || h.decides(waiting[n-1].message) {
			return waiting, n
		}
		select {
		case said := <-h.inbox:
			waiting = take(waiting, said)
		default:
			return waiting, n
		}
	}
}

// commit appends a batch to the log, which tells everybody, and answers those
// whose message was there already or could not be kept.
func (h *Host) commit(batch []claim) {
	h.lookUp(batch)
	if batch = h.turnBack(batch); len(batch) == 0 {
		return
	}
	messages := make([]chat.Message, len(batch))
	for i, c := range batch {
		messages[i] = c.message
	}
	_, before := h.messages.Bounds()
	kept, err := h.messages.Append(messages)

	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case err != nil && !h.full:
		h.log.Error("lines cannot be kept, and are refused", "err", err)
	case err == nil && h.full:
		h.log.Info("lines can be kept again")
	}
	h.full = err != nil
	next := before + 1
	for i, c := range batch {
		switch {
		case err != nil && (i >= len(kept) || kept[i].Seq == 0):
			h.room.TakeBack(c.message)
			c.from.refuse(c.message.ID, notKept(err))
			continue
		case err == nil && kept[i].Seq == next: // new: everybody was told
			next++
			continue
		}
		h.room.TakeBack(c.message)
		switch {
		case kept[i].From != c.message.From:
			c.from.decline(c.message.ID, chat.Refusal{Code: chat.IDReused})
		default:
			c.from.push(wire.Append(nil, wire.Accepted{ID: c.message.ID, Seq: kept[i].Seq}))
		}
	}
}

// turnBack refuses what may not come into the log now, and returns the rest. It
// also refuses the messages that their author sent behind one that could not be
// kept, before hearing of that: taken now, they would stand before it when it
// is said again.
func (h *Host) turnBack(batch []claim) []claim {
	now := believable(time.Now())
	h.mu.Lock()
	defer h.mu.Unlock()
	taken := batch[:0]
	for i, c := range batch {
		if !h.takes(&c, now) {
			continue
		}
		taken = append(taken, c)
		if c.message.Act == chat.Delete {
			forgo(batch[i+1:], c.message.About)
		}
	}
	return taken
}

// refuse declines a message that could not be kept. host.mu is held.
func (p *peer) refuse(id chat.MessageID, why chat.Refusal) {
	p.refused++
	p.decline(id, why)
}

// notKept is why a message could not be kept, in the one code that both sides
// count (wire.Say.Heard).
func notKept(err error) chat.Refusal {
	if refusal, ok := chat.AsRefusal(err); ok && refusal.Code == chat.NotKept {
		return refusal
	}
	return chat.Refusal{Code: chat.NotKept}
}

// tell passes new messages on to everybody with a seat: encoded once, and as
// one piece, however many there are. The log calls it.
func (h *Host) tell(messages []chat.Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tellGossip() // who speaks has come in first
	chunk := h.recent.add(messages)
	for p := range h.peers {
		switch {
		case !p.live:
			p.out.ring()
		case p.here:
			p.hold(chunk)
		default:
			p.push(chunk)
		}
	}
	h.follow(messages)
}

// remember fills the frames at hand with the newest messages of the log.
func (h *Host) remember() {
	_, h.recent.head = h.messages.Bounds()
	const newest = 256
	after := h.recent.head - min(newest, h.recent.head)
	messages, err := h.messages.Read(after, newest)
	if err != nil {
		h.log.Error("the log cannot be read", "err", err)
		return
	}
	if len(messages) == 0 || messages[len(messages)-1].Seq != h.recent.head {
		return
	}
	h.recent.head = messages[0].Seq - 1
	h.recent.add(messages)
}
