package history_test

import (
	"fmt"
	"testing"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/history"
)

var _ netcore.Log = (*history.Log)(nil)

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

func TestAppendAndRead(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	room := chat.NewRoomID()
	l, err := s.Log(room, "Front desk")
	if err != nil {
		t.Fatal(err)
	}
	said := lines(10)
	got, err := l.Append(said)
	if err != nil {
		t.Fatal(err)
	}
	again, err := l.Append(said[3:5])
	if err != nil {
		t.Fatal(err)
	}
	if again[0] != got[3] {
		t.Errorf("got %v, want %v", again[0], got[3])
	}
	read, err := l.Read(2, 3)
	if err != nil || len(read) != 3 || read[0] != got[2] {
		t.Error(read, err)
	}
}

func TestSeat(t *testing.T) {
	s := open(t, t.TempDir())
	seat, err := s.Seat("address 1.2.3.4:7678")
	if err != nil {
		t.Fatal(err)
	}
	e := chat.Entered{Room: chat.NewRoomID(), Name: "Lab", Epoch: chat.NewEpoch(), First: 1, Head: 100, After: 50}
	if err := seat.Enter(e); err != nil {
		t.Fatal(err)
	}
	said := lines(50)
	for i := range said {
		said[i].Seq = uint64(51 + i)
	}
	draft := "hm"
	if err := seat.Save(history.Change{Said: said, Waiting: []history.Waiting{{ID: chat.NewMessageID(), Text: "x", At: noon}}, Draft: &draft}); err != nil {
		t.Fatal(err)
	}
	if c := seat.Cursor(); c.Seq != 100 || c.ID != said[49].ID {
		t.Error(c)
	}
	if r, err := s.Rooms(); err != nil || len(r) != 1 || r[0].Lines != 50 {
		t.Error(r, err)
	}
}
