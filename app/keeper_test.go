package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// notebook is a diary in memory that can be made to fail or to hang.
type notebook struct {
	entered []chat.Entered
	changes []history.Change
	at      chat.Cursor
	hold    chan struct{} // where set, Save waits for it

	mu  sync.Mutex
	err error
}

// fails has everything fail from now on; with nil, nothing.
func (n *notebook) fails(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.err = err
}

func (n *notebook) fault() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.err
}

func (n *notebook) Enter(e chat.Entered) error {
	if err := n.fault(); err != nil {
		return err
	}
	n.entered = append(n.entered, e)
	n.at = chat.Cursor{Epoch: e.Epoch, Seq: e.After}
	return nil
}

func (n *notebook) Save(c history.Change) error {
	if n.hold != nil {
		<-n.hold
	}
	if err := n.fault(); err != nil {
		return err
	}
	n.changes = append(n.changes, c)
	for _, m := range c.Said {
		n.at.Take(m.Seq, m.ID)
	}
	return nil
}

func (n *notebook) Cursor() chat.Cursor { return n.at }

func (n *notebook) said() (seqs []uint64) {
	for _, c := range n.changes {
		for _, m := range c.Said {
			seqs = append(seqs, m.Seq)
		}
	}
	return seqs
}

// keeping is a keeper that writes into a notebook.
type keeping struct {
	*keeper
	book   *notebook
	stored []uint64
	faults []error
	end    func()
}

func newKeeping() *keeping {
	k := &keeping{book: &notebook{}}
	k.keeper = newKeeper(
		func(c chat.Cursor) { k.stored = append(k.stored, c.Seq) },
		func(err error) { k.faults = append(k.faults, err) },
	)
	return k
}

func (k *keeping) start() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		k.run(ctx, k.book)
	}()
	k.end = func() {
		cancel()
		<-done
	}
}

func messages(from, to uint64) (list []chat.Message) {
	for seq := from; seq <= to; seq++ {
		list = append(list, chat.Message{Seq: seq})
	}
	return list
}

func sequence(from, to uint64) (seqs []uint64) {
	for seq := from; seq <= to; seq++ {
		seqs = append(seqs, seq)
	}
	return seqs
}

// TestKeeperGathers wants the first change at once, and one step for all that
// came during the pause.
func TestKeeperGathers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeping()
		k.start()
		k.entered(chat.Entered{Epoch: chat.Epoch{1}, Members: []chat.Member{{Name: "Bo"}, {Name: "Ada", Host: true}}})
		synctest.Wait()
		if len(k.book.entered) != 1 || len(k.book.entered[0].Members) != 1 {
			t.Errorf("entered %+v", k.book.entered)
		}
		stays, goes := history.Waiting{ID: chat.MessageID{1}}, history.Waiting{ID: chat.MessageID{2}}
		k.queued(stays)
		k.queued(goes)
		for _, m := range messages(1, 5) {
			k.said(t.Context(), m)
		}
		k.answered(goes.ID)
		k.drafted("a")
		k.drafted("b")
		k.read(3)
		time.Sleep(keepPause)
		synctest.Wait()
		if len(k.book.changes) != 1 {
			t.Fatalf("%d changes were written, want 1", len(k.book.changes))
		}
		c := k.book.changes[0]
		if !slices.Equal(c.Waiting, []history.Waiting{stays}) || len(c.Said) != 5 || *c.Draft != "b" || *c.Read != 3 {
			t.Errorf("wrote %+v", c)
		}
		if !slices.Equal(k.stored, []uint64{0, 5}) {
			t.Errorf("it told of %v", k.stored)
		}
		k.end()
	})
}

