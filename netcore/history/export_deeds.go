package history

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"landline/netcore/chat"
)

// maxExcerpt is how much of a line is shown where another one answers it, in
// characters.
const maxExcerpt = 60

// excerpt is the beginning of a line's text, in one line.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	n := 0
	for i := range text {
		if n++; n > maxExcerpt {
			return strings.TrimRight(text[:i], " ") + "…"
		}
	}
	return text
}

// quote is what an answer shows of the line that it answers; nil where that is
// not stored.
func (l *labels) quote(line *chat.Message) string {
	switch {
	case line == nil:
		return "an earlier line"
	case line.Act == chat.Erased:
		return l.of(*line) + ": " + deletedLine
	default:
		return l.of(*line) + ": " + excerpt(line.Text)
	}
}

// What stands where a line was deleted, and behind one that was edited.
const (
	deletedLine = "(deleted)"
	editedLine  = "(edited)"
)

// shown tells whether a message has a place of its own on a page for people. An
// edit shows in the line that it changed, and so does the deletion of one's own.
func shown(m chat.Message, about *chat.Message) bool {
	switch m.Act {
	case chat.Edit:
		return false
	case chat.Delete:
		return about == nil || about.From != m.From
	}
	return true
}

// sentence tells what a message did that is not a line; about is what it is
// about, or nil where that is not stored.
func (l *labels) sentence(m chat.Message, about *chat.Message) string {
	return l.of(m) + " " + l.deed(m, about) + "."
}

func (l *labels) deed(m chat.Message, about *chat.Message) string {
	whom := l.of(chat.Message{From: m.Whom, Name: m.Text})
	if m.Text == "" {
		whom = "#" + m.Whom.Tag()
	}
	switch m.Act {
	case chat.Delete:
		if about == nil {
			return "deleted a line"
		}
		return "deleted a line of " + l.of(*about)
	case chat.React:
		return "reacted with " + m.Text + " to " + l.quote(about)
	case chat.Unreact:
		return "took back " + m.Text + " from " + l.quote(about)
	case chat.Kick:
		return "sent " + whom + " out"
	case chat.Ban:
		return "banned " + whom + spell(" for ", m.For)
	case chat.Unban:
		return "lifted the ban on " + whom
	case chat.Mute:
		return "muted " + whom + spell(" for ", m.For)
	case chat.Unmute:
		return "let " + whom + " speak again"
	case chat.Appoint:
		return "made " + whom + " a moderator"
	case chat.Dismiss:
		return "made " + whom + " a moderator no longer"
	}
	return deedOfRoom(m)
}

// deedOfRoom tells what was done to the room as a whole.
func deedOfRoom(m chat.Message) string {
	switch {
	case m.Act == chat.Slow && m.For == 0:
		return "lifted the slow mode"
	case m.Act == chat.Slow:
		return "slowed the room down to one line of each person" + spell(" in ", m.For)
	case m.Act == chat.Lock:
		return "locked the room: nobody new may come in"
	case m.Act == chat.Unlock:
		return "unlocked the room"
	case m.Act == chat.SetTopic && m.Text == "":
		return "took the topic away"
	case m.Act == chat.SetTopic:
		return "set the topic to “" + m.Text + "”"
	}
	return fmt.Sprintf("did something that this version does not know (%s)", m.Act)
}

// spell writes a duration in the largest unit that it is whole in, behind a
// word; nothing where it is 0.
func spell(before string, d time.Duration) string {
	if d == 0 {
		return ""
	}
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		switch n := d / unit.of; {
		case d%unit.of != 0:
		case n == 1:
			return before + "1 " + unit.name
		default:
			return before + strconv.FormatInt(int64(n), 10) + " " + unit.name + "s"
		}
	}
	return before + d.String()
}
