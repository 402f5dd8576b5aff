package history

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"landline/netcore/chat"
)

// childVar holds the folder in which the program, started again by a test,
// appends until it is killed.
const childVar = "LANDLINE_HISTORY_CHILD"

// TestMain is the program that tests start again, or runs the tests.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childVar); dir != "" {
		appendForEver(dir)
	}
	goleak.VerifyTestMain(m)
}

var (
	ada  = chat.MemberID{1}
	bo   = chat.MemberID{2}
	noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	desk = chat.RoomID{7}
)

// storeIn opens a store that is closed after the test.
func storeIn(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shutDown(t, s) })
	return s
}

func shutDown(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func logOf(t testing.TB, s *Store) *Log {
	t.Helper()
	l, err := s.Log(desk, "Front desk")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// seatAt takes a place; "room <id>" is in that room.
func seatAt(t testing.TB, s *Store, place string) *Seat {
	t.Helper()
	var room chat.RoomID
	if hex, ok := strings.CutPrefix(place, "room "); ok {
		_ = room.UnmarshalText([]byte(hex)) // else it is none
	}
	seat, err := s.SeatIn(place, room, nil)
	if err != nil {
		t.Fatal(err)
	}
	return seat
}

// messages makes n messages without numbers, one a second.
func messages(n int) []chat.Message {
	list := make([]chat.Message, n)
	for i := range list {
		list[i] = chat.Message{
			ID: chat.NewMessageID(), From: ada, Name: "Ada",
			Text: fmt.Sprintf("line %d", i+1), At: noon.Add(time.Duration(i) * time.Second),
		}
	}
	return list
}

// numbered makes the messages from first to last as a host would send them.
func numbered(first, last uint64) []chat.Message {
	list := messages(int(last - first + 1))
	for i := range list {
		list[i].Seq = first + uint64(i)
	}
	return list
}

// everything reads a log in pages, and fails where it has a hole.
func everything(t testing.TB, l *Log) []chat.Message {
	t.Helper()
	var all []chat.Message
	first, head := l.Bounds()
	for after := first - 1; after < head; {
		page, err := l.Read(after, 100)
		if err != nil || len(page) == 0 {
			t.Fatalf("read after %d: %d messages, %v", after, len(page), err)
		}
		for _, m := range page {
			if m.Seq != after+1 {
				t.Fatalf("got message %d after %d", m.Seq, after)
			}
			after = m.Seq
		}
		all = append(all, page...)
	}
	return all
}
