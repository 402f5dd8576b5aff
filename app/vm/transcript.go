package vm

import (
	"slices"
	"time"

	"landline/netcore/chat"
)

const (
	chunkLines = 512       // lines in one chunk of the store
	lineCost   = 256       // bytes that a line takes beside its text, roughly
	maxCost    = 256 << 20 // beyond this the oldest chunk goes
)

// LineKey names one line of a transcript for as long as it is there, also when
// it moves from the pending ones to the said ones.
type LineKey uint64

// LineKind says what a line is.
type LineKind int

// The kinds of lines.
const (
	Spoken  LineKind = iota // somebody said it
	Note                    // a quiet sentence by the program
	Divider                 // another life of the room's log begins below
)

// LineState says how far a person's own line came.
type LineState int

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
	ID     chat.MessageID
	From   chat.MemberID
	Name   string
	Text   string
	Reason string
	At     time.Time
}

// Transcript is what a room's view scrolls through: the lines of the log in
// their order, notes where they happened, and last the person's own lines that
// the room has not confirmed. A line is addressed by its ordinal, from First
// to End; the ordinal of a settled line never changes. Beyond 256 MiB the
// oldest lines are dropped and First moves on.
type Transcript struct {
	chunks  []chunk // all full but the last
	first   int
	settled int
	cost    int
	pending []Line
	keys    LineKey
}

// chunk is a run of settled lines. Chunks spare a long transcript the copying
// that one growing slice would need.
type chunk struct {
	lines []Line
	cost  int
}

// First is the ordinal of the oldest line.
func (t *Transcript) First() int { return t.first }

// Settled is the ordinal after the last settled line; pending ones follow.
func (t *Transcript) Settled() int { return t.settled }

// End is the ordinal after the last line.
func (t *Transcript) End() int { return t.settled + len(t.pending) }

// At is the line with ordinal i, which must be within First and End.
func (t *Transcript) At(i int) Line {
	if i >= t.settled {
		return t.pending[i-t.settled]
	}
	i -= t.first
	return t.chunks[i/chunkLines].lines[i%chunkLines]
}

// Find looks for the line called key, which had the ordinal near before the
// transcript changed.
func (t *Transcript) Find(key LineKey, near int) (ordinal int, ok bool) {
	if near >= t.first && near < t.End() && t.At(near).Key == key {
		return near, true
	}
	for i := t.End() - 1; i >= max(t.first, t.settled-2*chunkLines); i-- {
		if t.At(i).Key == key {
			return i, true
		}
	}
	return 0, false
}

// say appends a line of the log. Where the person's own pending line becomes
// true it keeps its key, so that a view sees it change rather than go and come.
func (t *Transcript) say(m chat.Message, mine bool) {
	line := Line{
		Mine: mine, ID: m.ID, From: m.From,
		Name: m.Name, Text: m.Text, At: m.At,
	}
	if i := t.pendingIndex(m.ID); mine && i >= 0 {
		line.Key = t.pending[i].Key
		t.pending = slices.Delete(t.pending, i, i+1)
	}
	t.append(line)
}

// settle takes a pending line over as said although its own event is not
// shown, because the log had it before the part that this stay can see.
func (t *Transcript) settle(id chat.MessageID) {
	i := t.pendingIndex(id)
	if i < 0 {
		return
	}
	line := t.pending[i]
	line.State, line.Reason = Settled, ""
	t.pending = slices.Delete(t.pending, i, i+1)
	t.append(line)
}

func (t *Transcript) fail(id chat.MessageID, reason string) {
	if i := t.pendingIndex(id); i >= 0 {
		t.pending[i].State, t.pending[i].Reason = Failed, reason
	}
}

func (t *Transcript) queue(e Queued, me chat.MemberID, name string) {
	if t.pendingIndex(e.ID) >= 0 {
		return
	}
	t.keys++
	t.pending = append(t.pending, Line{
		Key: t.keys, State: Pending, Mine: true, ID: e.ID,
		From: me, Name: name, Text: e.Text, At: e.At,
	})
}

// takeBack drops a failed line. A pending one stays: it may be said already.
func (t *Transcript) takeBack(id chat.MessageID) (Line, bool) {
	i := t.pendingIndex(id)
	if i < 0 || t.pending[i].State != Failed {
		return Line{}, false
	}
	line := t.pending[i]
	t.pending = slices.Delete(t.pending, i, i+1)
	return line, true
}

func (t *Transcript) note(at time.Time, text string) {
	t.append(Line{Kind: Note, Text: text, At: at})
}

func (t *Transcript) divide(at time.Time, text string) {
	t.append(Line{Kind: Divider, Text: text, At: at})
}

func (t *Transcript) pendingIndex(id chat.MessageID) int {
	return slices.IndexFunc(t.pending, func(l Line) bool { return l.ID == id })
}

func (t *Transcript) append(line Line) {
	if line.Key == 0 {
		t.keys++
		line.Key = t.keys
	}
	if n := len(t.chunks); n == 0 || len(t.chunks[n-1].lines) == chunkLines {
		t.chunks = append(t.chunks, chunk{lines: make([]Line, 0, chunkLines)})
	}
	last := &t.chunks[len(t.chunks)-1]
	last.lines = append(last.lines, line)
	cost := lineCost + len(line.Text)
	last.cost += cost
	t.cost += cost
	t.settled++
	for t.cost > maxCost && len(t.chunks) > 1 {
		t.cost -= t.chunks[0].cost
		t.first += len(t.chunks[0].lines)
		t.chunks[0] = chunk{}
		t.chunks = t.chunks[1:]
	}
}
