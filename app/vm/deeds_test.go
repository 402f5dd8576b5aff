package vm

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

var cleo = chat.MemberID{0xC1}

// names are those of the people in the tests.
var names = map[chat.MemberID]string{me: "Ada", bo: "Bo", other: "Bo", cleo: "Cleo"}

// entry is number seq of a log.
func entry(seq uint64, from chat.MemberID, text string, deed chat.Deed) chat.Message {
	return chat.Message{Seq: seq, ID: chat.MessageID{byte(seq), 1}, From: from, Name: names[from], Text: text, At: noon, Deed: deed}
}

func about(seq uint64) chat.Ref { return chat.Ref{Seq: seq, ID: chat.MessageID{byte(seq), 1}} }

func plain(seq uint64, from chat.MemberID, text string) chat.Message {
	return entry(seq, from, text, chat.Deed{})
}
func edit(seq uint64, from chat.MemberID, of uint64, text string) chat.Message {
	return entry(seq, from, text, chat.Deed{Act: chat.Edit, About: about(of)})
}
func erase(seq uint64, from chat.MemberID, of uint64) chat.Message {
	return entry(seq, from, "", chat.Deed{Act: chat.Delete, About: about(of)})
}
func react(seq uint64, from chat.MemberID, of uint64, emoji string) chat.Message {
	return entry(seq, from, emoji, chat.Deed{Act: chat.React, About: about(of)})
}
func unreact(seq uint64, from chat.MemberID, of uint64, emoji string) chat.Message {
	return entry(seq, from, emoji, chat.Deed{Act: chat.Unreact, About: about(of)})
}
func reply(seq uint64, from chat.MemberID, to uint64, text string) chat.Message {
	return entry(seq, from, text, chat.Deed{About: about(to)})
}

func happens(messages ...chat.Message) func(*Desk) {
	return func(d *Desk) {
		for _, m := range messages {
			room(d, chat.Said{Message: m})
		}
	}
}

func applies(events ...Event) func(*Desk) {
	return func(d *Desk) { d.Apply(noon, events...) }
}

// shown is what the rows of a room say: what is answered before the text, what
// became of it behind.
func shown(d *Desk) string {
	r, out := d.Room(1), []string{}
	for i := r.Lines().First(); i < r.Lines().End(); i++ {
		row := r.Row(i, noon)
		text := row.Text
		if row.Quote != (Quote{}) {
			text = "<" + strings.TrimSpace(row.Quote.Name+" "+row.Quote.Tag) + ": " + row.Quote.Text + "> " + text
		}
		if row.Mark != "" {
			text += " (" + row.Mark + ")"
		}
		if row.Reactions != nil {
			chips, _ := row.Reactions.Chips()
			for _, c := range chips {
				text += fmt.Sprintf(" [%s%d%s]", c.Emoji, c.Count, map[bool]string{true: "*"}[c.Mine])
			}
		}
		if row.Why != "" {
			text += " {" + row.Why + "}"
		}
		out = append(out, text)
	}
	return strings.Join(out, " | ")
}

