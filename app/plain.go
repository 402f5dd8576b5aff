package app

import (
	"strings"
	"unicode"

	"landline/netcore/chat"
)

// Strangers choose their names, what they say, and what a host answers. None
// of it may steer the terminal, or pass for a line that somebody else said.

// oneLine takes from a stranger's words what a terminal obeys, line ends
// included.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// manyLines is oneLine for a message, which may have several lines and tabs. A
// bar in front of all but the first shows that they go on with it.
func manyLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		for j := range cells {
			cells[j] = oneLine(cells[j])
		}
		lines[i] = strings.Join(cells, "\t")
	}
	return strings.Join(lines, "\n    | ")
}

// maxNames bounds the names that namesakes remembers.
const maxNames = 10_000

// namesakes tells people of one name apart, as long as the terminal may still
// show what one of them said. The zero value knows nobody.
type namesakes struct {
	bearers map[string]bearer // by chat.Looks
}

// bearer is who has a name.
type bearer struct {
	id     chat.MemberID // the first
	shared bool          // somebody else has it too
}

// meet takes notice of a person.
func (n *namesakes) meet(id chat.MemberID, name string) {
	if n.bearers == nil {
		n.bearers = make(map[string]bearer)
	}
	looks := chat.Looks(name)
	known, ok := n.bearers[looks]
	switch {
	case ok && known.id != id:
		n.bearers[looks] = bearer{id: known.id, shared: true}
	case !ok && len(n.bearers) < maxNames:
		n.bearers[looks] = bearer{id: id}
	}
}

// label is how a person is called on the terminal: by their name, with their
// tag where another has that name, where nobody could remember whether, or
// where the name itself looks like one with a tag. Whose name nobody knows, as
// of somebody who was banned by their key, is called by the tag alone.
func (n *namesakes) label(id chat.MemberID, name string) string {
	if name == "" {
		return "#" + id.Tag()
	}
	n.meet(id, name)
	b, ok := n.bearers[chat.Looks(name)]
	if ok && !b.shared && !chat.LooksTagged(name) {
		return oneLine(name)
	}
	return oneLine(name) + "#" + id.Tag()
}
