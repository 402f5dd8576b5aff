package soak

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// jumping is a room's log as a host keeps it whose clock is set: the time of
// each line is off by as much as the test says. No test can set the clock of
// this computer, and the kernel's time namespaces move only the clocks that
// nobody sets; but all that a host does with the wall clock is to write it on
// lines, and there it is put off here.
type jumping struct {
	*history.Log

	mu  sync.Mutex
	off time.Duration
}

func (l *jumping) Append(said []chat.Message) ([]chat.Message, error) {
	l.mu.Lock()
	off := l.off
	l.mu.Unlock()
	said = slices.Clone(said)
	for i := range said {
		said[i].At = said[i].At.Add(off).Truncate(time.Millisecond)
	}
	return l.Log.Append(said)
}

func (l *jumping) jump(off time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.off = off
}

// jumpingHost is a host of a room on disk; close ends one life of it.
type jumpingHost struct {
	*netcore.Host
	log   *jumping
	close func()
}

func openJumping(t *testing.T, dir string, me *identity.Identity, id chat.RoomID) *jumpingHost {
	t.Helper()
	store, err := history.Open(dir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log, err := store.Log(id, "Lab")
	if err != nil {
		t.Fatal(err)
	}
	h := &jumpingHost{log: &jumping{Log: log}}
	h.Host = netcore.NewHost(netcore.HostConfig{Identity: me, Room: id, Name: "Lab", Log: h.log})
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := h.Serve(ctx, ln); err != nil {
			t.Error(err)
		}
	})
	h.close = sync.OnceFunc(func() {
		cancel()
		serving.Wait()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(h.close)
	return h
}

// hears reads lines until so many came, and moves the cursor over them.
func hears(t *testing.T, c *netcore.Client, cursor *chat.Cursor, n int) (heard []chat.Message) {
	t.Helper()
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	for len(heard) < n {
		select {
		case e, ok := <-c.Events():
			switch e := e.(type) {
			case chat.Entered:
				cursor.Enter(e)
			case chat.Said:
				if step := cursor.Take(e.Seq, e.ID); step != chat.Next {
					t.Fatalf("number %d came behind %d", e.Seq, cursor.Seq)
				}
				heard = append(heard, e.Message)
			}
			if !ok {
				t.Fatalf("the stay ended: %v", c.Err())
			}
		case <-late.C:
			t.Fatalf("%d lines came, want %d", len(heard), n)
		}
	}
	return heard
}

// TestClockJumps sets the host's clock forth and back, over a restart too.
// Lines keep the order in which they were said, and a client that comes back
// is told what it lacks, whatever the times say.
func TestClockJumps(t *testing.T) {
	dir, id := t.TempDir(), chat.NewRoomID()
	me, err := identity.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	guest, err := identity.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	jumps := []time.Duration{0, 24 * time.Hour, -365 * 24 * time.Hour, 10 * 365 * 24 * time.Hour, -8 * 365 * 24 * time.Hour, 0}
	const each = 20
	var all []chat.Message
	var cursor chat.Cursor
	for life, off := range jumps {
		h := openJumping(t, dir, me, id)
		h.log.jump(off)
		join := func(resume chat.Cursor) *netcore.Client {
			c, err := netcore.DialPipe(t.Context(), h.Host, netcore.ClientConfig{Identity: guest, Name: "Bo", Resume: resume, History: 1 << 40})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		c := join(cursor)
		for i := range each {
			if i == each/2 { // and once while it runs
				h.log.jump(-off)
			}
			if err := c.Say(chat.NewMessageID(), fmt.Sprint(life, i)); err != nil {
				t.Fatal(err)
			}
			all = append(all, hears(t, c, &cursor, 1)...)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		behind := cursor
		behind.Seq, behind.ID = all[len(all)-each].Seq, all[len(all)-each].ID
		back := join(behind)
		if again := hears(t, back, &behind, each-1); !slices.Equal(again, all[len(all)-each+1:]) {
			t.Errorf("who came back behind a jump of %v heard %v", off, again)
		}
		_ = back.Close()
		h.close()
	}
	h := openJumping(t, dir, me, id)
	kept, err := h.log.Read(0, 2*len(all))
	if err != nil || !slices.EqualFunc(kept, all, func(a, b chat.Message) bool {
		return a.At.Equal(b.At) && a.ID == b.ID && a.Seq == b.Seq && a.Text == b.Text
	}) {
		t.Errorf("the log has %d lines of %d, %v", len(kept), len(all), err)
	}
	if epoch := h.log.Epoch(); epoch != cursor.Epoch {
		t.Errorf("the epoch went from %v to %v", cursor.Epoch, epoch)
	}
}
