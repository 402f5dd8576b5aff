package app

import (
	"slices"
	"sync"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// outboxLines bounds the lines that wait for the room's word, and those that
// the room did not take.
const outboxLines = 10_000

// outbox holds what this person said and the room has not answered for, oldest
// first, and what the room did not take. It is safe for concurrent use.
type outbox struct {
	mu     sync.Mutex
	lines  []line
	sent   int    // how many of the lines were sent on this stay
	held   bool   // nothing is sent until those are answered
	lost   uint64 // messages of this stay that the host could not keep
	failed []line // oldest first
}

// line is something this person said, or did in the room.
type line struct {
	id      chat.MessageID
	text    string
	deed    chat.Deed
	earlier bool // written before this program began
}

func (l line) is(id chat.MessageID) bool { return l.id == id }

// sayer is where lines are sent: a netcore.Client.
type sayer interface {
	Do(id chat.MessageID, text string, deed chat.Deed) error
	Mind(notKept uint64)
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

// restore puts lines of an earlier day before the others. Nothing may have been
// sent yet.
func (o *outbox) restore(waiting, failed []line) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range waiting {
		waiting[i].earlier = true
	}
	o.lines = append(waiting, o.lines...)
	o.failed = append(failed, o.failed...)
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
	o.sent, o.held, o.lost = 0, false, 0
}

// hold has nothing sent until the room has answered for what was: it could not
// keep a line, and those behind it must not overtake it.
func (o *outbox) hold() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held = o.sent > 0
	o.lost++
}

// send says every line that was not sent on this stay yet, in order. It returns
// those that no room takes.
func (o *outbox) send(to sayer) (declined []chat.Declined) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.held {
		return nil
	}
	to.Mind(o.lost)
	for _, l := range o.lines[o.sent:] {
		err := to.Do(l.id, l.text, l.deed)
		refusal, refused := chat.AsRefusal(err)
		switch {
		case refused:
			declined = append(declined, chat.Declined{ID: l.id, Refusal: refusal})
		case err != nil:
			return declined // full: the next event tries again; closed: the next stay does
		}
		o.sent++
	}
	return declined
}

// drop takes an answered line out, nearly always the first. It tells whether
// the line was there.
func (o *outbox) drop(id chat.MessageID) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, ok := o.take(id)
	return ok
}

// take is drop for who holds mu.
func (o *outbox) take(id chat.MessageID) (line, bool) {
	i := slices.IndexFunc(o.lines, func(l line) bool { return l.is(id) })
	if i < 0 {
		return line{}, false
	}
	l := o.lines[i]
	if i == 0 {
		o.lines = o.lines[1:]
	} else {
		o.lines = slices.Delete(o.lines, i, i+1)
	}
	if i < o.sent {
		o.sent--
		o.held = o.held && o.sent > 0
	}
	return l, true
}

// fail puts a line that the room did not take aside. It tells whether the line
// was there.
func (o *outbox) fail(id chat.MessageID) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	l, ok := o.take(id)
	if ok {
		o.setAside(l)
	}
	return ok
}

// refuse puts a line aside that never waited.
func (o *outbox) refuse(l line) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.setAside(l)
}

func (o *outbox) setAside(l line) {
	o.failed = append(o.failed, l)
	if len(o.failed) > outboxLines {
		o.failed = o.failed[1:]
	}
}

// again puts a line that the room did not take behind those that wait; ok is
// false where there is no such line, or where too many wait.
func (o *outbox) again(id chat.MessageID) (l line, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.failed, func(l line) bool { return l.is(id) })
	if i < 0 || len(o.lines) >= outboxLines {
		return line{}, false
	}
	l = o.failed[i]
	o.failed = slices.Delete(o.failed, i, i+1)
	o.lines = append(o.lines, l)
	return l, true
}

// forget drops a line that the room did not take.
func (o *outbox) forget(id chat.MessageID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.failed = slices.DeleteFunc(o.failed, func(l line) bool { return l.is(id) })
}

// waiting copies the lines that wait.
func (o *outbox) waiting() []line {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.lines)
}

// kept is the line as it is written down, from this moment on.
func (l line) kept(why chat.Refusal) history.Waiting {
	return history.Waiting{ID: l.id, Text: l.text, Deed: l.deed, At: time.Now(), Why: why}
}
