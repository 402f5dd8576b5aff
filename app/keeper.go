package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// diary is where a session writes down what it learns: a *history.Seat.
type diary interface {
	Enter(chat.Entered) error
	Save(history.Change) error
	Cursor() chat.Cursor
}

// Times of a keeper.
const (
	keepPause  = 100 * time.Millisecond // least time between two steps
	retryPause = 2 * time.Second        // between two attempts to write where that fails
)

// Bounds of what waits for a keeper, in messages.
const (
	keepMany = 1024 // so many are written without the pause
	keepMost = 4096 // beyond these, whoever brings more waits
)

// keeper writes down, beside a session, what it learns: everything that came
// while one step was written goes into the next, and what came and went
// meanwhile costs nothing. After a quiet moment a change is written at once.
//
// Where the disk does not take it, the keeper goes on trying. Of what was heard
// it keeps the newest then: the rest is a hole on the disk, which the host can
// fill. What this person said, wrote and read is never dropped.
//
// Its methods may be called from any goroutine, also before run.
type keeper struct {
	stored func(chat.Cursor) // everything up to there is on disk; must not wait
	failed func(error)       // writing began to fail; nil: it works again

	bell  chan struct{}
	hurry chan struct{} // many messages wait

	mu    sync.Mutex
	off   bool // nothing is kept any more
	stuck bool // the last attempt to write failed
	steps []step
	stays int    // entered, and not written yet
	begun int    // entered at all
	heard int    // messages in steps
	noted uint64 // calls of note, of which so many are written:
	kept  uint64
	space chan struct{} // closed and replaced when steps were taken or written
}

// step is one thing to write: that a room was entered, or a change.
type step struct {
	entered *chat.Entered
	change  history.Change
}

func newKeeper(stored func(chat.Cursor), failed func(error)) *keeper {
	return &keeper{
		stored: stored, failed: failed,
		bell: make(chan struct{}, 1), hurry: make(chan struct{}, 1), space: make(chan struct{}),
	}
}

// entered notes that a stay began: what follows belongs to its log.
func (k *keeper) entered(e chat.Entered) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.off {
		return
	}
	e.Members = slices.DeleteFunc(slices.Clone(e.Members), func(m chat.Member) bool { return !m.Host })
	k.steps = append(k.steps, step{entered: &e})
	k.stays++
	k.begun++
	ring(k.bell)
}

// said notes messages of the log. It waits while too many are before them, but
// not where nothing can be written.
func (k *keeper) said(ctx context.Context, messages ...chat.Message) {
	for {
		k.mu.Lock()
		if k.off || k.stuck || k.heard < keepMost {
			break
		}
		space := k.space
		k.mu.Unlock()
		select {
		case <-space:
		case <-ctx.Done():
			return // the host has them
		}
	}
	defer k.mu.Unlock()
	if k.off {
		return
	}
	c := k.change()
	c.Said = append(c.Said, messages...)
	k.heard += len(messages)
	k.forgetOldest()
	ring(k.bell)
	if k.heard >= keepMany {
		ring(k.hurry)
	}
}

// forgetOldest drops what was heard first, where too much waits for a disk that
// takes nothing.
func (k *keeper) forgetOldest() {
	for i := range k.steps {
		if k.heard <= keepMost || !k.stuck {
			return
		}
		said := &k.steps[i].change.Said
		n := min(len(*said), k.heard-keepMost)
		*said = slices.Clone((*said)[n:])
		k.heard -= n
	}
}

// note adds to what is written next.
func (k *keeper) note(edit func(*history.Change)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.off {
		return
	}
	edit(k.change())
	k.noted++
	ring(k.bell)
}

// change is the one to add to, for who holds mu.
func (k *keeper) change() *history.Change {
	if n := len(k.steps); n == 0 || k.steps[n-1].entered != nil {
		k.steps = append(k.steps, step{})
	}
	return &k.steps[len(k.steps)-1].change
}

