package netcore

import (
	"fmt"
	"slices"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// ruleBook is the room's rules as frames, for those who come in: with the list
// of banned people for moderators, and without it for others. Host.mu guards
// it; each part is nil until somebody needs it after a change.
type ruleBook struct{ short, full *[][]byte }

// restoreRules works the room's rules out from its log. A room whose rules
// cannot be read is not opened: who was banned would come in.
func (h *Host) restoreRules() {
	acts, err := h.messages.Acts()
	if err != nil {
		h.lawless = fmt.Errorf("netcore: the rules of the room cannot be read from its log: %w", err)
	}
	var rules chat.Rules
	for _, m := range acts {
		rules.Apply(m)
	}
	h.room.Restore(rules)
}

// untold reads the messages up to seq that nobody was told yet. Few are, and
// only who has this very log on their disk asks for them.
func (h *Host) untold(seq uint64) ([]chat.Message, error) {
	h.mu.Lock()
	head := h.recent.head
	h.mu.Unlock()
	if seq <= head {
		return nil, nil
	}
	list, err := h.messages.Read(head, int(min(seq-head, page)))
	if err != nil {
		return nil, fmt.Errorf("netcore: read what nobody was told yet: %w", err)
	}
	return list, nil
}

// ruleFrames are the rules as p may know them, and as they will be once
// everybody was told of the messages that p knows ahead. h.mu is held.
func (h *Host) ruleFrames(p *peer, ahead ...chat.Message) [][]byte {
	rules, cached := h.room.Rules(), &h.rules.full
	for _, m := range ahead {
		if m.Seq > h.recent.head {
			rules.Apply(m)
			cached = new(*[][]byte)
		}
	}
	if p.id != h.cfg.Identity.ID() && !rules.Moderator(p.id) {
		rules.Banned = nil
		if cached == &h.rules.full {
			cached = &h.rules.short
		}
	}
	if *cached == nil {
		frames := ruleFrames(rules)
		*cached = &frames
	}
	return **cached
}

// ruleFrames puts rules into frames: none for those of a new room.
func ruleFrames(r chat.Rules) (frames [][]byte) {
	f := wire.Rules{Topic: r.Topic, Slow: r.Slow.Milliseconds(), Locked: r.Locked, Moderators: r.Moderators}
	muted, banned := sentencesOf(r.Muted), sentencesOf(r.Banned)
	if f.Topic == "" && f.Slow == 0 && !f.Locked && len(f.Moderators)+len(muted)+len(banned) == 0 {
		return nil
	}
	for {
		f.Muted, muted = cutList(muted, wire.SentencesPerFrame)
		f.Banned, banned = cutList(banned, wire.SentencesPerFrame-len(f.Muted))
		f.More = len(muted)+len(banned) > 0
		frames = append(frames, wire.Append(nil, f))
		if !f.More {
			return frames
		}
		f = wire.Rules{}
	}
}

func cutList[E any](list []E, n int) (head, tail []E) {
	n = min(n, len(list))
	return list[:n], list[n:]
}

func sentencesOf(list []chat.Sentence) []wire.Sentence {
	sentences := make([]wire.Sentence, len(list))
	for i, s := range list {
		sentences[i] = wire.Sentence{Whom: s.Whom, Name: s.Name}
		if !s.Until.IsZero() {
			sentences[i].Millis = s.Until.UnixMilli()
		}
	}
	return sentences
}

// maxRuleFrames bounds the Rules frames of a host: twice as many as the longest
// lists take.
const maxRuleFrames = 16

// readRules reads the Rules frames that a Welcome announced.
func (c *Client) readRules(n uint64) (chat.Rules, error) {
	if n > maxRuleFrames {
		return chat.Rules{}, fmt.Errorf("%w: the rules of the room are in %d frames, at most %d can be", ErrProtocol, n, maxRuleFrames)
	}
	for range n {
		f, err := c.in.Next()
		if err != nil {
			return chat.Rules{}, err
		}
		part, ok := f.(wire.Rules)
		if !ok {
			return chat.Rules{}, fmt.Errorf("%w: frame kind %d came among the rules", ErrProtocol, f.Kind())
		}
		c.ruling = append(c.ruling, part)
	}
	return c.ruled()
}

// hearRules takes one Rules frame of those that tell a new moderator, and
// passes them on with the last one.
func (c *Client) hearRules(f wire.Rules) error {
	if c.ruling = append(c.ruling, f); len(c.ruling) > maxRuleFrames {
		return fmt.Errorf("%w: the rules of the room have no end", ErrProtocol)
	}
	if f.More {
		return nil
	}
	rules, err := c.ruled()
	if err != nil {
		return err
	}
	return c.emit(chat.Ruled{Rules: rules})
}

// ruled puts the rules together from the frames that came of them.
func (c *Client) ruled() (rules chat.Rules, err error) {
	parts := c.ruling
	c.ruling = nil
	for i, part := range parts {
		if i == 0 {
			if err := checkRules(part); err != nil {
				return rules, err
			}
			rules.Topic, rules.Slow, rules.Locked = part.Topic, time.Duration(part.Slow)*time.Millisecond, part.Locked
			rules.Moderators = part.Moderators
		}
		if rules.Muted, err = addSentences(rules.Muted, part.Muted); err != nil {
			return rules, err
		}
		if rules.Banned, err = addSentences(rules.Banned, part.Banned); err != nil {
			return rules, err
		}
	}
	return rules, nil
}

// checkRules checks the part of the rules that is in their first frame.
func checkRules(f wire.Rules) error {
	if err := chat.CheckDeed(f.Topic, chat.Deed{Act: chat.SetTopic}); err != nil {
		return fmt.Errorf("%w: %s", ErrProtocol, err.Error())
	}
	if f.Slow < 0 || f.Slow > chat.MaxFor.Milliseconds() {
		return fmt.Errorf("%w: everybody has to wait %d ms", ErrProtocol, f.Slow)
	}
	if len(f.Moderators) > chat.MaxModerators {
		return fmt.Errorf("%w: %d moderators are listed, at most %d can be", ErrProtocol, len(f.Moderators), chat.MaxModerators)
	}
	for i := 1; i < len(f.Moderators); i++ {
		if slices.Compare(f.Moderators[i-1][:], f.Moderators[i][:]) >= 0 {
			return fmt.Errorf("%w: the moderators are not in order", ErrProtocol)
		}
	}
	return nil
}

// addSentences appends a part of a list, which is in the order of its ids.
func addSentences(list []chat.Sentence, part []wire.Sentence) ([]chat.Sentence, error) {
	if len(list)+len(part) > chat.MaxSentences {
		return nil, fmt.Errorf("%w: more than %d people are listed", ErrProtocol, chat.MaxSentences)
	}
	for _, s := range part {
		if s.Name != "" {
			if err := checkName(s.Name); err != nil {
				return nil, err
			}
		}
		if s.Millis < 0 || s.Millis > maxMillis+chat.MaxFor.Milliseconds() {
			return nil, fmt.Errorf("%w: somebody is listed until no time", ErrProtocol)
		}
		if n := len(list); n > 0 && slices.Compare(list[n-1].Whom[:], s.Whom[:]) >= 0 {
			return nil, fmt.Errorf("%w: the people listed are not in order", ErrProtocol)
		}
		one := chat.Sentence{Whom: s.Whom, Name: s.Name}
		if s.Millis > 0 {
			one.Until = time.UnixMilli(s.Millis).UTC()
		}
		list = append(list, one)
	}
	return list, nil
}
