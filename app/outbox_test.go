package app

import (
	"context"
	"strings"
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

// sentLines is a sayer that writes down what was sent.
type sentLines []string

func (s *sentLines) Do(_ chat.MessageID, text string, _ chat.Deed) error {
	*s = append(*s, text)
	return nil
}

func (s *sentLines) Mind(uint64) {}

// TestOutboxHolds has the room not keep a line: nothing is sent behind it
// before the room has answered for what was sent already.
func TestOutboxHolds(t *testing.T) {
	var o outbox
	ids := make([]chat.MessageID, 5)
	add := func(n int) {
		ids[n] = chat.NewMessageID()
		if err := o.add(line{id: ids[n], text: string(rune('a' + n))}); err != nil {
			t.Fatal(err)
		}
	}
	var to sentLines
	expect := func(want string) {
		t.Helper()
		o.send(&to)
		if got := strings.Join(to, ""); got != want {
			t.Errorf("sent %q, want %q", got, want)
		}
	}
	add(0)
	add(1)
	expect("ab")
	o.fail(ids[0])
	o.hold()
	add(2)
	expect("ab")
	o.fail(ids[1])
	o.hold()
	expect("abc")
	o.drop(ids[2])
	add(3)
	expect("abcd")
	o.fail(ids[3])
	o.hold()
	add(4)
	expect("abcde")
}
