package netcore_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
)

// shelf is a Log for tests. It can be told to fail, and to hold each append
// back until the test lets it go.
type shelf struct {
	epoch chat.Epoch
	gate  chan struct{} // nil: no append is held back
	late  chan struct{} // nil: what was appended is told at once

	mu    sync.Mutex
	told  func([]chat.Message)
	first uint64
	lines []chat.Message // from 1 on
	steps int
	fails error
	dark  error // what Read returns
}

func newShelf(lines int) *shelf {
	s := &shelf{epoch: chat.NewEpoch(), first: 1, told: func([]chat.Message) {}}
	for i := range lines {
		s.lines = append(s.lines, chat.Message{
			Seq: uint64(i + 1), ID: chat.NewMessageID(), From: chat.MemberID{1},
			Name: "Ada", Text: fmt.Sprintf("line %d", i+1), At: time.UnixMilli(int64(i)).UTC(),
		})
	}
	return s
}

func (s *shelf) Epoch() chat.Epoch { return s.epoch }

func (s *shelf) Bounds() (first, head uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.first, uint64(len(s.lines))
}

func (s *shelf) Append(messages []chat.Message) ([]chat.Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if gate := s.gate; gate != nil {
		s.mu.Unlock()
		<-gate
		s.mu.Lock()
	}
	s.steps++
	var as, fresh []chat.Message
	if s.fails != nil {
		for _, m := range messages {
			var old chat.Message
			if i := slices.IndexFunc(s.lines, func(old chat.Message) bool { return old.ID == m.ID }); i >= 0 {
				old = s.lines[i]
			}
			as = append(as, old)
		}
		return as, s.fails
	}
	for _, m := range messages {
		if i := slices.IndexFunc(s.lines, func(old chat.Message) bool { return old.ID == m.ID }); i >= 0 {
			as = append(as, s.lines[i])
			continue
		}
		m.Seq = uint64(len(s.lines) + 1)
		s.lines = append(s.lines, m)
		s.revise(m)
		as, fresh = append(as, m), append(fresh, m)
	}
	if s.late != nil {
		s.mu.Unlock()
		<-s.late
		s.mu.Lock()
	}
	if len(fresh) > 0 {
		s.told(fresh)
	}
	return as, nil
}

func (s *shelf) Read(after uint64, limit int) ([]chat.Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := min(max(after, s.first-1), uint64(len(s.lines)))
	part := s.lines[from:]
	return slices.Clone(part[:min(limit, len(part))]), s.dark
}

func (s *shelf) Acts() ([]chat.Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.lines), func(m chat.Message) bool { return !m.Act.Moderates() }), s.dark
}

// revise is what a log does beside, where m edits or deletes a line.
func (s *shelf) revise(m chat.Message) {
	for i, old := range s.lines {
		switch {
		case m.Act == chat.Edit && old.Seq == m.About.Seq:
			s.lines[i] = old.Revised(m.Text)
		case m.Act == chat.Delete && old.Seq == m.About.Seq:
			s.lines[i] = old.Erasure()
		case m.Act == chat.Delete && old.Act == chat.Edit && old.About == m.About:
			s.lines[i].Text = ""
		}
	}
}

func (s *shelf) Subscribe(told func([]chat.Message)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = told
	return func() {}
}

// hold has each append wait for the gate from now on.
func (s *shelf) hold(gate chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate = gate
}

func (s *shelf) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fails = err
}

func (s *shelf) blind(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dark = err
}

// TestGroupCommit holds the log up while many lines arrive: those that waited
// go in together, and everybody hears all of them in one order.
func TestGroupCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(0)
		kept.gate = make(chan struct{})
		l := newLab(t, netcore.HostConfig{Log: kept, Limits: netcore.Limits{Rate: -1}})
		defer l.stop()
		clients := []*netcore.Client{l.join("10.0.0.2", "Ada"), l.join("10.0.0.3", "Bo")}
		const each = 40
		for i := range each {
			for _, c := range clients {
				say(t, c, fmt.Sprint(i))
			}
		}
		synctest.Wait()
		close(kept.gate)
		var order [2][]chat.MessageID
		for i, c := range clients {
			for n := range uint64(2 * each) {
				m := next[chat.Said](t, c)
				if m.Seq != n+1 {
					t.Fatalf("heard %d, want %d", m.Seq, n+1)
				}
				order[i] = append(order[i], m.ID)
			}
		}
		if !slices.Equal(order[0], order[1]) {
			t.Error("two members heard two orders")
		}
		if kept.steps > 3 {
			t.Errorf("%d lines that waited took %d steps", 2*each, kept.steps)
		}
	})
}

