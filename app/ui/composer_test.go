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

func TestComposer(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	entry := win.pane().composer.entry
	w.Canvas().Focus(entry)
	test.Type(entry, "one")
	entry.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(entry, fyne.KeyReturn)
	entry.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	test.Type(entry, "two")
	if entry.Text != "one\ntwo" || entry.rows != 2 {
		t.Errorf("Shift+Enter makes %q in %d rows", entry.Text, entry.rows)
	}
	press(entry, fyne.KeyReturn)
	asked.expect(t, "say 1 one\ntwo")
	if entry.Text != "" || entry.rows != 1 {
		t.Errorf("%q in %d rows is left", entry.Text, entry.rows)
	}
	press(entry, fyne.KeyReturn)
	test.Type(entry, "   ")
	press(entry, fyne.KeyReturn)
	asked.expect(t)
	entry.SetText(strings.Repeat("row\n", 9) + "last")
	if entry.rows != maxRows {
		t.Errorf("%d rows, want at most %d", entry.rows, maxRows)
	}
}

func TestComposerLimit(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	c := win.pane().composer
	for _, test := range []struct {
		bytes int
		hint  string
		sends bool
	}{
		{100, "", true},
		{chat.MaxText - 3, "3 bytes left", true},
		{chat.MaxText, "0 bytes left", true},
		{chat.MaxText + 2, "2 bytes too long for one message", false},
	} {
		c.entry.SetText(strings.Repeat("x", test.bytes))
		if c.hint.Visible() != (test.hint != "") || test.hint != "" && c.hint.text != test.hint {
			t.Errorf("%d bytes say %q (%v), want %q", test.bytes, c.hint.text, c.hint.Visible(), test.hint)
		}
		press(c.entry, fyne.KeyReturn)
		if sent := len(asked.take()) == 1; sent != test.sends {
			t.Errorf("%d bytes sent: %v, want %v", test.bytes, sent, test.sends)
		}
	}
	before := c.entry.Text
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent(strings.Repeat("x", 3*chat.MaxText))
	c.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if c.entry.Text != before {
		t.Error("pasted what no message can hold")
	}
}

func TestReady(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "\n one\n\n": " one", "one\rtwo": "one\ntwo", "one\r\ntwo\r\n": "one\ntwo", "one\r\rtwo\n\r": "one\n\ntwo", "\r\n": "",
	} {
		if got := ready(text); got != want {
			t.Errorf("%q is sent as %q, want %q", text, got, want)
		}
	}
}

// TestCompletionInAFullDraft has no room for what a word would become: the word
// stays, and all that stands round it.
func TestCompletionInAFullDraft(t *testing.T) {
	for room, want := range map[int]string{4: " @B", 5: " @Bo "} {
		win, _, _ := inRoom(t, 1100, 700)
		c := win.pane().composer
		before := strings.Repeat("a ", chat.MaxText)[:2*chat.MaxText-room]
		c.entry.put(before)
		test.Type(c.entry, " @B")
		if !win.pane().completion.open() {
			t.Fatal("nothing to complete")
		}
		win.pane().completion.take(0)
		if c.entry.Text != before+want {
			t.Errorf("with room for %d, %q stands at the end, want %q", room, c.entry.Text[len(before):], want)
		}
	}
}

func TestDraftsStay(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	test.Type(win.pane().composer.entry, "half a thought")
	shortcut(win, fyne.KeyDown, fyne.KeyModifierAlt)
	if win.desk.Selected().Key() != 2 || win.pane().composer.entry.Text != "" {
		t.Errorf("Alt+Down shows room %d with %q", win.desk.Selected().Key(), win.pane().composer.entry.Text)
	}
	win.Apply([]vm.Event{vm.Linked{Room: 1, Link: vm.Ended, Trouble: vm.Trouble{Kind: vm.NoAnswer, Target: "x"}}})
	win.selectRoom(1)
	c := win.pane().composer
	if c.entry.Text != "half a thought" || !c.entry.Disabled() {
		t.Errorf("an ended room holds %q, disabled %v", c.entry.Text, c.entry.Disabled())
	}
	press(c.entry, fyne.KeyReturn)
	win.Apply([]vm.Event{vm.Linked{Room: 1, Link: vm.Seated}})
	if c.entry.Text != "half a thought" || c.entry.Disabled() {
		t.Errorf("back in the room it holds %q, disabled %v", c.entry.Text, c.entry.Disabled())
	}
	press(c.entry, fyne.KeyReturn)
	asked.expect(t, "say 1 half a thought")
}

func TestTakingBackGivesTheTextBack(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	id := chat.MessageID{0xF1}
	win.Apply([]vm.Event{vm.Queued{Room: 1, ID: id, Text: "no", At: noon}, vm.Happened{Room: 1, Event: chat.Declined{ID: id, Refusal: chat.Refuse(chat.TextInvalid, "")}}})
	win.pane().transcript.can.takeBack(id)
	if got := win.pane().composer.entry.Text; got != "no" || win.desk.Room(1).Lines().End() != 0 {
		t.Errorf("composer holds %q", got)
	}
}

func TestTakingBackKeepsWhatWasWrittenMeanwhile(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	id := chat.MessageID{0xF1}
	win.Apply([]vm.Event{vm.Queued{Room: 1, ID: id, Text: "no", At: noon}, vm.Happened{Room: 1, Event: chat.Declined{ID: id}}})
	test.Type(win.pane().composer.entry, "half a thought")
	win.pane().transcript.can.takeBack(id)
	if got := win.pane().composer.entry.Text; got != "half a thought\nno" {
		t.Errorf("composer holds %q", got)
	}
}

// TestDraftGoesOn writes behind what was written before, however it is wrapped
// by then.
func TestDraftGoesOn(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	entry := win.pane().composer.entry
	entry.put(strings.Repeat("words ", 40))
	w.Canvas().Focus(entry)
	w.Resize(fyne.NewSize(800, 700))
	entry.TypedRune('x')
	press(entry, fyne.KeyHome)
	entry.TypedRune('y')
	if !strings.HasSuffix(entry.Text, "x") || strings.HasPrefix(entry.Text, "y") || !strings.Contains(entry.Text, "y") {
		t.Errorf("it is %q", entry.Text)
	}
}
