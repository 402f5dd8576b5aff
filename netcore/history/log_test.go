package history_test

import (
	"fmt"
	"testing"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/history"
)

var (
	_ netcore.Log       = (*history.Log)(nil)
	_ netcore.Guestbook = (*history.Log)(nil)
)

func open(t testing.TB, dir string) *history.Store {
	t.Helper()
	s, err := history.Open(dir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

var (
	ada  = chat.MemberID{1}
	noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
)

// lines makes n new messages without numbers.
func lines(n int) []chat.Message {
	list := make([]chat.Message, n)
	for i := range list {
		list[i] = chat.Message{ID: chat.NewMessageID(), From: ada, Name: "Ada", At: noon, Text: fmt.Sprintf("line %d of a hundred bytes or so, which is what people write most of the time when they chat %d", i, n)}
	}
	return list
}
