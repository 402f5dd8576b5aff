package app

import (
	"context"
	"testing"

	"landline/netcore/chat"
)

// TestOutboxIsBounded says one line too many: it is put aside, on disk too.
func TestOutboxIsBounded(t *testing.T) {
	s := newSession(seatConfig{})
	for range outboxLines {
		if err := s.say(chat.NewMessageID(), "x"); err != nil {
			t.Fatal(err)
		}
	}
	id := chat.NewMessageID()
	if err := s.say(id, "y"); err != chat.Busy {
		t.Errorf("line %d: %v", outboxLines+1, err)
	}
	var book notebook
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.keep.run(ctx, &book)
	kept := book.changes[0].Waiting
	if last := kept[len(kept)-1]; len(kept) != outboxLines+1 || last.ID != id || last.Text != "y" || last.Why.Code != chat.Busy {
		t.Errorf("%d lines are on disk, the last as %+v", len(kept), last)
	}
	s.outbox.drop(s.outbox.waiting()[0].id)
	if !s.sayAgain(id) {
		t.Error("it cannot be said again")
	}
}