// TestNotKept has a log that cannot be written: every line is refused with the
// reason, the old ones are still served, and when the log can be written
// again, everything goes on.
func TestNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(3)
		kept.fail(chat.Refuse(chat.NotKept, "the disk is full"))
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		ada := l.join("10.0.0.2", "Ada")
		id := say(t, ada, "lost?")
		if no := next[chat.Declined](t, ada); no.ID != id || !errors.Is(no, chat.NotKept) || no.Detail != "the disk is full" {
			t.Errorf("the host said %+v", no)
		}
		bo := l.from("10.0.0.3", "Bo")
		bo.History = 10
		reader := l.sit(bo)
		for n := range uint64(3) {
			if m := next[chat.Said](t, reader); m.Seq != n+1 {
				t.Errorf("heard %d, want %d", m.Seq, n+1)
			}
		}
		kept.fail(nil)
		ada.Mind(1)
		if err := ada.Say(id, "lost?"); err != nil {
			t.Fatal(err)
		}
		if m := next[chat.Said](t, ada); m.ID != id || m.Seq != 4 {
			t.Errorf("heard %+v", m)
		}
	})
}

// TestKeptBefore says two lines again that the log has, and a new one, while the
// disk is full: only the new one is refused.
func TestKeptBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(0)
		kept.gate = make(chan struct{})
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		ada := l.join("10.0.0.2", "Ada")
		one, two := say(t, ada, "one"), say(t, ada, "two")
		close(kept.gate)
		next[chat.Said](t, ada)
		next[chat.Said](t, ada)
		kept.fail(chat.Refuse(chat.NotKept, "the disk is full"))
		for _, id := range []chat.MessageID{one, two} {
			if err := ada.Say(id, "once more"); err != nil {
				t.Fatal(err)
			}
		}
		three := say(t, ada, "three")
		for seq, id := range []chat.MessageID{one, two} {
			if yes := next[chat.Accepted](t, ada); yes.ID != id || yes.Seq != uint64(seq+1) {
				t.Errorf("heard %+v", yes)
			}
		}
		if no := next[chat.Declined](t, ada); no.ID != three || !errors.Is(no, chat.NotKept) {
			t.Errorf("heard %+v", no)
		}
	})
}

// TestNothingOvertakes has a line that cannot be kept, and another right behind
// it when the disk has space again: taken, it would stand before the first one
// when that is said again.
func TestNothingOvertakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(0)
		kept.gate = make(chan struct{})
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		ada := l.join("10.0.0.2", "Ada")
		kept.fail(errors.New("the disk is full"))
		first := say(t, ada, "first")
		synctest.Wait() // it is on its way into the log
		second := say(t, ada, "second")
		synctest.Wait()
		kept.gate <- struct{}{}
		synctest.Wait()
		kept.fail(nil)
		close(kept.gate)
		for _, id := range []chat.MessageID{first, second} {
			if no := next[chat.Declined](t, ada); no.ID != id || !errors.Is(no, chat.NotKept) {
				t.Errorf("the host said %+v", no)
			}
		}
		third := say(t, ada, "third") // before the refusals were taken into account
		if no := next[chat.Declined](t, ada); no.ID != third || !errors.Is(no, chat.NotKept) {
			t.Errorf("the host said %+v", no)
		}
		ada.Mind(3)
		for n, text := range []string{"first", "second"} {
			id := []chat.MessageID{first, second}[n]
			if err := ada.Say(id, text); err != nil {
				t.Fatal(err)
			}
		}
		for n, id := range []chat.MessageID{first, second} {
			if m := next[chat.Said](t, ada); m.ID != id || m.Seq != uint64(n+1) {
				t.Errorf("heard %+v", m)
			}
		}
	})
}

