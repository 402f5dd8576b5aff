package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/netcore/chat"
)

func TestChangingALine(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, me, "helo", chat.Deed{})
	does(win, 4, bo, "hi", chat.Deed{})
	choices := func(seq uint64) string {
		tr := win.pane().transcript
		i, _ := win.desk.Room(1).Lines().Ordinal(seq)
		var words []string
		for _, item := range tr.choices(tr.bind(i)) {
			if !item.IsSeparator {
				words = append(words, item.Label)
			}
		}
		return strings.Join(words, ", ")
	}
	if a, b := choices(3), choices(4); a != "Reply, React…, Copy message, Who has it, Edit…, Delete…" || b != "Reply, React…, Copy message, Delete…" {
		t.Errorf("an own line offers %q, another %q", a, b)
	}
	line := chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}
	win.pane().transcript.can.edit(line)
	d := w.Canvas().Focused().(*draft)
	press(d, fyne.KeyReturn)
	asked.expect(t)
	win.pane().transcript.can.edit(line)
	d = w.Canvas().Focused().(*draft)
	if d.Text != "helo" {
		t.Errorf("begins with %q", d.Text)
	}
	d.SetText("hello")
	press(d, fyne.KeyReturn)
	asked.expect(t, `do edit "hello"`)
	if win.sheet != nil {
		t.Error("the dialog stays")
	}
}

// TestUpChangesTheLastLine leads from an empty composer to what was said last.
func TestUpChangesTheLastLine(t *testing.T) {
	win, _, w := ordered(t, 1200)
	does(win, 3, me, "helo", chat.Deed{})
	c := win.pane().composer.entry
	press(c, fyne.KeyUp)
	d, ok := w.Canvas().Focused().(*draft)
	if !ok || d == c || d.Text != "helo" {
		t.Fatal("Up in an empty composer does not lead to the last own line")
	}
	if d.TypedRune('!'); d.Text != "helo!" {
		t.Errorf("what is typed first makes it %q", d.Text)
	}
	win.closeSheet()
	c.SetText("x")
	press(c, fyne.KeyUp)
	if win.sheet != nil {
		t.Error("Up leads away from what is being written")
	}
}

func TestDeletingALine(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, me, "helo", chat.Deed{})
	line := chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}
	win.pane().transcript.can.erase(line, "Ada", true)
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t)
	win.pane().transcript.can.erase(line, "Ada", true)
	w.Canvas().FocusNext()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, `do delete ""`)
}

// TestDeletingALineOfANamesake says whose line it is.
func TestDeletingALineOfANamesake(t *testing.T) {
	win, _, w := ordered(t, 1200)
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: chat.MemberID{0xEE}, Name: "Bo"}}}})
	does(win, 3, bo, "helo", chat.Deed{})
	tr := win.pane().transcript
	i, _ := win.desk.Room(1).Lines().Ordinal(3)
	for _, item := range tr.choices(tr.bind(i)) {
		if item.Label == "Delete…" {
			item.Action()
		}
	}
	if win.sheet == nil {
		t.Fatal("nothing is asked")
	}
	if asks := screenText(w.Canvas().Overlays().Top()); !strings.Contains(asks, "a line of Bo #"+bo.Tag()+" was deleted") {
		t.Errorf("asks %q", asks)
	}
}

// TestDeedsThatFail can be asked for again or dropped at their line; what is
// told in a note is dropped at once.
func TestDeedsThatFail(t *testing.T) {
	win, asked, _ := ordered(t, 1200)
	does(win, 3, me, "helo", chat.Deed{})
	x, y := chat.MessageID{0xF1}, chat.MessageID{0xF2}
	change := chat.Deed{Act: chat.Edit, About: chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}}
	declined := func(id chat.MessageID) vm.Event {
		return vm.Happened{Room: 1, Event: chat.Declined{ID: id, Refusal: chat.Refuse(chat.NotKept, "")}}
	}
	win.Apply([]vm.Event{vm.Queued{Room: 1, ID: x, Text: "hello", At: noon, Deed: change}, declined(x)})
	asked.expect(t)
	tr := win.pane().transcript
	at := func(b box) fyne.Position {
		r := tr.shown[len(tr.shown)-1]
		return fyne.NewPos(b.x+b.w/2, r.top+b.y+b.h/2)
	}
	tr.Tapped(&fyne.PointEvent{Position: at(tr.shown[len(tr.shown)-1].again)})
	asked.expect(t, "say again 1 f1")
	win.Apply([]vm.Event{declined(x)})
	tr.Tapped(&fyne.PointEvent{Position: at(tr.shown[len(tr.shown)-1].back)})
	asked.expect(t, "took back 1 f1")
	if c := win.pane().composer; c.entry.Text != "" {
		t.Errorf("what a line was to say is in the composer: %q", c.entry.Text)
	}
	win.Apply([]vm.Event{vm.Queued{Room: 1, ID: y, At: noon, Deed: chat.Deed{Act: chat.Lock}}, declined(y)})
	asked.expect(t, "took back 1 f2")
}
