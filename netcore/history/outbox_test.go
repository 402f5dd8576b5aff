package history

import (
	"errors"
	"strings"
	"testing"

	"landline/netcore/chat"
)

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

func TestDetailIsCut(t *testing.T) {
	seat := seatAt(t, storeIn(t, t.TempDir()), place)
	line := Waiting{ID: chat.MessageID{1}, Text: "x", At: noon}
	long := chat.Refusal{Code: chat.NotKept, Detail: strings.Repeat("é", chat.MaxDetail) + "!"} // of no Refuse
	save(t, seat, Change{Waiting: []Waiting{line}, Declined: []chat.Declined{{ID: line.ID, Refusal: long}}})
	if got := seat.Outbox()[0].Why.Detail; got != strings.Repeat("é", chat.MaxDetail/2) {
		t.Errorf("a detail of %d bytes", len(got))
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
		"behind the end":           stay(chat.NewEpoch(), 6, 5, false),
		"beginning behind the end": {Room: desk, Name: "Front desk", Epoch: chat.NewEpoch(), First: 7, Head: 5},
		"a huge head":              stay(chat.NewEpoch(), 0, maxSeq+1, false),
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
