package app_test

import (
	"bytes"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"landline/app"
	"landline/app/vm"
	"landline/netcore/chat"
)

// tracesOf are the files of a profile that hold one of the words, in their text or
// in their name.
func tracesOf(t *testing.T, profile string, all ...string) (where []string) {
	t.Helper()
	err := filepath.WalkDir(profile, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, word := range all {
			if bytes.Contains(append(content, filepath.Base(path)...), []byte(word)) {
				where = append(where, filepath.Base(path)+": "+word)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return where
}

// raw is the id of a room as files hold it: as it is, and in letters.
func raw(room chat.RoomID) []string { return []string{string(room[:]), hex.EncodeToString(room[:])} }

// TestForget forgets a room in which this person sat by its id and by its address,
// with a draft, a kept password and a line that waits.
func TestForget(t *testing.T) {
	const secret, word = "buried treasure", "swordfish"
	adas, bos := t.TempDir(), t.TempDir()
	ada, bo := named(t, "Ada", adas), named(t, "Bo", bos)
	ada.desk.Host(vm.NewRoom{Name: "Laboratory", Password: word, Keep: true})
	mine := await(ada, anyOf[vm.Opened]).Room
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	ada.sits(mine)
	ada.desk.Say(mine, secret)
	found := bo.seesRooms(1)[0]
	var last vm.Key
	for _, join := range []func(){func() { bo.desk.JoinFound(found.Host, found.Room) }, func() { bo.desk.Join(address) }} {
		join()
		last = await(bo, anyOf[vm.Opened]).Room
		bo.ends(last, vm.PasswordWanted)
		bo.desk.Unlock(last, word, true)
		bo.sits(last)
	}
	bo.hears(last, secret)
	bo.desk.Draft(last, secret+" draft")
	bo.desk.Tune(last, vm.AlertNone)
	bo.desk.Say(last, secret+" too")
	bo.hears(last, secret+" too")
	all := append(raw(found.Room), secret, word, "Laboratory", address)
	if len(tracesOf(t, bos, all...)) < 4 {
		t.Fatal("there is nothing to be forgotten")
	}

	bo.desk.Forget(last)
	await(bo, func(e vm.Closed) bool { return e.Room == last })
	await(bo, func(e vm.Known) bool { return len(e.Rooms) == 0 })
	if where := tracesOf(t, bos, all...); len(where) > 0 {
		t.Errorf("Bo still has %q", where)
	}
	if e := bo.seesRooms(1)[0]; e.Room != found.Room {
		t.Errorf("the lobby shows %+v", e)
	}
	bo.end()

	ada.desk.Forget(mine)
	await(ada, func(e vm.Closed) bool { return e.Room == mine })
	if where := tracesOf(t, adas, all...); len(where) > 0 {
		t.Errorf("Ada, who hosted it, still has %q", where)
	}
	ada.desk.Host(vm.NewRoom{Name: "Laboratory"})
	if e := await(ada, anyOf[vm.Opened]); e.Locked {
		t.Error("the new room has the password of the old one")
	}
}

// TestForgetRightAfter asks for another password and gives the room up at once:
// what is on its way still does not bring the room back.
func TestForgetRightAfter(t *testing.T) {
	const word = "swordfish"
	for _, tt := range []struct {
		name string
		end  func(*app.Desk, vm.Key)
	}{
		{"leave", (*app.Desk).Leave},
		{"forget", (*app.Desk).Forget},
	} {
		t.Run(tt.name, func(t *testing.T) {
			profile := t.TempDir()
			ada := named(t, "Ada", profile)
			ada.desk.Host(vm.NewRoom{Name: "Laboratory"})
			mine := await(ada, anyOf[vm.Opened]).Room
			ada.sits(mine)
			ada.desk.Relock(mine, word, true)
			tt.end(ada.desk, mine)
			await(ada, func(e vm.Closed) bool { return e.Room == mine })
			ada.end()
			if where := tracesOf(t, profile, word); len(where) > 0 {
				t.Errorf("the password is still in %q", where)
			}
			if where := tracesOf(t, profile, "Laboratory"); tt.name == "forget" && len(where) > 0 {
				t.Errorf("the room is still in %q", where)
			}
			settings, err := os.ReadFile(filepath.Join(profile, "settings.json"))
			if err != nil || bytes.Contains(settings, []byte(`"rooms"`)) {
				t.Errorf("the room comes back into the window: %s, %v", settings, err)
			}
		})
	}
}

// TestForgetOnFullDisk forgets a room while the settings cannot be written: what
// was noted before does not bring it back when they can.
func TestForgetOnFullDisk(t *testing.T) {
	ada, bos := named(t, "Ada", t.TempDir()), t.TempDir()
	ada.desk.Host(vm.NewRoom{Name: "Laboratory"})
	await(ada, anyOf[vm.Opened])
	bo := named(t, "Bo", bos)
	found := bo.seesRooms(1)[0]
	full := filepath.Join(bos, "settings.json.new") // which a new file would be written to
	if err := os.Mkdir(full, 0o700); err != nil {
		t.Fatal(err)
	}
	bo.desk.JoinFound(found.Host, found.Room)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.sits(room)
	bo.desk.Forget(room)
	await(bo, func(e vm.Closed) bool { return e.Room == room })
	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	bo.end()
	if where := tracesOf(t, bos, append(raw(found.Room), "Laboratory")...); len(where) > 0 {
		t.Errorf("the room is still in %q", where)
	}
}

// TestCloseRightAfter closes the window while a room is still being put into it: the
// room is in the next one.
func TestCloseRightAfter(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	link := ada.invites(await(ada, anyOf[vm.Opened]).Room)
	for range 10 {
		bos, cys := t.TempDir(), t.TempDir()
		bo, cy := named(t, "Bo", bos), named(t, "Cy", cys)
		bo.desk.Join(link.String())
		cy.desk.Host(vm.NewRoom{Name: "Laboratory", Password: "swordfish"})
		bo.end()
		cy.end()
		for profile, want := range map[string]string{bos: `"rooms"`, cys: `"hosted"`} {
			settings, err := os.ReadFile(filepath.Join(profile, "settings.json"))
			if err != nil || !bytes.Contains(settings, []byte(want)) || !bytes.Contains(settings, []byte(`"rooms"`)) {
				t.Errorf("kept is %s, %v", settings, err)
			}
		}
	}
}

// TestKnown leaves two rooms, one of them hosted here, and puts each back into the
// window while the other's host is away.
func TestKnown(t *testing.T) {
	adas, bos := t.TempDir(), t.TempDir()
	ada, bo := named(t, "Ada", adas), named(t, "Bo", bos)
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	mine := await(ada, anyOf[vm.Opened]).Room
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	r := bo.seesRooms(1)[0]
	bo.desk.JoinFound(r.Host, r.Room)
	his := await(bo, anyOf[vm.Opened]).Room
	bo.sits(his)
	ada.desk.Say(mine, "remember me")
	bo.hears(his, "remember me")
	bo.desk.Leave(his)
	known := await(bo, func(e vm.Known) bool { return len(e.Rooms) == 1 }).Rooms[0]
	if known.Room != r.Room || known.Name != "Lab" || known.Hosted || known.Host != r.Host || known.Newest.IsZero() {
		t.Errorf("Bo knows %+v", known)
	}
	ada.desk.Leave(mine)
	known = await(ada, func(e vm.Known) bool { return len(e.Rooms) == 1 }).Rooms[0]
	if !known.Hosted || known.Locked || known.Name != "Lab" {
		t.Errorf("Ada knows %+v", known)
	}

	bo.desk.Reopen(r.Room)
	e := await(bo, anyOf[vm.Opened])
	if got := await(bo, anyOf[vm.Remembered]); got.Room != e.Room || len(got.Lines) != 1 {
		t.Errorf("of %+v is remembered %+v", e, got)
	}
	await(bo, func(l vm.Linked) bool { return l.Room == e.Room && l.Link == vm.Reconnecting })

	ada.desk.Reopen(r.Room)
	if e := await(ada, anyOf[vm.Opened]); !e.Hosting {
		t.Errorf("Ada's own room opens as %+v", e)
	}
	if at := await(ada, anyOf[vm.Listening]).Addresses[0]; at != address {
		t.Errorf("it is open at %s, not at %s", at, address)
	}
	bo.sits(e.Room)
	ada.end()
	await(bo, func(l vm.Linked) bool { return l.Room == e.Room && l.Link == vm.Reconnecting })
	bo.end()
	bo = openDesk(t, bos)
	if a := await(bo, anyOf[vm.Absent]); a.Since.IsZero() {
		t.Errorf("%+v", a)
	}
}

// TestForgetUnreached forgets a room that was never reached, of which nothing but
// the address and a line that waits is known.
func TestForgetUnreached(t *testing.T) {
	profile := t.TempDir()
	bo := named(t, "Bo", profile)
	bo.desk.Join("127.0.0.1:1")
	room := await(bo, anyOf[vm.Opened]).Room
	bo.desk.Say(room, "buried treasure")
	await(bo, anyOf[vm.Queued])
	bo.desk.Forget(room)
	await(bo, func(e vm.Closed) bool { return e.Room == room })
	bo.end()
	if where := tracesOf(t, profile, "buried treasure", "127.0.0.1:1"); len(where) > 0 {
		t.Errorf("Bo still has %q", where)
	}
}
