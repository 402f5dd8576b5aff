package netcore

import (
	"slices"
	"strings"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// deedOf is what a Say asks for. Its time is looked at before it is multiplied,
// so that no product can come out as another.
func deedOf(f wire.Say) (chat.Deed, error) {
	if f.For < 0 || f.For > chat.MaxFor.Milliseconds() {
		return chat.Deed{}, chat.Refuse(chat.DeedInvalid, "it lasts from nothing to 366 days")
	}
	return f.Deed(), nil
}

// decides tells whether a message may change what those behind it may do. What
// moderates does not where its author has no right to it, as all of the log so
// far has it: it is refused, and must not cost the others a step to the disk.
func (h *Host) decides(m chat.Message) bool {
	if !m.Act.Moderates() {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return m.From == h.cfg.Identity.ID() || h.room.Rules().Moderator(m.From)
}

// lookUp reads the messages that those of a batch are about. There are few:
// plain lines are about none.
func (h *Host) lookUp(batch []claim) {
	for i := range batch {
		c := &batch[i]
		about := c.message.About
		if about.IsZero() {
			continue
		}
		list, err := h.messages.Read(about.Seq-1, 1)
		if err != nil {
			h.log.Error("the log cannot be read", "err", err)
			c.blind = true
			continue
		}
		if len(list) > 0 && list[0].Seq == about.Seq && list[0].ID == about.ID {
			c.about = &list[0]
		}
	}
}

// takes decides about a claim when it is its turn. A no goes back to the
// member. h.mu is held.
func (h *Host) takes(c *claim, now time.Time) bool {
	switch {
	case c.from.away: // and was told why
		return false
	case c.heard != c.from.refused, c.blind:
		c.from.refuse(c.message.ID, chat.Refusal{Code: chat.NotKept})
		return false
	}
	m, err := h.room.Allow(c.message, c.about, now)
	if err != nil {
		refusal, _ := chat.AsRefusal(err)
		c.from.decline(m.ID, refusal)
		return false
	}
	if m.Act == chat.Ban {
		m.Addrs = h.addressesOf(m.Whom)
	}
	c.message = m
	return true
}

// addressesOf lists from where somebody is connected now. h.mu is held.
func (h *Host) addressesOf(id chat.MemberID) string {
	var addrs []string
	for p := range h.peers {
		if addr := p.address(); p.id == id && addr != "" {
			addrs = append(addrs, addr)
		}
	}
	slices.Sort(addrs)
	return strings.Join(slices.Compact(addrs), " ")
}

// address is from where a member comes; empty for one on this computer, as it
// is for all who come through a tunnel.
func (p *peer) address() string {
	if addr := addressOf(p.raw.RemoteAddr()); counts(addr) {
		return addr.String()
	}
	return ""
}

// forgo notes that a message goes in the same step as those that wait are to
// be kept: what these would do to it comes too late.
func forgo(waiting []claim, gone chat.Ref) {
	for i := range waiting {
		if waiting[i].message.About == gone {
			waiting[i].about = nil
		}
	}
}

// follow does what new messages ask for, once everybody was told of them.
// h.mu is held.
func (h *Host) follow(messages []chat.Message) {
	for _, m := range messages {
		if m.Act == chat.Line {
			continue
		}
		h.recent.revise(m)
		if !m.Act.Moderates() {
			continue
		}
		h.room.Apply(m)
		h.rules = ruleBook{}
		if why, out := m.Parting(); out {
			h.guests.strike(m.Whom)
			h.sendOut(m.Whom, why)
		}
		if m.Act == chat.Appoint {
			h.initiate(m.Whom)
		}
	}
}

// initiate tells a new moderator who is banned. h.mu is held.
func (h *Host) initiate(id chat.MemberID) {
	for p := range h.peers {
		if p.id != id {
			continue
		}
		for _, frame := range h.ruleFrames(p) {
			p.push(frame)
		}
	}
}

// sendOut ends every stay of a person. What they sent and is not in the log yet
// is not kept, and they hear nothing that is said from now on. h.mu is held.
func (h *Host) sendOut(id chat.MemberID, why chat.Refusal) {
	for p := range h.peers {
		if p.id == id {
			p.away = true
			h.vacate(p)
			p.part(why)
		}
	}
}
