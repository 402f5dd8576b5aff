package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestWheelOverAField turns the wheel where the pointer is over a field of a page that
// is higher than the window: the page moves.
func TestWheelOverAField(t *testing.T) {
	win, _, w := inRoom(t, 1000, 400)
	win.openRoomSettings(1)
	name := win.roomSettings.naming.name
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(name).AddXY(name.Size().Width/2, name.Size().Height/2)
	test.Scroll(w.Canvas(), at, 0, -40)
	moved := at.Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(name).Y - name.Size().Height/2
	if moved != 40 {
		t.Errorf("the page moved by %g", moved)
	}
	test.TapCanvas(w.Canvas(), at.SubtractXY(0, 40))
	if w.Canvas().Focused() != fyne.Focusable(name) {
		t.Error("a click does not reach the field")
	}
}
