package history

import (
	"slices"
	"testing"

	"landline/netcore/chat"
)

func TestEnter(t *testing.T) {
	epoch, next := chat.Epoch{1}, chat.Epoch{2}
	other := stay(epoch, 0, 10, false)
	other.Room = chat.RoomID{9}
	kept := stay(epoch, 22, 25, true)
	kept.First = 23
	for name, test := range map[string]struct {
		second chat.Entered
		cursor chat.Cursor
		same   bool // the log goes on
	}{
		"resumed":                      {stay(epoch, 20, 25, true), chat.Cursor{Epoch: epoch, Seq: 20}, true},
		"resumed beyond what is kept":  {kept, chat.Cursor{Epoch: epoch, Seq: 22}, true},
		"resumed beyond what is here":  {stay(epoch, 22, 25, true), chat.Cursor{Epoch: epoch, Seq: 20}, true},
		"another life":                 {stay(next, 3, 5, false), chat.Cursor{Epoch: next, Seq: 3}, false},
		"set back, and shorter":        {stay(epoch, 0, 15, false), chat.Cursor{Epoch: epoch}, false},
		"set back, and longer by now":  {stay(epoch, 5, 25, false), chat.Cursor{Epoch: epoch, Seq: 5}, false},
		"resumed, which cannot be":     {stay(epoch, 10, 15, true), chat.Cursor{Epoch: epoch, Seq: 10}, false},
		"another room at this address": {other, chat.Cursor{Epoch: epoch}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := storeIn(t, t.TempDir())
			seat := seatAt(t, s, place)
			enter(t, seat, stay(epoch, 10, 20, false))
			old, read := numbered(11, 20), uint64(15)
			save(t, seat, Change{Said: old, Read: &read})
			enter(t, seat, test.second)
			c := seat.Cursor()
			if test.same && c.Seq == 20 {
				test.cursor.ID = old[9].ID
			}
			if c != test.cursor {
				t.Errorf("cursor %v, want %v", c, test.cursor)
			}
			if got := seat.Read(); (got == 15) != test.same {
				t.Errorf("read %d", got)
			}
			newest, err := seat.Newest(100)
			if err != nil || test.same && !slices.Equal(newest, old) || !test.same && len(newest) > 0 {
				t.Errorf("newest %v, %v", seqs(newest), err)
			}
			if lines := count(t, s, "SELECT count(*) FROM lines"); lines != 10 {
				t.Errorf("%d of 10 old lines are left", lines)
			}
			if retired := count(t, s, "SELECT count(*) FROM logs WHERE retired = 1"); (retired == 1) == test.same {
				t.Errorf("%d retired logs", retired)
			}
		})
	}
}

// TestEnterSetBackAndEmpty comes back to a log that was set back, of which
// nothing was stored yet: what follows begins where the new stay does.
func TestEnterSetBackAndEmpty(t *testing.T) {
	s := storeIn(t, t.TempDir())
	seat, epoch := seatAt(t, s, place), chat.Epoch{1}
	enter(t, seat, stay(epoch, 20, 20, false))
	enter(t, seat, stay(epoch, 5, 10, false))
	said := numbered(6, 10)
	save(t, seat, Change{Said: said})
	if c := seat.Cursor(); c != (chat.Cursor{Epoch: epoch, Seq: 10, ID: said[4].ID}) {
		t.Errorf("cursor %v", c)
	}
}

// TestEnterOwnRoom seats a person in the room that they host: they share its
// rows.
func TestEnterOwnRoom(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	said, err := l.Append(messages(10))
	if err != nil {
		t.Fatal(err)
	}
	seat := seatAt(t, s, "room "+desk.String())
	if c := seat.Cursor(); c != (chat.Cursor{Epoch: l.Epoch(), Seq: 10, ID: said[9].ID}) {
		t.Errorf("cursor %v", c)
	}
	enter(t, seat, stay(l.Epoch(), 5, 10, false))
	before := s.commits()
	save(t, seat, Change{Said: said})
	if s.commits() != before {
		t.Error("what is stored already was written again")
	}
	if newest, err := seat.Newest(3); err != nil || !slices.Equal(newest, said[7:]) {
		t.Errorf("newest %v, %v", newest, err)
	}
	if lines := count(t, s, "SELECT count(*) FROM lines"); lines != 10 {
		t.Errorf("%d lines, want 10", lines)
	}
	if room, err := seat.Describe(); err != nil || !room.Hosted || room.Lines != 10 {
		t.Errorf("room %+v, %v", room, err)
	}
}

// TestEnterFromASecondPlace goes on with a log that was stored from elsewhere,
// where the host finds it to be its own, and begins another one otherwise.
func TestEnterFromASecondPlace(t *testing.T) {
	s := storeIn(t, t.TempDir())
	epoch := chat.NewEpoch()
	first := seatAt(t, s, place)
	enter(t, first, stay(epoch, 0, 10, false))
	save(t, first, Change{Said: numbered(1, 10)})

	byRoom := seatAt(t, s, "room "+desk.String())
	if byRoom.Cursor() != first.Cursor() {
		t.Errorf("cursor %v, want %v", byRoom.Cursor(), first.Cursor())
	}
	enter(t, byRoom, stay(epoch, 10, 10, true))
	save(t, byRoom, Change{Said: numbered(11, 12)})
	if first.Cursor().Seq != 12 {
		t.Errorf("the places do not share the log: %v", first.Cursor())
	}

	stranger := seatAt(t, s, "address 192.0.2.8:7678")
	enter(t, stranger, stay(epoch, 8, 12, false))
	if c := stranger.Cursor(); c.Seq != 8 {
		t.Errorf("cursor %v", c)
	}
	rooms, err := s.Rooms()
	if err != nil || len(rooms) != 3 {
		t.Fatalf("rooms %+v, %v", rooms, err)
	}
	if rooms[0].Place != "address 192.0.2.8:7678" || rooms[0].Lines != 0 || rooms[1].Lines != 12 || rooms[2].Lines != 12 {
		t.Errorf("rooms %+v", rooms)
	}
}
