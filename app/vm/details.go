package vm

import (
	"fmt"
	"strings"
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
		return Completeness{Whole: true, What: "Nothing was said in this room yet."}
	}
	first := max(d.First, 1)
	if first > d.Head {
		return Completeness{Whole: true, What: "The host keeps no line of this room any more.", More: d.beyond(0)}
	}
	kept, missing := d.Head-first+1, uint64(0)
	for _, g := range d.Gaps {
		missing += g.Last - g.First + 1
	}
	here := kept - min(missing, kept)
	if missing == 0 {
		what := fmt.Sprintf("Complete, %s of %s, no gaps.", Number(here), Number(kept))
		return Completeness{Whole: true, What: what, More: d.beyond(here)}
	}
	c := Completeness{What: fmt.Sprintf("%s of %s here; %s.", Number(here), Number(kept), d.elsewhere(first, missing))}
	c.More = d.beyond(here)
	for i := len(d.Gaps) - 1; i >= 0; i-- {
		if len(c.Gaps) == maxGaps && i > 0 {
			c.Gaps = append(c.Gaps, "and "+Count(i+1, "older gap", "older gaps"))
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

// elsewhere says where the missing lines are.
func (d Details) elsewhere(first, missing uint64) string {
	be := "are"
	if missing == 1 {
		be = "is"
	}
	if d.onlyOlder(first) {
		return fmt.Sprintf("%s %s with the host", Count(missing, "older line", "older lines"), be)
	}
	return fmt.Sprintf("%s %s missing", Count(missing, "line", "lines"), be)
}

// beyond tells of lines that the host has forgotten: older than the oldest
// that it keeps. Here is how many of those that it keeps are on this computer.
func (d Details) beyond(here uint64) string {
	switch older := d.Lines - min(here, d.Lines); {
	case d.First <= 1:
		return ""
	case older == 0:
		return fmt.Sprintf("The host keeps lines from number %s on.", Number(d.First))
	default:
		return fmt.Sprintf("This computer also has %s that the host no longer keeps.", Count(older, "older line", "older lines"))
	}
}

// String names the lines of a span.
func (s Span) String() string {
	if s.First == s.Last {
		return "Line " + Number(s.First)
	}
	return fmt.Sprintf("Lines %s to %s", Number(s.First), Number(s.Last))
}

// Size says how much room the lines take on this computer.
func (d Details) Size() string {
	if d.Lines == 0 {
		return "Nothing on this computer yet"
	}
	return fmt.Sprintf("%s, about %s on this computer", Count(d.Lines, "line", "lines"), Bytes(d.Bytes))
}

// Outbox says how many of this person's lines wait to be said.
func (d Details) Outbox() string {
	if d.Waiting == 0 {
		return "Nothing waits to be sent."
	}
	return Count(d.Waiting, "line of yours waits", "lines of yours wait") + " to be sent, in order, as soon as the room is reached."
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
