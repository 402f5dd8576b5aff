package netcore_test

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
)

// The tests of this file look at the seam between what the log has, what is at
// hand and what is told.

// hears reads messages until the one numbered last, and fails where one is
// missing.
func hears(t *testing.T, c *netcore.Client, first, last uint64) {
	t.Helper()
	for n := first; n <= last; n++ {
		if m := next[chat.Said](t, c); m.Seq != n {
			t.Fatalf("heard %d, want %d", m.Seq, n)
		}
	}
}

// TestForgottenWhileReplayed has lines leave those at hand while they are on
// their way to a newcomer who reads slowly.
func TestForgottenWhileReplayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const before, after = 600, 40
		l := newLab(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1}})
		defer l.stop()
		ada := l.join("10.0.0.2", "Ada")
		defer ada.Close()
		text := strings.Repeat("x", chat.MaxText)
		talk := func(n int) {
			for range n {
				say(t, ada, text)
				next[chat.Said](t, ada)
			}
		}
		talk(before)
		cfg := l.from("10.0.0.3", "Bo")
		cfg.History = 500 // about the oldest at hand
		bo := l.sit(cfg)
		defer bo.Close()
		l.net.Computer("10.0.0.3").Stall()
		synctest.Wait()
		talk(after)
		l.net.Computer("10.0.0.3").Release()
		hears(t, bo, before-cfg.History+1, before+after)
	})
}

// TestSlowReplay brings a log of long lines to a member far away. Each piece of
// it may take as long as the host has patience for one write.
func TestSlowReplay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const lines = 1000
		kept := newShelf(lines)
		for i := range kept.lines {
			kept.lines[i].Text = strings.Repeat("x", chat.MaxText)
		}
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		l.net.Computer("10.0.0.3").SetDelay(400*time.Millisecond, 400*time.Millisecond)
		cfg := l.from("10.0.0.3", "Bo")
		cfg.History = lines
		bo := l.sit(cfg)
		defer bo.Close()
		hears(t, bo, 1, lines)
	})
}

// TestCursorCannotBeCompared has a log that cannot be read when a member comes
// back. That must not be taken for a log that was set back: what the member has
// would be put aside.
func TestCursorCannotBeCompared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(10)
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		cfg := l.from("10.0.0.3", "Bo")
		cfg.Resume = chat.Cursor{Epoch: kept.epoch, Seq: 7, ID: kept.lines[6].ID}
		kept.blind(errors.New("the disk gives nothing back"))
		if c, err := netcore.Dial(t.Context(), netcore.Target{Host: "10.0.0.1", Port: labPort}, cfg); err == nil {
			t.Errorf("entered with %+v", next[chat.Entered](t, c))
			_ = c.Close()
		}
		kept.blind(nil)
		c := l.sit(cfg)
		defer c.Close()
		if e := next[chat.Entered](t, c); !e.Resumed || e.After != 7 {
			t.Errorf("entered with %+v", e)
		}
	})
}

// TestClockFarAhead has a host whose clock is wrong by decades. What is said
// then must be something that members believe, or the room could never be
// entered again.
func TestClockFarAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		time.Sleep(60 * 365 * 24 * time.Hour)
		ada := l.join("10.0.0.2", "Ada")
		defer ada.Close()
		say(t, ada, "what year is it?")
		hears(t, ada, 1, 1)
	})
}

// TestAheadOfTheNews has a member who shares the host's disk: they come back
// with a line that the log has already and nobody was told yet.
func TestAheadOfTheNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(2)
		kept.late = make(chan struct{})
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		ada := l.join("10.0.0.2", "Ada")
		defer ada.Close()
		id := say(t, ada, "third")
		synctest.Wait()
		cfg := l.from("10.0.0.3", "Bo")
		cfg.Receipts = true
		cfg.Resume = chat.Cursor{Epoch: kept.epoch, Seq: 3, ID: id}
		bo := l.sit(cfg)
		defer bo.Close()
		if e := next[chat.Entered](t, bo); !e.Resumed || e.After != 3 || e.Head != 3 {
			t.Errorf("entered with %+v", e)
		}
		bo.Have(3)
		if r := next[chat.Received](t, bo); len(r.List) != 1 || r.List[0].Seq != 3 {
			t.Errorf("received %v", r.List)
		}
		close(kept.late)
		hears(t, ada, 3, 3)
		say(t, ada, "fourth")
		hears(t, bo, 4, 4)
		hears(t, ada, 4, 4)
	})
}

// TestOwnSeatAtACrowdedDoor has strangers from many addresses who never shake
// hands. The person who hosts the room does not queue behind them.
func TestOwnSeatAtACrowdedDoor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Limits: netcore.Limits{Handshakes: 4}})
		defer l.stop()
		room := netip.AddrPortFrom(l.server.Addr(), labPort)
		for i := range 40 {
			conn, err := l.net.Computer(fmt.Sprintf("10.0.2.%d", i+1)).Dial(t.Context(), room)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
		}
		synctest.Wait()
		began := time.Now()
		c, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: newIdentity(t), Name: "Ada"})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if took := time.Since(began); took > 0 {
			t.Errorf("the host waited %v to sit down", took)
		}
	})
}

// TestSlowToBeAnswered has a member far away ask as much at once as is allowed.
// The host answers as the answers are taken, and does not send them away.
func TestSlowToBeAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(100)
		for i := range kept.lines {
			kept.lines[i].Text = strings.Repeat("x", chat.MaxText)
		}
		l := newLab(t, netcore.HostConfig{Log: kept, Limits: netcore.Limits{QueueBytes: 256 << 10}})
		defer l.stop()
		bo := l.join("10.0.0.3", "Bo")
		defer bo.Close()
		synctest.Wait()
		l.net.Computer("10.0.0.3").SetDelay(300*time.Millisecond, 300*time.Millisecond)
		const questions = 16
		for n := range uint64(questions) {
			if err := bo.Fetch(chat.Want{Where: chat.After, Seq: 4 * n, Limit: 4}); err != nil {
				t.Fatal(err)
			}
		}
		for n := range uint64(questions) {
			if page := next[chat.Paged](t, bo); len(page.Messages) == 0 || page.Messages[0].Seq != 4*n+1 {
				t.Fatalf("question %d was answered with %d messages", n+1, len(page.Messages))
			}
		}
	})
}

// TestClosingWhileSlowedDown closes a room while somebody talks faster than it
// allows: they hear why it ends.
func TestClosingWhileSlowedDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Limits: netcore.Limits{Rate: 1, Burst: 5}})
		ada := l.join("10.0.0.2", "Ada")
		defer ada.Close()
		for range 50 {
			say(t, ada, "x")
		}
		hears(t, ada, 1, 5)
		l.stop()
		if err := ended(t, ada); !errors.Is(err, chat.Closing) {
			t.Errorf("the stay ended with %v", err)
		}
	})
}
