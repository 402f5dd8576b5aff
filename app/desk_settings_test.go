package app_test

import (
	"strings"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestRelock sets, changes and takes away the password of a room while Bo sits in
// it. Who comes later needs the one that holds then.
func TestRelock(t *testing.T) {
	profile := t.TempDir()
	ada, bo := named(t, "Ada", profile), named(t, "Bo", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	mine := await(ada, anyOf[vm.Opened]).Room
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	bo.desk.Join(address)
	his := await(bo, anyOf[vm.Opened]).Room
	bo.sits(his)
	ada.desk.Retry(mine) // nothing ends by it

	for i, step := range []struct {
		password string
		keep     bool
	}{{"first", true}, {"second", false}, {"", false}} {
		ada.desk.Relock(mine, step.password, step.keep)
		e := await(ada, anyOf[vm.Relocked])
		if e.Room != mine || e.Locked != (step.password != "") || e.Trouble.Kind != vm.NoTrouble {
			t.Errorf("%q: %+v", step.password, e)
		}
		await(bo, func(e vm.Lobby) bool { return len(e.Rooms) == 1 && e.Rooms[0].Locked == (step.password != "") })
		if kept := strings.Contains(keptWords(t, profile), "first"); kept != step.keep {
			t.Errorf("%q: the first password is kept: %v", step.password, kept)
		}
		ada.desk.Say(mine, string(rune('a'+i)))
		bo.hears(his, string(rune('a'+i))) // who is inside stays

		cleo := named(t, "Cleo", t.TempDir())
		cleo.desk.Join(address)
		hers := await(cleo, anyOf[vm.Opened]).Room
		if step.password != "" {
			cleo.ends(hers, vm.PasswordWanted)
			cleo.desk.Unlock(hers, step.password, false)
		}
		cleo.sits(hers)
		cleo.end()
	}
	ada.end()
	ada = openDesk(t, profile)
	if e := await(ada, anyOf[vm.Opened]); e.Locked {
		t.Error("the password that was taken away is back")
	}
	ada.sits(1)
}

// TestRelockRefuses gives a password that is none, and asks for a room of
// somebody else's.
func TestRelockRefuses(t *testing.T) {
	ada, bo := named(t, "Ada", t.TempDir()), named(t, "Bo", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab", Password: "swordfish"})
	mine := await(ada, anyOf[vm.Opened]).Room
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	ada.desk.Relock(mine, "\x00", false)
	if e := await(ada, anyOf[vm.Relocked]); !e.Locked || !strings.Contains(e.Trouble.What(), "password") {
		t.Errorf("%+v", e)
	}
	bo.desk.Join(address)
	his := await(bo, anyOf[vm.Opened]).Room
	bo.desk.Relock(his, "mine now", false)
	bo.desk.Retitle(his, "Mine")
	bo.ends(his, vm.PasswordWanted)
}

// TestHostedPasswordIsChecked opens a room again that waits for its password: a
// wrong one opens nothing, and another can be set by whoever hosts it.
func TestHostedPasswordIsChecked(t *testing.T) {
	profile := t.TempDir()
	ada := named(t, "Ada", profile)
	ada.desk.Host(vm.NewRoom{Name: "Lab", Password: "swordfish"})
	ada.sits(1)
	ada.end()

	ada = openDesk(t, profile)
	mine := await(ada, anyOf[vm.Opened]).Room
	ada.ends(mine, vm.PasswordWanted)
	for range 2 {
		ada.desk.Unlock(mine, "sailfish", true)
		ada.ends(mine, vm.PasswordWrong)
	}
	if kept := keptWords(t, profile); strings.Contains(kept, "sailfish") {
		t.Errorf("a wrong password is kept: %s", kept)
	}
	ada.desk.Unlock(mine, "swordfish", false)
	ada.sits(mine)
	ada.end()

	ada = openDesk(t, profile)
	mine = await(ada, anyOf[vm.Opened]).Room
	ada.ends(mine, vm.PasswordWanted)
	ada.desk.Relock(mine, "catfish", true)
	ada.sits(mine)
	if kept := keptWords(t, profile); !strings.Contains(kept, "catfish") {
		t.Errorf("kept is %q", kept)
	}
}

// TestRetitle gives an open room another name: Bo comes back to it by himself, at
// the same address, and so does Ada after a restart.
func TestRetitle(t *testing.T) {
	profile := t.TempDir()
	ada, bo := named(t, "Ada", profile), named(t, "Bo", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	mine := await(ada, anyOf[vm.Opened]).Room
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	r := bo.seesRooms(1)[0]
	bo.desk.JoinFound(r.Host, r.Room)
	his := await(bo, anyOf[vm.Opened]).Room
	bo.sits(his)
	ada.desk.Say(mine, "before")
	bo.hears(his, "before")

	ada.desk.Retitle(mine, "Laboratory")
	if e := await(ada, anyOf[vm.Retitled]); e.Room != mine || e.Name != "Laboratory" {
		t.Errorf("%+v", e)
	}
	if at := await(ada, anyOf[vm.Listening]).Addresses[0]; at != address {
		t.Errorf("it is open at %s, not at %s", at, address)
	}
	for _, s := range []*screen{ada, bo} {
		e := await(s, func(e vm.Happened) bool { _, in := e.Event.(chat.Entered); return in }).Event.(chat.Entered)
		if e.Name != "Laboratory" || e.Room != r.Room || !e.Resumed || e.Head != 1 {
			t.Errorf("entered %+v", e)
		}
	}
	renamed := func(e vm.Lobby) bool { return len(e.Rooms) == 1 && e.Rooms[0].Name == "Laboratory" }
	if !renamed(bo.lobby) { // it may have been heard before
		await(bo, renamed)
	}
	ada.end()

	ada = openDesk(t, profile)
	if e := await(ada, anyOf[vm.Opened]); e.Name != "Laboratory" {
		t.Errorf("after a restart it is %q", e.Name)
	}
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Seated })
}
