package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestCoverHeadFollowsTheWidth makes a window narrow and wide again: the way to the
// rooms comes and goes, and the title moves over at once.
func TestCoverHeadFollowsTheWidth(t *testing.T) {
	for name, open := range map[string]func(*Window) (*coverHead, fyne.CanvasObject){
		"details": func(w *Window) (*coverHead, fyne.CanvasObject) {
			w.openDetails()
			return w.details.head, w.details.name
		},
		"room settings": func(w *Window) (*coverHead, fyne.CanvasObject) {
			w.openRoomSettings(1)
			return w.roomSettings.head, w.roomSettings.name
		},
		"connections": func(w *Window) (*coverHead, fyne.CanvasObject) {
			w.openConnections()
			return w.sockets.head, w.sockets.pid
		},
		"search": func(w *Window) (*coverHead, fyne.CanvasObject) {
			w.openSearch(true)
			return w.search.head, w.search.text
		},
	} {
		t.Run(name, func(t *testing.T) {
			win, _, w := inRoom(t, 1100, 700)
			head, title := open(win)
			at := func() float32 {
				return fyne.CurrentApp().Driver().AbsolutePositionForObject(title).X - fyne.CurrentApp().Driver().AbsolutePositionForObject(head.bar).X
			}
			wide := at()
			w.Resize(fyne.NewSize(narrowBelow-1, 700))
			if !head.menu.Visible() || at() <= wide {
				t.Errorf("in a narrow window the title begins at %v as before, or the rooms are out of reach", at())
			}
			w.Resize(fyne.NewSize(narrowBelow, 700))
			if head.menu.Visible() || at() != wide {
				t.Errorf("in a wide one it begins at %v, and began at %v", at(), wide)
			}
		})
	}
}
