package vm

import (
	"strings"
	"testing"

	"landline/netcore/chat"
)

// seatedWith is a desk in a room with these people.
func seatedWith(others ...chat.MemberID) *Desk {
	d := seated()
	for _, id := range others {
		room(d, chat.Joined{Member: chat.Member{ID: id, Name: names[id]}})
	}
	return d
}

func TestAnswering(t *testing.T) {
	d := seatedWith(bo, cleo)
	room(d, chat.Said{Message: entry(1, bo, "Is it free?", chat.Deed{})})
	room(d, chat.Said{Message: entry(2, me, "Let me see", chat.Deed{})})
	line := about(1)
	if _, _, ok := d.Room(1).Answering(); ok {
		t.Error("answers a line that nobody chose")
	}
	d.Answer(1, line)
	if ref, quote, ok := d.Room(1).Answering(); !ok || ref != line || quote.Name != "Bo" || quote.Text != "Is it free?" {
		t.Errorf("answers %v, %+v, %v", ref, quote, ok)
	}
	if newest, ok := d.Room(1).NewestOther(); !ok || newest != line {
		t.Errorf("the newest of somebody else is %v, %v", newest, ok)
	}
	if place := d.Room(1).Place(line); place != (chat.Cursor{Epoch: life1, Seq: 1}) {
		t.Errorf("it stands at %v", place)
	}
	room(d, chat.Said{Message: entry(3, bo, "", chat.Deed{Act: chat.Delete, About: line})})
	if _, _, ok := d.Room(1).Answering(); ok {
		t.Error("answers a line that was deleted")
	}
	if _, ok := d.Room(1).NewestOther(); ok {
		t.Error("a deleted line can be answered")
	}
}

func TestQuotesHaveNoMarks(t *testing.T) {
	d := seatedWith(bo)
	room(d, chat.Said{Message: entry(1, bo, "**Is** [it](https://a.b)\n> free?", chat.Deed{})})
	d.Answer(1, about(1))
	if _, quote, _ := d.Room(1).Answering(); quote.Text != "Is it free?" {
		t.Errorf("quoted as %q", quote.Text)
	}
}

// TestQuotesAreReadOnce draws an answer to a long line time and again, as a view
// does that scrolls.
func TestQuotesAreReadOnce(t *testing.T) {
	d := seatedWith(bo)
	room(d, chat.Said{Message: entry(1, bo, strings.Repeat("a ", chat.MaxText/2), chat.Deed{})})
	r := d.Room(1)
	line := r.Lines().At(r.Lines().End() - 1)
	want := strings.Repeat("a ", maxQuote/2) + "…"
	if got := r.quoteOf(line).Text; got != want {
		t.Fatalf("quoted as %q", got)
	}
	if n := testing.AllocsPerRun(20, func() { r.quoteOf(line) }); n >= 1 {
		t.Errorf("the quote is made anew, with %v allocations", n)
	}
}

func TestAnswersLeadToTheirSource(t *testing.T) {
	d := seatedWith(bo, cleo)
	room(d, chat.Said{Message: entry(1, bo, "Is it free?", chat.Deed{})})
	room(d, chat.Said{Message: entry(2, me, "It is", chat.Deed{About: about(1)})})
	room(d, chat.Said{Message: entry(3, me, "No", chat.Deed{About: chat.Ref{Seq: 1, ID: chat.MessageID{9}}})})
	r := d.Room(1)
	first, _ := r.Lines().Ordinal(1)
	if i, ok := r.Source(first + 1); !ok || i != first {
		t.Errorf("leads to %d, %v, want %d", i, ok, first)
	}
	for _, i := range []int{first, first + 2} {
		if to, ok := r.Source(i); ok {
			t.Errorf("line %d leads to %d", i, to)
		}
	}
}

func TestReactionsOnTheirWay(t *testing.T) {
	d := seatedWith(bo, cleo)
	room(d, chat.Said{Message: entry(1, bo, "Done", chat.Deed{})})
	room(d, chat.Said{Message: entry(2, bo, "🎉", chat.Deed{Act: chat.React, About: about(1)})})
	i, _ := d.Room(1).Lines().Ordinal(1)
	chips := func() []Chip {
		row := d.Room(1).Row(i, noon)
		if again := d.Room(1).Row(i, noon); again != row {
			t.Error("the same line is another row")
		}
		if row.Reactions == nil {
			return nil
		}
		list, _ := row.Reactions.Chips()
		return list
	}
	x, y := chat.MessageID{0xE1}, chat.MessageID{0xE2}
	done := about(1)
	d.Apply(noon, Queued{Room: 1, ID: x, Text: "🎉", At: noon, Deed: chat.Deed{Act: chat.React, About: done}})
	if got := chips(); len(got) != 1 || !got[0].Mine || got[0].Count != 2 {
		t.Errorf("on its way: %+v", got)
	}
	d.Apply(noon, Queued{Room: 1, ID: y, Text: "🎉", At: noon, Deed: chat.Deed{Act: chat.Unreact, About: done}})
	if got := chips(); len(got) != 1 || got[0].Mine || got[0].Count != 1 {
		t.Errorf("taken back: %+v", got)
	}
	d.Apply(noon, Happened{Room: 1, Event: chat.Declined{ID: y, Refusal: chat.Refuse(chat.NotKept, "")}})
	if got := chips(); len(got) != 1 || !got[0].Mine {
		t.Errorf("not taken back: %+v", got)
	}
	d.Apply(noon, Happened{Room: 1, Event: chat.Declined{ID: x, Refusal: chat.Refuse(chat.NotKept, "")}})
	if got := chips(); len(got) != 1 || got[0].Mine {
		t.Errorf("not set: %+v", got)
	}
}

func TestReception(t *testing.T) {
	d := seatedWith(bo, cleo)
	room(d, chat.Said{Message: entry(1, me, "Hello", chat.Deed{})})
	line := about(1)
	have, wait, ok := d.Room(1).Reception(line)
	if !ok || len(have) != 0 || len(wait) != 2 {
		t.Errorf("%v, %v, %v", have, wait, ok)
	}
	d.Apply(noon, Happened{Room: 1, Event: chat.Received{List: []chat.Receipt{{ID: cleo, Seq: 1}}}})
	if have, wait, _ = d.Room(1).Reception(line); len(have) != 1 || have[0].ID != cleo || len(wait) != 1 || wait[0].ID != bo {
		t.Errorf("%v, %v", have, wait)
	}
	if _, _, ok := d.Room(1).Reception(about(2)); ok {
		t.Error("tells of a line that nobody said")
	}
}

func TestLineLink(t *testing.T) {
	place := chat.Cursor{Epoch: chat.Epoch{0xAB}, Seq: 7}
	if got := LineLink("landline://lab/?room=1", place); got != "landline://lab/?room=1&line=ab00000000000000-7" {
		t.Errorf("%q", got)
	}
	for link, at := range map[string]chat.Cursor{"": place, "landline://lab/?room=1": {}} {
		if got := LineLink(link, at); got != "" {
			t.Errorf("%q and %v make %q", link, at, got)
		}
	}
}
