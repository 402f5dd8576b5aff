package vm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"landline/netcore/chat"
)

// hostLog is a log as its host has it, which grows by chance.
type hostLog struct {
	*rand.Rand
	all []chat.Message
}

// grow appends what some host would take: lines, answers, and deeds to any of them,
// the same reaction again among those.
func (l *hostLog) grow() {
	seq := uint64(len(l.all) + 1)
	from := []chat.MemberID{me, bo, other, cleo}[l.IntN(4)]
	m := chat.Message{Seq: seq, ID: chat.MessageID{byte(seq), 1}, From: from, Name: names[from], At: noon.Add(time.Duration(seq) * time.Minute)}
	lines := slices.DeleteFunc(stored(l.all), func(m chat.Message) bool { return m.Act != chat.Line })
	if n := l.IntN(14); n < 5 || len(lines) == 0 {
		m.Text = fmt.Sprint("line ", seq)
	} else {
		line := lines[max(0, len(lines)-1-l.IntN(6))]
		if l.IntN(2) == 0 {
			line = lines[l.IntN(len(lines))]
		}
		m.Text, m.About = fmt.Sprint("words ", seq), chat.Ref{Seq: line.Seq, ID: line.ID}
		switch {
		case n < 6: // an answer
		case n < 8:
			m.Act, m.From, m.Name = chat.Edit, line.From, line.Name
		case n < 9:
			m.Act, m.Text, m.From, m.Name = chat.Delete, "", line.From, line.Name
			if l.IntN(2) == 0 {
				m.From, m.Name = bo, names[bo]
			}
		case n < 12:
			m.Act, m.Text = chat.React, []string{"👍", "🎉"}[l.IntN(2)]
		case n < 13:
			m.Act, m.Text = chat.Unreact, []string{"👍", "🎉"}[l.IntN(2)]
		default:
			m.From, m.Name, m.Deed = bo, names[bo], chat.Deed{Act: chat.SetTopic}
		}
	}
	l.all = append(l.all, m)
}

// stored is a log as stores have it, where lines say what became of them.
func stored(log []chat.Message) []chat.Message {
	list := slices.Clone(log)
	for _, m := range log {
		switch i := m.About.Seq - 1; m.Act {
		case chat.Edit:
			list[i] = list[i].Revised(m.Text)
		case chat.Delete:
			list[i] = list[i].Erasure()
		}
	}
	return list
}

// viewOf is what a transcript says of a log from its line numbered top on.
func viewOf(log []chat.Message, top int) (lines []string) {
	for _, m := range stored(log)[top-1:] {
		if !isLine(m.Act) {
			continue
		}
		line := lineOf(m, m.From == me)
		for _, d := range log {
			switch {
			case d.About.Seq != m.Seq:
			case d.Act == chat.Delete:
				line.erase(d.From, d.Name)
			case (d.Act == chat.React || d.Act == chat.Unreact) && line.Act == chat.Line:
				line.Reactions = line.Reactions.with(markOf(d), me)
			}
		}
		lines = append(lines, described(line))
	}
	return lines
}

// described is all of a line, and who reacted to it first.
func described(line Line) string {
	reactions := ""
	if line.Reactions != nil {
		chips, _ := line.Reactions.Chips()
		for _, c := range chips {
			reactions += fmt.Sprintf(" [%s %v %s]", c.Emoji, c.Mine, new(Room).Reacted(line.Reactions, c.Emoji))
		}
	}
	return fmt.Sprintf("%d %s %s: %q %v %v %d by %q at %s%s", line.Seq, line.ID, line.Name, line.Text,
		line.Act, line.Edited, line.About.Seq, line.By, line.At.Format(time.TimeOnly), reactions)
}

// reader reads a hostLog at a desk, as networks and stores bring it.
type reader struct {
	hostLog
	*Desk
	top, heard int  // the oldest line in view, 0 for none; how far the host told
	recalled   int  // how far the host was when older lines came
	seated     bool // now
	been       bool // seated once
}

// remember shows what this computer has of an earlier day, if anything.
func (r *reader) remember() {
	if len(r.all) == 0 || r.IntN(2) == 0 {
		return
	}
	r.heard = 1 + r.IntN(len(r.all))
	r.top = r.heard - r.IntN(min(r.heard, 10))
	r.Apply(noon, Remembered{Room: 1, Epoch: life1, Lines: stored(r.all[:r.heard])[r.top-1:], Edge: EdgeOpen, Read: uint64(r.heard)})
}

