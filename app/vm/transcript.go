package vm

import (
	"slices"
	"time"

	"landline/netcore/chat"
)

const (
	maxCost  = 256 << 20 // bytes; beyond this the oldest chunk goes
	maxLives = 16        // logs of one room; beyond this the oldest goes
)

// Transcript is what a room's view scrolls through: the lines of the log in
// their order, notes where they happened, and last the person's own lines that
// the room has not confirmed. What the log has of edits, deletions and reactions
// is no line: it changes the line that it is about, and its number is none of
// the transcript's. Above the log stand those that ended before it,
// each with a Divider as its last line.
//
// A line is addressed by its ordinal, from First to End, which may be below
// zero. The ordinal of a settled line of the log stays the same while lines come:
// older ones come in above it and move First down. Only notes at the end are taken
// away again, and then a later line has the ordinal of one. Lines of earlier logs
// move down with First. Beyond 256 MiB the oldest lines are dropped and First moves up.
type Transcript struct {
	past    []life // logs that ended, oldest first
	before  int    // lines in past
	log     life
	base    int // ordinal of the log's first line
	pending []Line
	keys    LineKey
	full    bool // lines were dropped, or not taken, at the top
}

// change does something to the line that a deed is about: one of the log, or
// one of this person's own that the room has not confirmed. It tells whether
// there is such a line.
func (t *Transcript) change(ref chat.Ref, do func(*Line)) bool {
	if place, ok := t.log.named(ref); ok {
		line := place.line()
		do(&line)
		changed := keep(line)
		changed.heard = place.heard
		t.log.change(place, changed)
		t.trim()
		return true
	}
	i := t.pendingIndex(ref.ID)
	if i >= 0 {
		do(&t.pending[i])
	}
	return i >= 0
}

// say appends a line of the log. Where the person's own pending line becomes
// true it keeps its key, so that a view sees it change rather than go and come.
func (t *Transcript) say(m chat.Message, mine bool) {
	line := lineOf(m, mine)
	if i := t.pendingIndex(m.ID); mine && i >= 0 {
		line.Key = t.pending[i].Key
		t.pending = slices.Delete(t.pending, i, i+1)
	}
	t.append(line)
}

// recall puts a line above the log's first one. It tells whether there was
// room for it.
func (t *Transcript) recall(line Line) bool {
	k := keep(line)
	if t.full || t.log.cost+k.cost() > maxCost {
		t.full = true
		return false
	}
	t.keys++
	k.key = t.keys
	t.log.unshift(k)
	t.base--
	t.trim()
	return true
}

// settle ends a pending line that the log had before this stay, under the
// number seq. It stands there, in view or above what is, which begins with the
// number oldest; or at the end where another line has its place.
func (t *Transcript) settle(id chat.MessageID, seq, oldest uint64) {
	i := t.pendingIndex(id)
	if i < 0 {
		return
	}
	line := t.pending[i]
	t.pending = slices.Delete(t.pending, i, i+1)
	if at, ok := t.Ordinal(seq); seq < oldest || ok && t.at(at).id == id {
		return
	}
	line.State, line.Reason, line.Again = Settled, "", false
	t.append(line)
}

func (t *Transcript) fail(id chat.MessageID, why chat.Refusal) {
	if i := t.pendingIndex(id); i >= 0 {
		t.pending[i].State, t.pending[i].Reason, t.pending[i].Again = Failed, declined(why), again(why.Code)
	}
}

// queue adds a line that is on its way. One that failed before is on its way
// again, behind those that wait already.
func (t *Transcript) queue(line Line) {
	line.State, line.Reason, line.Again = Pending, "", false
	switch i := t.pendingIndex(line.ID); {
	case i < 0:
		t.keys++
		line.Key = t.keys
	case t.pending[i].State == Pending:
		return
	default:
		line.Key = t.pending[i].Key
		t.pending = slices.Delete(t.pending, i, i+1)
	}
	t.pending = append(t.pending, line)
}

// failed is the line of that id, where it was not taken.
func (t *Transcript) failed(id chat.MessageID) (Line, bool) {
	i := t.pendingIndex(id)
	if i < 0 || t.pending[i].State != Failed {
		return Line{}, false
	}
	return t.pending[i], true
}

// has tells whether a line of that id is among the settled ones of the log.
func (t *Transcript) has(id chat.MessageID) bool {
	for i := range t.log.n {
		if line := t.log.at(i); line.mine && line.id == id {
			return true
		}
	}
	return false
}

// takeBack drops a failed line. A pending one stays: it may be said already.
func (t *Transcript) takeBack(id chat.MessageID) (Line, bool) {
	line, ok := t.failed(id)
	if ok {
		t.pending = slices.DeleteFunc(t.pending, func(l Line) bool { return l.ID == id })
	}
	return line, ok
}

// remark appends what the program says itself.
func (t *Transcript) remark(kind LineKind, at time.Time, text string) {
	t.append(Line{Kind: kind, Text: text, At: at})
}

// endsIn tells whether the last settled lines are these notes, one after the other.
func (t *Transcript) endsIn(notes ...string) bool {
	from := t.log.n - len(notes)
	if from < 0 {
		return false
	}
	for i, text := range notes {
		if l := t.log.at(from + i); l.kind != Note || l.text != text {
			return false
		}
	}
	return true
}

// retract takes the last n settled lines away, which must be notes.
func (t *Transcript) retract(n int) {
	for range n {
		t.log.pop()
	}
}

// divide ends the log; another begins below it.
func (t *Transcript) divide(text string) {
	t.remark(Divider, t.last(), text)
	t.before += t.log.n
	t.base += t.log.n
	t.past = append(t.past, t.log)
	t.log = life{}
	if len(t.past) > maxLives {
		t.before -= t.past[0].n
		t.past = slices.Delete(t.past, 0, 1)
	}
}

// last is when the last settled line was said; the zero time where none was.
func (t *Transcript) last() time.Time {
	if t.Settled() == t.First() {
		return time.Time{}
	}
	return t.At(t.Settled() - 1).At
}

func (t *Transcript) pendingIndex(id chat.MessageID) int {
	return slices.IndexFunc(t.pending, func(l Line) bool { return l.ID == id })
}

func (t *Transcript) append(line Line) {
	if line.Key == 0 {
		t.keys++
		line.Key = t.keys
	}
	t.log.push(keep(line))
	t.trim()
}

// trim drops the oldest lines beyond what a transcript may hold.
func (t *Transcript) trim() {
	sum := t.log.cost
	for i := range t.past {
		sum += t.past[i].cost
	}
	for sum > maxCost && len(t.past) > 0 {
		sum -= t.past[0].cost
		gone := t.past[0].shed()
		t.before -= gone
		sum += t.past[0].cost
		if t.past[0].n == 0 {
			t.past = slices.Delete(t.past, 0, 1)
		}
	}
	for sum > maxCost && len(t.log.chunks) > 1 {
		sum -= t.log.cost
		t.base += t.log.shed()
		sum += t.log.cost
		t.full = true
	}
}
