package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// TestPlaceholderOfOneLine asks for a message to a room of a long name: what is
// drawn of that takes one line, and is whole again as soon as there is a place.
func TestPlaceholderOfOneLine(t *testing.T) {
	win, _, w := inRoom(t, 420, 700)
	const name = "Ground floor, east wing: printers, projectors and everything else with a plug"
	win.Apply([]vm.Event{vm.Retitled{Room: 1, Name: name}})
	d := win.pane().composer.entry
	if got := d.PlaceHolder; got == "Message "+name || got[:15] != "Message Ground " {
		t.Errorf("in a narrow window it asks %q", got)
	}
	w.Resize(fyne.NewSize(1300, 700))
	if got := d.PlaceHolder; got != "Message "+name {
		t.Errorf("in a wide window it asks %q", got)
	}
}
