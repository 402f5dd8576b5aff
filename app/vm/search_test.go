package vm

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

func hit(seq uint64, name, text string) Hit {
	return Hit{Room: chat.RoomID{7}, Name: "Lab", Here: 1, Epoch: life1,
		Message: chat.Message{Seq: seq, ID: chat.MessageID{byte(seq)}, From: bo, Name: name, Text: text, At: noon}}
}

// hits answers q with n lines, the newest first.
func hits(q Query, n int) Hits {
	h := Hits{Query: q}
	for i := n; i > 0; i-- {
		h.List = append(h.List, hit(uint64(i), "Bo", fmt.Sprint("line ", i)))
	}
	return h
}

func TestSearchAsksOnce(t *testing.T) {
	s := &Search{}
	for _, test := range []struct {
		q    Query
		look bool
	}{
		{Query{}, false},
		{Query{Text: "  ", From: " "}, false},
		{Query{Text: "  ", From: "Bo"}, true},
		{Query{Text: "cable"}, true},
		{Query{Text: " cable "}, false},
		{Query{Text: "cable", From: "Bo"}, true},
		{Query{Text: "cable", From: "Bo", Since: noon}, true},
		{Query{Text: "cable", From: "Bo", Since: noon.Local()}, false},
		{Query{Text: "cable", From: "Bo", Until: noon.Add(12 * time.Hour)}, true},
		{Query{Text: "cable", Room: 1}, true},
		{Query{}, false},
		{Query{Text: "cable", Room: 1}, true},
	} {
		if look := s.Ask(test.q); look != test.look {
			t.Errorf("%+v: asks %v, want %v", test.q, look, test.look)
		}
	}
}

func TestSearchDropsOldAnswers(t *testing.T) {
	d := &Desk{}
	s := d.Search()
	s.Ask(Query{Text: "ca"})
	s.Ask(Query{Text: "cable"})
	d.Apply(noon, hits(Query{Text: "ca"}, 3))
	if len(s.Hits()) != 0 || s.Settled() {
		t.Error("an answer to an older question is shown")
	}
	d.Apply(noon, hits(Query{Text: "cable"}, 2))
	if len(s.Hits()) != 2 || !s.Settled() || s.Words() != "cable" {
		t.Errorf("%d hits for %q", len(s.Hits()), s.Words())
	}
	s.Ask(Query{Text: "cables"})
	if len(s.Hits()) != 2 || s.Settled() || s.Words() != "cable" {
		t.Error("the hits do not stand until the next answer")
	}
	d.Apply(noon, hits(Query{Text: "cables"}, 1), hits(Query{Text: "cables"}, 5))
	if len(s.Hits()) != 1 {
		t.Error("one question has two answers")
	}
	s.Ask(Query{})
	d.Apply(noon, hits(Query{Text: "cables"}, 1))
	if len(s.Hits()) != 0 || s.Count() != "" {
		t.Error("an answer to no question")
	}
}

func TestSearchChooses(t *testing.T) {
	d := &Desk{}
	s := d.Search()
	if _, ok := s.Chosen(); ok {
		t.Error("a hit is chosen where there is none")
	}
	s.Move(1)
	s.Ask(Query{Text: "x"})
	d.Apply(noon, hits(Query{Text: "x"}, 3))
	for _, test := range []struct {
		by   int
		want uint64
	}{{0, 3}, {1, 2}, {5, 1}, {1, 1}, {-1, 2}, {-9, 3}} {
		s.Move(test.by)
		if h, ok := s.Chosen(); !ok || h.Message.Seq != test.want {
			t.Errorf("by %d: line %d, want %d", test.by, h.Message.Seq, test.want)
		}
	}
	s.Choose(1)
	if q, ok := s.Again(); !ok || q.Text != "x" {
		t.Error("the question cannot be put again")
	}
	d.Apply(noon, hits(Query{Text: "x"}, 4))
	if h, _ := s.Chosen(); h.Message.Seq != 2 {
		t.Errorf("line %d is chosen after a newer one came, want 2", h.Message.Seq)
	}
	s.Ask(Query{Text: "y"})
	d.Apply(noon, hits(Query{Text: "y"}, 3))
	if s.ChosenAt() != 0 {
		t.Error("another answer does not begin at its top")
	}
}

