package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// rowOfLine is the row of line seq of the room on the screen.
func rowOfLine(t *testing.T, win *Window, seq uint64) *lineRow {
	t.Helper()
	tr := win.pane().transcript
	for _, r := range tr.shown {
		if r.line.Seq == seq && r.line.Kind == vm.Spoken {
			return r
		}
	}
	t.Fatalf("line %d is not in view", seq)
	return nil
}

// point moves the mouse to a place of the transcript.
func point(tr *transcript, x, y float32) {
	tr.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func tapAt(tr *transcript, x, y float32) {
	tr.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, y), AbsolutePosition: fyne.NewPos(x, y)})
}

// tapTool presses one of the tools beside a line.
func tapTool(t *testing.T, win *Window, seq uint64, glyph string) {
	t.Helper()
	tr, r := win.pane().transcript, rowOfLine(t, win, seq)
	b := bubbleOf(r)
	point(tr, b.x+5, b.y+5)
	list := tr.tools(r)
	for i, tool := range list {
		if tool.glyph == glyph {
			c := cellOf(tr.toolsBox(r, len(list)), i)
			point(tr, c.x+c.w/2, c.y+c.h/2)
			if tr.pointer.tool != i+1 || tr.Cursor() != desktop.PointerCursor {
				t.Errorf("the pointer rests on tool %d, want %d", tr.pointer.tool, i+1)
			}
			tapAt(tr, c.x+c.w/2, c.y+c.h/2)
			return
		}
	}
	t.Fatalf("no tool %q beside line %d", glyph, seq)
}

func (r *lineRow) toolWords(tr *transcript) string {
	var words []string
	for _, tool := range tr.tools(r) {
		words = append(words, tool.word)
	}
	return strings.Join(words, ", ")
}

func TestToolsBesideALine(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, bo, "Is the projector free?", chat.Deed{})
	does(win, 4, bo, strings.Repeat("a long line ", 60), chat.Deed{})
	does(win, 5, me, "It is.", chat.Deed{})
	tr := win.pane().transcript
	for seq, right := range map[uint64]bool{3: true, 5: false} {
		r := rowOfLine(t, win, seq)
		if words := r.toolWords(tr); words != "React, Reply, Copy message, More" {
			t.Errorf("line %d offers %q", seq, words)
		}
		at, b := tr.toolsBox(r, 4), bubbleOf(r)
		if right && at.x < b.x+b.w || !right && at.x+at.w > b.x || at.y < b.y-1 || at.y > b.y+1 {
			t.Errorf("the tools of line %d stand at %v, its bubble at %v", seq, at, b)
		}
	}
	long := rowOfLine(t, win, 4)
	if at, b := tr.toolsBox(long, 4), bubbleOf(long); at.x+at.w > b.x+b.w || at.y+at.h > b.y+2*grid {
		t.Errorf("the tools of a long line stand at %v, over its words in %v", at, b)
	}
	tapTool(t, win, 3, "copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "Is the projector free?" {
		t.Errorf("copied %q", got)
	}
	if words := rowOfLine(t, win, 3).toolWords(tr); !strings.Contains(words, "Copied") {
		t.Errorf("after copying the tools say %q", words)
	}
	tapTool(t, win, 3, "more")
	if w.Canvas().Overlays().Top() == nil {
		t.Error("More opens no menu")
	}
	asked.expect(t)
}

func TestReactions(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, bo, "Is the projector free?", chat.Deed{})
	tapTool(t, win, 3, "react")
	first, ok := w.Canvas().Focused().(*emojiButton)
	if !ok || first.emoji != vm.QuickEmoji[0] {
		t.Fatalf("the keyboard is at %T", w.Canvas().Focused())
	}
	press(first, fyne.KeyRight)
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, `do react "❤️"`)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the choice stays open")
	}
	line := chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}
	win.Apply([]vm.Event{vm.Queued{Room: 1, ID: chat.MessageID{0xE1}, Text: "❤️", At: noon, Deed: chat.Deed{Act: chat.React, About: line}}})
	tr, r := win.pane().transcript, rowOfLine(t, win, 3)
	if len(r.chips) != 1 {
		t.Fatalf("%d chips while the reaction is on its way", len(r.chips))
	}
	c := r.chips[0]
	tapAt(tr, c.x+c.w/2, r.top+c.y+c.h/2)
	asked.expect(t, `do unreact "❤️"`)
	press(openQuick(t, win, w), fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves the choice open")
	}
}

// openQuick opens the quick reactions of line 3.
func openQuick(t *testing.T, win *Window, w fyne.Window) *emojiButton {
	t.Helper()
	tapTool(t, win, 3, "react")
	b, ok := w.Canvas().Focused().(*emojiButton)
	if !ok {
		t.Fatalf("the keyboard is at %T", w.Canvas().Focused())
	}
	return b
}

