package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDamagedHistory puts rubbish in the place of a joiner's history: it is set
// aside, with a word about it, and the room comes back from its host.
func TestDamagedHistory(t *testing.T) {
	host, address := hostRoom(t)
	host.say("one")
	host.next("said")
	profile := t.TempDir()
	if err := os.WriteFile(filepath.Join(profile, "history.db"), []byte(strings.Repeat("rubbish ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	_ = bo.stdin.Close()
	events, code := bo.rest()
	if ids := saidOnce(t, "Bo", events); len(ids) != 1 || code != 0 {
		t.Errorf("it printed %d lines and ended with %d", len(ids), code)
	}
	if !strings.Contains(bo.stderr.String(), "damaged") || !strings.Contains(bo.stderr.String(), profile) {
		t.Errorf("people read %q", bo.stderr.String())
	}
	if set, _ := filepath.Glob(filepath.Join(profile, "history.damaged-*.db")); len(set) != 1 {
		t.Errorf("set aside: %v", set)
	}
}

// TestRoomBegunAnew takes a host's history away: who was there before hears the
// new log from its beginning, and that it is a new one.
func TestRoomBegunAnew(t *testing.T) {
	host, address := newRestartableHost(t)
	profile := t.TempDir()
	host.say("one", "two")
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	before := bo.next("entered")
	bo.next("said")
	bo.next("said")
	host.end()
	bo.next("reconnecting")
	for _, file := range []string{"history.db", "history.db-wal", "history.db-shm"} {
		if err := os.RemoveAll(filepath.Join(host.profile, file)); err != nil {
			t.Fatal(err)
		}
	}
	host.open()
	after := bo.next("entered")
	if after.Room != before.Room || after.Epoch == before.Epoch || !after.Anew {
		t.Errorf("before %+v, after %+v", before, after)
	}
	host.say("three")
	if e := bo.next("said"); e.Seq != 1 || e.Text != "three" {
		t.Errorf("Bo heard %+v", e)
	}
	bo.kill()
	host.say("four")
	again := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	if e := again.next("said"); e.Seq != 2 {
		t.Errorf("then Bo heard %+v", e)
	}
}

// TestAnotherRoomAtTheAddress has one person host another room at a known
// address: whoever joins is a newcomer there.
func TestAnotherRoomAtTheAddress(t *testing.T) {
	host, address := newRestartableHost(t)
	profile := t.TempDir()
	host.say("one")
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	first := bo.next("entered")
	bo.next("said")
	bo.end()
	host.end()
	host.open("--name", "Attic")
	host.say("1", "2", "3")
	for range 3 {
		host.next("said")
	}
	again := start(t, nil, "join", address, "--as", "Bo", "--profile", profile, "--history", "1")
	if e := again.next("entered"); e.Room == first.Room || e.Anew {
		t.Errorf("Bo entered %+v", e)
	}
	if e := again.next("said"); e.Seq != 3 {
		t.Errorf("Bo heard %+v", e)
	}
}

// TestLineForAnotherRoom says a line to whichever room is at a known address
// now, and not one that an earlier join left there for another room.
func TestLineForAnotherRoom(t *testing.T) {
	host, address := newRestartableHost(t)
	profile := t.TempDir()
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	bo.next("entered")
	host.kill()
	bo.next("reconnecting")
	bo.say("for the old room")
	awaitOutbox(t, profile, "address "+address, 1)
	bo.kill()
	host.open("--name", "Attic")
	again := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	again.say("for the new room")
	_ = again.stdin.Close()
	events, code := again.rest()
	var said []string
	for _, e := range events {
		if e.Event == "said" {
			said = append(said, e.Text)
		}
	}
	if !slices.Equal(said, []string{"for the new room"}) || code != 3 {
		t.Errorf("it said %q and ended with %d", said, code)
	}
}

// TestRoomSetBack gives a host an older copy of its history: the epoch is the
// same, but lines that were heard are not in it any more.
func TestRoomSetBack(t *testing.T) {
	host, address := newRestartableHost(t)
	profile := t.TempDir()
	host.say("one")
	host.next("said")
	host.end()
	file := filepath.Join(host.profile, "history.db")
	older, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	host.open()
	host.say("two")
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	before := bo.next("entered")
	bo.next("said")
	if e := bo.next("said"); e.Text != "two" {
		t.Fatalf("Bo heard %+v", e)
	}
	host.end()
	bo.next("reconnecting")
	if err := os.WriteFile(file, older, 0o600); err != nil {
		t.Fatal(err)
	}
	host.open()
	host.say("another two")
	after := bo.next("entered")
	if after.Epoch != before.Epoch || !after.Anew {
		t.Errorf("before %+v, after %+v", before, after)
	}
	for _, want := range []string{"one", "another two"} {
		if e := bo.next("said"); e.Text != want {
			t.Errorf("Bo heard %+v, want %q", e, want)
		}
	}
}

// TestTwoHostsOfOneProfile hosts two rooms of one name with one profile: each has
// its own lines, also when they are opened again.
func TestTwoHostsOfOneProfile(t *testing.T) {
	first, _ := newRestartableHost(t)
	second := &restartableHost{t: t, profile: first.profile, port: "0"}
	one, two := first.next("entered"), second.open()
	if one.Room == two.Room {
		t.Fatal("both are one room")
	}
	second.say("hello")
	second.next("said")
	second.kill()
	second.open()
	if e := second.next("entered"); e.Room != two.Room || e.Seq != 1 {
		t.Errorf("the second room is %+v, was %s", e, two.Room)
	}
}
