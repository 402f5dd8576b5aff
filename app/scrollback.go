package app

import (
	"sync"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// Lines of a view.
const (
	rememberedLines = 200 // shown before the room says anything
	recalledLines   = 512 // come at a time when somebody reads on upwards
)

// pages is where older lines are on disk: kept.
type pages interface {
	Newest(limit int) ([]chat.Message, error)
	Before(seq uint64, limit int) ([]chat.Message, error)
}

// kept is what the disk has of the log that a view shows.
type kept struct {
	*history.Seat
	keep *keeper
	back *scrollback
}

// Before returns nothing while the seat is at another log than the view: still,
// or already.
func (k kept) Before(seq uint64, limit int) ([]chat.Message, error) {
	if !k.keep.settled(k.back.stays) {
		return nil, nil
	}
	lines, err := k.Seat.Before(seq, limit)
	if !k.keep.settled(k.back.stays) { // a stay began meanwhile
		return nil, nil
	}
	return lines, err
}

// scrollback knows which lines of a room the window's view has, and brings it
// older ones: from this computer's disk, or else from the host. Whatever changes
// the view goes through it, so that older lines never come under those of
// another log. Its methods may be called from any goroutine but the UI thread's,
// for they wait where the window is slow.
type scrollback struct {
	key    vm.Key
	emit   func(vm.Event)
	fetch  func(chat.Want) error // asks the host; an error while away
	failed func(error)           // the disk could not be read
	me     chat.MemberID

	mu          sync.Mutex // held also while an event is handed on
	pages       pages      // nil where nothing is kept
	epoch       chat.Epoch
	top         uint64 // the number of the view's oldest line, or of the first one to come; 0 while unknown
	first, head uint64 // of the host's log, as last heard; 0 while unknown
	stays       int    // of the session, as far as the view knows of them
	asked       bool   // the host was asked, and has not answered
	here        bool   // the host can be asked
	target      uint64 // the line to show once it is in view; 0 for none
	missed      func() // called where target cannot be brought into view
	newest      uint64 // the number of the view's newest line; 0 for none
	sought      sought
}

// remember shows what the disk has of the room, up to the cursor from which the
// session goes on.
func (b *scrollback) remember(from pages, cursor chat.Cursor, name string, read uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pages = from
	if cursor == (chat.Cursor{}) {
		return
	}
	lines, err := from.Newest(rememberedLines)
	if err != nil {
		b.failed(err)
	}
	if len(lines) == 0 || lines[len(lines)-1].Seq != cursor.Seq {
		lines = nil
	} else {
		b.epoch, b.top, b.newest = cursor.Epoch, lines[0].Seq, cursor.Seq
	}
	b.emit(vm.Remembered{Room: b.key, Name: name, Epoch: cursor.Epoch, Lines: lines, Edge: b.edge(), Read: read})
}

// tell hands an event of the session on.
func (b *scrollback) tell(e vm.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch what := e.(type) {
	case vm.Linked:
		b.here = what.Link == vm.Seated
		b.asked = false
		if !b.here {
			defer b.giveUp() // whoever waits for what the host was asked
		}
	case vm.Happened:
		switch event := what.Event.(type) {
		case chat.Entered:
			b.enter(event)
		case chat.Said:
			b.head, b.newest = max(b.head, event.Seq), event.Seq
			what.Answers = event.Act == chat.Line && b.mine(event.About)
			e = what
		case chat.Paged:
			b.paged(event)
			return
		}
	}
	b.emit(e)
	b.find()
}

// mine tells whether a line above those in view is this person's, as far as the disk
// knows.
func (b *scrollback) mine(line chat.Ref) bool {
	if b.pages == nil || line.Seq == 0 || line.Seq >= b.top {
		return false
	}
	found, err := b.pages.Before(line.Seq+1, 1)
	if err != nil {
		b.failed(err)
	}
	return len(found) == 1 && found[0].Seq == line.Seq && found[0].ID == line.ID && found[0].From == b.me
}

func (b *scrollback) enter(e chat.Entered) {
	b.stays++
	if b.top == 0 || b.epoch != e.Epoch || !e.Resumed {
		b.epoch, b.top, b.newest = e.Epoch, e.After+1, e.After
		b.giveUp()
	}
	b.first, b.head = e.First, e.Head
}

// older brings the lines above the view's oldest one.
func (b *scrollback) older() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bring(recalledLines)
}

