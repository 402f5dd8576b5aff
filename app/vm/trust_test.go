package vm

import (
	"strings"
	"testing"

	"landline/netcore/chat"
)

func TestKeeper(t *testing.T) {
	host := chat.MemberID{9}
	entered := Happened{Room: 1, Event: chat.Entered{Members: []chat.Member{{ID: host, Name: "Bo", Host: true}, {ID: chat.MemberID{1}, Name: "Ada"}}}}
	for _, c := range []struct {
		name   string
		events []Event
		later  int // days
		want   string
		called string
	}{
		{"unknown", nil, 0, "The host’s key is not known yet", ""},
		{"met now", []Event{Met{Room: 1, Host: host, First: true}, entered}, 0, "First contact|first time today", "Bo"},
		{"met, and back", []Event{Met{Room: 1, Host: host, First: true}, Met{Room: 1, Host: host}}, 0, "First contact", ""},
		{"met the other day", []Event{Met{Room: 1, Host: host, First: true}}, 2, "first time on ", ""},
		{"known", []Event{Met{Room: 1, Host: host}, entered}, 0, "The same key as before", "Bo"},
		{"another key taken", []Event{Met{Room: 1, Host: chat.MemberID{8}, First: true}, Met{Room: 1, Host: host}}, 0, "The same key as before", ""},
		{"verified", []Event{Met{Room: 1, Host: host, First: true}, Verified{Keys: []chat.MemberID{{200}, host}}}, 0, "Verified", ""},
		{"mark taken back", []Event{Met{Room: 1, Host: host}, Verified{Keys: []chat.MemberID{host}}, Verified{}}, 0, "The same key as before", ""},
		{"own", []Event{Met{Room: 1, Host: chat.MemberID{1}}}, 0, "You keep this room", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &Desk{}
			d.Apply(noon, Named{ID: chat.MemberID{1}, Name: "Ada"}, Opened{Room: 1, Name: "Lab"})
			d.Apply(noon, c.events...)
			k := d.Keeper(d.Room(1))
			what, more := k.Standing(noon.AddDate(0, 0, c.later))
			for _, want := range strings.Split(c.want, "|") {
				if !strings.Contains(what+" "+more, want) {
					t.Errorf("says %q %q, want %q", what, more, want)
				}
			}
			if k.Name != c.called {
				t.Errorf("the host is called %q, want %q", k.Name, c.called)
			}
		})
	}
}

func TestGuarded(t *testing.T) {
	host, room := chat.MemberID{9}, chat.RoomID{3}
	d := &Desk{}
	d.Apply(noon, Opened{Room: 1, Name: "Lab"}, Opened{Room: 2, Name: "Mine", Hosting: true, Locked: true})
	if d.Guarded(d.Room(1)) || !d.Guarded(d.Room(2)) {
		t.Error("a room without a password has one, or one with has none")
	}
	d.Apply(noon, Linked{Room: 1, Link: Ended, Trouble: Trouble{Kind: PasswordWanted}})
	if !d.Guarded(d.Room(1)) {
		t.Error("forgets that the room asked for a password")
	}
	d.Apply(noon,
		Happened{Room: 1, Event: chat.Entered{Room: room, Members: []chat.Member{{ID: host, Host: true}}}},
		Lobby{Rooms: []Found{{Host: host, Room: room}}})
	if d.Guarded(d.Room(1)) {
		t.Error("the lobby hears that the password is gone, and it is still shown")
	}
}

// TestTrustEndsWithTheRoom keeps nothing of rooms that are not in the window.
func TestTrustEndsWithTheRoom(t *testing.T) {
	d := &Desk{}
	d.Apply(noon, Opened{Room: 1, Name: "Lab"}, Invitation{Room: 1, Link: "landline://lab:7678/"})
	if d.Invitation(1) == "" {
		t.Error("the invitation is lost")
	}
	d.Apply(noon, Closed{Room: 1}, Invitation{Room: 1, Link: "landline://late:7678/"}, Met{Room: 2})
	if d.Invitation(1) != "" || len(d.trust.rooms) != 0 {
		t.Errorf("keeps %d rooms that are gone", len(d.trust.rooms))
	}
}
