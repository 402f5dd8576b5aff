package app

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// TestKeeperSettles waits for what was noted: it is written without the pause
// between two steps. Where the disk takes nothing the wait ends all the same.
func TestKeeperSettles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeping()
		k.start()
		k.read(1)
		synctest.Wait() // written, and now the pause lasts
		begin := time.Now()
		no := chat.Declined{ID: chat.MessageID{1}, Refusal: chat.Refuse(chat.NotKept, "")}
		k.declined(no)
		k.settle(t.Context())
		if took := time.Since(begin); took > 0 {
			t.Errorf("it took %v", took)
		}
		if n := len(k.book.changes); n != 2 || len(k.book.changes[1].Declined) != 1 {
			t.Errorf("the book has %+v", k.book.changes)
		}
		k.book.fails(errors.New("the disk is full"))
		k.declined(no)
		k.settle(t.Context())
		synctest.Wait()
		if len(k.faults) != 1 {
			t.Errorf("%d faults were told", len(k.faults))
		}
		k.end()
		k.declined(no)
		k.settle(t.Context()) // nothing is kept any more
	})
}

// TestRefusalIsKeptFirst kills a program that was told that a line is refused:
// the next one must not find the line waiting.
func TestRefusalIsKeptFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeping()
		s := &session{keep: k.keeper}
		k.start()
		defer k.end()
		k.queued(history.Waiting{ID: chat.MessageID{1}, Text: "one"})
		synctest.Wait()
		if err := s.outbox.add(line{id: chat.MessageID{1}, text: "one"}); err != nil {
			t.Fatal(err)
		}
		s.emit = func(vm.Event) {
			last := k.book.changes[len(k.book.changes)-1]
			if len(last.Declined) != 1 {
				t.Errorf("it was told before it was written: the book has %+v", k.book.changes)
			}
		}
		if err := s.hear(context.Background(), chat.Declined{ID: chat.MessageID{1}, Refusal: chat.Refuse(chat.NotKept, "")}); err != nil {
			t.Fatal(err)
		}
	})
}
