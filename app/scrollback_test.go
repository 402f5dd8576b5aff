package app

import (
	"errors"
	"slices"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// shelf is a room's lines on disk: the runs of numbers that are there.
type shelf [][2]uint64

func (s shelf) Newest(limit int) ([]chat.Message, error) {
	if len(s) == 0 {
		return nil, nil
	}
	return s.Before(s[len(s)-1][1]+1, limit)
}

func (s shelf) Before(seq uint64, limit int) ([]chat.Message, error) {
	for _, run := range s {
		if run[0] < seq && seq-1 <= run[1] {
			from := run[0]
			if seq-from > uint64(limit) {
				from = seq - uint64(limit)
			}
			return messages(from, seq-1), nil
		}
	}
	return nil, nil
}

// reader is the window's view of one room, without the window.
type reader struct {
	*scrollback
	events []vm.Event
	asked  []chat.Want
	away   bool
}

func newReader() *reader {
	r := &reader{}
	r.scrollback = &scrollback{
		key: 1, emit: func(e vm.Event) { r.events = append(r.events, e) }, failed: func(error) {},
		fetch: func(w chat.Want) error {
			if r.away {
				return errors.New("away")
			}
			r.asked = append(r.asked, w)
			return nil
		},
	}
	return r
}

func (r *reader) enters(e chat.Entered) {
	r.tell(vm.Linked{Room: 1, Link: vm.Seated})
	r.tell(vm.Happened{Room: 1, Event: e})
}

// answers gives the host's answer to the last question.
func (r *reader) answers(first uint64, list []chat.Message) {
	r.tell(vm.Happened{Room: 1, Event: chat.Paged{Want: r.asked[len(r.asked)-1], First: first, Messages: list}})
}

// last returns the newest event, which must be an E.
func last[E vm.Event](t *testing.T, r *reader) E {
	t.Helper()
	e, ok := r.events[len(r.events)-1].(E)
	if !ok {
		t.Fatalf("the last event is %+v", r.events[len(r.events)-1])
	}
	return e
}

func (r *reader) wants(t *testing.T, from, to uint64, edge vm.Edge) {
	t.Helper()
	e := last[vm.Recalled](t, r)
	var got []uint64
	for _, m := range e.Lines {
		got = append(got, m.Seq)
	}
	if !slices.Equal(got, sequence(from, to)) || e.Edge != edge {
		t.Errorf("recalled %d lines %v with edge %d, want %d to %d with %d", len(got), got, e.Edge, from, to, edge)
	}
}

// TestScrollback reads upwards: through what the disk has, over a hole that
// only the host can fill, to the first line that the host keeps.
func TestScrollback(t *testing.T) {
	r := newReader()
	r.remember(shelf{{100, 300}, {1000, 2000}}, chat.Cursor{Epoch: chat.Epoch{1}, Seq: 2000}, "Lab", 1990)
	shown := last[vm.Remembered](t, r)
	if len(shown.Lines) != rememberedLines || shown.Edge != vm.EdgeOpen || shown.Read != 1990 || shown.Name != "Lab" {
		t.Errorf("remembered %d lines of %q with edge %d", len(shown.Lines), shown.Name, shown.Edge)
	}
	r.older()
	r.wants(t, 1289, 1800, vm.EdgeOpen)
	r.older()
	r.wants(t, 1000, 1288, vm.EdgeMissing)
	r.older()
	r.wants(t, 1, 0, vm.EdgeMissing)
	r.enters(chat.Entered{Epoch: chat.Epoch{1}, Resumed: true, First: 90, After: 2000, Head: 2001})
	r.older()
	r.older() // impatient, and asks once
	if len(r.asked) != 1 || r.asked[0].Seq != 1000 || r.asked[0].Where != chat.Before {
		t.Fatalf("the host was asked %+v", r.asked)
	}
	r.answers(90, messages(301, 999))
	r.wants(t, 301, 999, vm.EdgeOpen)
	r.older()
	r.wants(t, 100, 300, vm.EdgeOpen)
	r.older()
	r.answers(90, messages(90, 99))
	r.wants(t, 90, 99, vm.EdgeBegin)
	r.older()
	r.wants(t, 1, 0, vm.EdgeBegin)
}

// TestScrollbackOfANewcomer has nothing on disk, and a host that goes away in
// the middle of an answer.
func TestScrollbackOfANewcomer(t *testing.T) {
	r := newReader()
	r.enters(chat.Entered{Epoch: chat.Epoch{1}, First: 1, After: 800, Head: 1000})
	r.older()
	r.tell(vm.Linked{Room: 1, Link: vm.Reconnecting})
	r.away = true
	r.older()
	r.wants(t, 1, 0, vm.EdgeMissing)
	r.away = false
	r.enters(chat.Entered{Epoch: chat.Epoch{1}, Resumed: true, First: 1, After: 1000, Head: 1000})
	r.older()
	r.answers(1, messages(289, 800))
	r.wants(t, 289, 800, vm.EdgeOpen)

	// An answer that was asked for of another log is not shown in this one.
	r.older()
	r.enters(chat.Entered{Epoch: chat.Epoch{2}, First: 1, After: 10, Head: 20})
	before := len(r.events)
	r.answers(1, messages(1, 288))
	if len(r.events) != before {
		t.Errorf("lines of another log were shown: %+v", r.events[before:])
	}
}

// TestReveal brings an old line into view, whatever is between, or says that it
// cannot.
func TestReveal(t *testing.T) {
	r := newReader()
	r.remember(shelf{{1, 50}, {20_000, 100_000}}, chat.Cursor{Epoch: chat.Epoch{1}, Seq: 100_000}, "Lab", 0)
	missed := 0
	reveal := func(epoch byte, seq uint64) { r.reveal(chat.Epoch{epoch}, seq, func() { missed++ }) }
	reveal(1, 30_000)
	if e := last[vm.Reveal](t, r); e.Seq != 30_000 || r.top > 30_000 {
		t.Errorf("revealed %d with the view from %d", e.Seq, r.top)
	}
	reveal(1, 99_999)
	if e := last[vm.Reveal](t, r); e.Seq != 99_999 {
		t.Errorf("revealed %d", e.Seq)
	}
	reveal(2, 5) // of a log that was before
	reveal(1, 5) // behind a hole, and the host is away
	if missed != 2 {
		t.Errorf("%d lines could not be shown, want 2", missed)
	}
	r.enters(chat.Entered{Epoch: chat.Epoch{1}, Resumed: true, First: 1, After: 100_000, Head: 100_000})
	reveal(1, 5)
	r.tell(vm.Linked{Room: 1, Link: vm.Reconnecting}) // before the answer came
	if missed != 3 {
		t.Errorf("%d lines could not be shown, want 3", missed)
	}
	r.enters(chat.Entered{Epoch: chat.Epoch{1}, Resumed: true, First: 1, After: 100_000, Head: 100_000})
	reveal(1, 5)
	for r.top > 51 {
		r.answers(1, messages(r.top-min(r.top-51, 512), r.top-1))
	}
	if e := last[vm.Reveal](t, r); e.Seq != 5 || missed != 3 {
		t.Errorf("revealed %d, missed %d", e.Seq, missed)
	}
}

// TestScrollbackOfAnotherLog reads upwards while the disk is at a log already of
// which the view has not heard: none of its lines are shown under those of the
// old one.
func TestScrollbackOfAnotherLog(t *testing.T) {
	store, err := history.Open(t.TempDir(), history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	seat, err := store.Seat("address 192.0.2.1:7678")
	if err != nil {
		t.Fatal(err)
	}
	r, k := newReader(), newKeeper(func(chat.Cursor) {}, func(err error) { t.Error(err) })
	r.pages = kept{seat, k, r.scrollback}
	begin := func(head uint64) chat.Entered {
		e := chat.Entered{Room: chat.RoomID{1}, Name: "Lab", Epoch: chat.Epoch{1}, First: 1, Head: head}
		lines := messages(1, head)
		for i := range lines {
			lines[i].ID, lines[i].Name, lines[i].Text = chat.NewMessageID(), "Ada", "x"
		}
		k.entered(e)
		k.said(t.Context(), lines...)
		k.write(seat)
		e.After = head
		return e
	}
	r.enters(begin(300))
	later := begin(400) // the host went back, and on
	r.older()
	if len(r.asked) != 1 {
		t.Errorf("instead of the host, the disk was asked: %T", r.events[len(r.events)-1])
	}
	r.enters(later)
	r.older()
	r.wants(t, 1, 400, vm.EdgeBegin)
}

// TestAnswersToOwnLinesAbove has lines answered that the view no longer has: this
// person's, somebody else's, and one that is not on this computer.
func TestAnswersToOwnLinesAbove(t *testing.T) {
	for _, tt := range []struct {
		name    string
		me      chat.MemberID
		about   chat.Ref
		act     chat.Act
		answers bool
	}{
		{"mine", chat.MemberID{}, chat.Ref{Seq: 1200}, chat.Line, true},
		{"another's", chat.MemberID{9}, chat.Ref{Seq: 1200}, chat.Line, false},
		{"of another id", chat.MemberID{}, chat.Ref{Seq: 1200, ID: chat.MessageID{1}}, chat.Line, false},
		{"not here", chat.MemberID{}, chat.Ref{Seq: 500}, chat.Line, false},
		{"in view", chat.MemberID{}, chat.Ref{Seq: 1990}, chat.Line, false},
		{"a reaction", chat.MemberID{}, chat.Ref{Seq: 1200}, chat.React, false},
		{"no answer", chat.MemberID{}, chat.Ref{}, chat.Line, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newReader()
			r.me = tt.me
			r.remember(shelf{{1000, 2000}}, chat.Cursor{Epoch: chat.Epoch{1}, Seq: 2000}, "Lab", 2000)
			r.enters(chat.Entered{Epoch: chat.Epoch{1}, Resumed: true, First: 1, After: 2000, Head: 2001})
			r.tell(vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{Seq: 2001, Deed: chat.Deed{Act: tt.act, About: tt.about}}}})
			if e := last[vm.Happened](t, r); e.Answers != tt.answers {
				t.Errorf("answers a line of mine: %v", e.Answers)
			}
		})
	}
}
