package app

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// Some hosts: the first two are one and the same, before and after their key was
// replaced, and the third uses the id of their room.
var (
	keyBefore, keyNow, keyTwin = chat.MemberID{1}, chat.MemberID{2}, chat.MemberID{3}
	keyMine                    = chat.MemberID{9}
)

// TestRoomsOfOneID asks of which lives of a room's id a host is the keeper, by what
// is known of the room's own.
func TestRoomsOfOneID(t *testing.T) {
	room := chat.RoomID{7}
	met := roomHost{keys: []chat.MemberID{keyBefore, keyNow}}
	self := roomHost{self: true, keys: []chat.MemberID{keyMine}}
	type life struct {
		host   chat.MemberID
		hosted bool
	}
	before, now, twin, nobody, hosted := life{host: keyBefore}, life{host: keyNow}, life{host: keyTwin}, life{}, life{host: keyBefore, hosted: true}
	lives := []life{before, now, twin, nobody, hosted}
	for _, tt := range []struct {
		name  string
		known roomHost
		host  chat.MemberID
		own   bool
		want  []life
	}{
		{"the host", met, keyNow, true, []life{before, now, nobody}},
		{"with the key of before", met, keyBefore, true, []life{before, now, nobody}},
		{"another", met, keyTwin, false, []life{twin}},
		{"not known", met, chat.MemberID{}, true, []life{before, now, nobody}},
		{"the first who is met", roomHost{}, keyTwin, true, []life{twin, nobody}},
		{"not known, and nobody was met", roomHost{}, chat.MemberID{}, true, []life{nobody}},
		{"this profile", self, keyMine, true, []life{nobody, hosted}},
		{"another, of an own room", self, keyTwin, false, []life{twin}},
		{"not known, of an own room", self, chat.MemberID{}, false, []life{nobody}},
	} {
		in := tt.known.tenure(room, tt.host)
		if in.own != tt.own || in.room != room {
			t.Errorf("%s: the room is %+v", tt.name, in)
		}
		for _, l := range lives {
			if got := in.covers(l.host, l.hosted); got != slices.Contains(tt.want, l) {
				t.Errorf("%s: of host %d, hosted here %t, it has what is kept: %t", tt.name, l.host[0], l.hosted, got)
			}
		}
	}
}

// TestHostIn asks whom a profile knows as a room's host, by its list of known hosts,
// its history and its settings.
func TestHostIn(t *testing.T) {
	room := chat.RoomID{7}
	listed := func(p *profile) error {
		return errors.Join(p.known.Trust(placeOf(room), keyBefore), p.known.Trust(placeOf(room), keyNow))
	}
	sat := func(hosts ...chat.MemberID) func(*profile) error {
		return func(p *profile) (err error) {
			for i, host := range hosts {
				at, failed := p.history.Seat(fmt.Sprintf("address a:%d", i+1))
				if failed == nil {
					failed = at.Enter(chat.Entered{Room: room, Host: host, Name: "Lab", Epoch: chat.NewEpoch(), First: 1})
				}
				err = errors.Join(err, failed)
			}
			return err
		}
	}
	opened := func(p *profile) error { _, err := p.history.Log(room, "Lab"); return err }
	set := func(p *profile) error {
		return p.settings.change(func(s *Settings) { s.Hosted = []Hosted{{Name: "Lab", Room: room}} })
	}
	for _, tt := range []struct {
		name string
		has  []func(*profile) error
		self bool
		want []chat.MemberID
	}{
		{"nothing", nil, false, nil},
		{"the list", []func(*profile) error{listed}, false, []chat.MemberID{keyBefore, keyNow}},
		{"the list, and a twin was let in once", []func(*profile) error{listed, sat(keyTwin)}, false, []chat.MemberID{keyBefore, keyNow}},
		{"the history", []func(*profile) error{sat(keyBefore, chat.MemberID{}, keyNow)}, false, []chat.MemberID{keyBefore, keyNow}},
		{"a room of its own", []func(*profile) error{opened, set}, true, nil},
		{"without settings", []func(*profile) error{opened}, true, nil},
		{"without history", []func(*profile) error{set}, true, nil},
		{"a room of its own, and a twin was let in once", []func(*profile) error{opened, listed, sat(keyTwin)}, true, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := profileWithHistory(t)
			for _, has := range tt.has {
				if err := has(p); err != nil {
					t.Fatal(err)
				}
			}
			want := tt.want
			if tt.self {
				want = []chat.MemberID{p.identity.ID()}
			}
			got, err := p.hostIn(room)
			if err != nil || got.self != tt.self || !slices.Equal(got.keys, want) {
				t.Errorf("known is %+v, %v", got, err)
			}
			if err := p.admit(room, keyTwin); errors.Is(err, errOwnRoom) != tt.self {
				t.Errorf("a twin is let in: %v", err)
			}
			if err := p.admit(room, p.identity.ID()); err != nil {
				t.Errorf("this profile is not let in: %v", err)
			}
			if known, err := p.check(room, keyTwin); known != (len(want) > 0) || isKeyChange(err) != known {
				t.Errorf("a twin is known: %t, %v", known, err)
			}
			// What only the history knows is not lost where a person takes another key.
			if err := p.trust(placeOf(room), keyTwin); err != nil {
				t.Fatal(err)
			}
			if keys, err := p.known.Keys(placeOf(room)); err != nil || !tt.self && !slices.Equal(keys, append(slices.Clone(want), keyTwin)) {
				t.Errorf("on the list are %v, %v", keys, err)
			}
		})
	}
}

