package history

import (
	"testing"

	"landline/netcore/chat"
)

// TestAnotherHostChangesNothing has somebody host a room under the id and the
// epoch of one that was met elsewhere, as whoever was in it knows them, and say
// there that its lines were edited and deleted.
func TestAnotherHostChangesNothing(t *testing.T) {
	s := storeIn(t, t.TempDir())
	epoch, lines := chat.NewEpoch(), numbered(1, 2)
	at := seatAt(t, s, place)
	enter(t, at, stay(epoch, 0, 2, false))
	save(t, at, Change{Said: lines})

	others := stay(epoch, 0, 4, false)
	others.Host = ada
	elsewhere := seatAt(t, s, "address 192.0.2.66:7678")
	enter(t, elsewhere, others)
	changed, gone := edit(lines[0], "never said"), erase(lines[1])
	changed.Seq, gone.Seq = 3, 4
	save(t, elsewhere, Change{Said: []chat.Message{changed, gone}})

	got, err := at.Newest(10)
	if err != nil || len(got) != 2 || got[0] != lines[0] || got[1] != lines[1] {
		t.Errorf("the lines are %+v, %v", got, err)
	}
}

// TestAnotherHostBeginsAnew has the same false host be found as a room, whose
// place knows the log from elsewhere: it is not gone on with.
func TestAnotherHostBeginsAnew(t *testing.T) {
	s := storeIn(t, t.TempDir())
	epoch, lines := chat.NewEpoch(), numbered(1, 3)
	at := seatAt(t, s, place)
	enter(t, at, stay(epoch, 0, 3, false))
	save(t, at, Change{Said: lines[:2]})

	others := stay(epoch, 2, 3, true)
	others.Host = ada
	found := seatAt(t, s, "room "+desk.String())
	enter(t, found, others)
	save(t, found, Change{Said: lines[2:]})
	if got, err := at.Newest(10); err != nil || len(got) != 2 {
		t.Errorf("the lines are %+v, %v", got, err)
	}
}

// TestHostWithANewKey hosts a room on with a key that was made anew.
func TestHostWithANewKey(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	appendAll(t, l, messages(2))
	at := seatAt(t, s, "room "+desk.String())
	for _, key := range []chat.MemberID{ada, bo} {
		own := stay(l.Epoch(), 2, 2, true)
		own.Host = key
		enter(t, at, own)
		if room, err := at.Describe(); err != nil || !room.Hosted || room.Host != key {
			t.Errorf("the room is %+v, %v", room, err)
		}
	}
}

// TestAnotherHostOfAnOwnRoom has somebody host a room under the id and the epoch of
// one that is hosted here: theirs is another log, whether this computer has sat in
// its own or not.
func TestAnotherHostOfAnOwnRoom(t *testing.T) {
	for _, sat := range []bool{false, true} {
		s := storeIn(t, t.TempDir())
		l := logOf(t, s)
		appendAll(t, l, messages(2))
		own := stay(l.Epoch(), 2, 2, true)
		if sat {
			enter(t, seatAt(t, s, "room "+desk.String()), own)
		}
		others := stay(l.Epoch(), 0, 3, false)
		others.Host = ada
		seat := seatAt(t, s, "address 192.0.2.66:7678")
		enter(t, seat, others)
		save(t, seat, Change{Said: numbered(3, 3)})
		if r, err := seat.Describe(); err != nil || r.Hosted || r.Lines != 1 {
			t.Errorf("sat before: %t: their room is %+v, %v", sat, r, err)
		}
		if _, head := l.Bounds(); head != 2 {
			t.Errorf("sat before: %t: the own log ends with %d", sat, head)
		}
		at := seatAt(t, s, place) // the own room, by its address
		enter(t, at, own)
		if r, err := at.Describe(); err != nil || r.Hosted != sat {
			t.Errorf("sat before: %t: by its address the own room is %+v, %v", sat, r, err)
		}
	}
}
