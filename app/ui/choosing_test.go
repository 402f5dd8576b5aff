package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"landline/netcore/chat"
)

func TestLinesByKeyboard(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, bo, "one", chat.Deed{})
	does(win, 4, me, "two", chat.Deed{})
	tr := win.pane().transcript
	w.Canvas().Focus(tr)
	if r := tr.chosen(); r == nil || r.line.Seq != 4 {
		t.Fatal("the newest line is not chosen")
	}
	press(tr, fyne.KeyUp)
	if r := tr.chosen(); r.line.Seq != 3 || len(tr.ring()) != 1 {
		t.Errorf("Up leads to line %d", r.line.Seq)
	}
	test.Type(tr, "c")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "one" {
		t.Errorf("C copies %q", got)
	}
	press(tr, desktop.KeyMenu)
	menu, ok := w.Canvas().Focused().(*widget.PopUpMenu)
	if !ok {
		t.Fatalf("the Menu key leads to %T", w.Canvas().Focused())
	}
	press(menu, fyne.KeyEscape)
	tr.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(tr, fyne.KeyF10)
	if _, ok := w.Canvas().Focused().(*widget.PopUpMenu); !ok {
		t.Error("Shift+F10 opens no menu")
	}
	press(w.Canvas().Focused(), fyne.KeyReturn) // Reply
	if !win.pane().composer.strip.root.Visible() {
		t.Error("the first entry of the menu answers nothing")
	}
	w.Canvas().Focus(tr)
	press(tr, fyne.KeyEscape)
	if w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Error("Escape does not lead to the composer")
	}
	w.Canvas().Focus(tr)
	test.Type(tr, "e")
	if d, ok := w.Canvas().Focused().(*draft); !ok || d.Text != "two" {
		t.Error("E does not change the line")
	}
	win.closeSheet()
	w.Canvas().Focus(tr)
	test.Type(tr, "hello")
	if got := win.pane().composer.entry.Text; got != "hello" {
		t.Errorf("what is typed begins the message %q", got)
	}
	asked.expect(t)
}

// TestChoiceFollowsTheKeys scrolls by page and to both ends: the chosen line is always
// one that is seen.
func TestChoiceFollowsTheKeys(t *testing.T) {
	win, _, w := ordered(t, 1200)
	const lines = 80
	for i := range lines {
		does(win, uint64(3+i), bo, fmt.Sprintf("line %d", i), chat.Deed{})
	}
	tr := win.pane().transcript
	w.Canvas().Focus(tr)
	before := uint64(3 + lines)
	for _, key := range []fyne.KeyName{fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyHome} {
		press(tr, key)
		r := tr.chosen()
		if r == nil || r.line.Seq >= before || len(tr.ring()) != 1 {
			t.Fatalf("%s from line %d leads to %+v", key, before, r)
		}
		before = r.line.Seq
	}
	test.Type(tr, "c")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "line 0" {
		t.Errorf("at the oldest line C copies %q", got)
	}
	for _, key := range []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyEnd} {
		press(tr, key)
		r := tr.chosen()
		if r == nil || r.line.Seq <= before || len(tr.ring()) != 1 {
			t.Fatalf("%s from line %d leads to %+v", key, before, r)
		}
		before = r.line.Seq
	}
	test.Type(tr, "c")
	if got := fyne.CurrentApp().Clipboard().Content(); got != fmt.Sprintf("line %d", lines-1) {
		t.Errorf("at the newest line C copies %q", got)
	}
}

func TestMouseShowsNoRing(t *testing.T) {
	win, _, w := ordered(t, 1200)
	does(win, 3, bo, "one", chat.Deed{})
	tr := win.pane().transcript
	tr.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	tr.MouseUp(nil)
	if len(tr.ring()) != 0 || w.Canvas().Focused() != fyne.Focusable(tr) {
		t.Error("a click chooses a line")
	}
	press(tr, fyne.KeyUp)
	if len(tr.ring()) != 1 {
		t.Error("after a click the arrows choose nothing")
	}
}

func TestAnswersLeadToTheirSourceByKeyboard(t *testing.T) {
	win, _, w := ordered(t, 1200)
	does(win, 3, bo, "Is the projector free?", chat.Deed{})
	does(win, 4, me, "It is.", chat.Deed{About: chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}})
	tr := win.pane().transcript
	w.Canvas().Focus(tr)
	for _, item := range tr.choices(tr.chosen()) {
		if item.Label == "Show the line it answers" {
			item.Action()
		}
	}
	if r := tr.chosen(); r == nil || r.line.Seq != 3 {
		t.Fatal("the keyboard does not go on from the line that is answered")
	}
	for _, item := range tr.choices(tr.chosen()) {
		if item.Label == "Show the line it answers" {
			t.Error("a line that answers nothing leads to another")
		}
	}
	win.pane().focus()
	tr.reveal(3)
	tr.toEnd()
	w.Canvas().Focus(tr)
	if r := tr.chosen(); r == nil || r.line.Seq != 4 {
		t.Error("at the end the keyboard does not begin at the newest line")
	}
}

// TestMenuHoldsOnToItsLine lets a menu stand open while other lines come, so that
// its row goes out of view and shows one of them.
func TestMenuHoldsOnToItsLine(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, bo, "Is the projector free?", chat.Deed{})
	does(win, 4, bo, "It is not.", chat.Deed{About: chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}})
	tr := win.pane().transcript
	at := tr.inWindow(bubbleOf(rowOfLine(t, win, 4)))
	entries := make(map[string]func())
	for _, item := range tr.choices(rowOfLine(t, win, 4)) {
		entries[item.Label] = item.Action
	}
	for seq := uint64(5); seq < 205; seq++ {
		does(win, seq, cleo, fmt.Sprint("line ", seq), chat.Deed{})
	}
	entries["Copy message"]()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "It is not." {
		t.Errorf("copies %q", got)
	}
	entries["Reply"]()
	if got := win.pane().composer.strip.text.text; got != "It is not." {
		t.Errorf("answers %q", got)
	}
	asked.take()
	entries["React…"]()
	if pop, ok := w.Canvas().Overlays().Top().(*popoverGround); !ok || pop.at != at {
		t.Error("the choice of a reaction is not where the line was")
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, `do react "👍"`)
	entries["Show the line it answers"]()
	if r := rowOfLine(t, win, 3); r.top < 0 || r.top > tr.Size().Height {
		t.Error("the line that it answers does not come into view")
	}
	asked.expect(t)
}
