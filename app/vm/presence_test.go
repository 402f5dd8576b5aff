package vm

import (
	"encoding/binary"
	"testing"
	"time"

	"landline/netcore/chat"
)

var boAsBo, boAsBob = chat.Member{ID: bo, Name: "Bo", Host: true}, chat.Member{ID: bo, Name: "Bob", Host: true}

func TestStatuses(t *testing.T) {
	d, lunch := seated(), chat.Status{Presence: chat.Away, Words: "At lunch", Hue: 210}
	status := func(id chat.MemberID) (s chat.Status) {
		for _, p := range d.Room(1).People() {
			if p.ID == id {
				s = p.Status
			}
		}
		return s
	}
	room(d, chat.Presented{ID: bo, Status: lunch})
	if got := status(bo); got != lunch {
		t.Errorf("Bo says %+v, want %+v", got, lunch)
	}
	if got := status(me); got != (chat.Status{}) {
		t.Errorf("who has said nothing says %+v", got)
	}
	room(d, chat.Joined{Member: boAsBob}, chat.Left{Member: boAsBo})
	if got := status(bo); got != lunch {
		t.Errorf("under another name Bo says %+v", got)
	}
	room(d, chat.Left{Member: boAsBob}, chat.Joined{Member: boAsBob})
	if got := status(bo); got != (chat.Status{}) {
		t.Errorf("who came again says %+v", got)
	}
	room(d, chat.Presented{ID: bo, Status: lunch}, chat.Presented{ID: bo})
	if n := len(d.Room(1).presence.statuses); n != 0 {
		t.Errorf("%d statuses are kept of people who say nothing", n)
	}
	room(d, chat.Presented{ID: bo, Status: lunch}, back(life1, 0, 0))
	if got := status(bo); got != (chat.Status{}) {
		t.Errorf("in the next stay, before anybody has said anything, Bo says %+v", got)
	}
}

func TestPresenceIsBounded(t *testing.T) {
	d := seated()
	for n := range 3 * maxPeople {
		var id chat.MemberID
		binary.BigEndian.PutUint32(id[:], uint32(n+1))
		d.Apply(noon, Happened{Room: 1, Event: chat.Presented{ID: id, Status: chat.Status{Words: "x"}}},
			Happened{Room: 1, Event: chat.Typing{Member: chat.Member{ID: id, Name: "x"}}})
	}
	p := d.Room(1).presence
	if len(p.statuses) != maxPeople || len(p.typists) != maxTypists {
		t.Errorf("%d statuses and %d people writing are kept", len(p.statuses), len(p.typists))
	}
}

func TestMyself(t *testing.T) {
	d, s := &Desk{}, chat.Status{Presence: chat.Away, Words: "At lunch"}
	if d.Apply(noon, Myself{Status: s}); d.Myself() != s {
		t.Errorf("I say %+v", d.Myself())
	}
}

func TestTyping(t *testing.T) {
	cleo, dee := chat.Member{ID: other, Name: "Cleo"}, chat.Member{ID: chat.MemberID{0xDE}, Name: "Dee"}
	type step struct {
		at    time.Duration // since noon
		event chat.Event
	}
	const second = time.Second
	for _, test := range []struct {
		name  string
		steps []step
		at    time.Duration
		want  string
		next  time.Duration // 0: never
	}{
		{"nobody", nil, 0, "", 0},
		{"one", []step{{0, chat.Typing{Member: boAsBo}}}, second, "Bo is typing…", 6 * second},
		{"one who went on", []step{{0, chat.Typing{Member: boAsBo}}, {4 * second, chat.Typing{Member: boAsBo}}}, 7 * second, "Bo is typing…", 10 * second},
		{"until it is over", []step{{0, chat.Typing{Member: boAsBo}}}, 6 * second, "", 0},
		{"two, who began first first", []step{{0, chat.Typing{Member: cleo}}, {second, chat.Typing{Member: boAsBo}}, {2 * second, chat.Typing{Member: cleo}}}, 3 * second, "Cleo and Bo are typing…", 7 * second},
		{"who paused began later", []step{{0, chat.Typing{Member: cleo}}, {second, chat.Typing{Member: boAsBo}}, {6 * second, chat.Typing{Member: cleo}}}, 6 * second, "Bo and Cleo are typing…", 7 * second},
		{"three", []step{{0, chat.Typing{Member: boAsBo}}, {0, chat.Typing{Member: cleo}}, {0, chat.Typing{Member: dee}}}, second, "3 people are typing…", 6 * second},
		{"a line ends it", []step{{0, chat.Typing{Member: boAsBo}}, {second, said(1, "there")}}, second, "", 0},
		{"a line of somebody else does not", []step{{0, chat.Typing{Member: cleo}}, {second, said(1, "there")}}, second, "Cleo is typing…", 6 * second},
		{"who leaves writes no more", []step{{0, chat.Typing{Member: boAsBo}}, {second, chat.Left{Member: boAsBo}}}, second, "", 0},
		{"myself elsewhere", []step{{0, chat.Typing{Member: chat.Member{ID: me, Name: "Ada"}}}}, second, "", 0},
		{"another stay", []step{{0, chat.Typing{Member: boAsBo}}, {second, back(life1, 0, 0)}}, second, "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := seated()
			for _, s := range test.steps {
				d.Apply(noon.Add(s.at), Happened{Room: 1, Event: s.event})
			}
			got, next := d.Room(1).Typing(noon.Add(test.at))
			var want time.Time
			if test.next > 0 {
				want = noon.Add(test.next)
			}
			if got != test.want || !next.Equal(want) {
				t.Errorf("%q until %v, want %q until %v", got, next, test.want, want)
			}
		})
	}
	d := seated()
	room(d, chat.Typing{Member: boAsBo})
	d.Apply(noon, Linked{Room: 1, Link: Reconnecting})
	if got, _ := d.Room(1).Typing(noon); got != "" {
		t.Errorf("away from the room: %q", got)
	}
}