func TestAnswers(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, bo, "Is the projector free?", chat.Deed{})
	does(win, 4, me, "Let me see.", chat.Deed{})
	pane := win.pane()
	tapTool(t, win, 3, "reply")
	strip := pane.composer.strip
	if !strip.root.Visible() || strip.whom.text != "Answering Bo" || strip.text.text != "Is the projector free?" {
		t.Errorf("the strip says %q, %q", strip.whom.text, strip.text.text)
	}
	if w.Canvas().Focused() != fyne.Focusable(pane.composer.entry) {
		t.Errorf("the keyboard is at %T", w.Canvas().Focused())
	}
	win.selectRoom(2)
	if win.pane().composer.strip.root.Visible() {
		t.Error("another room answers too")
	}
	win.selectRoom(1)
	asked.take()
	test.Type(pane.composer.entry, "it is")
	press(pane.composer.entry, fyne.KeyReturn)
	asked.expect(t, `do line "it is"`)
	if strip.root.Visible() {
		t.Error("the strip stays")
	}
	win.answerNewest()
	if !strip.root.Visible() {
		t.Error("Ctrl+R answers nobody")
	}
	press(pane.composer.entry, fyne.KeyEscape)
	if strip.root.Visible() {
		t.Error("Escape does not give the answer up")
	}
	win.answerNewest()
	win.rebuild()
	if !win.pane().composer.strip.root.Visible() {
		t.Error("the answer is lost where the window is drawn anew")
	}
	does(win, 5, bo, "", chat.Deed{Act: chat.Delete, About: chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}})
	if win.pane().composer.strip.root.Visible() {
		t.Error("a line that was deleted is answered still")
	}
}

func TestQuotesLeadToTheirSource(t *testing.T) {
	win, asked, _ := ordered(t, 1200)
	does(win, 3, bo, "Is the projector free?", chat.Deed{})
	for seq := uint64(4); seq < 60; seq++ {
		does(win, seq, bo, "more", chat.Deed{})
	}
	does(win, 60, me, "It is.", chat.Deed{About: chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}})
	does(win, 61, me, "And that one.", chat.Deed{About: chat.Ref{Seq: 1, ID: chat.MessageID{9, 9}}})
	tr := win.pane().transcript
	tapQuote := func(seq uint64) {
		r := rowOfLine(t, win, seq)
		q := r.quoteBox()
		tapAt(tr, q.x+q.w/2, r.top+q.y+q.h/2)
	}
	tapQuote(61)
	asked.expect(t, "seek 1 line 1")
	tapQuote(60)
	if r := rowOfLine(t, win, 3); tr.pinned || r.top < 0 || r.top > tr.Size().Height {
		t.Error("the source does not come into view")
	}
	asked.expect(t)
}

func TestLinkToALine(t *testing.T) {
	win, _, _ := ordered(t, 1200)
	does(win, 3, bo, "one", chat.Deed{})
	win.Apply([]vm.Event{vm.Invitation{Room: 1, Link: "landline://lab/?room=1&key=2"}})
	tr := win.pane().transcript
	for _, item := range tr.choices(rowOfLine(t, win, 3)) {
		if item.Label == "Copy link to the line" {
			item.Action()
		}
	}
	if got := fyne.CurrentApp().Clipboard().Content(); got != "landline://lab/?room=1&key=2&line=0100000000000000-3" {
		t.Errorf("copied %q", got)
	}
}

func TestWhoHasALine(t *testing.T) {
	win, _, w := ordered(t, 1200)
	does(win, 3, me, "one", chat.Deed{})
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Received{List: []chat.Receipt{{ID: bo, Seq: 3}}}}})
	win.pane().transcript.can.reception(chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}})
	if win.sheet == nil {
		t.Fatal("no dialog")
	}
	w.Resize(fyne.NewSize(1200, 700))
	test.AssertRendersToMarkup(t, "reception.xml", w.Canvas())
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Received{List: []chat.Receipt{{ID: cleo, Seq: 3}}}}})
	if text := screenText(win.sheet.overlay.card); !strings.Contains(text, "Has it · 2") {
		t.Error("the dialog does not follow")
	}
}

func TestHoverBarLooksTheSame(t *testing.T) {
	win, _, _ := ordered(t, 1200)
	does(win, 3, bo, "Is the projector free at ten?", chat.Deed{})
	does(win, 4, me, "It is.", chat.Deed{})
	does(win, 5, cleo, "🎉", chat.Deed{Act: chat.React, About: chat.Ref{Seq: 4, ID: chat.MessageID{4, 7}}})
	tr, w := view(t, win.desk)
	tr.can = win.pane().transcript.can
	w.Resize(fyne.NewSize(600, 300))
	tr.update()
	b := bubbleOf(tr.shown[len(tr.shown)-2])
	point(tr, b.x+5, b.y+5)
	point(tr, b.x+b.w+toolOff+toolPad+5, b.y+10)
	test.AssertRendersToMarkup(t, "hoverbar.xml", w.Canvas())
}

// TestWheelMovesTheTools scrolls under a pointer that rests.
func TestWheelMovesTheTools(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 500)
	speak(win.desk, 1, 60)
	win.Apply(nil)
	tr := win.pane().transcript
	r := tr.shown[len(tr.shown)/2]
	point(tr, r.bubble.x+5, r.top+r.bubble.y+5)
	before := tr.pointer.over
	if before == 0 {
		t.Fatal("no line is under the pointer")
	}
	tr.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 3*r.height)})
	under := tr.rowAt(tr.pointer.at.Y)
	if tr.pointer.over == before || under == nil || tr.pointer.over != under.line.Key {
		t.Error("the tools stay beside a line that went away from the pointer")
	}
}