func TestDeedsChangeLines(t *testing.T) {
	x := chat.MessageID{0xF1}
	tell(t, seated, shown, []story{
		{"an edit", []func(*Desk){happens(plain(1, bo, "a"), edit(2, bo, 1, "b"))}, "b (edited)"},
		{"the last edit counts", []func(*Desk){happens(plain(1, bo, "a"), edit(2, bo, 1, "b"), edit(3, bo, 1, "c"))}, "c (edited)"},
		{"an edit whose text is gone", []func(*Desk){happens(plain(1, bo, "a"), edit(2, bo, 1, ""))}, "a"},
		{"a line that was edited before", []func(*Desk){happens(entry(1, bo, "b", chat.Deed{Edited: true}))}, "b (edited)"},
		{"deleted by its author", []func(*Desk){happens(plain(1, cleo, "a"), erase(2, cleo, 1))}, "This line was deleted"},
		{"deleted by somebody else", []func(*Desk){happens(plain(1, cleo, "a"), erase(2, bo, 1))}, "Bo deleted this line"},
		{"deleted by this person", []func(*Desk){happens(plain(1, cleo, "a"), erase(2, me, 1))}, "You deleted this line"},
		{"a line that was deleted before", []func(*Desk){happens(entry(1, cleo, "", chat.Deed{Act: chat.Erased}), erase(2, bo, 1))}, "Bo deleted this line"},
		{"what is deleted stays so", []func(*Desk){happens(plain(1, bo, "a"), react(2, cleo, 1, "👍"), erase(3, bo, 1), edit(4, bo, 1, "b"), react(5, cleo, 1, "👍"))}, "This line was deleted"},
		{"a line of another id", []func(*Desk){happens(plain(1, bo, "a"), entry(2, bo, "b", chat.Deed{Act: chat.Edit, About: chat.Ref{Seq: 1, ID: x}}))}, "a"},
		{"a line yet to come", []func(*Desk){happens(edit(1, bo, 2, "b"), plain(2, bo, "a"))}, "a"},
		{"a note is no line to edit", []func(*Desk){happens(entry(1, bo, "", chat.Deed{Act: chat.Lock}), edit(2, bo, 1, "b"), erase(3, bo, 1))}, "Bo lets no newcomers into the room any more"},
		{"an act of a newer program", []func(*Desk){happens(plain(1, bo, "a"), entry(2, bo, "b", chat.Deed{Act: 99, About: about(1)}), plain(3, bo, "c"))}, "a | c"},
		{"an own line that waits", []func(*Desk){
			applies(Queued{Room: 1, ID: x, Text: "mine", At: noon}),
			happens(plain(1, bo, "a"), entry(2, bo, "", chat.Deed{Act: chat.Delete, About: chat.Ref{Seq: 1, ID: x}})),
		}, "a | Bo deleted this line"},
		{"an answer", []func(*Desk){happens(plain(1, bo, "a\n\nb"), reply(2, cleo, 1, "c"))}, "a\n\nb | <Bo: a b> c"},
		{"an answer to what was edited", []func(*Desk){happens(plain(1, bo, "a"), reply(2, cleo, 1, "c"), edit(3, bo, 1, "b"))}, "b (edited) | <Bo: b> c"},
		{"an answer to what was deleted", []func(*Desk){happens(plain(1, bo, "a"), reply(2, cleo, 1, "c"), erase(3, bo, 1))}, "This line was deleted | <Bo: This line was deleted> c"},
		{"an answer to a namesake", []func(*Desk){happens(plain(1, bo, "a"), plain(2, other, "b"), reply(3, cleo, 2, "c"))}, "a | b | <Bo b10000: b> c"},
		{"an answer to a line above", []func(*Desk){applies(), func(d *Desk) {
			room(d, entered(life2, 9, 8), chat.Said{Message: reply(9, cleo, 4, "c")})
		}}, "<: An earlier line> c"},
		{"an answer of a log that ended", []func(*Desk){happens(plain(1, bo, "a"), reply(2, cleo, 1, "c")), func(d *Desk) {
			room(d, entered(life2, 1, 0), chat.Said{Message: plain(1, bo, "z")})
		}}, "a | <Bo: a> c | The host started the room anew | z"},
		{"an own answer that waits", []func(*Desk){happens(plain(1, bo, "a")), applies(Queued{Room: 1, ID: x, Text: "b", At: noon, Deed: chat.Deed{About: about(1)}})}, "a | <Bo: a> b"},
	})
}

