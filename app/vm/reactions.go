package vm

import (
	"slices"
	"strings"

	"landline/netcore/chat"
)

// Bounds of the reactions to one line, which anybody in the room can add to.
const (
	maxMarks = 1000 // people and emoji that are remembered
	maxChips = 12   // emoji that are shown
	markCost = 96   // bytes that one takes beside its words, roughly
)

// Reactions are those to one line. A value never changes: where somebody reacts
// the line gets another.
type Reactions struct {
	Chips []Chip // in the order in which they came first
	More  int    // other emoji, which are not shown
	marks []reacted
}

// Chip is one emoji under a line.
type Chip struct {
	Emoji string
	Count int    // people
	Mine  bool   // this person is one of them
	Who   string // their names, in a sentence
}

// reacted is one person's reaction with one emoji.
type reacted struct {
	emoji string
	who   chat.MemberID
	name  string
	seq   uint64 // of the message that set it, or took it away
	off   bool   // taken away
}

// of tells whether two marks are the same person's, with the same emoji.
func (m reacted) of(o reacted) bool { return m.who == o.who && m.emoji == o.emoji }

func markOf(m chat.Message) reacted {
	return reacted{
		emoji: strings.Clone(m.Text), who: m.From, name: m.Name, seq: m.Seq,
		off: m.Act == chat.Unreact,
	}
}

// with are the reactions after one more, or one less. Me is this person. The
// receiver may be nil, and so may what is returned.
func (r *Reactions) with(m reacted, me chat.MemberID) *Reactions {
	var marks []reacted
	if r != nil {
		marks = r.marks
	}
	i := slices.IndexFunc(marks, m.of)
	switch {
	case m.off && i >= 0:
		marks = slices.Delete(slices.Clone(marks), i, i+1)
	case m.off, i >= 0, len(marks) >= maxMarks:
		return r
	default:
		// What an older value has of the same array ends before this one.
		marks = append(marks, m)
	}
	return reactionsOf(marks, me)
}

// reactionsOf counts marks; nil for none. The marks become its own.
func reactionsOf(marks []reacted, me chat.MemberID) *Reactions {
	if len(marks) == 0 {
		return nil
	}
	r := &Reactions{marks: marks}
	at := make(map[string]int)
	var names [][]string
	for _, m := range marks {
		i, known := at[m.emoji]
		if !known {
			i = len(r.Chips)
			at[m.emoji] = i
			r.Chips, names = append(r.Chips, Chip{Emoji: m.emoji}), append(names, nil)
		}
		c := &r.Chips[i]
		c.Count++
		if m.who == me {
			c.Mine = true
			names[i] = slices.Insert(names[i], 0, "You")
		} else {
			names[i] = append(names[i], m.name)
		}
	}
	r.More = max(len(r.Chips)-maxChips, 0)
	r.Chips = r.Chips[:len(r.Chips)-r.More]
	for i := range r.Chips {
		r.Chips[i].Who = named(names[i])
	}
	return r
}

func (r *Reactions) cost() (sum int) {
	if r == nil {
		return 0
	}
	for _, m := range r.marks {
		sum += markCost + len(m.emoji) + len(m.name)
	}
	return sum
}
