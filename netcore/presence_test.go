package netcore_test

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// social is join for a program that shows presence.
func (l *lab) social(me *identity.Identity, address, name string) *netcore.Client {
	l.t.Helper()
	cfg := l.from(address, name)
	cfg.Identity, cfg.Presence = me, true
	return l.sit(cfg)
}

// inLab runs a test with a lab in a bubble.
func inLab(t *testing.T, cfg netcore.HostConfig, test func(*testing.T, *lab)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, cfg)
		defer l.stop()
		test(t, l)
	})
}

func present(t *testing.T, who *netcore.Client, s chat.Status) {
	t.Helper()
	if err := who.Present(s); err != nil {
		t.Fatal(err)
	}
}

// of are the events of one type.
func of[E chat.Event](events []chat.Event) (list []E) {
	for _, e := range events {
		if one, ok := e.(E); ok {
			list = append(list, one)
		}
	}
	return list
}

// heard are the statuses that came to a member so far.
func heard(c *netcore.Client) []chat.Presented { return of[chat.Presented](listen(c)) }

func wantHeard(t *testing.T, who string, c *netcore.Client, want ...chat.Presented) {
	t.Helper()
	if got := heard(c); !reflect.DeepEqual(got, want) {
		t.Errorf("%s heard %+v, want %+v", who, got, want)
	}
}

var lunch = chat.Status{Presence: chat.Away, Words: "At lunch", Hue: 210}

func TestPresence(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		me, adaKey := newIdentity(t), newIdentity(t)
		ada, bo, old := l.social(adaKey, "10.0.0.2", "Ada"), l.social(me, "10.0.0.3", "Bo"), l.join("10.0.0.4", "Old")
		defer ada.Close()
		defer old.Close()
		wantHeard(t, "who came where nobody had said anything", ada)

		present(t, bo, lunch)
		atLunch := chat.Presented{ID: me.ID(), Status: lunch}
		wantHeard(t, "Ada", ada, atLunch)
		cleo := l.social(newIdentity(t), "10.0.0.5", "Cleo")
		defer cleo.Close()
		time.Sleep(10 * time.Millisecond) // news of people are gathered for less
		events := listen(cleo)
		if _, ok := events[0].(chat.Entered); !ok || !reflect.DeepEqual(events[1:], []chat.Event{atLunch}) {
			t.Errorf("a newcomer heard %+v", events)
		}

		present(t, bo, lunch) // nothing new
		time.Sleep(2 * time.Second)
		present(t, bo, chat.Status{})
		wantHeard(t, "Ada, once it is over,", ada, chat.Presented{ID: me.ID()})
		present(t, ada, chat.Status{Presence: chat.DoNotDisturb})
		time.Sleep(2 * time.Second)
		present(t, bo, lunch)
		time.Sleep(2 * time.Second)
		_ = bo.Close()
		dee := l.social(newIdentity(t), "10.0.0.6", "Dee")
		defer dee.Close()
		time.Sleep(10 * time.Millisecond)
		wantHeard(t, "who came after Bo had gone", dee, chat.Presented{ID: adaKey.ID(), Status: chat.Status{Presence: chat.DoNotDisturb}})
		wantHeard(t, "who did not ask for it", old)
	})
}

// TestPresenceOfSeveralSeats has one person say something from two.
func TestPresenceOfSeveralSeats(t *testing.T) {
	status := func(p chat.Presence, words string, hue uint16) chat.Status {
		return chat.Status{Presence: p, Words: words, Hue: hue}
	}
	tests := []struct {
		name          string
		first, second chat.Status
		want, left    chat.Status // with both, and when the second has gone
	}{
		{"the newest words", status(chat.Online, "one", 1), status(chat.Online, "two", 2), status(chat.Online, "two", 2), status(chat.Online, "one", 1)},
		{"away from one desk", status(chat.Online, "one", 0), status(chat.Away, "two", 0), status(chat.Online, "two", 0), status(chat.Online, "one", 0)},
		{"back at the other", status(chat.Away, "one", 0), status(chat.DoNotDisturb, "", 0), status(chat.DoNotDisturb, "", 0), status(chat.Away, "one", 0)},
		{"hidden at one", status(chat.Away, "one", 0), status(chat.Hidden, "two", 7), status(chat.Away, "one", 7), status(chat.Away, "one", 0)},
		{"hidden at both", status(chat.Hidden, "one", 7), status(chat.Hidden, "two", 7), status(chat.Hidden, "", 7), status(chat.Hidden, "", 7)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
				me := newIdentity(t)
				ada := l.social(newIdentity(t), "10.0.0.2", "Ada")
				defer ada.Close()
				silent := l.social(me, "10.0.0.9", "Bo") // counts for nothing
				defer silent.Close()
				first, second := l.social(me, "10.0.0.3", "Bo"), l.social(me, "10.0.0.4", "Bo")
				defer first.Close()
				now := func() (s chat.Status) {
					time.Sleep(2 * time.Second)
					for _, e := range heard(ada) {
						s = e.Status
					}
					return s
				}
				present(t, first, tt.first)
				before := now()
				present(t, second, tt.second)
				with := now()
				if with == (chat.Status{}) { // told already
					with = before
				}
				_ = second.Close()
				after := now()
				if after == (chat.Status{}) {
					after = with
				}
				if with != tt.want || after != tt.left {
					t.Errorf("with both %+v, want %+v; then %+v, want %+v", with, tt.want, after, tt.left)
				}
			})
		})
	}
}