// TestPlaceNames reads the names of places back.
func TestPlaceNames(t *testing.T) {
	room := chat.NewRoomID()
	for name, want := range map[string]struct {
		room chat.RoomID
		host chat.MemberID
	}{
		placeOf(room):                           {room: room},
		placeBeside(room, keyTwin):              {room, keyTwin},
		"address 192.0.2.7:7678":                {},
		"address " + room.String():              {},
		"room ":                                 {},
		placeOf(room) + "0":                     {},
		placeOf(room) + " of ":                  {},
		placeOf(room) + " of me":                {},
		placeBeside(room, chat.MemberID{}):      {},
		placeBeside(room, keyTwin) + " of Cleo": {},
		"room 0123":                             {},
	} {
		in, host, ok := roomIn(name)
		if in != want.room || host != want.host || ok == want.room.IsZero() {
			t.Errorf("of %q: %v, %v, %t", name, in, host, ok)
		}
	}
}

// TestPlaceBesideARoom takes the places of seats that dial a room of one id with
// several keys, and again once one of them is known to be the room's.
func TestPlaceBesideARoom(t *testing.T) {
	p := profileWithHistory(t)
	room := chat.RoomID{7}
	at := func(host chat.MemberID) *place {
		t.Helper()
		at, err := p.sit(p.placeIn(room, host), true)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	leave := func(places ...*place) {
		t.Helper()
		for _, at := range places {
			if err := at.close(); err != nil {
				t.Error(err)
			}
		}
	}
	says := func(at *place, text string) {
		t.Helper()
		if err := at.seat.Save(history.Change{Waiting: []history.Waiting{{ID: chat.NewMessageID(), Text: text}}}); err != nil {
			t.Fatal(err)
		}
	}
	wants := func(at *place, lines ...string) {
		t.Helper()
		var waiting []string
		for _, w := range at.seat.Outbox() {
			waiting = append(waiting, w.Text)
		}
		if !slices.Equal(waiting, lines) {
			t.Errorf("at %q waits %q, want %q", at.name, waiting, lines)
		}
	}
	now, twin := at(keyNow), at(keyTwin)
	printed := entry{room: room, to: chat.Cursor{Epoch: chat.NewEpoch(), Seq: 3}}
	if err := now.printed.note(printed); err != nil {
		t.Fatal(err)
	}
	says(now, "to the host")
	says(twin, "to the twin")
	if err := p.settings.change(func(s *Settings) { s.tune(now.name, vm.AlertNone) }); err != nil {
		t.Fatal(err)
	}
	if err := p.known.Meet(placeOf(room), keyNow); err != nil {
		t.Fatal(err)
	}
	if _, err := p.sit(p.placeIn(room, keyNow), false); !errors.Is(err, errPlaceTaken) {
		t.Errorf("the place is taken twice: %v", err)
	}
	leave(now)
	now = at(keyNow)
	wants(now, "to the host")
	if now.name != placeOf(room) {
		t.Errorf("the room's own place is %q", now.name)
	}
	if chosen := p.settings.get().Alerts; len(chosen) != 1 || chosen[now.name] != vm.AlertNone {
		t.Errorf("chosen is %v", chosen)
	}
	if now.from != printed {
		t.Errorf("the room was printed to %+v, want %+v", now.from, printed)
	}
	leave(now, twin)
	twin = at(keyTwin)
	wants(twin, "to the twin")

	// The twin's key is taken in place of the room's, at its own seat.
	if err := p.trust(placeOf(room), keyTwin); err != nil {
		t.Fatal(err)
	}
	if err := p.bringOn(twin, p.placeIn(room, keyTwin)); err != nil {
		t.Fatal(err)
	}
	leave(twin)
	now, twin = at(keyNow), at(keyTwin)
	wants(now)
	wants(twin, "to the host", "to the twin")
	says(now, "to the key of before")
	leave(now, twin)
	twin = at(keyTwin)
	wants(twin, "to the host", "to the twin")
	leave(twin)
}

// TestPrintedToStays takes the key of a host to whom nothing was said, and of whom
// nothing was printed: how far the room was printed before is known still.
func TestPrintedToStays(t *testing.T) {
	p := profileWithHistory(t)
	room := chat.RoomID{7}
	printed := entry{room: room, to: chat.Cursor{Epoch: chat.NewEpoch(), Seq: 3}}
	for i, key := range []chat.MemberID{keyNow, keyTwin, keyTwin} {
		if i != 1 { // then they are refused
			if err := p.known.Trust(placeOf(room), key); err != nil {
				t.Fatal(err)
			}
		}
		at, err := p.sit(p.placeIn(room, key), true)
		if err == nil && i == 0 {
			err = at.printed.note(printed)
		}
		if err != nil {
			t.Fatal(err)
		}
		if i == 2 && at.from != printed {
			t.Errorf("it was printed to %+v, want %+v", at.from, printed)
		}
		if err := at.close(); err != nil {
			t.Error(err)
		}
	}
}
