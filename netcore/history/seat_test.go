package history

import (
	"errors"
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
		Room: desk, Name: "Front desk", Epoch: epoch, First: 1, Head: head, After: after, Resumed: resumed,
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

func TestEnter(t *testing.T) {
	epoch, next := chat.Epoch{1}, chat.Epoch{2}
	other := stay(epoch, 0, 10, false)
	other.Room = chat.RoomID{9}
	for name, test := range map[string]struct {
		second chat.Entered
		cursor chat.Cursor
		same   bool // the log goes on
	}{
		"resumed":                      {stay(epoch, 20, 25, true), chat.Cursor{Epoch: epoch, Seq: 20}, true},
		"resumed beyond what is kept":  {stay(epoch, 22, 25, true), chat.Cursor{Epoch: epoch, Seq: 22}, true},
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

func TestOutbox(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	seat := seatAt(t, s, place)
	var w [5]Waiting
	for i := range w {
		w[i] = Waiting{ID: chat.MessageID{byte(i + 1)}, Text: string(rune('a' + i)), At: noon}
	}
	full := chat.Refuse(chat.NotKept, "the disk is full")
	for i, step := range []struct {
		change Change
		want   string
	}{
		{Change{Waiting: w[:3]}, "abc"},
		{Change{Waiting: w[1:4]}, "abcd"},                                                         // waits already
		{Change{Declined: []chat.Declined{{ID: w[0].ID, Refusal: full}}}, "Abcd"},                 // stays, failed
		{Change{Answered: []chat.MessageID{w[1].ID}}, "Acd"},                                      // the room has it
		{Change{Waiting: w[:1]}, "cda"},                                                           // said again
		{Change{Waiting: w[4:], Answered: []chat.MessageID{w[4].ID}}, "cda"},                      // came and went
		{Change{Waiting: w[4:], Declined: []chat.Declined{{ID: w[4].ID, Refusal: full}}}, "cdaE"}, // at once
		{Change{Answered: []chat.MessageID{w[1].ID, {99}}}, "cdaE"},                               // not there
	} {
		save(t, seat, step.change)
		if got := letters(seat.Outbox()); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
		shutDown(t, s)
		s = storeIn(t, dir)
		if seat = seatAt(t, s, place); letters(seat.Outbox()) != step.want {
			t.Errorf("step %d, after a restart: %s, want %s", i, letters(seat.Outbox()), step.want)
		}
	}
	if why := seat.Outbox()[3].Why; why != full {
		t.Errorf("refused because %v", why)
	}
	if others := seatAt(t, s, "address 192.0.2.9:1").Outbox(); len(others) > 0 {
		t.Errorf("another place has %v", others)
	}
}

// letters writes an outbox as its texts, failed ones in capitals.
func letters(list []Waiting) string {
	var found []byte
	for _, w := range list {
		c := w.Text[0]
		if w.Failed() {
			c -= 'a' - 'A'
		}
		found = append(found, c)
	}
	return string(found)
}

func TestOutboxIsBounded(t *testing.T) {
	s := storeIn(t, t.TempDir())
	seat := seatAt(t, s, place)
	list := make([]Waiting, maxWaiting)
	for i := range list {
		list[i] = Waiting{ID: chat.MessageID{1, byte(i), byte(i >> 8), byte(i >> 16)}, Text: "x", At: noon}
	}
	// Written past the outbox itself, which would look each id up.
	full := seated{outbox: list}
	seat.adopt(full)
	err := seat.Save(Change{Waiting: []Waiting{{ID: chat.MessageID{2}, Text: "x", At: noon}}})
	if !errors.Is(err, chat.Busy) {
		t.Errorf("got %v", err)
	}
	if len(seat.Outbox()) != maxWaiting {
		t.Errorf("%d lines wait", len(seat.Outbox()))
	}
}

func TestSaveRefusesWhatCannotBe(t *testing.T) {
	s := storeIn(t, t.TempDir())
	seat := seatAt(t, s, place)
	if err := seat.Save(Change{Said: numbered(1, 1)}); err == nil {
		t.Error("lines were saved where no room was entered")
	}
	enter(t, seat, stay(chat.NewEpoch(), 0, 5, false))
	huge, far := string(make([]byte, maxDraft+1)), uint64(maxSeq+1)
	long := numbered(1, 1)
	long[0].Text = string(make([]byte, chat.MaxText+1))
	for name, c := range map[string]Change{
		"number 0":      {Said: messages(1)},
		"a huge number": {Said: numbered(maxSeq+1, maxSeq+1)},
		"a long text":   {Said: long},
		"a long line":   {Waiting: []Waiting{{ID: chat.MessageID{1}, Text: long[0].Text}}},
		"no id":         {Waiting: []Waiting{{Text: "x"}}},
		"a huge draft":  {Draft: &huge},
		"read too far":  {Read: &far},
	} {
		if err := seat.Save(c); err == nil {
			t.Errorf("%s was saved", name)
		}
	}
	for name, e := range map[string]chat.Entered{
		"behind the end": stay(chat.NewEpoch(), 6, 5, false),
		"a huge head":    stay(chat.NewEpoch(), 0, maxSeq+1, false),
	} {
		if err := seat.Enter(e); !errors.Is(err, chat.ProtocolBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"", string(make([]byte, maxPlace+1))} {
		if _, err := s.Seat(name); err == nil {
			t.Errorf("there is a place of %d bytes", len(name))
		}
	}
	if _, err := s.Log(chat.RoomID{}, "x"); err == nil {
		t.Error("there is a log of no room")
	}
}

func TestSpansAreBounded(t *testing.T) {
	seat := seatAt(t, storeIn(t, t.TempDir()), place)
	enter(t, seat, stay(chat.NewEpoch(), 0, 1<<20, false))
	var said []chat.Message
	for seq := uint64(2); seq <= 4*maxSpans; seq += 2 {
		said = append(said, numbered(seq, seq)...)
	}
	save(t, seat, Change{Said: said})
	save(t, seat, Change{Said: numbered(1, 1)}) // beside one that is there
	room, err := seat.Describe()
	if err != nil || room.Lines != maxSpans+1 || room.First != 1 {
		t.Errorf("%d lines from %d, %v; want %d from 1", room.Lines, room.First, err, maxSpans+1)
	}
}
