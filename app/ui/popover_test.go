package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestPopoversEndWithTheirRoom brings something else to the screen while an emoji
// is being chosen, or a menu is open.
func TestPopoversEndWithTheirRoom(t *testing.T) {
	picker := func(win *Window) { win.openEmoji() }
	reaction := func(win *Window) { win.pane().transcript.letter(rowOfLine(t, win, 3), '+') }
	menu := func(win *Window) { win.pane().transcript.menuOf(rowOfLine(t, win, 3)) }
	for _, opened := range []func(*Window){picker, reaction, menu} {
		for name, happens := range map[string]func(win *Window){
			"another room is looked at": func(win *Window) { win.Show(2, 0) },
			"another room opens":        func(win *Window) { win.Apply([]vm.Event{vm.Opened{Room: 3, Name: "Attic"}}) },
			"the room closes":           func(win *Window) { win.Apply([]vm.Event{vm.Closed{Room: 1}}) },
			"a view covers it":          func(win *Window) { win.openSearch(true) },
			"all is drawn anew":         func(win *Window) { win.rebuild() },
			"a dialog opens":            func(win *Window) { win.openProfile(); win.closeSheet() },
		} {
			win, asked, w := ordered(t, 1200)
			does(win, 3, bo, "hello", chat.Deed{})
			before := win.pane()
			before.composer.entry.put("half ")
			opened(win)
			if w.Canvas().Overlays().Top() == nil {
				t.Fatal("nothing opens")
			}
			asked.take()
			happens(win)
			if w.Canvas().Overlays().Top() != nil {
				t.Errorf("%s, and what was open stays", name)
			}
			if f := w.Canvas().Focused(); f == fyne.Focusable(before.composer.entry) && win.pane() != before {
				t.Errorf("%s, and the keyboard is in the room of before", name)
			}
		}
	}
}

// TestPopoverOverADialogStays chooses an emoji for a line that is being changed,
// while something happens in the room.
func TestPopoverOverADialogStays(t *testing.T) {
	win, _, w := ordered(t, 1200)
	does(win, 3, me, "hello", chat.Deed{})
	win.revise(1, chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}})
	entry := w.Canvas().Focused().(*draft)
	at := placeOf(entry)
	win.pickEmoji(at, func(emoji string) { entry.replace(0, emoji) })
	does(win, 4, bo, "hi", chat.Deed{})
	test.Type(w.Canvas().Focused(), "beer")
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if entry.Text != "hello🍺" || win.sheet == nil {
		t.Errorf("the line is changed to %q", entry.Text)
	}
}

// TestAnswerToARoomOutOfView answers from the menu of a room that is no longer on
// the screen: what is typed goes to the one that is.
func TestAnswerToARoomOutOfView(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	does(win, 3, bo, "hello", chat.Deed{})
	tr := win.pane().transcript
	items := tr.choices(rowOfLine(t, win, 3))
	win.Show(2, 0)
	for _, item := range items {
		if item.Label == "Reply" {
			item.Action()
		}
	}
	asked.take()
	test.Type(w.Canvas().Focused(), "for the Kitchen")
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, "say 2 for the Kitchen")
}
