package history

import (
	"bufio"
	"fmt"
	"strings"
	"time"
	"unicode"

	"landline/netcore/chat"
)

// textPage writes a room as plain text: the time and the person before each
// line, further lines of one message indented. What is no line stands behind a
// star, and what a line answers before it in brackets.
type textPage struct {
	w      *bufio.Writer
	name   string
	people *labels
}

func (p *textPage) begin() { fmt.Fprintf(p.w, "*** %s\n", harmless(p.name)) }

func (p *textPage) life(epoch chat.Epoch, anew bool) {
	if anew {
		fmt.Fprintf(p.w, "*** The room began anew (%s).\n", epoch)
	}
}

func (p *textPage) missing(lines uint64) { fmt.Fprintf(p.w, "*** %s\n", missingLines(lines)) }

func (p *textPage) line(m chat.Message, about *chat.Message) bool {
	at := m.At.Local().Format(time.RFC3339)
	switch {
	case !shown(m, about):
		return false
	case m.Act != chat.Line && m.Act != chat.Erased:
		fmt.Fprintf(p.w, "%s * %s\n", at, harmless(p.people.sentence(m, about)))
		return true
	}
	name := harmless(p.people.of(m))
	text := strings.ReplaceAll(harmless(m.Text), "\n", "\n    ")
	if !m.About.IsZero() {
		text = "[" + harmless(p.people.quote(about)) + "] " + text
	}
	switch {
	case m.Act == chat.Erased:
		text = deletedLine
	case m.Edited:
		text += " " + editedLine
	}
	fmt.Fprintf(p.w, "%s <%s> %s\n", at, name, text)
	return true
}

func (p *textPage) end() {}

func missingLines(n uint64) string {
	if n == 1 {
		return "1 line is missing here."
	}
	return fmt.Sprintf("%d lines are missing here.", n)
}

// harmless takes out what a terminal would obey. No host of ours lets it in,
// but a host may be another program.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// labels tells people of one name apart: the first one met has the name, others
// have their tag behind it, and so has whose name looks as if it had one.
type labels struct{ owners map[string]chat.MemberID }

// maxLabels bounds the names that are remembered; with any further one the tag
// is shown.
const maxLabels = 1 << 16

func newLabels() *labels { return &labels{owners: make(map[string]chat.MemberID)} }

func (l *labels) of(m chat.Message) string {
	key := chat.Looks(m.Name)
	owner, known := l.owners[key]
	if !known && len(l.owners) < maxLabels {
		owner = m.From
		l.owners[key] = owner
	}
	if owner == m.From && !chat.LooksTagged(m.Name) {
		return m.Name
	}
	return m.Name + " #" + m.From.Tag()
}
