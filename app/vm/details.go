package vm

import (
	"strings"

	"landline/app/words"
)

// Details is how the room is kept, as it was last described; ok is false
// before that.
func (d *Desk) Details(room Key) (details Details, ok bool) {
	return d.details, d.details.Room == room
}

// Exported is what became of the last export of the room; ok is false where
// there was none since Forget.
func (d *Desk) Exported(room Key) (e Exported, ok bool) {
	return d.exported, d.exported.Room == room && room != 0
}

// ForgetExport takes back what Exported answers, before another export.
func (d *Desk) ForgetExport() { d.exported = Exported{} }

// Completeness says how much of a room's log is on this computer.
type Completeness struct {
	Whole bool     // nothing that the host keeps is missing
	What  string   // in one sentence
	More  string   // what else there is to know; may be empty
	Gaps  []string // the lines that are missing, in words, the newest first
}

// maxGaps bounds the gaps that are named one by one.
const maxGaps = 8

// Completeness compares what is here with what the host keeps, as last heard.
func (d Details) Completeness() Completeness {
	if d.Head == 0 {
		return Completeness{Whole: true, What: words.T("Nothing was said in this room yet.")}
	}
	first := max(d.First, 1)
	if first > d.Head {
		return Completeness{Whole: true, What: words.T("The host keeps no line of this room any more."), More: d.beyond(0)}
	}
	kept, missing := d.Head-first+1, uint64(0)
	for _, g := range d.Gaps {
		missing += g.Last - g.First + 1
	}
	here := kept - min(missing, kept)
	if missing == 0 {
		what := words.T("Complete, %s of %s, no gaps.", words.Number(here), words.Number(kept))
		return Completeness{Whole: true, What: what, More: d.beyond(here)}
	}
	c := Completeness{What: d.partly(first, here, kept, missing)}
	c.More = d.beyond(here)
	for i := len(d.Gaps) - 1; i >= 0; i-- {
		if len(c.Gaps) == maxGaps && i > 0 {
			c.Gaps = append(c.Gaps, words.N("and %s older gap", "and %s older gaps", i+1, words.Number(i+1)))
			break
		}
		c.Gaps = append(c.Gaps, d.Gaps[i].String())
	}
	if d.onlyOlder(first) {
		c.Gaps = nil
	}
	return c
}

// onlyOlder tells whether all that is missing is older than all that is here,
// which is how a newcomer begins.
func (d Details) onlyOlder(first uint64) bool {
	return len(d.Gaps) == 1 && d.Gaps[0].First <= first && d.Gaps[0].Last < d.Head
}

// partly says how much is here and where the missing lines are.
func (d Details) partly(first, here, kept, missing uint64) string {
	if d.onlyOlder(first) {
		return words.N("%[2]s of %[3]s here; %[1]s older line is with the host.",
			"%[2]s of %[3]s here; %[1]s older lines are with the host.", int(missing), words.Number(missing), words.Number(here), words.Number(kept))
	}
	return words.N("%[2]s of %[3]s here; %[1]s line is missing.",
		"%[2]s of %[3]s here; %[1]s lines are missing.", int(missing), words.Number(missing), words.Number(here), words.Number(kept))
}

// beyond tells of lines that the host has forgotten: older than the oldest
// that it keeps. Here is how many of those that it keeps are on this computer.
func (d Details) beyond(here uint64) string {
	switch older := d.Lines - min(here, d.Lines); {
	case d.First <= 1:
		return ""
	case older == 0:
		return words.T("The host keeps lines from number %s on.", words.Number(d.First))
	default:
		return words.N("This computer also has %s older line that the host no longer keeps.",
			"This computer also has %s older lines that the host no longer keeps.", int(older), words.Number(older))
	}
}

// String names the lines of a span.
func (s Span) String() string {
	if s.First == s.Last {
		return words.T("Line %s", words.Number(s.First))
	}
	return words.T("Lines %s to %s", words.Number(s.First), words.Number(s.Last))
}

// Size says how much room the lines take on this computer.
func (d Details) Size() string {
	if d.Lines == 0 {
		return words.T("Nothing on this computer yet")
	}
	return words.T("%s, about %s on this computer", linesOf(d.Lines), Bytes(d.Bytes))
}

// Outbox says how many of this person's lines wait to be said.
func (d Details) Outbox() string {
	if d.Waiting == 0 {
		return words.T("Nothing waits to be sent.")
	}
	return words.N("%s line of yours waits to be sent, as soon as the room is reached.",
		"%s lines of yours wait to be sent, in order, as soon as the room is reached.", d.Waiting, words.Number(d.Waiting))
}

// Life writes the mark of the room's log in groups that can be compared.
func (d Details) Life() string {
	text := d.Epoch.String()
	var groups []string
	for ; len(text) >= 4; text = text[4:] {
		groups = append(groups, text[:4])
	}
	return strings.Join(groups, " ")
}
