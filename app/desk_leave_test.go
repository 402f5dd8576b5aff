package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestDeskLeavesAndReturns leaves a room with lines on their way while its host
// is away, and joins it again at once: what was heard, what waits and what was
// being written are there.
func TestDeskLeavesAndReturns(t *testing.T) {
	host, address := filledHost(t, 3)
	bo := openDesk(t, t.TempDir())
	bo.desk.Rename("Bo")
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.hears(room, "line number 3")
	host.kill()
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Reconnecting })
	bo.desk.Say(room, "one")
	one := await(bo, anyOf[vm.Queued])
	bo.desk.Draft(room, "and then")
	bo.desk.Leave(room)
	host.open()
	bo.desk.Join(address)
	again := await(bo, func(e vm.Opened) bool { return e.Room != room }).Room
	if shown := await(bo, anyOf[vm.Remembered]); shown.Room != again || len(shown.Lines) != 3 {
		t.Errorf("remembered %+v", shown)
	}
	if e := await(bo, anyOf[vm.Queued]); e.Room != again || e.ID != one.ID {
		t.Errorf("%+v came back as %+v", one, e)
	}
	if e := await(bo, anyOf[vm.Drafted]); e.Text != "and then" {
		t.Errorf("the draft came back as %q", e.Text)
	}
	if said := bo.hears(again, "one"); said.ID != one.ID || said.Seq != 4 {
		t.Errorf("it was said as %+v", said.Message)
	}
}

// TestDeskRejoins leaves a room while its host is there, which takes a moment,
// and joins it again before that is over.
func TestDeskRejoins(t *testing.T) {
	_, address := filledHost(t, 3)
	bo := openDesk(t, t.TempDir())
	bo.desk.Rename("Bo")
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.hears(room, "line number 3")
	bo.desk.Leave(room)
	bo.desk.Join(address)
	again := await(bo, func(e vm.Opened) bool { return e.Room != room }).Room
	if e := enteredIn(bo, again); !e.Resumed || e.After != 3 {
		t.Errorf("entered %+v", e)
	}
}

// TestDeskOpensAClosedRoom closes a room and opens it again at once: it is the
// same one.
func TestDeskOpensAClosedRoom(t *testing.T) {
	ada := openDesk(t, t.TempDir())
	ada.desk.Rename("Ada")
	ada.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	first := await(ada, anyOf[vm.Opened]).Room
	before := enteredIn(ada, first)
	ada.desk.Leave(first)
	ada.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	again := await(ada, func(e vm.Opened) bool { return e.Room != first }).Room
	if after := enteredIn(ada, again); after.Room != before.Room || after.Epoch != before.Epoch || !after.Resumed {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

// TestRoomLeftOnAFullDisk leaves a hosted room while settings cannot be written:
// the person hears of it, and that it is over, and the room does not open again
// at the next start.
func TestRoomLeftOnAFullDisk(t *testing.T) {
	profile := t.TempDir()
	ada := openDesk(t, profile)
	ada.desk.Rename("Ada")
	ada.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	lab := await(ada, anyOf[vm.Opened]).Room
	await(ada, func(e vm.Linked) bool { return e.Link == vm.Seated })
	full := filepath.Join(profile, "settings.json.new") // where the file is written before it takes the old one's place
	for os.Mkdir(full, 0o700) != nil {
		await(ada, anyOf[vm.Event]) // it is being written at this moment
	}
	ada.desk.Leave(lab)
	await(ada, func(e vm.Warned) bool { return strings.Contains(e.Text, "Settings") })
	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	await(ada, func(e vm.Warned) bool { return e.Text == "" })
	ada.end()
	ada = openDesk(t, profile)
	ada.desk.Host(vm.NewRoom{Name: "Attic", Port: 0})
	if e := await(ada, anyOf[vm.Opened]); e.Name != "Attic" {
		t.Errorf("the next start opened %q", e.Name)
	}
}

// enteredIn waits until a room is entered.
func enteredIn(s *screen, room vm.Key) (entered chat.Entered) {
	await(s, func(e vm.Happened) bool {
		first, ok := e.Event.(chat.Entered)
		if ok && e.Room == room {
			entered = first
		}
		return ok && e.Room == room
	})
	return entered
}
