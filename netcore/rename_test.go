package netcore_test

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

func TestRename(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		key := newIdentity(t)
		ada, bo := l.social(newIdentity(t), "10.0.0.2", "Ada"), l.social(key, "10.0.0.3", "Bo")
		defer ada.Close()
		defer bo.Close()
		present(t, bo, lunch)
		time.Sleep(2 * time.Second)
		listen(ada)
		listen(bo)

		before := say(t, bo, "one")
		if err := bo.Rename(" Bob "); err != nil {
			t.Fatal(err)
		}
		after := say(t, bo, "two")
		time.Sleep(2 * time.Second)
		old, now := chat.Member{ID: key.ID(), Name: "Bo"}, chat.Member{ID: key.ID(), Name: "Bob"}
		for who, c := range map[string]*netcore.Client{"Ada": ada, "the person": bo} {
			var people []chat.Event
			names := make(map[chat.MessageID]string)
			for _, e := range listen(c) {
				switch e := e.(type) {
				case chat.Said:
					names[e.ID] = e.Name
				case chat.Joined, chat.Left, chat.Presented:
					people = append(people, e)
				}
			}
			if want := []chat.Event{chat.Joined{Member: now}, chat.Left{Member: old}}; !reflect.DeepEqual(people, want) {
				t.Errorf("%s heard %+v, want %+v", who, people, want)
			}
			if names[before] != "Bo" || names[after] != "Bob" {
				t.Errorf("%s heard the lines of %v", who, names)
			}
		}
		cleo := l.social(newIdentity(t), "10.0.0.4", "Cleo")
		defer cleo.Close()
		time.Sleep(10 * time.Millisecond)
		events := listen(cleo)
		if m := events[0].(chat.Entered).Members; len(m) != 3 || m[1] != now {
			t.Errorf("a newcomer finds %v", m)
		}
		if told := of[chat.Presented](events); len(told) != 1 || told[0].Status != lunch {
			t.Errorf("a newcomer heard %+v", told)
		}
		_ = bo.Close()
		time.Sleep(10 * time.Millisecond)
		if left := of[chat.Left](listen(ada)); len(left) != 1 || left[0].Member != now {
			t.Errorf("then %+v left", left)
		}
	})
}

// TestRenameOfTheHost has the person who hosts the room change their name.
func TestRenameOfTheHost(t *testing.T) {
	me := newIdentity(t)
	inLab(t, netcore.HostConfig{Identity: me}, func(t *testing.T, l *lab) {
		bo := l.social(newIdentity(t), "10.0.0.3", "Bo")
		defer bo.Close()
		ada, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: me, Name: "Ada"})
		if err != nil {
			t.Fatal(err)
		}
		defer ada.Close()
		time.Sleep(10 * time.Millisecond) // news of people are gathered for less
		listen(bo)
		if err := ada.Rename("Adele"); err != nil {
			t.Fatal(err)
		}
		if joined := of[chat.Joined](listen(bo)); len(joined) != 1 || joined[0].Member != (chat.Member{ID: me.ID(), Name: "Adele", Host: true}) {
			t.Errorf("heard %+v", joined)
		}
	})
}

// TestRenameFlood has a member change their name all the time.
func TestRenameFlood(t *testing.T) {
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		ada := l.social(newIdentity(t), "10.0.0.2", "Ada")
		defer ada.Close()
		eve := l.puppet(newIdentity(t), "10.0.0.66", wire.Hello{Name: "Eve"})
		defer eve.close()
		time.Sleep(10 * time.Millisecond)
		listen(ada)
		go func() {
			for n := range 1000 {
				name := []string{"Eva", "Eve", "Evi"}[n%3]
				if _, err := eve.conn.Write(wire.Append(nil, wire.Rename{Name: name})); err != nil {
					return
				}
			}
		}()
		time.Sleep(21 * time.Second)
		if n := len(of[chat.Joined](listen(ada))); n != 7 {
			t.Errorf("in 21 s %d names were told, want 3 and one every 5 s", n)
		}
	})
	inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
		ada := l.social(newIdentity(t), "10.0.0.2", "Ada")
		defer ada.Close()
		bo := l.social(newIdentity(t), "10.0.0.3", "Bo")
		defer bo.Close()
		time.Sleep(10 * time.Millisecond)
		listen(ada)
		for _, name := range []string{"Bob", "Bobby", "Robert"} {
			if err := bo.Rename(name); err != nil {
				t.Error(err)
			}
		}
		time.Sleep(20 * time.Second)
		if joined := of[chat.Joined](listen(ada)); len(joined) != 2 || joined[0].Name != "Bob" || joined[1].Name != "Robert" {
			t.Errorf("an honest program had %+v told", joined)
		}
	})
}

// TestRenameIsChecked has a member take what is no name.
func TestRenameIsChecked(t *testing.T) {
	for _, name := range []string{"", " Eve", "E\u202eve", "E\nve"} {
		inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
			ada := l.social(newIdentity(t), "10.0.0.2", "Ada")
			defer ada.Close()
			eve := l.puppet(newIdentity(t), "10.0.0.66", wire.Hello{Name: "Eve"})
			defer eve.close()
			time.Sleep(10 * time.Millisecond)
			listen(ada)
			eve.send(wire.Rename{Name: name})
			if r := nextFrame[wire.Refused](t, eve.in); r.Code != chat.ProtocolBroken {
				t.Errorf("%q: refused with %d", name, r.Code)
			}
			synctest.Wait()
			if joined := of[chat.Joined](listen(ada)); len(joined) > 0 {
				t.Errorf("%q: others heard %+v", name, joined)
			}
		})
	}
}
