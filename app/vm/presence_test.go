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
