package app_test

import (
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// happens waits for an event of a room, and passes over others.
func happens[E chat.Event](s *screen, room vm.Key, fits func(E) bool) (found E) {
	s.t.Helper()
	await(s, func(e vm.Happened) bool {
		event, ok := e.Event.(E)
		if ok && e.Room == room && fits(event) {
			found = event
			return true
		}
		return false
	})
	return found
}

// meet has Ada host a room, and Bo join it.
func meet(t *testing.T, adaProfile, boProfile string) (ada, bo *screen, hers, his vm.Key) {
	t.Helper()
	ada, bo = openDesk(t, adaProfile), openDesk(t, boProfile)
	ada.desk.Rename("Ada")
	bo.desk.Rename("Bo")
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	opened := await(ada, anyOf[vm.Opened])
	hers = opened.Room
	ada.sits(hers)
	bo.desk.Join(opened.Address)
	his = await(bo, anyOf[vm.Opened]).Room
	bo.sits(his)
	return ada, bo, hers, his
}

// isMyself waits until the window shows a status as this person's own.
func (s *screen) isMyself(status chat.Status) {
	s.t.Helper()
	await(s, func(e vm.Myself) bool { return e.Status == status })
}

func TestDeskPresence(t *testing.T) {
	profile := t.TempDir()
	ada, bo, hers, _ := meet(t, t.TempDir(), profile)
	told := func(want chat.Status) {
		t.Helper()
		happens(ada, hers, func(e chat.Presented) bool { return e.Status == want })
	}
	lunch := chat.Status{Words: "At lunch", Hue: 210}
	bo.desk.SetStatus(lunch)
	bo.isMyself(lunch)
	told(lunch)

	away := lunch
	away.Presence = chat.Away
	bo.desk.Idle(true)
	bo.isMyself(away)
	told(away)
	bo.desk.Idle(false)
	bo.isMyself(lunch)
	told(lunch)

	busy := chat.Status{Presence: chat.DoNotDisturb, Words: "Busy"}
	bo.desk.SetStatus(busy)
	bo.desk.Idle(true) // which others need not know
	told(busy)
	bo.desk.SetStatus(chat.Status{Presence: chat.Hidden, Words: "Not here", Hue: 7})
	told(chat.Status{Presence: chat.Hidden, Hue: 7})

	bo.end()
	again := openDesk(t, profile)
	again.isMyself(chat.Status{Presence: chat.Hidden, Words: "Not here", Hue: 7})
	told(chat.Status{Presence: chat.Hidden, Hue: 7})
	again.desk.SetStatus(busy)
	told(busy)
	again.end()
	third := openDesk(t, profile)
	third.isMyself(chat.Status{Words: "Busy"})
	told(chat.Status{Words: "Busy"})
}

func TestDeskTyping(t *testing.T) {
	ada, bo, hers, his := meet(t, t.TempDir(), t.TempDir())
	bo.desk.Typing(his)
	if e := happens(ada, hers, func(chat.Typing) bool { return true }); e.Name != "Bo" {
		t.Errorf("%+v writes", e)
	}
	// silent says a line behind the letters, which comes without any word of these.
	silent := func(text string) {
		t.Helper()
		bo.desk.Typing(his)
		bo.desk.Say(his, text)
		await(ada, func(e vm.Happened) bool {
			if typing, ok := e.Event.(chat.Typing); ok {
				t.Errorf("%s: %+v was heard", text, typing)
			}
			said, ok := e.Event.(chat.Said)
			return ok && said.Text == text
		})
	}
	bo.desk.Say(his, "there") // the next letter would be told at once
	ada.hears(hers, "there")
	bo.desk.Prefer(vm.Prefs{NoTyping: true})
	silent("by preference")
	bo.desk.Prefer(vm.Prefs{})
	bo.desk.SetStatus(chat.Status{Presence: chat.Hidden})
	silent("hidden")
	bo.desk.Typing(99) // which is no room
}

func TestDeskRenamed(t *testing.T) {
	ada, bo, hers, his := meet(t, t.TempDir(), t.TempDir())
	linked := 0
	hears := func(fits func(chat.Event) bool) {
		t.Helper()
		await(bo, func(e vm.Event) bool {
			if _, ok := e.(vm.Linked); ok {
				linked++
			}
			happened, ok := e.(vm.Happened)
			return ok && fits(happened.Event)
		})
	}
	bo.desk.Say(his, "one")
	bo.desk.Rename("Bob")
	bo.desk.Say(his, "two")
	happens(ada, hers, func(e chat.Joined) bool { return e.Name == "Bob" })
	happens(ada, hers, func(e chat.Left) bool { return e.Name == "Bo" })
	if said := ada.hears(hers, "two"); said.Name != "Bob" || said.Seq != 2 {
		t.Errorf("the line behind it is %+v", said)
	}
	hears(func(e chat.Event) bool {
		said, ok := e.(chat.Said)
		return ok && said.Text == "two"
	})
	ada.desk.Rename("Adele")
	hears(func(e chat.Event) bool {
		joined, ok := e.(chat.Joined)
		return ok && joined.Name == "Adele" && joined.Host
	})
	if linked > 0 {
		t.Errorf("for a new name the connection changed %d times", linked)
	}
	if rooms := bo.seesRooms(1); rooms[0].HostName != "Adele" { // it may have come already
		await(bo, func(e vm.Lobby) bool { return len(e.Rooms) == 1 && e.Rooms[0].HostName == "Adele" })
	}
}

func TestDeskAskReach(t *testing.T) {
	ada, bo, hers, his := meet(t, t.TempDir(), t.TempDir())
	for _, tt := range []struct {
		who  *screen
		room vm.Key
		port int
		kind vm.TroubleKind
	}{
		{bo, his, 7678, vm.OtherTrouble}, // the room is on this very computer
		{bo, his, 0, vm.PortOutOfRange},
		{bo, his, 65536, vm.PortOutOfRange},
		{ada, hers, 1, vm.OtherTrouble}, // not the room's own port
	} {
		tt.who.desk.AskReach(tt.room, tt.port)
		got := await(tt.who, anyOf[vm.Reached])
		if got.OK || got.Room != tt.room || got.Port != tt.port || got.Trouble.Kind != tt.kind || got.Sentence() == "" {
			t.Errorf("port %d: %+v", tt.port, got)
		}
	}
	bo.desk.AskReach(99, 7678) // no room: nothing comes, and the next answer is another's
	ada.desk.Leave(hers)
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Reconnecting })
	bo.desk.AskReach(his, 7678)
	if got := await(bo, anyOf[vm.Reached]); got.OK || got.Room != his || got.Sentence() == "" {
		t.Errorf("away from the room: %+v", got)
	}
}