// TestHostComesBack has a host that dies after it wrote a line and before it
// answered: said once more to the next host over that log, the line keeps its
// number.
func TestHostComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(2)
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		me := newIdentity(t)
		old, err := kept.Append([]chat.Message{{ID: chat.NewMessageID(), From: me.ID(), Name: "Ada", Text: "once"}})
		if err != nil {
			t.Fatal(err)
		}
		cfg := l.from("10.0.0.2", "Ada")
		cfg.Identity = me
		ada := l.sit(cfg)
		if err := ada.Say(old[0].ID, "once"); err != nil {
			t.Fatal(err)
		}
		if a := next[chat.Accepted](t, ada); a.Seq != 3 || a.ID != old[0].ID {
			t.Errorf("the host answered %+v", a)
		}
		bo := l.join("10.0.0.3", "Bo")
		if err := bo.Say(old[0].ID, "mine"); err != nil {
			t.Fatal(err)
		}
		if no := next[chat.Declined](t, bo); !errors.Is(no, chat.IDReused) {
			t.Errorf("the host answered %+v", no)
		}
		if _, head := kept.Bounds(); head != 3 {
			t.Errorf("the log has %d lines, want 3", head)
		}
	})
}

// TestCursorMustMatch has readers come back to a log that is not, or not any
// more, the one they know.
func TestCursorMustMatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(10)
		kept.first = 4
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		id := func(seq int) chat.MessageID { return kept.lines[seq-1].ID }
		tests := []struct {
			name    string
			cursor  chat.Cursor
			resumed bool
			after   uint64
		}{
			{"the same log", chat.Cursor{Epoch: kept.epoch, Seq: 7, ID: id(7)}, true, 7},
			{"no id", chat.Cursor{Epoch: kept.epoch, Seq: 7}, true, 7},
			{"everything", chat.Cursor{Epoch: kept.epoch, Seq: 10, ID: id(10)}, true, 10},
			{"another line under that number", chat.Cursor{Epoch: kept.epoch, Seq: 7, ID: id(8)}, false, 8},
			{"set back behind the cursor", chat.Cursor{Epoch: kept.epoch, Seq: 11, ID: id(10)}, false, 8},
			{"another epoch", chat.Cursor{Epoch: chat.NewEpoch(), Seq: 7, ID: id(7)}, false, 8},
			{"no longer kept", chat.Cursor{Epoch: kept.epoch, Seq: 1, ID: id(1)}, true, 3},
		}
		for _, tt := range tests {
			cfg := l.from("10.0.0.9", "reader")
			cfg.Resume, cfg.History = tt.cursor, 2
			c := l.sit(cfg)
			e := next[chat.Entered](t, c)
			if e.Resumed != tt.resumed || e.After != tt.after || e.First != 4 || e.Head != 10 {
				t.Errorf("%s: entered %+v", tt.name, e)
			}
			if tt.after < 10 {
				if m := next[chat.Said](t, c); m.Seq != tt.after+1 {
					t.Errorf("%s: the replay began at %d", tt.name, m.Seq)
				}
			}
			_ = c.Close()
		}
	})
}

func TestFetch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := newShelf(1000)
		kept.first = 101
		for i := 500; i < 520; i++ {
			kept.lines[i].Text = strings.Repeat("x", chat.MaxText)
		}
		l := newLab(t, netcore.HostConfig{Log: kept})
		defer l.stop()
		c := l.join("10.0.0.2", "Ada")
		tests := []struct {
			want     chat.Want
			from, to uint64 // 0: nothing
		}{
			{chat.Want{Where: chat.Before, Seq: 300, Limit: 50}, 250, 299},
			{chat.Want{Where: chat.Before, Seq: 110, Limit: 50}, 101, 109},
			{chat.Want{Where: chat.Before, Seq: 101, Limit: 50}, 0, 0},
			{chat.Want{Where: chat.Before, Seq: 0, Limit: 50}, 0, 0},
			{chat.Want{Where: chat.Before, Seq: 1001, Limit: 1 << 60}, 873, 1000},
			{chat.Want{Where: chat.Before, Seq: 1 << 62, Limit: 50}, 951, 1000},
			{chat.Want{Where: chat.After, Seq: 300, Limit: 50}, 301, 350},
			{chat.Want{Where: chat.After, Seq: 3, Limit: 5}, 101, 105},
			{chat.Want{Where: chat.After, Seq: 998, Limit: 50}, 999, 1000},
			{chat.Want{Where: chat.After, Seq: 1 << 62, Limit: 50}, 0, 0},
			{chat.Want{Where: chat.Around, Seq: 300, Limit: 21}, 290, 310},
			{chat.Want{Where: chat.Around, Seq: 510, Limit: 100}, 509, 512},
			{chat.Want{Where: chat.Before, Seq: 515, Limit: 100}, 511, 514},
			{chat.Want{Where: chat.After, Seq: 502, Limit: 100}, 503, 506},
			{chat.Want{Where: chat.After, Seq: 502, Limit: 0}, 0, 0},
		}
		for _, tt := range tests {
			if err := c.Fetch(tt.want); err != nil {
				t.Fatal(err)
			}
		}
		for _, tt := range tests {
			page := next[chat.Paged](t, c)
			if page.Want != tt.want || page.First != 101 {
				t.Fatalf("asked %+v, was answered %+v", tt.want, page.Want)
			}
			var from, to uint64
			if n := len(page.Messages); n > 0 {
				from, to = page.Messages[0].Seq, page.Messages[n-1].Seq
			}
			if from != tt.from || to != tt.to {
				t.Errorf("%+v: messages %d to %d, want %d to %d", tt.want, from, to, tt.from, tt.to)
			}
		}
	})
}

