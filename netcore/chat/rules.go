package chat

import (
	"bytes"
	"slices"
	"strings"
	"time"
)

// Limits of Rules.
const (
	MaxTopic      = 256  // bytes
	MaxReaction   = 32   // bytes of one emoji
	MaxModerators = 64   // beside the host
	MaxSentences  = 1000 // people muted, and people banned
	MaxFor        = 366 * 24 * time.Hour
)

// Rules are what holds in a room by the will of its moderators: all that
// follows from the moderating acts of its log. The zero Rules are those of a
// new room. Rules are values: no method changes a slice that another copy has.
type Rules struct {
	Topic      string
	Slow       time.Duration // one line of each member in this time; 0 for no limit
	Locked     bool          // nobody new may come in
	Moderators []MemberID    // beside the host, in order of their ids
	Muted      []Sentence    // in order of their ids
	Banned     []Sentence    // in order of their ids; known to moderators only
}

// Sentence is what one person may not do, and how long.
type Sentence struct {
	Whom  MemberID
	Name  string    // what they were called then
	Until time.Time // zero: until it is lifted
	Addrs string    // from where they came, as the host saw it; known to the host only
}

// Over tells whether a sentence has run out.
func (s Sentence) Over(now time.Time) bool { return !s.Until.IsZero() && !now.Before(s.Until) }

// Apply brings the rules up to date with the next moderating message of the
// log; any other leaves them as they are. What has run out by the time of the
// message falls away. Beyond MaxModerators and MaxSentences nothing is added.
//
// Whoever applies the messages of a log in their order comes to the same rules
// as everybody else. Who could do what was decided before it was in the log.
func (r *Rules) Apply(m Message) {
	if !m.Act.Moderates() {
		return
	}
	r.expire(m.At)
	switch m.Act {
	case Ban:
		r.Banned = sentence(r.Banned, m)
		r.Moderators = dismiss(r.Moderators, m.Whom)
	case Unban:
		r.Banned = lift(r.Banned, m.Whom)
	case Mute:
		r.Muted = sentence(r.Muted, m)
	case Unmute:
		r.Muted = lift(r.Muted, m.Whom)
	case Slow:
		r.Slow = m.For
	case Lock, Unlock:
		r.Locked = m.Act == Lock
	case SetTopic:
		r.Topic = m.Text
	case Appoint:
		r.Moderators = appoint(r.Moderators, m.Whom)
	case Dismiss:
		r.Moderators = dismiss(r.Moderators, m.Whom)
	}
}

// Moderator tells whether id was appointed. The host moderates without that.
func (r Rules) Moderator(id MemberID) bool {
	_, ok := slices.BinarySearchFunc(r.Moderators, id, compareIDs)
	return ok
}

// MutedNow finds the sentence by which id may not speak now.
func (r Rules) MutedNow(id MemberID, now time.Time) (Sentence, bool) { return holds(r.Muted, id, now) }

// BannedNow finds the sentence by which id may not come in now.
func (r Rules) BannedNow(id MemberID, now time.Time) (Sentence, bool) {
	return holds(r.Banned, id, now)
}

// bannedFrom finds a sentence of somebody who came from addr.
func (r Rules) bannedFrom(addr string, now time.Time) (Sentence, bool) {
	if addr == "" {
		return Sentence{}, false
	}
	for _, s := range r.Banned {
		if s.Addrs != "" && !s.Over(now) && slices.Contains(strings.Fields(s.Addrs), addr) {
			return s, true
		}
	}
	return Sentence{}, false
}

// expire lets the sentences fall away that have run out.
func (r *Rules) expire(now time.Time) {
	over := func(s Sentence) bool { return s.Over(now) }
	for _, list := range []*[]Sentence{&r.Muted, &r.Banned} {
		if slices.ContainsFunc(*list, over) {
			*list = slices.DeleteFunc(slices.Clone(*list), over)
		}
	}
}

func compareIDs(a, b MemberID) int { return bytes.Compare(a[:], b[:]) }

func find(list []Sentence, id MemberID) (int, bool) {
	return slices.BinarySearchFunc(list, id, func(s Sentence, id MemberID) int { return compareIDs(s.Whom, id) })
}

func holds(list []Sentence, id MemberID, now time.Time) (Sentence, bool) {
	i, ok := find(list, id)
	if !ok || list[i].Over(now) {
		return Sentence{}, false
	}
	return list[i], true
}

// sentence returns the list with what m says of one person. Where they stand
// in it already, the new sentence takes the place of the old one.
func sentence(list []Sentence, m Message) []Sentence {
	s := Sentence{Whom: m.Whom, Name: m.Text, Addrs: m.Addrs}
	if m.For > 0 {
		s.Until = m.At.Add(m.For)
	}
	i, known := find(list, m.Whom)
	switch {
	case known:
		if s.Addrs == "" { // they were away this time
			s.Addrs = list[i].Addrs
		}
		list = slices.Clone(list)
		list[i] = s
		return list
	case len(list) >= MaxSentences:
		return list
	}
	return slices.Insert(slices.Clone(list), i, s)
}

func lift(list []Sentence, id MemberID) []Sentence {
	i, ok := find(list, id)
	if !ok {
		return list
	}
	return slices.Delete(slices.Clone(list), i, i+1)
}

func appoint(list []MemberID, id MemberID) []MemberID {
	i, known := slices.BinarySearchFunc(list, id, compareIDs)
	if known || len(list) >= MaxModerators {
		return list
	}
	return slices.Insert(slices.Clone(list), i, id)
}

func dismiss(list []MemberID, id MemberID) []MemberID {
	i, ok := slices.BinarySearchFunc(list, id, compareIDs)
	if !ok {
		return list
	}
	return slices.Delete(slices.Clone(list), i, i+1)
}
