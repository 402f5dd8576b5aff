package notify

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// slow is a desktop that takes its time.
type slow struct {
	shown []string
	gate  chan struct{}
}

func (s *slow) show(ctx context.Context, _ int, n Note) error {
	select {
	case <-s.gate:
		s.shown = append(s.shown, n.Title)
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
func (*slow) withdraw(context.Context, int) error { return nil }
func (*slow) heard() <-chan func()                { return nil }
func (*slow) close()                              {}

// TestNewestNoteWins asks faster than the desktop answers: of each key the newest
// is shown, and nobody waits.
func TestNewestNoteWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := &slow{gate: make(chan struct{})}
		n := start(Config{}, func(context.Context, Config) (center, error) { return desk, nil })
		n.Show(1, Note{Title: "a"})
		synctest.Wait()
		for _, title := range []string{"b", "c", "d"} {
			n.Show(1, Note{Title: title})
			n.Show(2, Note{Title: title})
		}
		close(desk.gate)
		synctest.Wait()
		n.Close()
		if got := strings.Join(desk.shown, ""); got != "add" {
			t.Errorf("shown %q", got)
		}
	})
}

// TestStuckDesktop never answers: the next note is tried all the same.
func TestStuckDesktop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := &slow{gate: make(chan struct{})}
		n := start(Config{}, func(context.Context, Config) (center, error) { return desk, nil })
		n.Show(1, Note{Title: "a"})
		time.Sleep(patience + time.Second)
		close(desk.gate)
		n.Show(1, Note{Title: "b"})
		synctest.Wait()
		n.Close()
		if got := strings.Join(desk.shown, ""); got != "b" {
			t.Errorf("shown %q", got)
		}
	})
}

func TestClean(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain", "plain"},
		{"a\x00b\nc\u2028d", "a b c d"},
		{"\xff", "\uFFFD"},
		{strings.Repeat("é", 20), strings.Repeat("é", 9) + "…"},
	} {
		if got := clean(test.in, 10); got != test.want {
			t.Errorf("clean(%q) is %q", test.in, got)
		}
	}
}

// TestSoundsKeepTheirPace asks for more sounds than anybody wants to hear.
func TestSoundsKeepTheirPace(t *testing.T) {
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	c := newChime(slog.New(slog.DiscardHandler))
	c.now = func() time.Time { return now }
	heard := 0
	for range 31 { // three seconds
		if c.turn() {
			heard++
		}
		now = now.Add(soundPace / 30)
	}
	if heard != 2 {
		t.Errorf("%d sounds", heard)
	}
	c.close()
}
