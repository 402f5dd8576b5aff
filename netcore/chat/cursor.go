package chat

// Cursor is how far a reader knows a room's log: everything up to Seq of
// Epoch, without a hole that could still be filled by reading on. The zero
// Cursor knows nothing.
type Cursor struct {
	Epoch Epoch
	Seq   uint64
	ID    MessageID // of the message Seq, so that the host sees whether both mean one log; zero where unknown
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