// TestDeedsBeforeTheirLines meets the deeds first, as a reader does who goes up
// through a log.
func TestDeedsBeforeTheirLines(t *testing.T) {
	recalled := func(messages ...chat.Message) func(*Desk) {
		return applies(Recalled{Room: 1, Lines: messages})
	}
	begin := func() *Desk {
		d := seated()
		room(d, entered(life2, 10, 10))
		return d
	}
	says := func(d *Desk) string {
		if r := d.Room(1); len(r.late.lines) == 0 && r.late.cost != 0 {
			t.Errorf("counts %d bytes for nothing", r.late.cost)
		}
		return shown(d)
	}
	tell(t, begin, says, []story{
		{"an edit told while the old text was on its way", []func(*Desk){happens(edit(11, bo, 9, "b")), recalled(plain(9, bo, "a"), plain(10, bo, "z"))}, "b (edited) | z"},
		{"an edit that the store has done", []func(*Desk){recalled(entry(8, bo, "c", chat.Deed{Edited: true}), edit(9, bo, 8, "b"), edit(10, bo, 8, "c"))}, "c (edited)"},
		{"the newest edit, and older ones above", []func(*Desk){happens(edit(11, bo, 8, "c")), recalled(edit(10, bo, 8, "b")), recalled(plain(8, bo, "a"), plain(9, bo, "z"))}, "c (edited) | z"},
		{"who deleted it", []func(*Desk){happens(erase(11, bo, 9)), recalled(entry(9, cleo, "", chat.Deed{Act: chat.Erased}), plain(10, bo, "z"))}, "Bo deleted this line | z"},
		{"deleted while the text was on its way", []func(*Desk){happens(erase(11, bo, 10)), recalled(plain(10, cleo, "a"))}, "Bo deleted this line"},
		{"reactions of two pages", []func(*Desk){
			happens(unreact(11, me, 7, "👍"), react(12, cleo, 7, "🎉")),
			recalled(react(9, me, 7, "👍"), react(10, bo, 7, "👍")), recalled(plain(7, bo, "a"), plain(8, bo, "z")),
		}, "a [👍1] [🎉1] | z"},
		{"a reaction set again", []func(*Desk){
			recalled(react(10, me, 7, "👍")), recalled(react(8, me, 7, "👍"), unreact(9, me, 7, "👍")), recalled(plain(7, bo, "a")),
		}, "a [👍1*]"},
		{"reactions to what was deleted", []func(*Desk){happens(react(11, me, 10, "👍"), erase(12, bo, 10)), recalled(entry(10, bo, "", chat.Deed{Act: chat.Erased}))}, "This line was deleted"},
		{"another line of that number", []func(*Desk){
			happens(entry(11, bo, "b", chat.Deed{Act: chat.Edit, About: chat.Ref{Seq: 10, ID: chat.MessageID{9, 9}}})), recalled(plain(10, bo, "a")),
		}, "a"},
		{"a page without a line", []func(*Desk){recalled(react(9, me, 1, "👍"), react(10, bo, 1, "👍")), recalled(plain(8, bo, "a"))}, "a"},
		{"an answer whose line comes in", []func(*Desk){happens(reply(11, cleo, 10, "c")), recalled(plain(10, bo, "a"))}, "a | <Bo: a> c"},
	})
}

// TestRememberedDeeds shows what a store has of an earlier day.
func TestRememberedDeeds(t *testing.T) {
	d := &Desk{}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"}, Remembered{Room: 1, Epoch: life1, Read: 2, Edge: EdgeOpen, Lines: []chat.Message{
		entry(2, bo, "b", chat.Deed{Edited: true}), edit(3, bo, 2, "b"), react(4, cleo, 2, "👍"), plain(5, me, "own"),
		react(6, cleo, 1, "👍"), plain(7, cleo, "c"), entry(8, cleo, "", chat.Deed{Act: chat.Erased}), erase(9, bo, 8),
	}})
	if got, want := shown(d), "b (edited) [👍1] | own | c | Bo deleted this line"; got != want {
		t.Errorf("shows %q, want %q", got, want)
	}
	r := d.Room(1)
	if r.Unread() != 1 || r.Fresh() != 7 {
		t.Errorf("%d unread from %d on, want the one line by somebody else, 7", r.Unread(), r.Fresh())
	}
	if r.cursor.Seq != 9 || r.cursor.ID != about(9).ID {
		t.Errorf("goes on from %d, want from the newest entry", r.cursor.Seq)
	}
	d.Apply(noon, Recalled{Room: 1, Lines: []chat.Message{plain(1, bo, "a")}, Edge: EdgeBegin})
	if got, want := shown(d), "a [👍1] | b (edited) [👍1] | own | c | Bo deleted this line"; got != want {
		t.Errorf("shows %q, want %q", got, want)
	}
}

