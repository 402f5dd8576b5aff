package netcore_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// writing counts what a member has heard so far of others writing, and passes
// the time until then.
func writing(c *netcore.Client) int { return len(of[chat.Typing](listen(c))) }

func TestTyping(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		key := newIdentity(t)
		ada, old := l.social(newIdentity(t), "10.0.0.2", "Ada"), l.join("10.0.0.4", "Old")
		defer ada.Close()
		defer old.Close()
		bo, also := l.social(key, "10.0.0.3", "Bo"), l.social(key, "10.0.0.5", "Bo")
		defer bo.Close()
		defer also.Close()

		for range 100 { // with each letter
			bo.Typing()
		}
		events := of[chat.Typing](listen(ada))
		if len(events) != 1 || events[0] != (chat.Typing{Member: chat.Member{ID: key.ID(), Name: "Bo"}}) {
			t.Errorf("Ada heard %+v", events)
		}
		for name, c := range map[string]*netcore.Client{"the author": bo, "the author elsewhere": also, "who did not ask for it": old} {
			if n := writing(c); n != 0 {
				t.Errorf("%s heard it %d times", name, n)
			}
		}
		for range 210 {
			time.Sleep(100 * time.Millisecond)
			bo.Typing()
		}
		if n := writing(ada); n != 5 {
			t.Errorf("in 21 s Ada heard it %d times, want 5: it holds for %v", n, chat.TypingFor)
		}
		say(t, bo, "there")
		bo.Typing()
		if n := writing(ada); n != 1 {
			t.Errorf("behind a line it was heard %d times, want once", n)
		}
		_ = ada.Close()
	})
}

// TestTypingFlood has a program tell all the time that its person writes.
func TestTypingFlood(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		ada, bo := l.social(newIdentity(t), "10.0.0.2", "Ada"), l.social(newIdentity(t), "10.0.0.3", "Bo")
		defer ada.Close()
		defer bo.Close()
		eve := l.puppet(newIdentity(t), "10.0.0.66", wire.Hello{Name: "Eve"})
		defer eve.close()
		listen(bo)
		begin := time.Now()
		go func() {
			for range 1000 {
				if _, err := eve.conn.Write(wire.Append(nil, wire.Types{})); err != nil {
					return
				}
			}
		}()
		say(t, ada, "hello")
		events := listen(bo) // the first of Eve's may come before the line or behind it
		if lines := of[chat.Said](events); len(lines) != 1 || lines[0].Text != "hello" || time.Since(begin) > time.Millisecond {
			t.Errorf("%+v was heard after %v", lines, time.Since(begin))
		}
		time.Sleep(16 * time.Second)
		if n := len(of[chat.Typing](events)) + writing(bo); n != 6 {
			t.Errorf("in 16 s it was heard %d times, want every 3 s", n)
		}
	})
}

// TestTypingIsDropped has it go nowhere where it could cost somebody something.
func TestTypingIsDropped(t *testing.T) {
	t.Run("by somebody muted", func(t *testing.T) {
		inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
			defer c.ada.Close()
			defer c.mo.Close()
			key := newIdentity(t)
			cleo, bo := c.social(newIdentity(t), "10.0.0.5", "Cleo"), c.social(key, "10.0.0.4", "Bo")
			defer cleo.Close()
			defer bo.Close()
			c.does(c.ada, "Bo", chat.Deed{Act: chat.Mute, Whom: key.ID(), For: time.Minute})
			bo.Typing()
			if n := writing(cleo); n != 0 {
				t.Errorf("heard %d times", n)
			}
			time.Sleep(time.Minute)
			bo.Typing()
			if n := writing(cleo); n != 1 {
				t.Errorf("once they may speak again heard %d times", n)
			}
		})
	})
	t.Run("in a large room", func(t *testing.T) {
		inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
			ada := l.social(newIdentity(t), "10.0.0.2", "Ada")
			defer ada.Close()
			var me *identity.Identity
			var last *netcore.Client
			for n := range 100 { // each counts as somebody, under a name of their own
				if n%30 == 0 {
					me = newIdentity(t)
				}
				last = l.social(me, "10.0.0.3", fmt.Sprint("Bo ", n))
				defer last.Close()
			}
			last.Typing()
			if n := writing(ada); n != 0 {
				t.Errorf("among 101 heard %d times", n)
			}
		})
	})
	t.Run("towards who does not read", func(t *testing.T) {
		inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
			slow := l.puppet(newIdentity(t), "10.0.0.9", wire.Hello{Name: "Slow", Capabilities: []uint64{wire.Presence}})
			defer slow.close()
			bo := l.social(newIdentity(t), "10.0.0.3", "Bo")
			defer bo.Close()
			l.net.Computer("10.0.0.9").Stall()
			text := make([]byte, chat.MaxText)
			for i := range text {
				text[i] = 'x'
			}
			for range 24 { // 192 KiB, of which the network takes 64
				say(t, bo, string(text))
			}
			for len(of[chat.Said](listen(bo))) > 0 {
			}
			bo.Typing()
			synctest.Wait()
			l.net.Computer("10.0.0.9").Release()
			kinds := make(chan wire.Kind, 100)
			go func() {
				defer close(kinds)
				for {
					f, err := slow.in.Next()
					if err != nil {
						return
					}
					kinds <- f.Kind()
				}
			}()
			time.Sleep(time.Second)
			slow.close()
			said := 0
			for kind := range kinds {
				if kind == wire.KindTyping {
					t.Error("it was sent")
				}
				if kind == wire.KindSaid {
					said++
				}
			}
			if said != 24 {
				t.Errorf("%d lines came, want 24", said)
			}
		})
	})
}
