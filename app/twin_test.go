package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

// leaves gives up a room, and waits until that is done.
func (s *screen) leaves(room vm.Key) {
	s.t.Helper()
	s.desk.Leave(room)
	await(s, func(e vm.Closed) bool { return e.Room == room })
}

// misled is an invitation to where a twin is open, with its key.
func misled(t *testing.T, link netcore.Invitation, to event) netcore.Invitation {
	t.Helper()
	link.Target.Port = uint16(to.Port)
	if err := link.Key.UnmarshalText([]byte(to.Fingerprint)); err != nil {
		t.Fatal(err)
	}
	return link
}

// satIn is a room that Ada hosts and in which Bo sat before: her window and her room
// in it, and his window.
func satIn(t *testing.T, profile string) (ada *screen, hers vm.Key, link netcore.Invitation, bo *screen) {
	t.Helper()
	ada, bo = named(t, "Ada", t.TempDir()), named(t, "Bo", profile)
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	hers = await(ada, anyOf[vm.Opened]).Room
	link = ada.invites(hers)
	ada.desk.Say(hers, "treasured words")
	bo.desk.Join(link.String())
	room := await(bo, anyOf[vm.Opened]).Room
	bo.hears(room, "treasured words")
	bo.leaves(room)
	return ada, hers, link, bo
}

// TestLinesStayWithTheirHost has Bo say something to a host who uses the id of Ada's
// room, and is refused: Ada never hears it, and it is not lost. Once Bo has taken
// that host's key it is said there, and once more it is not.
func TestLinesStayWithTheirHost(t *testing.T) {
	profile := t.TempDir()
	ada, hers, link, bo := satIn(t, profile)
	p, eve := twin(t, "Eve's", link.Room, "0")
	trap := misled(t, link, eve)
	click := func() vm.Key {
		t.Helper()
		bo.desk.Join(trap.String())
		room := await(bo, anyOf[vm.Opened]).Room
		bo.ends(room, vm.KeyChanged)
		return room
	}
	room := click()
	bo.desk.Say(room, "for Eve alone")
	bo.desk.Draft(room, "a draft for Eve")
	bo.leaves(room)
	bo.desk.Reopen(link.Room)
	room = await(bo, anyOf[vm.Opened]).Room
	for {
		e := await(bo, func(e vm.Event) bool { return true })
		switch e := e.(type) {
		case vm.Queued:
			t.Errorf("in Ada's room waits %q", e.Text)
		case vm.Drafted:
			t.Errorf("in Ada's room there is the draft %q", e.Text)
		}
		if linked, ok := e.(vm.Linked); ok && linked.Room == room && linked.Link == vm.Seated {
			break
		}
	}
	bo.desk.Say(room, "for Ada")
	await(ada, func(e vm.Happened) bool {
		said, ok := e.Event.(chat.Said)
		if ok && e.Room == hers && said.Text == "for Eve alone" {
			t.Error("Ada hears what was said to Eve")
		}
		return ok && said.Text == "for Ada"
	})
	bo.leaves(room)

	click()
	bo.end()
	bo = openDesk(t, profile)
	room = await(bo, anyOf[vm.Opened]).Room
	if e := await(bo, anyOf[vm.Queued]); e.Room != room || e.Text != "for Eve alone" {
		t.Errorf("with Eve waits %+v", e)
	}
	if e := await(bo, anyOf[vm.Drafted]); e.Room != room || e.Text != "a draft for Eve" {
		t.Errorf("with Eve there is the draft %+v", e)
	}
	bo.ends(room, vm.KeyChanged)
	bo.desk.TrustNewKey(room, eve.Fingerprint)
	bo.hears(room, "for Eve alone")
	bo.desk.Say(room, "to Eve, too")
	bo.hears(room, "to Eve, too")
	bo.desk.Draft(room, "more for Eve")
	bo.end()

	bo = openDesk(t, profile)
	room = await(bo, anyOf[vm.Opened]).Room
	if e := await(bo, anyOf[vm.Drafted]); e.Room != room || e.Text != "more for Eve" {
		t.Errorf("once her key is the room's, there is the draft %+v", e)
	}
	bo.desk.Say(room, "the last")
	bo.hears(room, "the last")
	bo.end()
	for _, want := range []string{"for Eve alone", "to Eve, too", "the last"} {
		if e := p.next("said"); e.Text != want {
			t.Errorf("Eve hears %q, want %q", e.Text, want)
		}
	}
}

// TestTwinTakesNoPlace has Bo go back to Ada's room while a host who uses its id is
// refused: what he says there is kept, in this window and in the next one.
func TestTwinTakesNoPlace(t *testing.T) {
	profile := t.TempDir()
	ada, _, link, bo := satIn(t, profile)
	ada.end()
	_, eve := twin(t, "Lab", link.Room, "0")
	bo.desk.Join(misled(t, link, eve).String())
	bo.ends(await(bo, anyOf[vm.Opened]).Room, vm.KeyChanged)
	bo.desk.Reopen(link.Room)
	room := await(bo, anyOf[vm.Opened]).Room
	await(bo, func(e vm.Linked) bool { return e.Room == room && e.Link == vm.Reconnecting })
	bo.desk.Say(room, "precious line")
	bo.end()
	wantTraces(t, profile, true, "precious line")

	for range 3 { // both begin at once, in any order
		bo = openDesk(t, profile)
		for seats, queued := 0, 0; seats < 2 || queued < 1; {
			switch e := await(bo, func(vm.Event) bool { return true }).(type) {
			case vm.Opened:
				seats++
			case vm.Queued:
				queued++
			case vm.Warned:
				if e.Text != "" {
					t.Errorf("Bo is warned: %s", e.Text)
				}
			}
		}
		bo.end()
	}
}

