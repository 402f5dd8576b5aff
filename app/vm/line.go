package vm

import (
	"time"

	"landline/netcore/chat"
)

// LineKey names one line of a transcript for as long as it is there, also when
// it moves from the pending ones to the said ones.
type LineKey uint64

// LineKind says what a line is.
type LineKind uint8

// The kinds of lines.
const (
	Spoken  LineKind = iota // somebody said it
	Note                    // a quiet sentence by the program
	Divider                 // another life of the room's log begins below
	Gap                     // lines of the log that are not here; Text says which
)

// LineState says how far a person's own line came.
type LineState uint8

// The states of a line.
const (
	Settled LineState = iota // in the room's log
	Pending                  // on its way
	Failed                   // declined; Reason says why
)

// Line is one line of a transcript.
type Line struct {
	Key    LineKey
	Kind   LineKind
	State  LineState
	Mine   bool
	Again  bool   // failed, and saying it once more may help
	Seq    uint64 // its number in its log; 0 for what is not in it
	ID     chat.MessageID
	From   chat.MemberID
	Name   string
	Text   string
	Reason string
	At     time.Time

	Act       chat.Act      // of a Note: the moderating act it tells of; else Line, or Erased
	Edited    bool          // Text is not the first any more
	About     chat.Ref      // the line that it answers
	Whom      chat.MemberID // whom a moderating act was done to; who deleted an erased line
	By        string        // the name of who deleted an erased line; empty where it was its author, or is not known
	For       time.Duration // how long a moderating act holds
	Reactions *Reactions    // nil where there are none
}

func lineOf(m chat.Message, mine bool) Line {
	line := Line{
		Mine: mine, Seq: m.Seq, ID: m.ID, From: m.From,
		Name: m.Name, Text: m.Text, At: m.At,
		Act: m.Act, Edited: m.Edited, About: m.About, Whom: m.Whom, For: m.For,
	}
	if m.Act.Moderates() {
		line.Kind = Note
	}
	return line
}