func TestSearchLooksAround(t *testing.T) {
	d := &Desk{}
	s := d.Search()
	if _, ask := s.LookAround(); ask {
		t.Error("looks around nothing")
	}
	s.Ask(Query{Text: "x"})
	d.Apply(noon, hits(Query{Text: "x"}, 3))
	h, ask := s.LookAround()
	if lines, open := s.Around(h); !ask || !open || len(lines) != 0 {
		t.Errorf("asked %v, open %v, %d lines", ask, open, len(lines))
	}
	around := []chat.Message{hit(2, "Bo", "before").Message, h.Message}
	d.Apply(noon, Surroundings{Hit: s.Hits()[2], Lines: around[:1]})
	if lines, _ := s.Around(h); len(lines) != 0 {
		t.Error("the surroundings of another hit are shown")
	}
	d.Apply(noon, Surroundings{Hit: h, Lines: around})
	if lines, open := s.Around(h); !open || len(lines) != 2 {
		t.Errorf("open %v, %d lines", open, len(lines))
	}
	if _, ask := s.LookAround(); ask {
		t.Error("closing asks again")
	}
	if _, open := s.Around(h); open {
		t.Error("stays open")
	}
	s.LookAround()
	s.Ask(Query{Text: "y"})
	d.Apply(noon, hits(Query{Text: "y"}, 1))
	if _, open := s.Around(h); open {
		t.Error("a hit that is gone is looked around")
	}
}

func TestSearchShowsFewLinesAround(t *testing.T) {
	var lines []chat.Message
	for seq := uint64(1); seq <= 41; seq++ {
		lines = append(lines, chat.Message{Seq: seq})
	}
	for _, test := range []struct {
		seq         uint64
		first, last uint64
	}{{21, 18, 24}, {1, 1, 4}, {41, 38, 41}} {
		d := &Desk{}
		s := d.Search()
		s.Ask(Query{Text: "x"})
		d.Apply(noon, Hits{Query: Query{Text: "x"}, List: []Hit{hit(test.seq, "Bo", "x")}})
		h, _ := s.LookAround()
		d.Apply(noon, Surroundings{Hit: h, Lines: lines})
		around, _ := s.Around(h)
		if n := len(around); n == 0 || around[0].Seq != test.first || around[n-1].Seq != test.last {
			t.Errorf("around line %d: %v", test.seq, around)
		}
	}
}

// TestSearchLosesAHit goes to a hit that its room no longer has.
func TestSearchLosesAHit(t *testing.T) {
	d := &Desk{}
	s := d.Search()
	s.Ask(Query{Text: "x"})
	d.Apply(noon, hits(Query{Text: "x"}, 3))
	h, _ := s.Chosen()
	d.Apply(noon, Surroundings{Hit: h})
	if _, open := s.Around(h); open || s.Lost() {
		t.Error("nobody went there")
	}
	s.Seek(h)
	d.Apply(noon, Surroundings{Hit: h, Lines: []chat.Message{h.Message}})
	if lines, open := s.Around(h); !open || len(lines) != 1 || !s.Lost() {
		t.Errorf("open %v, %d lines, lost %v", open, len(lines), s.Lost())
	}
	if s.LookAround(); s.Lost() {
		t.Error("stays lost")
	}
}

