package history

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore/chat"
)

func keep(t testing.TB, l *Log, k Keep) {
	t.Helper()
	if err := l.SetKeep(k); err != nil {
		t.Fatal(err)
	}
}

func appendAll(t testing.TB, l *Log, said []chat.Message) []chat.Message {
	t.Helper()
	got, err := l.Append(said)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestTrim forgets by number and by age, at a time that the test chooses.
func TestTrim(t *testing.T) {
	const day = 24 * time.Hour
	at := func(days ...int) (list []chat.Message) {
		list = messages(len(days))
		for i, n := range days {
			list[i].At = noon.Add(time.Duration(n) * day)
		}
		return list
	}
	for name, test := range map[string]struct {
		keep  Keep
		said  []chat.Message
		now   time.Time
		first uint64
	}{
		"for ever":        {Keep{}, at(0, 1, 2), noon.Add(9999 * day), 1},
		"by number":       {Keep{Lines: 2}, at(0, 1, 2, 3), noon, 3},
		"fewer than that": {Keep{Lines: 9}, at(0, 1, 2, 3), noon, 1},
		"by age":          {Keep{Age: 3 * day}, at(0, 1, 2, 3, 4), noon.Add(5 * day), 3},
		"young enough":    {Keep{Age: 30 * day}, at(0, 1, 2), noon.Add(5 * day), 1},
		"all of them":     {Keep{Age: day}, at(0, 1, 2), noon.Add(9 * day), 4},
		"age first":       {Keep{Age: 3 * day, Lines: 4}, at(0, 1, 2, 3, 4), noon.Add(6 * day), 4},
		"number first":    {Keep{Age: 30 * day, Lines: 1}, at(0, 1, 2), noon.Add(3 * day), 3},

		// The clock was far ahead when line 2 was said: it goes with those
		// around it.
		"one from the future": {Keep{Age: 3 * day}, at(0, 5000, 1, 2, 9), noon.Add(9 * day), 5},
		"newest from there":   {Keep{Age: 3 * day}, at(0, 1, 5000), noon.Add(9 * day), 3},
		// It was set back when line 3 was said: lines before it stay that are
		// known to be young.
		"one from the past": {Keep{Age: 3 * day}, at(0, 8, -5000, 9), noon.Add(9 * day), 2},
		"set back now":      {Keep{Age: 3 * day}, at(0, 1, 2), noon.Add(-9999 * day), 1},
	} {
		dir := t.TempDir()
		// On a clock of its own, so that the keeper does not come in between.
		run := func(t *testing.T) {
			s := storeIn(t, dir)
			l := logOf(t, s)
			appendAll(t, l, test.said)
			keep(t, l, test.keep)
			check := func(l *Log) {
				t.Helper()
				first, head := l.Bounds()
				if first != test.first || head != uint64(len(test.said)) {
					t.Errorf("bounds %d, %d; want %d, %d", first, head, test.first, len(test.said))
				}
				if got := everything(t, l); len(got) != len(test.said)+1-int(test.first) {
					t.Errorf("%d lines are left", len(got))
				}
				if l.Keep() != test.keep {
					t.Errorf("keeps %v, want %v", l.Keep(), test.keep)
				}
			}
			if err := s.trim(test.now); err != nil {
				t.Fatal(err)
			}
			check(l)
			var want int64
			for _, m := range test.said[test.first-1:] {
				want += int64(len(m.Text))
			}
			if rooms, err := s.Rooms(); err != nil || rooms[0].Bytes != want {
				t.Errorf("%d bytes, %v; want %d", rooms[0].Bytes, err, want)
			}
			// An old line sent again keeps its number, and the next one follows.
			again := appendAll(t, l, []chat.Message{test.said[0], messages(1)[0]})
			if got := seqs(again); !slices.Equal(got, []uint64{1, uint64(len(test.said)) + 1}) || again[0].From != ada {
				t.Errorf("again: %v", again)
			}
		}
		t.Run(name, func(t *testing.T) { synctest.Test(t, run) })
	}
}

// TestTrimALot forgets more than one step, and more than the ids of which stay.
func TestTrimALot(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	said := messages(remembered + 3*blockSize)
	appendAll(t, l, said)
	keep(t, l, Keep{Lines: 10})
	if err := s.trim(noon); err != nil {
		t.Fatal(err)
	}
	if got := everything(t, l); len(got) != 10 || got[0].ID != said[len(said)-10].ID {
		t.Errorf("%d lines are left", len(got))
	}
	if rows := count(t, s, "SELECT count(*) FROM lines"); rows != remembered {
		t.Errorf("%d rows are left, want %d", rows, remembered)
	}
	if rows := count(t, s, "SELECT count(*) FROM lines WHERE text <> ''"); rows != 10 {
		t.Errorf("%d texts are left, want 10", rows)
	}
	shutDown(t, s)
	s = storeIn(t, dir)
	l = logOf(t, s)
	for _, i := range []int{len(said) - remembered, len(said) - blockSize - 1, len(said) - 11, len(said) - 1} {
		if got := appendAll(t, l, said[i:i+1]); got[0].Seq != uint64(i+1) {
			t.Errorf("line %d came back as %d", i+1, got[0].Seq)
		}
	}
	appendAll(t, l, messages(remembered))
	if err := s.trim(noon); err != nil {
		t.Fatal(err)
	}
	if rows := count(t, s, "SELECT count(*) FROM lines"); rows != remembered {
		t.Errorf("%d rows are left after more, want %d", rows, remembered)
	}
}

// TestTrimsByItself waits, on a clock of its own, for the keeper.
func TestTrimsByItself(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer shutDown(t, s)
		l := logOf(t, s)
		said := messages(20)
		for i := range said {
			said[i].At = time.Now()
		}
		appendAll(t, l, said)
		keep(t, l, Keep{Lines: 5, Age: time.Hour})
		time.Sleep(2 * pause)
		if first, _ := l.Bounds(); first != 16 {
			t.Errorf("the first line is %d, want 16", first)
		}
		appendAll(t, l, messages(1)) // of the far future, on this clock
		time.Sleep(2 * pause)
		if first, _ := l.Bounds(); first != 17 {
			t.Errorf("the first line is %d, want 17", first)
		}
		time.Sleep(time.Hour + ageing)
		if first, _ := l.Bounds(); first != 21 {
			t.Errorf("an hour later the first line is %d, want 21", first)
		}
	})
}

// TestClockIsSet looks at the keeper's clock: it goes on from where it was
// when the store was opened, whatever the wall clock does.
func TestClockIsSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		k := newKeeper(&Store{ctx: ctx})
		began := k.now()
		time.Sleep(90 * time.Minute)
		if passed := k.now().Sub(began); passed != 90*time.Minute {
			t.Errorf("%v passed, want 90m", passed)
		}
	})
}

// TestCheckpoint waits, on a clock of its own, for the write-ahead log to be
// moved into the database: the next change begins it anew.
func TestCheckpoint(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer shutDown(t, s)
		l := logOf(t, s)
		for range 16 {
			appendAll(t, l, messages(2000))
		}
		c, err := open(s.path, readWrite)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.close() }()
		before, err := c.checkpoint("NOOP")
		if err != nil || before < fewPages {
			t.Fatalf("%d pages, %v: too few for this test", before, err)
		}
		time.Sleep(2 * pause)
		appendAll(t, l, messages(1))
		if after, err := c.checkpoint("NOOP"); err != nil || after >= fewPages {
			t.Errorf("%d pages after a line more, %v; there were %d", after, err, before)
		}
	})
}
