package ui

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// TestUnreadRoomStandsOut looks at how the name of a room is drawn while lines of it
// are unread, and while it is on the screen.
func TestUnreadRoomStandsOut(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	expect := func(when string, want bool) {
		t.Helper()
		name := test.WidgetRenderer(win.side.roomRows[1].name).Objects()[0].(*canvas.Text)
		if name.TextStyle.Bold != want {
			t.Errorf("%s: bold is %v", when, name.TextStyle.Bold)
		}
	}
	expect("on the screen", true)
	win.selectRoom(2)
	expect("read", false)
	speak(win.desk, 1, 1)
	win.update()
	expect("unread", true)
	win.selectRoom(1)
	win.selectRoom(2)
	expect("read again", false)
}
