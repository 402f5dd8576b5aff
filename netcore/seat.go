package netcore

import (
	"fmt"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// page is how many messages are read from the log at a time for a member who
// is catching up: no more than may wait for one who hears what is new, where
// every text is as long as it can be.
const page = 128

// seat gives p a place in the room: it queues what p has to know first, and
// tells the others.
func (h *Host) seat(p *peer, hello wire.Hello) error {
	resumed, err := h.continues(chat.Cursor{Epoch: hello.Epoch, Seq: hello.Seq, ID: hello.ID})
	if err != nil {
		return err
	}
	first, _ := h.messages.Bounds()
	var ahead []chat.Message
	if resumed {
		if ahead, err = h.untold(hello.Seq); err != nil {
			return err
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.stillOpen(p); err != nil {
		return err
	}
	from := addressOf(p.raw.RemoteAddr())
	if err := h.crowd.full(from, h.cfg.Limits.SeatsPerAddress); err != nil {
		return err
	}
	member, fresh, err := h.room.Join(chat.Arrival{
		ID: p.id, Name: hello.Name, Guest: h.guests.has(p.id), Addr: p.address(), At: believable(time.Now()),
	})
	if err != nil {
		return err
	}
	if !member.Host {
		h.guests.came(p.id)
	}
	p.member = member
	p.receipts = wire.Has(hello.Capabilities, wire.Receipts)
	p.sociable = wire.Has(hello.Capabilities, wire.Presence)
	p.in.Widen()

	head := h.recent.head
	switch {
	case resumed:
		p.after = hello.Seq
		head = max(head, hello.Seq) // who has this very log on their disk may know what nobody was told yet
	case hello.History < head:
		p.after = head - hello.History
	}
	p.after = min(max(p.after, first-1), head)

	welcome := wire.Welcome{
		Version: wire.Version, Program: h.cfg.Program,
		Room: h.cfg.Room, RoomName: h.room.Name(), Name: member.Name,
		Epoch: h.messages.Epoch(), First: first, Head: head, After: p.after, Resumed: resumed,
		Capabilities: []uint64{wire.Receipts, wire.Presence},
	}
	h.greet(p, welcome, ahead)
	if fresh {
		h.gossip.add(wire.Append(nil, wire.Joined{Member: wire.MemberOf(member)}))
	}
	h.peers[p] = struct{}{}
	h.crowd.comes(from)
	h.arrives(p)
	h.noticeTwice(p, hello.Place)
	return nil
}

// greet queues what p has to know before anything of the log: the welcome, to
// which it adds what follows, and that. h.mu is held.
func (h *Host) greet(p *peer, welcome wire.Welcome, ahead []chat.Message) {
	list, rules := h.roster(p.member), h.ruleFrames(p, ahead...)
	welcome.Members, welcome.Rules = list.count, uint64(len(rules))
	p.push(wire.Append(nil, welcome))
	for _, frame := range rules {
		p.push(frame)
	}
	for _, frames := range list.frames {
		p.push(frames)
	}
	if frames := h.have.all(); p.receipts && len(frames) > 0 {
		p.push(frames)
	}
}

// continues tells whether the log goes on from a reader's cursor: it has the
// cursor's epoch, and the cursor's message under that number. Where that one is
// no longer kept the epoch has to do. An error means that the log cannot be
// read, which tells nothing about the cursor.
func (h *Host) continues(c chat.Cursor) (bool, error) {
	first, head := h.messages.Bounds()
	switch {
	case c.Epoch != h.messages.Epoch() || c.Seq > head:
		return false, nil
	case c.Seq < first || c.ID.IsZero():
		return true, nil
	}
	at, err := h.messages.Read(c.Seq-1, 1)
	if err != nil {
		return false, fmt.Errorf("netcore: compare a cursor with the log: %w", err)
	}
	forgotten := len(at) == 0 || at[0].Seq > c.Seq // since the bounds were looked at
	return forgotten || at[0].ID == c.ID, nil
}

// unseat takes p's place away and tells the others.
func (h *Host) unseat(p *peer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !p.away {
		h.vacate(p)
	}
}

// vacate is unseat, with h.mu held.
func (h *Host) vacate(p *peer) {
	delete(h.peers, p)
	h.departs(p)
	h.crowd.goes(addressOf(p.raw.RemoteAddr()))
	if h.room.Leave(p.member) {
		h.gossip.add(wire.Append(nil, wire.Left{Member: wire.MemberOf(p.member)}))
	}
}

// replay returns a function that yields the frames of the log which p lacks,
// and none once p is live.
func (p *peer) replay() func() ([][]byte, error) {
	live := false
	return func() (frames [][]byte, err error) {
		if !live {
			frames, live, err = p.catchUp()
		}
		return frames, err
	}
}

// catchUp returns the next frames of the log for a member who is not live yet,
// and makes them live with the last ones.
func (p *peer) catchUp() (frames [][]byte, live bool, err error) {
	frames, after, upTo := p.atHand()
	if after == upTo {
		return frames, upTo == 0, nil
	}
	messages, err := p.host.messages.Read(after, page)
	if err != nil {
		return nil, false, err
	}
	// What was appended a moment ago comes when everybody is told.
	for len(messages) > 0 && messages[len(messages)-1].Seq > upTo {
		messages = messages[:len(messages)-1]
	}
	if len(messages) == 0 {
		return nil, false, fmt.Errorf("netcore: the log has nothing between %d and %d", after, upTo)
	}
	p.host.mu.Lock()
	p.after = messages[len(messages)-1].Seq
	p.host.mu.Unlock()
	// Apart from one another, so that each write has a time of its own.
	frames = make([][]byte, 0, len(messages))
	encode(messages, func(frame []byte) { frames = append(frames, frame) })
	return frames, false, nil
}

// atHand takes the next frames from those at hand. Where they are not, it tells
// which part of the log p lacks; both numbers are 0 where p is live now.
func (p *peer) atHand() (frames [][]byte, after, upTo uint64) {
	h := p.host
	h.mu.Lock()
	defer h.mu.Unlock()
	if p.away {
		return nil, 0, 0
	}
	frames, ok := h.recent.since(p.after, 4*recordSize)
	if !ok {
		return nil, p.after, h.recent.head
	}
	p.after += uint64(len(frames))
	if p.live = p.after == h.recent.head; p.live {
		return frames, 0, 0
	}
	return frames, p.after, p.after
}