// bring is older for so many lines.
func (b *scrollback) bring(limit int) {
	lines := b.above(limit)
	switch {
	case len(lines) > 0:
		b.recalled(lines)
	case b.top <= max(b.first, 1) || !b.here:
		b.emit(vm.Recalled{Room: b.key, Edge: b.edge()})
		b.giveUp()
	case b.asked:
	case b.fetch(chat.Want{Where: chat.Before, Seq: b.top, Limit: recalledLines}) == nil:
		b.asked = true
	default: // the connection ends: the view asks again on the next one
		b.emit(vm.Recalled{Room: b.key, Edge: vm.EdgeMissing})
		b.giveUp()
	}
}

// paged shows what the host sent.
func (b *scrollback) paged(e chat.Paged) {
	b.asked = false
	b.first = max(b.first, e.First)
	if e.Where != chat.Before || e.Seq != b.top {
		return // of another log
	}
	if len(e.Messages) == 0 {
		b.first = b.top // whatever it says, it has nothing there
	}
	b.recalled(e.Messages)
}

// recalled puts lines above those in view, and goes on where a line is to be
// shown that is not among them.
func (b *scrollback) recalled(lines []chat.Message) {
	if len(lines) > 0 {
		b.top = lines[0].Seq
	}
	b.emit(vm.Recalled{Room: b.key, Lines: lines, Edge: b.edge()})
	switch {
	case b.target == 0:
	case b.top <= b.target:
		b.emit(vm.Reveal{Room: b.key, Seq: b.target})
		b.target = 0
	default:
		b.bring(int(min(b.top-b.target+recalledLines, showLines)))
	}
}

// showLines bounds the lines that come in one piece when an old one is shown.
const showLines = 8 * recalledLines

// reveal shows the line seq of that log, and brings everything from there on
// into view first. Missed is called where that cannot be.
func (b *scrollback) reveal(epoch chat.Epoch, seq uint64, missed func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.giveUp()
	b.sought = sought{}
	b.show(epoch, seq, missed)
}

// show is reveal where nobody waits for another line.
func (b *scrollback) show(epoch chat.Epoch, seq uint64, missed func()) {
	switch {
	case b.top == 0 || b.epoch != epoch:
		missed()
	case b.top <= seq:
		b.emit(vm.Reveal{Room: b.key, Seq: seq})
	default:
		b.target, b.missed = seq, missed
		b.bring(int(min(b.top-seq+recalledLines, showLines)))
	}
}

// giveUp tells whoever waits for a line that it does not come.
func (b *scrollback) giveUp() {
	if b.target != 0 {
		b.target = 0
		b.missed()
	}
}

// above reads the lines right above the view's oldest one from disk.
func (b *scrollback) above(limit int) []chat.Message {
	if b.pages == nil || b.top <= 1 {
		return nil
	}
	lines, err := b.pages.Before(b.top, limit)
	if err != nil {
		b.failed(err)
	}
	return lines
}

// edge says what lies above the view's oldest line.
func (b *scrollback) edge() vm.Edge {
	switch {
	case b.top <= max(b.first, 1):
		return vm.EdgeBegin
	case b.here || len(b.above(1)) > 0:
		return vm.EdgeOpen
	}
	return vm.EdgeMissing
}

// bounds are the oldest and the newest line of the host's log, as last heard.
func (b *scrollback) bounds() (epoch chat.Epoch, first, head uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.epoch, b.first, b.head
}
