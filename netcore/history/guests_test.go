package history

import (
	"encoding/binary"
	"slices"
	"testing"

	"landline/netcore/chat"
)

func guest(n int) (id chat.MemberID) {
	binary.BigEndian.PutUint32(id[:], uint32(n))
	return id
}

func note(t testing.TB, l *Log, came, gone []chat.MemberID) {
	t.Helper()
	if err := l.NoteGuests(came, gone); err != nil {
		t.Fatal(err)
	}
}

func guests(t testing.TB, l *Log) []chat.MemberID {
	t.Helper()
	list, err := l.Guests()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestGuests(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	other, err := s.Log(chat.RoomID{9}, "Lab")
	if err != nil {
		t.Fatal(err)
	}
	note(t, other, []chat.MemberID{guest(99)}, nil)
	for i, step := range []struct{ came, gone, want []chat.MemberID }{
		{nil, nil, nil},
		{[]chat.MemberID{guest(3), guest(1)}, nil, []chat.MemberID{guest(3), guest(1)}},
		{[]chat.MemberID{guest(3), guest(2)}, nil, []chat.MemberID{guest(1), guest(3), guest(2)}}, // came again
		{nil, []chat.MemberID{guest(3), guest(7)}, []chat.MemberID{guest(1), guest(2)}},
		{[]chat.MemberID{guest(4), guest(4)}, []chat.MemberID{guest(4)}, []chat.MemberID{guest(1), guest(2)}},
	} {
		note(t, l, step.came, step.gone)
		shutDown(t, s)
		s = storeIn(t, dir)
		l = logOf(t, s)
		if got := guests(t, l); !slices.Equal(got, step.want) {
			t.Errorf("step %d: %v, want %v", i, got, step.want)
		}
	}
	if other, err = s.Log(chat.RoomID{9}, "Lab"); err != nil {
		t.Fatal(err)
	}
	if got := guests(t, other); !slices.Equal(got, []chat.MemberID{guest(99)}) {
		t.Errorf("the other room has %v", got)
	}
}

// TestGuestsAreBounded forgets the oldest, one by one or many at once.
func TestGuestsAreBounded(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	var all []chat.MemberID
	for n := range guestsKept + 500 {
		all = append(all, guest(n))
	}
	note(t, l, all, nil)
	if got := guests(t, l); !slices.Equal(got, all[500:]) {
		t.Errorf("%d people from %v", len(got), got[0])
	}
	note(t, l, []chat.MemberID{guest(1), guest(500)}, nil)
	got := guests(t, l)
	if len(got) != guestsKept || got[0] != guest(502) || got[guestsKept-1] != guest(500) || got[guestsKept-2] != guest(1) {
		t.Errorf("%d people, %v to %v", len(got), got[0], got[len(got)-1])
	}
}