func TestNewNames(t *testing.T) {
	const likeBo = "\u0412\u043e" // in Cyrillic letters
	cleo := chat.Member{ID: other, Name: "Cleo"}
	joined := func(m chat.Member) chat.Event { return chat.Joined{Member: m} }
	left := func(m chat.Member) chat.Event { return chat.Left{Member: m} }
	meAda, meAdele := chat.Member{ID: me, Name: "Ada"}, chat.Member{ID: me, Name: "Adele"}
	named := func(id chat.MemberID, name string) chat.Member { return chat.Member{ID: id, Name: name} }
	for _, test := range []struct {
		name   string
		events []chat.Event
		want   string
	}{
		{"in place", []chat.Event{joined(boAsBob), left(boAsBo)}, "Bo is now called Bob"},
		{"by coming back", []chat.Event{left(boAsBo), joined(boAsBob)}, "Bo is now called Bob"},
		{"with a line between", []chat.Event{left(boAsBo), said(1, "a"), joined(boAsBob)}, "Bo is now called Bob | a"},
		{"twice", []chat.Event{joined(boAsBob), left(boAsBo), joined(boAsBo), left(boAsBob)}, "Bo is now called Bob | Bob is now called Bo"},
		{"my own", []chat.Event{joined(meAdele), left(meAda)}, "You are now called Adele"},
		{"the same name is no new one", []chat.Event{left(boAsBo), joined(boAsBo)}, "Bo left | Bo joined"},
		{"another key is another person", []chat.Event{left(boAsBo), joined(cleo)}, "Bo left | Cleo joined"},
		{"a namesake", []chat.Event{joined(named(other, "Bob")), left(boAsBo)}, "Bob joined | Bo left"},
		{"a namesake who comes and goes", []chat.Event{joined(named(other, likeBo)), left(named(other, likeBo))}, likeBo + " #b10000 joined | " + likeBo + " #b10000 left"},
		{"whom a namesake came to", []chat.Event{joined(named(other, likeBo)), left(boAsBo)}, likeBo + " #b10000 joined | Bo #b00000 left"},
		{"into a namesake", []chat.Event{joined(cleo), joined(named(other, likeBo)), left(cleo)}, "Cleo joined | Cleo is now called " + likeBo + " #b10000"},
		{"out of a namesake", []chat.Event{joined(named(other, likeBo)), joined(cleo), left(named(other, likeBo))}, likeBo + " #b10000 joined | " + likeBo + " #b10000 is now called Cleo"},
		{"two at once", []chat.Event{joined(cleo), joined(boAsBob), joined(named(other, "Clea")), left(boAsBo), left(cleo)}, "Cleo joined | Bo is now called Bob | Cleo is now called Clea"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := seated()
			if room(d, test.events...); drawn(d) != test.want {
				t.Errorf("drawn %q, want %q", drawn(d), test.want)
			}
		})
	}
	t.Run("much later", func(t *testing.T) {
		d := seated()
		room(d, left(boAsBo))
		d.Apply(noon.Add(time.Minute), Happened{Room: 1, Event: joined(boAsBob)})
		if want := "Bo left | Bob joined"; drawn(d) != want {
			t.Errorf("drawn %q, want %q", drawn(d), want)
		}
	})
	t.Run("in another log", func(t *testing.T) {
		d := seated()
		room(d, left(boAsBo), entered(life2, 0, 0), joined(boAsBob))
		if want := "Bo left | The host started the room anew— | Bob joined"; drawn(d) != want {
			t.Errorf("drawn %q, want %q", drawn(d), want)
		}
	})
}
