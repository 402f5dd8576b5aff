package vm

import (
	"slices"
	"strings"

	"landline/app/words"
	"landline/netcore/chat"
)

// Bounds of the reactions to one line, which anybody in the room can add to.
const (
	maxMarks = 1000 // people and emoji that are remembered
	maxChips = 12   // emoji that are shown
	markCost = 96   // bytes that one takes beside its words, roughly
)

// Reactions are those to one line. Where somebody reacts the line gets another
// value, so that two are the same reactions only where they are the same value.
type Reactions struct {
	me      chat.MemberID
	marks   []reacted
	shared  bool // another value goes on in the array of the marks
	size    int  // bytes that the marks take, roughly
	counted bool
	chips   []Chip
	more    int
}

// Chip is one emoji under a line.
type Chip struct {
	Emoji string
	Count int  // people
	Mine  bool // this person is one of them
}

// reacted is one person's reaction with one emoji.
type reacted struct {
	emoji string
	who   chat.MemberID
	name  string
	seq   uint64 // of the message that set it, or took it away
	off   bool   // taken away
	anew  bool   // set after it had been taken away
}

// of tells whether two marks are the same person's, with the same emoji.
func (m reacted) of(o reacted) bool { return m.who == o.who && m.emoji == o.emoji }

func markOf(m chat.Message) reacted {
	return reacted{
		emoji: strings.Clone(m.Text), who: m.From, name: m.Name, seq: m.Seq,
		off: m.Act == chat.Unreact,
	}
}

func (m reacted) size() int { return markCost + len(m.emoji) + len(m.name) }

// with are the reactions after one more, or one less. Me is this person. The
// receiver may be nil, and so may what is returned.
func (r *Reactions) with(m reacted, me chat.MemberID) *Reactions {
	if r == nil {
		r = &Reactions{me: me}
	}
	i := slices.IndexFunc(r.marks, m.of)
	switch {
	case m.off && i >= 0 && len(r.marks) == 1:
		return nil
	case m.off && i >= 0:
		return &Reactions{me: me, marks: slices.Delete(slices.Clone(r.marks), i, i+1), size: r.size - r.marks[i].size()}
	case m.off && len(r.marks) == 0:
		return nil
	case m.off, i >= 0, len(r.marks) >= maxMarks:
		return r
	}
	if r.shared { // this person's own reaction on its way goes on from the same value
		r.marks = slices.Clip(r.marks)
	}
	r.shared = true
	return &Reactions{me: me, marks: append(r.marks, m), size: r.size + m.size()}
}

// reactionsOf makes reactions of marks, which become its own; nil for none.
func reactionsOf(marks []reacted, me chat.MemberID) *Reactions {
	if len(marks) == 0 {
		return nil
	}
	r := &Reactions{me: me, marks: marks}
	for _, m := range marks {
		r.size += m.size()
	}
	return r
}

// Mine are the emoji with which this person reacted, shown or not. The receiver
// may be nil, and so may what is returned.
func (r *Reactions) Mine() map[string]bool {
	if r == nil {
		return nil
	}
	set := make(map[string]bool)
	for _, m := range r.marks {
		if m.who == r.me {
			set[m.emoji] = true
		}
	}
	return set
}

// Chips are the emoji in the order in which they came first, at most 12, this
// person's own before those of others; more counts the rest.
func (r *Reactions) Chips() (chips []Chip, more int) {
	if !r.counted {
		r.count()
		r.counted = true
	}
	return r.chips, r.more
}

// count adds up what each emoji has. It waits until somebody looks: a log can
// have very many reactions to a line that nobody goes up to.
func (r *Reactions) count() {
	at := make(map[string]int)
	for _, m := range r.marks {
		i, known := at[m.emoji]
		if !known {
			i = len(r.chips)
			at[m.emoji] = i
			r.chips = append(r.chips, Chip{Emoji: m.emoji})
		}
		r.chips[i].Count++
		r.chips[i].Mine = r.chips[i].Mine || m.who == r.me
	}
	r.more = max(len(r.chips)-maxChips, 0)
	r.chips = spare(r.chips, r.more)
}

// Reacted says who reacted with an emoji, in a sentence: this person first, then as
// they came.
func (r *Room) Reacted(reactions *Reactions, emoji string) string {
	var names []string
	for _, m := range reactions.marks {
		switch {
		case m.emoji != emoji:
		case m.who == r.me:
			names = slices.Insert(names, 0, words.T("You"))
		case len(names) < maxNamed:
			names = append(names, r.called(chat.Member{ID: m.who, Name: m.name}))
		default:
			names = append(names, m.name) // counted, and not told
		}
	}
	return named(names)
}

// spare leaves out as many chips as count says, from the end: those of others
// first, because this person can take back only what they see.
func spare(chips []Chip, count int) []Chip {
	for i := len(chips) - 1; i >= 0 && count > 0; i-- {
		if !chips[i].Mine {
			chips, count = slices.Delete(chips, i, i+1), count-1
		}
	}
	return chips[:len(chips)-count]
}

func (r *Reactions) cost() int {
	if r == nil {
		return 0
	}
	return r.size
}