// TestQuietEntriesAreCounted wants the numbers of entries that draw nothing to
// be known all the same.
func TestQuietEntriesAreCounted(t *testing.T) {
	d := seated()
	d.Apply(noon, Opened{Room: 2, Name: "Kitchen"})
	happens(plain(1, bo, "a"), react(2, cleo, 1, "👍"), edit(3, bo, 1, "b"), entry(4, bo, "", chat.Deed{Act: chat.Lock}), entry(5, bo, "?", chat.Deed{Act: 99}))(d)
	r := d.Room(1)
	if r.Unread() != 1 || r.Fresh() != 1 {
		t.Errorf("%d unread from %d on, want the line alone", r.Unread(), r.Fresh())
	}
	d.Select(1)
	d.Follow(1, true)
	if r.Unread() != 0 || r.Read().Seq != 5 {
		t.Errorf("read up to %d, want 5", r.Read().Seq)
	}
	happens(react(6, bo, 1, "🎉"))(d)
	if r.Read().Seq != 6 {
		t.Errorf("read up to %d, want the reaction that changed what is on the screen", r.Read().Seq)
	}
	happens(plain(7, bo, "c"))(d)
	if got, want := shown(d), "b (edited) [👍1] [🎉1] | Bo lets no newcomers into the room any more | c"; got != want {
		t.Errorf("shows %q, want %q: no gap", got, want)
	}
	if _, ok := r.Lines().Ordinal(6); ok {
		t.Error("there is a line for a reaction")
	}
	if i, ok := r.Lines().Ordinal(4); !ok || r.Lines().At(i).Kind != Note {
		t.Error("the note of an act has no number")
	}
}

// TestLateDeedsAreBounded tells of deeds to lines far above without an end.
func TestLateDeedsAreBounded(t *testing.T) {
	d := seated()
	room(d, entered(life2, 1<<20, 1<<20))
	text := strings.Repeat("x", chat.MaxText)
	r := d.Room(1)
	for seq := uint64(1<<20 + 1); seq < 1<<20+2000; seq++ {
		happens(edit(seq, bo, seq-1<<19, text))(d)
	}
	if r.late.cost < maxLate || r.late.cost > maxLate+2*chat.MaxText {
		t.Errorf("%d bytes are remembered, %d may be", r.late.cost, maxLate)
	}
	first := uint64(1<<20 + 1 - 1<<19)
	happens(edit(1<<20+2000, bo, first, "newest"))(d)
	line := lineOf(plain(first, bo, "newest"), false)
	if r.late.give(&line, me); line.Text != "newest" {
		t.Errorf("a line that was changed again once too much was remembered says %.20q", line.Text)
	}
	room(d, entered(life1, 0, 0))
	if len(r.late.lines) != 0 || r.late.cost != 0 {
		t.Error("deeds of a log that ended are remembered")
	}
}

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"a":            "a",
		"  a\n\t b  ":  "a b ",
		"abcdef":       "abcde…",
		"ab\n\n\n\ncd": "ab cd",
	} {
		if got := oneLine(text, 5); got != want {
			t.Errorf("%q is quoted as %q, want %q", text, got, want)
		}
	}
}

func TestLasting(t *testing.T) {
	for d, want := range map[time.Duration]string{
		5 * time.Second: "5 seconds", time.Second: "1 second", time.Minute: "1 minute", 90 * time.Second: "90 seconds",
		10 * time.Minute: "10 minutes", time.Hour: "1 hour", 90 * time.Minute: "90 minutes", 24 * time.Hour: "1 day",
		720 * time.Hour: "30 days", time.Hour + time.Second: "1 h 0 min", 300 * time.Millisecond: "1 second",
	} {
		if got := lasting(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
