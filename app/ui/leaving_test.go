package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

func TestLeaving(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	test.Tap(win.pane().header.leave)
	asked.expect(t)
	if win.sheet == nil {
		t.Fatal("closes a room without asking")
	}
	cancel := w.Canvas().Focused()
	press(cancel, fyne.KeyEscape)
	asked.expect(t)
	test.Tap(win.pane().header.leave)
	w.Canvas().FocusNext()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, "leave 1")
	win.Apply([]vm.Event{vm.Closed{Room: 1}})
	test.Tap(win.pane().header.leave)
	asked.expect(t, "leave 2")
	win.Apply([]vm.Event{vm.Closed{Room: 2}})
	if win.middle.Objects[0] != win.welcome.root || len(win.panes) != 0 {
		t.Error("the last room left something behind")
	}
}

func TestLeavingShutsTheComposer(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	win.selectRoom(2)
	c := win.pane().composer
	test.Type(c.entry, "half a thought")
	test.Tap(win.pane().header.leave)
	asked.expect(t, "leave 2")
	win.Apply([]vm.Event{vm.Linked{Room: 2, Link: vm.Seated}})
	press(c.entry, fyne.KeyReturn)
	asked.expect(t)
	if !c.entry.Disabled() || c.entry.Text != "half a thought" || w.Canvas().Focused() != nil {
		t.Errorf("after leaving, the composer holds %q, disabled %v", c.entry.Text, c.entry.Disabled())
	}
}

func TestLeavingWithLinesOnTheirWay(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	win.selectRoom(2)
	for i := range 3 {
		win.Apply([]vm.Event{vm.Queued{Room: 2, ID: chat.MessageID{byte(i + 1)}, Text: "x", At: noon}})
	}
	win.Apply([]vm.Event{vm.Happened{Room: 2, Event: chat.Declined{ID: chat.MessageID{1}}}})
	test.Tap(win.pane().header.leave)
	asked.expect(t)
	if win.sheet == nil || !strings.Contains(screenText(w.Canvas().Overlays().Top()), "2 lines of yours") {
		t.Fatal("does not say how many lines wait")
	}
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if win.pane().composer.entry.Disabled() {
		t.Error("the composer is shut although this person stays")
	}
	test.Tap(win.pane().header.leave)
	w.Canvas().FocusNext()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, "leave 2")
}

// screenText is all the text that is drawn in o.
func screenText(o fyne.CanvasObject) string {
	var out []string
	for _, part := range test.LaidOutObjects(o) {
		if text, ok := part.(*canvas.Text); ok && text.Visible() {
			out = append(out, text.Text)
		}
	}
	return strings.Join(out, " ")
}