// TestKeeperKeepsTheOrder says a line again in the step in which it failed.
func TestKeeperKeepsTheOrder(t *testing.T) {
	k := newKeeping()
	w := history.Waiting{ID: chat.MessageID{1}}
	k.queued(w)
	k.declined(chat.Declined{ID: w.ID, Refusal: chat.Refuse(chat.NotKept, "")})
	k.queued(w)
	k.start()
	k.end()
	if c := k.book.changes[0]; len(c.Declined) != 0 || len(c.Waiting) == 0 {
		t.Errorf("wrote %+v", c)
	}
	k.queued(w) // too late, and harmless
}

// TestKeeperWaitsForTheDisk has a full disk for a while.
func TestKeeperWaitsForTheDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeping()
		k.book.fails(history.ErrFull)
		k.start()
		k.queued(history.Waiting{ID: chat.MessageID{1}})
		k.entered(chat.Entered{Epoch: chat.Epoch{1}})
		for _, m := range messages(1, keepMost+100) {
			k.said(t.Context(), m) // does not wait, for nothing would ever come of it
			if m.Seq%100 == 0 {
				time.Sleep(100 * time.Millisecond)
			}
		}
		if len(k.faults) != 1 || !errors.Is(k.faults[0], history.ErrFull) {
			t.Errorf("it told of %v", k.faults)
		}
		if k.settled(1) {
			t.Error("the stay counts as written")
		}
		k.book.fails(nil)
		time.Sleep(retryPause)
		synctest.Wait()
		if !k.settled(1) || len(k.book.entered) != 1 || len(k.book.changes[0].Waiting) != 1 {
			t.Errorf("then it wrote %d stays and %d changes", len(k.book.entered), len(k.book.changes))
		}
		if got := k.book.said(); !slices.Equal(got, sequence(101, keepMost+100)) {
			t.Errorf("of what was heard it wrote %d messages, from %d", len(got), got[0])
		}
		if len(k.faults) != 2 || k.faults[1] != nil {
			t.Errorf("it told of %v", k.faults)
		}
		k.end()
	})
}

// TestKeeperTellsOfOneLog writes down the end of a log that was set back
// meanwhile: the host hears nothing of what that one had, for its own has the
// same epoch.
func TestKeeperTellsOfOneLog(t *testing.T) {
	k := newKeeping()
	k.entered(chat.Entered{Epoch: chat.Epoch{1}})
	k.said(t.Context(), messages(1, 100)...)
	k.entered(chat.Entered{Epoch: chat.Epoch{1}, After: 50, Head: 50})
	k.said(t.Context(), chat.Message{Seq: 51})
	k.start()
	k.end()
	if !slices.Equal(k.stored, []uint64{50, 51}) {
		t.Errorf("it told of %v", k.stored)
	}
}

// TestKeeperHoldsUp has a disk that is slow: who brings more waits, until ctx
// ends.
func TestKeeperHoldsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeping()
		k.book.hold = make(chan struct{})
		k.start()
		k.said(t.Context(), messages(1, 1)...)
		synctest.Wait() // the first step hangs
		k.said(t.Context(), messages(2, keepMost+1)...)
		ctx, cancel := context.WithCancel(t.Context())
		through := make(chan struct{})
		go func() {
			defer close(through)
			k.said(ctx, messages(keepMost+2, keepMost+2)...)
		}()
		synctest.Wait()
		select {
		case <-through:
			t.Error("more was taken than there is room for")
		default:
		}
		cancel()
		<-through
		close(k.book.hold)
		synctest.Wait()
		k.end()
		if got := k.book.said(); !slices.Equal(got, sequence(1, keepMost+1)) {
			t.Errorf("it wrote %d messages", len(got))
		}
	})
}

// TestKeeperWithoutDiary keeps nothing, and holds nobody up.
func TestKeeperWithoutDiary(t *testing.T) {
	k := newKeeper(func(chat.Cursor) {}, func(error) {})
	k.said(t.Context(), messages(1, keepMost)...)
	k.run(t.Context(), nil)
	k.said(t.Context(), messages(1, 2*keepMost)...)
	k.queued(history.Waiting{})
	if len(k.steps) != 0 {
		t.Errorf("%d steps wait for nobody", len(k.steps))
	}
}
