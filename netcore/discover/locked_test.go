package discover

import (
	"slices"
	"testing"

	"landline/netcore/chat"
)

func TestBeaconTellsOfPasswords(t *testing.T) {
	hall := Hosting{Room: roomOf("Hall"), Name: "Hall", HostName: "Ada", Port: 7678}
	lab := Hosting{Room: roomOf("Lab"), Name: "Lab", HostName: "Ada", Port: 7679, Locked: true}
	b := bodies(false, []Hosting{hall, lab}, []chat.RoomID{})[0]
	b.Seq, b.By = 1, make([]byte, 8)
	got, err := open(seal(signerOf("Ada"), b))
	if err != nil || !slices.Equal(got.rooms, []Hosting{hall, lab}) {
		t.Errorf("opened as %+v, %v", got.rooms, err)
	}
}

func TestTXTTellsOfPasswords(t *testing.T) {
	r := recordOf("Lab")
	before := r.strings()
	r.locked = true
	fields := r.strings()
	if !slices.Equal(fields[:len(fields)-1], before) || fields[len(fields)-1] != "l=1" {
		t.Errorf("a locked room tells %q, an open one %q", fields, before)
	}
	for field, want := range map[string]bool{"l=1": true, "l=0": false, "l=": false, "l=true": false, "l": false, "L=1": false} {
		got, err := parseTXT(append(slices.Clone(before), field))
		if err != nil || got.locked != want {
			t.Errorf("with %q locked is %v, %v", field, got.locked, err)
		}
	}
}

// TestLockOfARoom hears of a room's password by both ways. What is signed wins.
func TestLockOfARoom(t *testing.T) {
	locked := func(s sighting) sighting { s.locked = true; return s }
	steps := []struct {
		heard sighting
		want  bool // whether a change is reported
		shown bool
	}{
		{answerOf("10.0.0.1"), true, false},
		{locked(answerOf("10.0.0.1")), true, true},
		{beaconOf(1, "10.0.0.1"), true, false},
		{locked(answerOf("10.0.0.1")), false, false},
		{locked(beaconOf(2, "10.0.0.1")), true, true},
		{answerOf("10.0.0.1"), false, true},
		{beaconOf(1, "10.0.0.1"), false, true}, // late
	}
	table := newTable()
	for i, s := range steps {
		changes := table.see(s.heard, at(float64(i)))
		if (len(changes) > 0) != s.want || table.rooms()[0].Locked != s.shown {
			t.Errorf("step %d: reported %+v, shown %+v", i, changes, table.rooms()[0])
		}
	}
}

// TestToldAnewWithALock changes nothing but the password of a room.
func TestToldAnewWithALock(t *testing.T) {
	a := listed{port: 7678, record: recordOf("Lab")}
	b := a
	if b.locked = true; a.equal(b) {
		t.Error("a room that got a password is told as before")
	}
}