// TestForgetUnderANewKey forgets a room that is shown, and for whose address a new
// key was trusted that nobody has shown yet.
func TestForgetUnderANewKey(t *testing.T) {
	profile := t.TempDir()
	ada, bo := named(t, "Ada", t.TempDir()), named(t, "Bo", profile)
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	hers := await(ada, anyOf[vm.Opened]).Room
	address := fmt.Sprintf("127.0.0.1:%d", ada.invites(hers).Target.Port)
	ada.desk.Say(hers, "treasured words")
	bo.desk.Join(address)
	bo.hears(await(bo, anyOf[vm.Opened]).Room, "treasured words")
	bo.end()
	ada.end()
	if _, stderr, code := carry(t, "", "trust", address, strings.Repeat("ab", 32), "--profile", profile); code != 0 {
		t.Fatal(code, stderr)
	}
	bo = openDesk(t, profile)
	room := await(bo, func(e vm.Remembered) bool { return len(e.Lines) > 0 }).Room
	bo.desk.Export(room, vm.FormatText, filepath.Join(t.TempDir(), "room.txt"))
	if e := await(bo, anyOf[vm.Exported]); e.Lines != 1 {
		t.Errorf("written down is %+v", e)
	}
	bo.desk.Search(vm.Query{Text: "treasured", Room: room})
	if e := await(bo, anyOf[vm.Hits]); len(e.List) != 1 || e.List[0].Here != room {
		t.Errorf("found is %+v", e)
	}
	bo.desk.Forget(room)
	await(bo, func(e vm.Closed) bool { return e.Room == room })
	bo.end()
	wantTraces(t, profile, false, "treasured words")
}

// TestOwnRoomWithoutSettings moves the file of settings away, as people are told to
// do with a damaged one: a room that was hosted before is nobody else's.
func TestOwnRoomWithoutSettings(t *testing.T) {
	profile := t.TempDir()
	bo := named(t, "Bo", profile)
	bo.desk.Host(vm.NewRoom{Name: "Diary"})
	link := bo.invites(await(bo, anyOf[vm.Opened]).Room)
	bo.end()
	if err := os.Remove(filepath.Join(profile, "settings.json")); err != nil {
		t.Fatal(err)
	}
	_, eve := twin(t, "Diary", link.Room, "0")
	trap := misled(t, link, eve)
	bo = named(t, "Bo", profile)
	bo.desk.Join(trap.Target.HostPort())
	bo.ends(await(bo, anyOf[vm.Opened]).Room, vm.RoomCopied)
	bo.desk.Join(trap.String())
	if e := await(bo, anyOf[vm.JoinFailed]).Trouble; e.Kind != vm.RoomCopied {
		t.Errorf("by an invitation: %+v", e)
	}
	bo.end()
	if _, stderr, code := carry(t, "", "trust", link.Room.String(), eve.Fingerprint, "--profile", profile); code != 2 || !strings.Contains(stderr, "You host that room yourself") {
		t.Errorf("trust ended with %d: %s", code, stderr)
	}
}

// TestRoomOfAnEarlierProgram opens a profile that knows a room by its address alone:
// the host is still the one that the history names, and no other.
func TestRoomOfAnEarlierProgram(t *testing.T) {
	profile := t.TempDir()
	ada, bo := named(t, "Ada", t.TempDir()), named(t, "Bo", profile)
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	link := ada.invites(await(ada, anyOf[vm.Opened]).Room)
	address := fmt.Sprintf("127.0.0.1:%d", link.Target.Port)
	bo.desk.Join(address)
	bo.sits(await(bo, anyOf[vm.Opened]).Room)
	bo.end()
	path := filepath.Join(profile, "known_hosts")
	known, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var kept strings.Builder
	for line := range strings.Lines(string(known)) {
		if !strings.Contains(line, `"room `) {
			kept.WriteString(line)
		}
	}
	if err := os.WriteFile(path, []byte(kept.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	_, eve := twin(t, "Lab", link.Room, "0")
	trap := misled(t, link, eve)
	for _, tt := range []struct {
		target string
		code   int
	}{{trap.Target.HostPort(), 6}, {trap.String(), 6}, {address, 0}, {link.String(), 0}, {trap.String(), 6}} {
		stdout, stderr, code := carry(t, "", "join", tt.target, "--json", "--profile", profile)
		if code != tt.code {
			t.Errorf("join %s ended with %d: %s%s", tt.target, code, stdout, stderr)
		}
	}
	if known, err = os.ReadFile(path); err != nil || strings.Contains(string(known), eve.Fingerprint) {
		t.Errorf("known hosts are %s, %v", known, err)
	}
}

// knowAs makes a profile know a room by the key of an invitation, and no longer by
// that of a twin: as an earlier program did, which let the twin in all the same.
func knowAs(t *testing.T, profile string, link netcore.Invitation, twin event) {
	t.Helper()
	path := filepath.Join(profile, "known_hosts")
	known, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	place := ` "room ` + link.Room.String() + `"`
	if err := os.WriteFile(path, []byte(strings.Replace(string(known), twin.Fingerprint+place, link.Key.String()+place, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}
