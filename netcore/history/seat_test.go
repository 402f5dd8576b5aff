package history

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"landline/netcore/chat"
)

const place = "address 192.0.2.7:7678"

// stay is the beginning of a stay in a room that somebody else hosts.
func stay(epoch chat.Epoch, after, head uint64, resumed bool) chat.Entered {
	return chat.Entered{
		Room: desk, Host: bo, Name: "Front desk", Epoch: epoch, First: 1, Head: head, After: after, Resumed: resumed,
		Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: ada, Name: "Ada"}},
	}
}

func enter(t testing.TB, s *Seat, e chat.Entered) {
	t.Helper()
	if err := s.Enter(e); err != nil {
		t.Fatal(err)
	}
}

func save(t testing.TB, s *Seat, c Change) {
	t.Helper()
	if err := s.Save(c); err != nil {
		t.Fatal(err)
	}
}

func TestSeatIsKept(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	seat := seatAt(t, s, place)
	if id, name := seat.Room(); !id.IsZero() || name != "" || seat.Cursor() != (chat.Cursor{}) {
		t.Errorf("a new place is %v %q at %v", id, name, seat.Cursor())
	}
	draft := "hm"
	save(t, seat, Change{Draft: &draft}) // before any room was entered
	epoch := chat.NewEpoch()
	enter(t, seat, stay(epoch, 50, 60, false))
	if c := seat.Cursor(); c != (chat.Cursor{Epoch: epoch, Seq: 50}) {
		t.Errorf("cursor %v before anything was heard", c)
	}
	said, read := numbered(51, 60), uint64(55)
	save(t, seat, Change{Said: said, Read: &read})
	failed := Waiting{ID: chat.NewMessageID(), Text: "b", At: noon, Why: chat.Refuse(chat.NotKept, "full")}
	waiting := Waiting{ID: chat.NewMessageID(), Text: "a", At: noon}
	save(t, seat, Change{Waiting: []Waiting{waiting, failed}})
	shutDown(t, s)

	s = storeIn(t, dir)
	seat = seatAt(t, s, place)
	if id, name := seat.Room(); id != desk || name != "Front desk" {
		t.Errorf("room %v %q", id, name)
	}
	if c := seat.Cursor(); c != (chat.Cursor{Epoch: epoch, Seq: 60, ID: said[9].ID}) {
		t.Errorf("cursor %v", c)
	}
	if seat.Read() != 55 || seat.Draft() != "hm" {
		t.Errorf("read %d, draft %q", seat.Read(), seat.Draft())
	}
	if got := seat.Outbox(); !slices.Equal(got, []Waiting{waiting, failed}) {
		t.Errorf("outbox %v", got)
	}
	newest, err := seat.Newest(4)
	if err != nil || !slices.Equal(newest, said[6:]) {
		t.Errorf("newest %v, %v", newest, err)
	}
	room, err := seat.Describe()
	if err != nil {
		t.Fatal(err)
	}
	want := Room{
		ID: desk, Name: "Front desk", Epoch: epoch, Host: bo, Place: place,
		Lines: 10, First: 51, Head: 60, Bytes: int64(9*len("line 1") + len("line 10")), Newest: noon.Add(9 * time.Second),
	}
	if !equalRooms(room, want) {
		t.Errorf("got\n%+v, want\n%+v", room, want)
	}
}

func equalRooms(a, b Room) bool {
	gaps := slices.Equal(a.Gaps, b.Gaps)
	a.Gaps, b.Gaps = nil, nil
	return gaps && a.ID == b.ID && a.Name == b.Name && a.Epoch == b.Epoch && a.Host == b.Host && a.Place == b.Place &&
		a.Hosted == b.Hosted && a.Lines == b.Lines && a.First == b.First && a.Head == b.Head && a.Bytes == b.Bytes &&
		a.Keep == b.Keep && a.Newest.Equal(b.Newest)
}

