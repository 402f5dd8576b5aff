package app

import (
	"slices"
	"sync"

	"landline/netcore/chat"
)

// outboxLines bounds the lines that wait for the room's word.
const outboxLines = 10_000

// outbox holds what this person said and the room has not answered for, oldest
// first. It is safe for concurrent use.
type outbox struct {
	mu    sync.Mutex
	lines []line
	sent  int // how many of these were sent on this stay
}

// line is something this person said.
type line struct {
	id   chat.MessageID
	text string
}

// sayer is where lines are sent: a netcore.Client.
type sayer interface {
	Say(id chat.MessageID, text string) error
}

// add puts a line behind the others; the error is chat.Busy where there are
// too many.
func (o *outbox) add(l line) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.lines) >= outboxLines {
		return chat.Busy
	}
	o.lines = append(o.lines, l)
	return nil
}

func (o *outbox) len() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.lines)
}

// rewind begins a stay: nothing was sent on it yet.
func (o *outbox) rewind() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = 0
}

// send says every line that was not sent on this stay yet, in order.
func (o *outbox) send(to sayer) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, l := range o.lines[o.sent:] {
		if to.Say(l.id, l.text) != nil {
			return // full: the next event tries again; closed: the next stay does
		}
		o.sent++
	}
}

// drop takes an answered line out: nearly always the first.
func (o *outbox) drop(id chat.MessageID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.lines, func(l line) bool { return l.id == id })
	switch {
	case i < 0:
		return
	case i == 0:
		o.lines = o.lines[1:]
	default:
		o.lines = slices.Delete(o.lines, i, i+1)
	}
	if i < o.sent {
		o.sent--
	}
}

// empty takes all lines out.
func (o *outbox) empty() []line {
	o.mu.Lock()
	defer o.mu.Unlock()
	lines := o.lines
	o.lines, o.sent = nil, 0
	return lines
}