func TestSearchSays(t *testing.T) {
	ask := Query{Text: "cable"}
	narrow := Query{Text: "cable", Room: 1, From: "Bo", Since: noon.AddDate(0, 0, -6), Until: noon}
	long := Query{Text: strings.Repeat("x", 500)}
	more := hits(ask, 50)
	more.More = true
	for _, test := range []struct {
		name         string
		q            Query
		answer       *Hits
		count, blank string
	}{
		{"nothing asked", Query{}, nil, "", "Type a word"},
		{"looking", ask, nil, "", "Looking…"},
		{"one", ask, ptr(hits(ask, 1)), "1 line", ""},
		{"some", ask, ptr(hits(ask, 12)), "12 lines", ""},
		{"more", ask, &more, "The newest 50 lines; there are more", ""},
		{"none", ask, &Hits{Query: ask}, "", "Nothing was said about “cable” / Only lines that are on this computer can be found."},
		{"none, narrow", narrow, &Hits{Query: narrow}, "",
			"Nothing was said about “cable” / Looked only in “Lab”, at what Bo said, from 27 February 2026 to 5 March 2026."},
		{"none by a person", Query{From: "Bo"}, &Hits{Query: Query{From: "Bo"}}, "", "Nothing was found / Looked only at what Bo said."},
		{"none, long", long, &Hits{Query: long}, "", "Nothing was said about “" + strings.Repeat("x", 59) + "…” / Only lines that are on this computer can be found."},
		{"trouble", ask, &Hits{Query: ask, Trouble: Trouble{Kind: OtherTrouble, Detail: "The index is being built."}}, "",
			"The search did not work / The index is being built."},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := &Desk{}
			d.Search().Ask(test.q)
			if test.answer != nil {
				d.Apply(noon, *test.answer)
			}
			if got := d.Search().Count(); got != test.count {
				t.Errorf("counts %q, want %q", got, test.count)
			}
			b, ok := d.Search().Blank("Lab", noon)
			got := b.Title
			if test.answer != nil && b.Text != "" {
				got += " / " + b.Text
			}
			if got != test.blank || ok != (test.blank != "") {
				t.Errorf("says %q (%v), want %q", got, ok, test.blank)
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

func TestPeriods(t *testing.T) {
	at := time.Date(2026, 3, 5, 1, 30, 0, 0, time.FixedZone("east", 2*3600))
	for p, want := range map[Period]string{
		AnyTime: "0001-01-01", Today: "2026-03-05", LastWeek: "2026-02-27", LastMonth: "2026-02-04", TypedDates: "0001-01-01",
	} {
		since := p.Since(at)
		if got := since.Format(time.DateOnly); got != want {
			t.Errorf("%v begins on %s, want %s", p, got, want)
		}
		if !since.IsZero() && since.Hour() != 0 {
			t.Errorf("%v begins at %v", p, since)
		}
	}
	if len(Periods()) != 5 || Periods()[0].String() != "Any time" {
		t.Error("not every period is offered")
	}
}

func TestDays(t *testing.T) {
	for _, test := range []struct{ text, begins, ends string }{
		{"2026-03-05", "2026-03-05 00:00:00.000", "2026-03-06 00:00:00.000"},
		{" 2026-3-5 ", "2026-03-05 00:00:00.000", "2026-03-06 00:00:00.000"},
		{"2024-02-29", "2024-02-29 00:00:00.000", "2024-03-01 00:00:00.000"},
		{"", "0001-01-01 00:00:00.000", "0001-01-01 00:00:00.000"},
		{"2026-02-29", "", ""}, {"5.3.2026", "", ""}, {"yesterday", "", ""}, {"2026-13-01", "", ""},
	} {
		const layout = "2006-01-02 15:04:05.000"
		begins, err := DayBegins(test.text, time.UTC)
		ends, errEnd := DayEnds(test.text, time.UTC)
		if failed := test.begins == ""; (err != nil) != failed || (errEnd != nil) != failed {
			t.Errorf("%q: %v, %v", test.text, err, errEnd)
		} else if !failed && (begins.Format(layout) != test.begins || ends.Format(layout) != test.ends) {
			t.Errorf("%q is from %v to %v", test.text, begins, ends)
		}
	}
}
