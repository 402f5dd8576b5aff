package vm

import (
	"cmp"
	"slices"

	"landline/netcore/chat"
)

// maxLate bounds, in bytes, what is remembered of deeds whose lines are not in
// view. Beyond it they are forgotten: the texts are right in every store, and
// reactions to lines far above are missed.
const (
	maxLate  = 4 << 20
	lateCost = 160
)

// late is what deeds did to lines above those in view, by the numbers of the
// lines. Older ones come in from the newest to the oldest, so that a deed is
// met before its line.
type late struct {
	lines map[uint64]*change
	cost  int
}

// change is what is to be done to a line.
type change struct {
	id     chat.MessageID
	text   string // the newest one; empty where it was not edited
	erased bool
	whom   chat.MemberID // who deleted it, with erased
	by     string
	marks  []reacted // of each person and emoji one
}

// take remembers a deed. One that came in with older lines is in the text of
// its line already.
func (l *late) take(m chat.Message, live bool) {
	full := l.cost > maxLate
	c := l.lines[m.About.Seq]
	switch {
	case m.Act == chat.Edit && !live:
		return
	case full && c != nil && m.Act == chat.Edit && c.id == m.About.ID:
		l.cost -= len(c.text)
		c.text = "" // it is not the newest any more: that is in the store
		return
	case full:
		return
	case c == nil:
		if l.lines == nil {
			l.lines = make(map[uint64]*change)
		}
		c = &change{id: m.About.ID}
		l.lines[m.About.Seq] = c
		l.cost += lateCost
	}
	if c.id != m.About.ID {
		return
	}
	l.cost -= c.size()
	switch m.Act {
	case chat.Edit:
		c.text = m.Text
	case chat.Delete:
		*c = change{id: c.id, erased: true, whom: m.From, by: m.Name}
	case chat.React, chat.Unreact:
		c.mark(markOf(m))
	}
	l.cost += c.size()
}

func (c *change) size() int {
	sum := len(c.text) + len(c.by)
	for _, m := range c.marks {
		sum += m.size()
	}
	return sum
}

// mark takes in what one person did with one emoji, which is newer than all that is
// known of it or older: deeds are told upwards and recalled downwards. Either way
// what is left of it is what Reactions.with leaves: of one that was set again and
// again without being taken away, the first.
func (c *change) mark(m reacted) {
	i := slices.IndexFunc(c.marks, m.of)
	if c.erased {
		return
	}
	if i < 0 {
		if len(c.marks) < maxMarks {
			c.marks = append(c.marks, m)
		}
		return
	}
	switch known := &c.marks[i]; {
	case m.seq > known.seq && m.off != known.off:
		m.anew = known.off
		*known = m
	case m.seq > known.seq, known.off, known.anew:
	case m.off:
		known.anew = true
	default:
		*known = m
	}
}

// give does to a line that comes into view what was remembered.
func (l *late) give(line *Line, me chat.MemberID) {
	c := l.lines[line.Seq]
	if c == nil {
		return
	}
	delete(l.lines, line.Seq)
	l.cost -= lateCost + c.size()
	switch {
	case c.id != line.ID || line.Act != chat.Line && line.Act != chat.Erased:
	case c.erased || line.Act == chat.Erased:
		line.erase(c.whom, c.by)
	default:
		if c.text != "" {
			line.Text, line.Edited = c.text, true
		}
		marks := slices.DeleteFunc(c.marks, func(m reacted) bool { return m.off })
		slices.SortFunc(marks, func(a, b reacted) int { return cmp.Compare(a.seq, b.seq) })
		line.Reactions = reactionsOf(marks, me)
	}
}

// erase leaves a tombstone of a line. Who deleted it is told where that was not
// its author.
func (l *Line) erase(whom chat.MemberID, by string) {
	l.Act, l.Text, l.Edited, l.About, l.Reactions = chat.Erased, "", false, chat.Ref{}, nil
	if !whom.IsZero() && whom != l.From {
		l.Whom, l.By = whom, by
	}
}