// queued notes a line that waits for the room's word.
func (k *keeper) queued(w history.Waiting) {
	k.note(func(c *history.Change) {
		c.Declined = slices.DeleteFunc(c.Declined, func(d chat.Declined) bool { return d.ID == w.ID })
		c.Waiting = append(c.Waiting, w)
	})
}

// answered notes that a line need not be kept any more.
func (k *keeper) answered(id chat.MessageID) {
	k.note(func(c *history.Change) {
		if i := slices.IndexFunc(c.Waiting, func(w history.Waiting) bool { return w.ID == id }); i >= 0 {
			c.Waiting = slices.Delete(c.Waiting, i, i+1)
		}
		c.Answered = append(c.Answered, id) // it may be on disk all the same, from an earlier attempt
	})
}

// declined notes that the room did not take a line, and why.
func (k *keeper) declined(d chat.Declined) {
	k.note(func(c *history.Change) { c.Declined = append(c.Declined, d) })
}

// drafted notes what is being written.
func (k *keeper) drafted(text string) { k.note(func(c *history.Change) { c.Draft = &text }) }

// read notes how far the person has read.
func (k *keeper) read(seq uint64) { k.note(func(c *history.Change) { c.Read = &seq }) }

// run writes into d until ctx ends, and then once more what is left. Without a
// diary nothing is kept. It can be called once.
func (k *keeper) run(ctx context.Context, d diary) {
	defer k.stop()
	if d == nil {
		return
	}
	for {
		select {
		case <-k.bell:
		case <-ctx.Done():
			k.write(d)
			return
		}
		if k.write(d) {
			k.pause(ctx, keepPause, k.hurry)
		} else {
			k.pause(ctx, retryPause, nil)
			ring(k.bell)
		}
	}
}

func (k *keeper) pause(ctx context.Context, d time.Duration, hurry <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-hurry:
	case <-ctx.Done():
	}
}

// write writes what waits, and tells whether that succeeded.
func (k *keeper) write(d diary) bool {
	k.mu.Lock()
	steps, noted := k.steps, k.noted
	k.steps, k.heard = nil, 0
	k.wake()
	k.mu.Unlock()
	for i, s := range steps {
		var err error
		if s.entered != nil {
			err = d.Enter(*s.entered)
		} else {
			err = d.Save(s.change)
		}
		if err != nil {
			k.putBack(steps[i:], err)
			return false
		}
		k.wrote(s, d)
	}
	k.works(len(steps) > 0, noted)
	return true
}

// wrote tells how far the log is on disk, behind a step that was written. While
// the session reads another log already it tells nothing: both can have the same
// epoch. No stay begins meanwhile, for mu is held.
func (k *keeper) wrote(s step, d diary) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if s.entered != nil {
		k.stays--
	}
	if k.stays == 0 && (s.entered != nil || len(s.change.Said) > 0) {
		k.stored(d.Cursor())
	}
}

// putBack keeps steps that could not be written for the next attempt.
func (k *keeper) putBack(steps []step, err error) {
	k.mu.Lock()
	k.steps = append(steps, k.steps...)
	k.heard = 0
	for _, s := range k.steps {
		k.heard += len(s.change.Said)
	}
	first := !k.stuck
	k.stuck = true
	k.forgetOldest()
	k.wake()
	k.mu.Unlock()
	if first {
		k.failed(err)
	}
}

// works notes how far it has written, and ends a time in which nothing could be.
func (k *keeper) works(wrote bool, noted uint64) {
	k.mu.Lock()
	again := wrote && k.stuck
	k.kept = noted
	k.wake()
	if wrote {
		k.stuck = false
	}
	k.mu.Unlock()
	if again {
		k.failed(nil)
	}
}

// wake lets those look again who wait in said or settle. It is for who holds mu.
func (k *keeper) wake() {
	close(k.space)
	k.space = make(chan struct{})
}

// stop has nothing kept from now on.
func (k *keeper) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.off = true
	k.steps, k.heard = nil, 0
	k.wake()
}
