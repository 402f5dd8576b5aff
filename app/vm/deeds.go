package vm

import (
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// isLine tells whether an entry of the log is a line of the transcript: the
// others change one, or do what this program does not know.
func isLine(act chat.Act) bool {
	return act == chat.Line || act == chat.Erased || act.Moderates()
}

// counts tells whether an entry is unread until it was seen.
func (r *Room) counts(m chat.Message) bool { return m.Act == chat.Line && m.From != r.me }

// saw notes the names in an entry.
func (r *Room) saw(m chat.Message) {
	r.people.saw(m.From, m.Name)
	if m.Act.Moderates() && !m.Whom.IsZero() && m.Text != "" {
		r.people.saw(m.Whom, m.Text)
	}
}

// amend does to a line what an entry of the log does to it. Live is whether it
// is told now: the text of an older line, which came from a store, has its
// edits already.
func (r *Room) amend(m chat.Message, live bool) {
	switch m.Act {
	case chat.Edit, chat.Delete, chat.React, chat.Unreact:
	default:
		return
	}
	if m.About.Seq >= m.Seq {
		return
	}
	if m.Act == chat.Delete && live {
		r.uncount(m.About)
	}
	found := r.lines.change(m.About, func(line *Line) {
		switch {
		case line.Act == chat.Erased && m.Act == chat.Delete:
			line.erase(m.From, m.Name)
		case line.Act != chat.Line:
		case m.Act == chat.Edit && live && m.Text != "":
			line.Text, line.Edited = m.Text, true
		case m.Act == chat.Delete:
			line.erase(m.From, m.Name)
		case m.Act != chat.Edit:
			line.Reactions = line.Reactions.with(markOf(m), r.me)
		}
	})
	if !found && m.About.Seq < r.top.oldest {
		r.late.take(m, live)
	}
}

// Quote is the line that another one answers, as it stands over the answer.
type Quote struct {
	Name string // who said it; empty where the line is not in view
	Tag  string // tells them from a namesake; empty where there is none
	Text string // the beginning of it, in one line
}

// maxQuote is how many letters of a line are quoted.
const maxQuote = 160

// quote is what the line with ordinal i answers; zero where it answers nothing.
func (r *Room) quote(i int, about chat.Ref) Quote {
	if about.IsZero() {
		return Quote{}
	}
	line, ok := r.lines.quoted(i, about)
	if !ok || line.kind != Spoken {
		return Quote{Text: words.T("An earlier line")}
	}
	return r.quoteOf(line.line())
}

// quoteOf is a line as another one quotes it.
func (r *Room) quoteOf(line Line) Quote {
	q := Quote{Name: line.Name, Tag: r.tag(line.From, line.Name), Text: r.quotation(line.Text)}
	if line.Act == chat.Erased {
		q.Text = words.T("This line was deleted")
	}
	return q
}

// oneLine is the beginning of a text, with its line breaks made spaces.
func oneLine(text string, most int) string {
	runes := make([]rune, 0, most+1)
	for _, c := range text {
		if notShown(c) {
			if n := len(runes); n == 0 || runes[n-1] == ' ' {
				continue
			}
			c = ' '
		}
		if len(runes) == most {
			return string(append(runes, '…'))
		}
		runes = append(runes, c)
	}
	return string(runes)
}

// tag tells a person from a namesake; empty where there is none.
func (r *Room) tag(id chat.MemberID, name string) string {
	if r.people.shared(name) {
		return id.Tag()
	}
	return ""
}

// tombstone says that a line was deleted, and by whom where that was not its
// author.
func (r *Room) tombstone(line Line) string {
	switch {
	case line.Whom == r.me && line.By != "":
		return words.T("You deleted this line")
	case line.By != "":
		return words.T("%s deleted this line", r.called(chat.Member{ID: line.Whom, Name: line.By}))
	}
	return words.T("This line was deleted")
}

// editable tells whether this person may change what the line with ordinal i
// says, and erasable whether they may delete it.
func (r *Room) editable(i int, line Line) bool {
	if !line.Mine || !r.reachable(i, line) {
		return false
	}
	_, muted := r.Muted()
	return !muted
}

func (r *Room) erasable(i int, line Line) bool {
	if line.Mine || !r.reachable(i, line) {
		return r.reachable(i, line)
	}
	_, muted := r.Muted()
	return !muted && (r.keeps(r.me) || r.rules.Moderator(r.me) && !r.keeps(line.From))
}

// reachable tells whether something can be done to a line now: it stands in the
// log that the room has, and the room hears it.
func (r *Room) reachable(i int, line Line) bool {
	return r.link == Seated && i >= r.lines.Base() && line.Kind == Spoken && line.State == Settled &&
		line.Seq != 0 && line.Act == chat.Line
}

// keeps tells whether id is the host of this room.
func (r *Room) keeps(id chat.MemberID) bool { return r.keptBy(id) || r.hosting && id == r.me }

// lasting says how long something holds.
func lasting(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d >= day && d%day == 0:
		return words.N("%d day", "%d days", int(d/day), int(d/day))
	case d >= time.Hour && d%time.Hour == 0:
		return words.N("%d hour", "%d hours", int(d/time.Hour), int(d/time.Hour))
	case d >= time.Minute && d%time.Minute == 0:
		return words.N("%d minute", "%d minutes", int(d/time.Minute), int(d/time.Minute))
	case d >= time.Hour:
		return Age(time.Time{}, time.Time{}.Add(d))
	}
	n := int(max(d.Round(time.Second)/time.Second, 1))
	return words.N("%d second", "%d seconds", n, n)
}
