package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestKeysAreBoundOnce also wants a name for everything that can be done.
func TestKeysAreBoundOnce(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	bound := map[chord]string{}
	for _, c := range win.commands() {
		if c.name == "" || c.do != nil && c.pick != nil {
			t.Errorf("%+v has no name, or does two things", c)
		}
		if c.do == nil && c.pick == nil {
			continue
		}
		if len(c.keys) == 0 && c.glyph == "" {
			t.Errorf("%q is neither on a key nor in the switcher", c.name)
		}
		for _, k := range c.keys {
			if other, taken := bound[k]; taken {
				t.Errorf("%s means %q and %q", k, other, c.name)
			}
			bound[k] = c.name
		}
	}
}

func TestKeySheetTellsAllKeys(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	win.typedRune('?')
	if win.sheet == nil {
		t.Fatal("? does not open the sheet")
	}
	shown := strings.Join(strings.Fields(screenText(w.Canvas().Overlays().Top())), " ") // whatever is wrapped
	for _, c := range win.commands() {
		if len(c.keys) == 0 {
			continue
		}
		for _, word := range append(capWords(c), c.name) {
			if !strings.Contains(shown, word) {
				t.Errorf("the sheet does not say %q", word)
			}
		}
	}
	test.AssertRendersToMarkup(t, "keysheet.xml", w.Canvas())
}

func TestKeysOfRooms(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	at := func(want vm.Key, by string) {
		t.Helper()
		if got := win.desk.Selected().Key(); got != want {
			t.Errorf("%s leads to room %d, want %d", by, got, want)
		}
	}
	shortcut(win, fyne.Key1, fyne.KeyModifierShortcutDefault)
	at(2, "Ctrl+1")
	shortcut(win, fyne.Key9, fyne.KeyModifierShortcutDefault)
	at(2, "Ctrl+9")
	shortcut(win, fyne.KeyDown, fyne.KeyModifierAlt)
	at(1, "Alt+Down")
	win.selectRoom(2)
	shortcut(win, fyne.KeyDown, fyne.KeyModifierAlt|fyne.KeyModifierShift)
	at(2, "Alt+Shift+Down with nothing unread")
	speak(win.desk, 1, 1)
	shortcut(win, fyne.KeyDown, fyne.KeyModifierAlt|fyne.KeyModifierShift)
	at(1, "Alt+Shift+Down")
	win.openHost()
	shortcut(win, fyne.Key1, fyne.KeyModifierShortcutDefault)
	at(1, "Ctrl+1 behind a dialog")
}

// TestRegions goes round the window with F6 from wherever the keyboard is.
func TestRegions(t *testing.T) {
	win, _, w := inRoom(t, 1200, 700)
	pane := win.pane()
	round := []fyne.Focusable{pane.composer.entry, win.people.list, win.side.roomRows[1].tile, pane.header.search, pane.transcript}
	for i, want := range append(round, round...) {
		if got := w.Canvas().Focused(); got != want {
			t.Fatalf("stop %d is %T, want %T", i, got, want)
		}
		press(w.Canvas().Focused(), fyne.KeyF6)
	}
	win.nextRegion(-1)
	if got := w.Canvas().Focused(); got != pane.transcript {
		t.Errorf("backwards it comes to %T", got)
	}
}

// TestTabIsInReadingOrder follows Tab through the window: rooms, room, people.
func TestTabIsInReadingOrder(t *testing.T) {
	win, _, w := inRoom(t, 1200, 700)
	w.Canvas().Unfocus()
	at, seen := float32(-1), 0
	for range 60 {
		w.Canvas().FocusNext()
		o, ok := w.Canvas().Focused().(fyne.CanvasObject)
		if !ok {
			t.Fatal("Tab leads nowhere")
		}
		column := float32(0)
		for i, part := range []fyne.CanvasObject{win.side.root, win.middle, win.people.root} {
			if win.within(part) {
				column = float32(i)
			}
		}
		if column < at {
			break // round
		}
		if column > at {
			at, seen = column, seen+1
		}
		if !o.Visible() || o.Size().IsZero() {
			t.Errorf("Tab stops at a %T that is not to be seen", o)
		}
	}
	if seen != 3 {
		t.Errorf("Tab comes through %d columns, want 3", seen)
	}
}

// TestKeysReachTheWindow presses keys that a part of the window has no use for.
func TestKeysReachTheWindow(t *testing.T) {
	win, _, w := inRoom(t, 1200, 700)
	for _, part := range []fyne.Focusable{win.side.me, win.people.list, win.side.roomRows[1].tile, win.pane().header.search} {
		w.Canvas().Focus(part)
		part.TypedRune('?')
		if win.sheet == nil {
			t.Fatalf("? in a %T opens nothing", part)
		}
		win.escape()
		win.openConnections()
		w.Canvas().Focus(win.side.me)
		press(win.side.me, fyne.KeyEscape)
		if win.over != nil {
			t.Errorf("Escape leaves nothing from a %T", part)
		}
	}
	entry := win.pane().composer.entry
	w.Canvas().Focus(entry)
	test.Type(entry, "?")
	if win.sheet != nil || entry.Text != "?" {
		t.Error("a question cannot be asked")
	}
}

func TestStatusFromTheSwitcher(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{vm.Myself{Status: chat.Status{Words: "in the lab", Hue: 120}}})
	win.setPresence(chat.DoNotDisturb)
	asked.expect(t, "status {Presence:2 Words:in the lab Hue:120}")
	win.setPresence(chat.Online)
	asked.expect(t)
}
