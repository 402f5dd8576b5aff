package history

import (
	"errors"
	"slices"
	"testing"

	"landline/netcore/chat"
)

// limitPages lets the file grow to n pages more than it has; 0 lifts the limit.
func limitPages(t testing.TB, s *Store, n int64) {
	t.Helper()
	err := s.exclusive(func() error {
		limit := int64(1 << 30)
		if n > 0 {
			have, _, err := s.writer.number("PRAGMA page_count")
			if err != nil {
				return err
			}
			limit = have + n
		}
		_, _, err := s.writer.number("PRAGMA max_page_count(" + decimal(limit) + ")")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func decimal(n int64) string {
	digits := []byte{}
	for ; n > 0; n /= 10 {
		digits = append([]byte{byte('0' + n%10)}, digits...)
	}
	return string(digits)
}

// untilFull appends until there is no space, and returns what was appended.
func untilFull(t testing.TB, l *Log) (kept []chat.Message) {
	t.Helper()
	for range 10_000 {
		got, err := l.Append(messages(50))
		if err != nil {
			if !errors.Is(err, ErrFull) || !errors.Is(err, chat.NotKept) {
				t.Fatalf("got %v", err)
			}
			return kept
		}
		kept = append(kept, got...)
	}
	t.Fatal("the disk does not get full")
	return nil
}

// TestFull fills the file, and makes space again.
func TestFull(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	seat := seatAt(t, s, place)
	enter(t, seat, stay(chat.NewEpoch(), 0, 1000, false))
	var told int
	defer l.Subscribe(func(list []chat.Message) { told += len(list) })()
	limitPages(t, s, 20)
	kept := untilFull(t, l)
	// What is new does not fit, but the log can tell what it has.
	mixed := slices.Concat(kept[:2], messages(50), kept[2:3])
	got, err := l.Append(mixed)
	if !errors.Is(err, ErrFull) || len(got) != len(mixed) {
		t.Fatalf("%d messages came back with %v", len(got), err)
	}
	for i, m := range got {
		known := i < 2 || i == len(mixed)-1
		if known && m != mixed[i] || !known && m != (chat.Message{}) {
			t.Errorf("message %d of %d came back as %+v", i, len(mixed), m)
		}
	}
	draft := string(make([]byte, 100_000))
	if err := seat.Save(Change{Said: numbered(1, 20), Draft: &draft}); !errors.Is(err, ErrFull) {
		t.Errorf("the seat got %v", err)
	}
	if seat.Draft() != "" || seat.Cursor().Seq != 0 {
		t.Errorf("the seat took a draft of %d bytes and lines up to %d", len(seat.Draft()), seat.Cursor().Seq)
	}
	if got := everything(t, l); !slices.Equal(got, kept) || told != len(kept) {
		t.Errorf("%d lines are read and %d told, want %d", len(got), told, len(kept))
	}
	limitPages(t, s, 0)
	kept = append(kept, appendAll(t, l, messages(50))...)
	save(t, seat, Change{Said: numbered(1, 20), Draft: &draft})
	shutDown(t, s)
	s = storeIn(t, dir)
	if got := everything(t, logOf(t, s)); !slices.Equal(got, kept) {
		t.Errorf("after a restart %d lines, want %d", len(got), len(kept))
	}
	if got := seatAt(t, s, place); got.Draft() != draft || got.Cursor().Seq != 20 {
		t.Errorf("after a restart a draft of %d bytes, lines up to %d", len(got.Draft()), got.Cursor().Seq)
	}
}

// TestReadOnlyWhileOpen takes the right to write away from an open store.
func TestReadOnlyWhileOpen(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	kept := appendAll(t, l, messages(5))
	writable := func(value string) {
		t.Helper()
		if err := s.exclusive(func() error { return s.writer.pragma("query_only(" + value + ")") }); err != nil {
			t.Fatal(err)
		}
	}
	writable("1")
	if _, err := l.Append(messages(1)); !errors.Is(err, ErrReadOnly) || !errors.Is(err, chat.NotKept) {
		t.Errorf("got %v", err)
	}
	if got := everything(t, l); !slices.Equal(got, kept) {
		t.Errorf("%d lines, want %d", len(got), len(kept))
	}
	writable("0")
	if got := appendAll(t, l, messages(1)); got[0].Seq != 6 {
		t.Errorf("the next line is %d", got[0].Seq)
	}
}