// TestPresenceFlood has a member change what they say a thousand times at once.
// Others hear of it once a second, and one another as before.
func TestPresenceFlood(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		ada, bo := l.social(newIdentity(t), "10.0.0.2", "Ada"), l.social(newIdentity(t), "10.0.0.3", "Bo")
		defer ada.Close()
		defer bo.Close()
		key := newIdentity(t)
		eve := l.puppet(key, "10.0.0.66", wire.Hello{Name: "Eve"})
		defer eve.close()
		listen(bo)
		begin := time.Now()
		go func() {
			for n := range 1000 {
				if _, err := eve.conn.Write(wire.Append(nil, wire.PresentOf(chat.Status{Words: fmt.Sprint(n)}))); err != nil {
					return
				}
			}
		}()
		say(t, ada, "hello")
		if m := next[chat.Said](t, bo); m.Text != "hello" || time.Since(begin) > time.Millisecond {
			t.Errorf("%q was heard after %v", m.Text, time.Since(begin))
		}
		time.Sleep(30 * time.Second)
		told := heard(bo)
		if len(told) < 5 || len(told) > 20 {
			t.Errorf("in the 16 s that it takes to read a thousand others were told of %d", len(told))
		}
		if last := told[len(told)-1]; last.ID != key.ID() || last.Words != "999" {
			t.Errorf("in the end others know %+v", last)
		}
	})
}

// TestClientPacesPresence has a program change what its person says all the time.
func TestClientPacesPresence(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		ada, bo := l.social(newIdentity(t), "10.0.0.2", "Ada"), l.social(newIdentity(t), "10.0.0.3", "Bo")
		defer ada.Close()
		defer bo.Close()
		listen(ada)
		sent := bo.Socket().Out
		for n := range 10_000 {
			present(t, bo, chat.Status{Words: fmt.Sprint(n)})
		}
		time.Sleep(4 * time.Second)
		told := heard(ada)
		if len(told) != 2 || told[0].Words != "0" || told[1].Words != "9999" {
			t.Errorf("told of %+v", told)
		}
		if more := bo.Socket().Out - sent; more > 1000 {
			t.Errorf("it took %d bytes", more)
		}
	})
}

// TestHiddenLeaksNothing has somebody hide who said something before, and whose
// program tells more than it has to.
func TestHiddenLeaksNothing(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		listener := l.puppet(newIdentity(t), "10.0.0.2", wire.Hello{Name: "Ada", Capabilities: []uint64{wire.Presence}})
		defer listener.close()
		go func() {
			for {
				if _, err := listener.in.Next(); err != nil {
					return
				}
			}
		}()
		key := newIdentity(t)
		bo := l.puppet(key, "10.0.0.3", wire.Hello{Name: "Bo", Capabilities: []uint64{wire.Presence}})
		defer bo.close()
		cleo := l.social(newIdentity(t), "10.0.0.4", "Cleo")
		defer cleo.Close()
		listen(cleo)
		bo.send(wire.PresentOf(chat.Status{Words: "said openly"}))
		time.Sleep(2 * time.Second)
		bo.send(wire.PresentOf(chat.Status{Presence: chat.Hidden, Words: "said in hiding"}))
		bo.send(wire.Types{})
		time.Sleep(2 * time.Second)
		hidden := chat.Presented{ID: key.ID(), Status: chat.Status{Presence: chat.Hidden}}
		events := listen(cleo)
		if told := of[chat.Presented](events); len(told) != 2 || told[1] != hidden {
			t.Errorf("others heard %+v", told)
		}
		if typing := of[chat.Typing](events); len(typing) > 0 {
			t.Errorf("others heard that somebody hidden writes: %+v", typing)
		}
		dee := l.social(newIdentity(t), "10.0.0.5", "Dee")
		defer dee.Close()
		time.Sleep(10 * time.Millisecond)
		wantHeard(t, "a newcomer", dee, hidden)
		listener.close()
		synctest.Wait()
		if all := listener.heard.Bytes(); bytes.Contains(all, []byte("said in hiding")) || !bytes.Contains(all, []byte("said openly")) {
			t.Error("the words of somebody hidden were sent to others")
		}
	})
}
