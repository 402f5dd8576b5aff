package app_test

import (
	"strings"
	"testing"
	"time"

	"landline/netcore/history"
)

// TestLinesLeftByAKill kills a joiner whose lines the room never got: the next
// one says them, in their order and before its own.
func TestLinesLeftByAKill(t *testing.T) {
	host, address := newRestartableHost(t)
	profile := t.TempDir()
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	bo.next("entered")
	host.kill()
	bo.next("reconnecting")
	bo.say("one", "two", "three")
	awaitOutbox(t, profile, "address "+address, 3)
	bo.kill()
	host.open()
	again := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	again.say("four")
	_ = again.stdin.Close()
	if _, code := again.rest(); code != 0 {
		t.Errorf("join ended with %d: %s", code, again.stderr.String())
	}
	if !strings.Contains(again.stderr.String(), "3 lines that were left from earlier") {
		t.Errorf("people read %q", again.stderr.String())
	}
	for i, want := range []string{"one", "two", "three", "four"} {
		if e := host.next("said"); e.Text != want || e.Seq != uint64(i+1) {
			t.Errorf("number %d was %q, want %q", e.Seq, e.Text, want)
		}
	}
}

// awaitOutbox waits until so many lines of a place are on disk.
func awaitOutbox(t *testing.T, profile, place string, lines int) {
	t.Helper()
	store, err := history.Open(profile, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	ticks := time.NewTicker(10 * time.Millisecond)
	defer ticks.Stop()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		seat, err := store.Seat(place)
		if err != nil {
			t.Fatal(err)
		}
		if len(seat.Outbox()) == lines {
			return
		}
		select {
		case <-ticks.C:
		case <-late.C:
			t.Fatalf("%d of %d lines are on disk", len(seat.Outbox()), lines)
		}
	}
}