// TestSeatHoles has lines come with holes, late, twice and in any order.
func TestSeatHoles(t *testing.T) {
	seat := seatAt(t, storeIn(t, t.TempDir()), place)
	enter(t, seat, stay(chat.NewEpoch(), 10, 40, false))
	all := numbered(1, 40)
	part := func(first, last int) []chat.Message { return all[first-1 : last] }
	steps := []struct {
		said   []chat.Message
		cursor uint64
		gaps   [][2]uint64
		newest []uint64
	}{
		{part(30, 32), 10, nil, []uint64{30, 31, 32}}, // a live line before the older ones
		{part(11, 12), 12, [][2]uint64{{13, 29}}, []uint64{11, 12}},
		{part(11, 15), 15, [][2]uint64{{16, 29}}, []uint64{13, 14, 15}},
		{part(1, 2), 15, [][2]uint64{{3, 10}, {16, 29}}, []uint64{13, 14, 15}}, // a page from long ago
		{slices.Concat(part(20, 29), part(16, 19)), 32, [][2]uint64{{3, 10}}, []uint64{30, 31, 32}},
		{part(33, 33), 33, [][2]uint64{{3, 10}}, []uint64{31, 32, 33}},
		{part(3, 10), 33, nil, []uint64{31, 32, 33}},
	}
	for i, step := range steps {
		save(t, seat, Change{Said: step.said})
		c := seat.Cursor()
		if c.Seq != step.cursor {
			t.Errorf("step %d: cursor %d, want %d", i, c.Seq, step.cursor)
		}
		if want := all[c.Seq-1].ID; c.Seq != 10 && c.ID != want {
			t.Errorf("step %d: the cursor has id %v, want %v", i, c.ID, want)
		}
		room, err := seat.Describe()
		if err != nil || !slices.Equal(room.Gaps, step.gaps) {
			t.Errorf("step %d: gaps %v, %v; want %v", i, room.Gaps, err, step.gaps)
		}
		if newest, err := seat.Newest(3); err != nil || !slices.Equal(seqs(newest), step.newest) {
			t.Errorf("step %d: newest %v, %v; want %v", i, seqs(newest), err, step.newest)
		}
	}
}

func TestSeatBefore(t *testing.T) {
	seat := seatAt(t, storeIn(t, t.TempDir()), place)
	if got, err := seat.Before(5, 5); got != nil || err != nil {
		t.Errorf("before anything: %v, %v", got, err)
	}
	enter(t, seat, stay(chat.NewEpoch(), 20, 30, false))
	save(t, seat, Change{Said: slices.Concat(numbered(5, 8), numbered(21, 30))})
	for _, test := range []struct {
		seq   uint64
		limit int
		want  []uint64
	}{
		{24, 2, []uint64{22, 23}},
		{24, 100, []uint64{21, 22, 23}},
		{21, 100, nil}, // a hole
		{9, 2, []uint64{7, 8}},
		{6, 5, []uint64{5}},
		{5, 5, nil},
		{1, 5, nil},
		{0, 5, nil},
		{24, 0, nil},
		{31, 1, []uint64{30}},
		{1 << 63, 5, nil},
	} {
		if got, err := seat.Before(test.seq, test.limit); err != nil || !slices.Equal(seqs(got), test.want) {
			t.Errorf("%d before %d: %v, %v; want %v", test.limit, test.seq, seqs(got), err, test.want)
		}
	}
}

// TestSeatAgainstSet saves at random and compares with a plain set.
func TestSeatAgainstSet(t *testing.T) {
	s := storeIn(t, t.TempDir())
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 2))
		seat := seatAt(t, s, place+string(rune('a'+seed)))
		all, set := numbered(1, 80), make(map[uint64]bool)
		enter(t, seat, stay(chat.NewEpoch(), 0, 80, false))
		for range 15 {
			var said []chat.Message
			for range 1 + r.IntN(12) {
				said = append(said, all[r.IntN(len(all))])
			}
			save(t, seat, Change{Said: said})
			for _, m := range said {
				set[m.Seq] = true
			}
			cursor := uint64(0)
			for set[cursor+1] {
				cursor++
			}
			if got := seat.Cursor().Seq; got != cursor {
				t.Fatalf("seed %d: cursor %d, want %d", seed, got, cursor)
			}
			compareToSet(t, withoutBytes(seat.state().log.now().spans), set, 80)
		}
		for seq := range set {
			got, err := seat.Before(seq+1, 1)
			if err != nil || len(got) != 1 || got[0] != all[seq-1] {
				t.Fatalf("line %d is %v, %v", seq, got, err)
			}
		}
	}
}

// withoutBytes counts a byte a line, as compareToSet does.
func withoutBytes(s spans) spans {
	s = slices.Clone(s)
	for i, x := range s {
		s[i].bytes = int64(x.last - x.first + 1)
	}
	return s
}
