package chat

import (
	"strconv"
	"strings"
)

// Cursor is how far a reader knows a room's log: everything up to Seq of
// Epoch, without a hole that could still be filled by reading on. The zero
// Cursor knows nothing.
type Cursor struct {
	Epoch Epoch
	Seq   uint64
	ID    MessageID // of the message Seq, so that the host sees whether both mean one log; zero where unknown
}

// Mark is where a line stands as links write it: the epoch in hexadecimal digits,
// a hyphen, and the Seq. The ID is left out.
func (c Cursor) Mark() string { return c.Epoch.String() + "-" + strconv.FormatUint(c.Seq, 10) }

// ParseMark reads what Mark wrote. Ok is false for anything else, and for a mark
// of no line.
func ParseMark(text string) (c Cursor, ok bool) {
	epoch, seq, found := strings.Cut(text, "-")
	if !found || c.Epoch.UnmarshalText([]byte(epoch)) != nil || c.Epoch.IsZero() {
		return Cursor{}, false
	}
	n, err := strconv.ParseUint(seq, 10, 64)
	if err != nil || n == 0 {
		return Cursor{}, false
	}
	c.Seq = n
	return c, true
}

// Step says what a numbered message means to a Cursor.
type Step int

// The steps.
const (
	Next   Step = iota // the one after Seq: the cursor moved
	Repeat             // known already
	Gap                // something between is missing: the cursor stays
)

// Take offers the message numbered seq of the cursor's epoch.
func (c *Cursor) Take(seq uint64, id MessageID) Step {
	switch {
	case seq <= c.Seq:
		return Repeat
	case seq > c.Seq+1:
		return Gap
	}
	c.Seq, c.ID = seq, id
	return Next
}

// Enter starts a stay. It tells whether the log is another than the one the
// cursor knew, so that what was shown before stands apart from what follows.
func (c *Cursor) Enter(e Entered) (fresh bool) {
	switch {
	case e.Resumed && c.Epoch == e.Epoch && e.After <= c.Seq:
		return false
	case e.Resumed && c.Epoch == e.Epoch: // the host no longer keeps what is between
		c.Seq, c.ID = e.After, MessageID{}
		return false
	}
	*c = Cursor{Epoch: e.Epoch, Seq: e.After}
	return true
}