// TestTooManyQuestions has a member ask faster than the host answers.
func TestTooManyQuestions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Log: newShelf(10)})
		defer l.stop()
		c := l.join("10.0.0.2", "Ada")
		var err error
		for n := 0; err == nil; n++ {
			if n > 1000 {
				t.Fatal("there is no end to the questions that may wait")
			}
			err = c.Fetch(chat.Want{Where: chat.After, Seq: 1, Limit: 1})
		}
		if !errors.Is(err, netcore.ErrBusy) {
			t.Errorf("one too many: %v", err)
		}
	})
}

// TestReceipts follows who has what on disk.
func TestReceipts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Log: newShelf(5)})
		defer l.stop()
		cfg := l.from("10.0.0.2", "Ada")
		cfg.Receipts = true
		ada := l.sit(cfg)
		bo := l.join("10.0.0.3", "Bo")
		began := time.Now()
		for seq := range uint64(5) {
			bo.Have(seq + 1)
		}
		bo.Have(2) // cumulative: it never goes back
		cleo := l.join("10.0.0.4", "Cleo")
		cleo.Have(3)
		want := map[uint64]bool{5: true, 3: true}
		for len(want) > 0 {
			for _, r := range next[chat.Received](t, ada).List {
				delete(want, r.Seq)
			}
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
		again := l.from("10.0.0.5", "Dee")
		again.Receipts = true
		if got := next[chat.Received](t, l.sit(again)); len(got.List) != 2 {
			t.Errorf("a newcomer hears of %v", got.List)
		}
	})
}

// TestManyComeAtOnce looks at the list of people of each, and at what is told
// of those who come and go meanwhile: in the end everybody sees the same.
func TestManyComeAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		const people = 40
		clients := make([]*netcore.Client, people)
		var joins sync.WaitGroup
		for i := range clients {
			cfg := l.from(fmt.Sprintf("10.0.1.%d", i+1), fmt.Sprintf("member %d", i))
			joins.Go(func() { clients[i] = l.sit(cfg) })
		}
		joins.Wait()
		_ = clients[0].Close()
		time.Sleep(time.Second) // of the bubble: all news are out
		for i, c := range clients[1:] {
			here := map[string]bool{}
			for more := true; more; {
				select {
				case e := <-c.Events():
					switch e := e.(type) {
					case chat.Entered:
						for _, m := range e.Members {
							here[m.Name] = true
						}
					case chat.Joined:
						if here[e.Name] {
							t.Errorf("%d: %s came in twice", i, e.Name)
						}
						here[e.Name] = true
					case chat.Left:
						delete(here, e.Name)
					}
				default:
					more = false
				}
			}
			if len(here) != people-1 || here["member 0"] {
				t.Errorf("%d sees %d people, want %d", i, len(here), people-1)
			}
		}
	})
}

// lawless is a log whose acts cannot be read.
type lawless struct{ *shelf }

func (lawless) Acts() ([]chat.Message, error) { return nil, io.ErrUnexpectedEOF }

// TestActsCannotBeRead has a room whose rules nobody knows: it is not opened.
func TestActsCannotBeRead(t *testing.T) {
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	h := netcore.NewHost(netcore.HostConfig{Identity: newIdentity(t), Name: "Lab", Log: lawless{newShelf(0)}})
	if err := h.Serve(t.Context(), ln); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("Serve returned %v", err)
	}
	if conn, err := net.Dial("tcp", ln.Addr().String()); err == nil {
		_ = conn.Close()
		t.Error("the port is open")
	}
	if _, err := h.Dial(t.Context()); !errors.Is(err, netcore.ErrClosed) {
		t.Errorf("Dial returned %v", err)
	}
}
