package app_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/app/vm"
)

// named is a desk whose person goes by a name.
func named(t *testing.T, name, profile string) *screen {
	t.Helper()
	s := openDesk(t, profile)
	s.desk.Rename(name)
	return s
}

// ends waits until the link to a room ends, and wants that trouble.
func (s *screen) ends(room vm.Key, want vm.TroubleKind) vm.Trouble {
	s.t.Helper()
	e := await(s, func(e vm.Linked) bool { return e.Room == room && (e.Link == vm.Ended || e.Link == vm.Seated) })
	if e.Link != vm.Ended || e.Trouble.Kind != want {
		s.t.Fatalf("the link is %v with %+v, want it ended with trouble %v", e.Link, e.Trouble, want)
	}
	return e.Trouble
}

// sits waits until the room has taken this person in, without trouble before.
func (s *screen) sits(room vm.Key) {
	s.t.Helper()
	e := await(s, func(e vm.Linked) bool { return e.Room == room && (e.Link == vm.Ended || e.Link == vm.Seated) })
	if e.Link != vm.Seated {
		s.t.Fatalf("the link ended with %+v", e.Trouble)
	}
}

// keptWords is what a profile's file of passwords holds.
func keptWords(t *testing.T, profile string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(profile, "passwords.json"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(content)
}

// TestDeskPassword joins a room that has a password: without one, with a wrong
// one, and with the right one, which is asked for again after a restart unless
// it is kept. Nobody guesses by himself.
func TestDeskPassword(t *testing.T) {
	const word = "correct horse"
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab", Password: word})
	mine := await(ada, anyOf[vm.Opened])
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	ada.sits(mine.Room)
	if !mine.Locked {
		t.Error("the host's own window does not show the lock")
	}

	bos := t.TempDir()
	bo := named(t, "Bo", bos)
	if found := bo.seesRooms(1)[0]; !found.Locked {
		t.Errorf("the lobby shows %+v", found)
	}
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.ends(room, vm.PasswordWanted)
	if known, err := os.ReadFile(filepath.Join(bos, "known_hosts")); err == nil && strings.Contains(string(known), "address") {
		t.Errorf("who proved nothing yet is known: %s", known)
	}
	bo.desk.Unlock(room, "", false)
	bo.ends(room, vm.PasswordWrong)
	bo.desk.Unlock(room, "correct house", true)
	bo.ends(room, vm.PasswordWrong)
	if kept := keptWords(t, bos); strings.Contains(kept, "house") {
		t.Errorf("a wrong password is kept: %s", kept)
	}
	bo.desk.Retry(room)
	e := await(bo, func(e vm.Linked) bool { return e.Link == vm.Ended })
	if e.Trouble.Kind == vm.PasswordWrong {
		t.Error("without anybody's asking it was guessed again")
	}
	bo.unlocks(room, word, false)
	if e := await(bo, anyOf[vm.Met]); !e.First || e.Room != room {
		t.Errorf("at first contact: %+v", e)
	}
	ada.desk.Say(mine.Room, "come in")
	bo.hears(room, "come in")
	bo.end()

	bo = openDesk(t, bos)
	room = await(bo, anyOf[vm.Opened]).Room
	bo.ends(room, vm.PasswordWanted)
	bo.desk.Unlock(room, word, true)
	bo.sits(room)
	if e := await(bo, anyOf[vm.Met]); e.First {
		t.Errorf("at the second contact: %+v", e)
	}
	bo.end()
	if kept := keptWords(t, bos); !strings.Contains(kept, word) {
		t.Errorf("kept is %q", kept)
	}

	bo = openDesk(t, bos)
	room = await(bo, anyOf[vm.Opened]).Room
	bo.sits(room)
	bo.desk.Leave(room)
	await(bo, func(e vm.Closed) bool { return e.Room == room })
	if kept := keptWords(t, bos); strings.Contains(kept, word) {
		t.Errorf("after the room was left %q is kept", kept)
	}
	settings, err := os.ReadFile(filepath.Join(bos, "settings.json"))
	if err != nil || strings.Contains(string(settings), "horse") {
		t.Errorf("the settings are %s, %v", settings, err)
	}
}

// unlocks tries a password until the pause after a wrong one is over.
func (s *screen) unlocks(room vm.Key, password string, keep bool) {
	s.t.Helper()
	for {
		s.desk.Unlock(room, password, keep)
		e := await(s, func(e vm.Linked) bool { return e.Room == room && (e.Link == vm.Ended || e.Link == vm.Seated) })
		switch {
		case e.Link == vm.Seated:
			return
		case !strings.HasPrefix(e.Trouble.Detail, "too many wrong passwords"):
			s.t.Fatalf("the right password ended with %+v", e.Trouble)
		}
	}
}

// TestHostedPasswordRoom closes a window with a room that has a password and
// opens it again: the room does not open without one.
func TestHostedPasswordRoom(t *testing.T) {
	for _, keep := range []bool{false, true} {
		profile := t.TempDir()
		ada := named(t, "Ada", profile)
		ada.desk.Host(vm.NewRoom{Name: "Lab", Password: "swordfish", Keep: keep})
		address := await(ada, anyOf[vm.Listening]).Addresses[0]
		ada.sits(1)
		ada.end()

		ada = openDesk(t, profile)
		mine := await(ada, anyOf[vm.Opened])
		if !mine.Locked || !mine.Hosting {
			t.Errorf("kept %v: opened %+v", keep, mine)
		}
		if !keep {
			ada.ends(mine.Room, vm.PasswordWanted)
			ada.desk.Retry(mine.Room)
			ada.ends(mine.Room, vm.PasswordWanted)
			ada.desk.Unlock(mine.Room, "swordfish", false)
		}
		if at := await(ada, anyOf[vm.Listening]).Addresses[0]; at != address {
			t.Errorf("kept %v: it is open at %s, not at %s", keep, at, address)
		}
		ada.sits(mine.Room)
		bo := named(t, "Bo", t.TempDir())
		bo.desk.Join(address)
		room := await(bo, anyOf[vm.Opened]).Room
		bo.ends(room, vm.PasswordWanted)
		bo.desk.Unlock(room, "swordfish", false)
		bo.sits(room)
		bo.end()

		// Nor does who opens a room of that name make it one for everybody.
		ada.desk.Leave(mine.Room)
		await(ada, func(e vm.Closed) bool { return e.Room == mine.Room })
		if kept := keptWords(t, profile); strings.Contains(kept, "swordfish") {
			t.Errorf("kept %v: after the room was left %q is kept", keep, kept)
		}
		ada.desk.Host(vm.NewRoom{Name: "Lab"})
		if e := await(ada, anyOf[vm.HostFailed]); !strings.HasPrefix(e.Trouble.What(), "“Lab” had a password") {
			t.Errorf("kept %v: without a password: %+v", keep, e.Trouble)
		}
		ada.desk.Host(vm.NewRoom{Name: "Lab", Password: "\x00"})
		if e := await(ada, anyOf[vm.HostFailed]); e.Trouble.Kind != vm.OtherTrouble || !strings.Contains(e.Trouble.Detail, "password") {
			t.Errorf("kept %v: with no password at all: %+v", keep, e.Trouble)
		}
		ada.end()
	}
}

// TestDeskReopensLocked closes a room and opens it again at once with another
// password, to be kept: what is forgotten of the first does not take it along.
func TestDeskReopensLocked(t *testing.T) {
	profile := t.TempDir()
	ada := named(t, "Ada", profile)
	ada.desk.Host(vm.NewRoom{Name: "Lab", Password: "first", Keep: true})
	mine := await(ada, anyOf[vm.Opened]).Room
	ada.sits(mine)
	ada.desk.Leave(mine)
	ada.desk.Host(vm.NewRoom{Name: "Lab", Password: "second", Keep: true})
	ada.sits(await(ada, func(e vm.Opened) bool { return e.Room != mine }).Room)
	ada.end()
	if kept := keptWords(t, profile); !strings.Contains(kept, "second") || strings.Contains(kept, "first") {
		t.Errorf("kept is %q", kept)
	}
	ada = openDesk(t, profile)
	ada.sits(await(ada, anyOf[vm.Opened]).Room)
}