// enter has the host let this person in, or loses the connection.
func (r *reader) enter() {
	switch {
	case r.seated && r.IntN(3) == 0:
		r.Apply(noon, Linked{Room: 1, Link: Reconnecting, Trouble: Trouble{Kind: Lost}})
		r.seated = false
	case !r.seated:
		e := entered(life1, uint64(len(r.all)), uint64(r.heard))
		if e.Resumed = r.heard > 0 || r.been; !e.Resumed {
			r.heard = r.IntN(len(r.all) + 1)
			r.top, e.After = r.heard+1, uint64(r.heard)
		}
		r.Apply(noon, Linked{Room: 1, Link: Seated})
		room(r.Desk, e)
		r.seated, r.been = true, true
	}
}

// hear has the host tell of what is next, now and then twice, and of own lines after
// they were seen to wait.
func (r *reader) hear() {
	if !r.seated || r.heard == len(r.all) {
		return
	}
	m := r.all[r.heard]
	if m.From == me && m.Act == chat.Line && r.IntN(2) == 0 {
		r.Apply(noon, Queued{Room: 1, ID: m.ID, Text: m.Text, At: m.At, Deed: m.Deed})
	}
	r.heard++
	for range 1 + r.IntN(8)/7 {
		room(r.Desk, chat.Said{Message: m})
	}
	if r.IntN(8) == 0 {
		room(r.Desk, chat.Accepted{ID: m.ID, Seq: m.Seq})
	}
}

// recall brings older lines, as the store has them or as the host has them now.
func (r *reader) recall() {
	if r.top <= 1 {
		return
	}
	from, known := max(1, r.top-1-r.IntN(8)), r.heard
	if r.seated && r.IntN(3) == 0 {
		known = len(r.all)
	}
	r.recalled = max(r.recalled, known)
	r.Apply(noon, Recalled{Room: 1, Lines: stored(r.all[:known])[from-1 : r.top-1], Edge: EdgeOpen})
	r.top = from
}

// check compares what is in view with the log as far as it was told.
func (r *reader) check(t *testing.T) {
	t.Helper()
	var got []string
	lines := r.Room(1).Lines()
	for i := lines.First(); i < lines.End(); i++ {
		line := lines.At(i)
		if at, ok := lines.Find(line.Key, 0); !ok || at != i {
			t.Fatalf("the line at %d was found at %d, %v", i, at, ok)
		}
		if line.Seq == 0 || line.State != Settled {
			continue
		}
		if at, ok := lines.Ordinal(line.Seq); !ok || at != i {
			t.Fatalf("line %d at %d was found at %d, %v", line.Seq, i, at, ok)
		}
		got = append(got, described(line))
	}
	if r.top == 0 || r.heard < r.recalled { // nothing yet, or some lines are ahead
		return
	}
	if want := viewOf(r.all[:r.heard], r.top); !slices.Equal(got, want) {
		t.Fatalf("in view is\n%q\nof\n%q\nfrom line %d of the log\n%+v", got, want, r.top, r.all[:r.heard])
	}
}

// TestAViewIsTheLogInAnyOrder has what a log does be remembered, told and recalled in
// any order that may come. What is in view is what the log says.
func TestAViewIsTheLogInAnyOrder(t *testing.T) {
	for seed := range uint64(120) {
		r := &reader{hostLog: hostLog{Rand: rand.New(rand.NewPCG(seed, 9))}, Desk: &Desk{}}
		for range r.IntN(40) {
			r.grow()
		}
		r.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"})
		r.remember()
		for range 100 {
			switch n := r.IntN(10); {
			case n < 1:
				r.enter()
			case n < 4:
				r.grow()
			case n < 8:
				r.hear()
			case n < 9:
				r.recall()
			default:
				m := chat.Joined{Member: visitor(byte(r.IntN(4)), "Guest")}
				room(r.Desk, m, chat.Left(m))
			}
			r.check(t)
		}
		for r.top > 1 {
			r.recall()
			r.check(t)
		}
	}
}
