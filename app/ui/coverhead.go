package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// coverHead is the bar at the top of a view that lies over the room: the way to the
// rooms, where they are a drawer, what the view is, and the way out of it.
type coverHead struct {
	bar    *fyne.Container
	window *Window
	menu   *button
}

// newCoverHead sets more beside the way out.
func newCoverHead(w *Window, title fyne.CanvasObject, more ...fyne.CanvasObject) *coverHead {
	h := &coverHead{window: w}
	h.menu = newButton(quiet, "menu", "", w.openRooms)
	right := fyne.CanvasObject(newButton(quiet, "close", "", w.leaveCover))
	if len(more) > 0 {
		right = row(grid/2, append(more, right)...)
	}
	h.bar = inset(barInset, 2*grid, ends(grid, h.menu, title, right))
	return h
}

// over sets the bar over a page, with a line between them.
func (h *coverHead) over(page fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(newFree(footLayout{}, h.bar, hairline()), nil, nil, nil, page)
}

func (h *coverHead) update() { h.menu.Hidden = !h.window.narrow }
