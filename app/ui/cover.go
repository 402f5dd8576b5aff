package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// cover is a view that lies over the room in the middle of the window: the
// room stays selected, and what is said in it meanwhile is unread.
type cover interface {
	content() fyne.CanvasObject
	title() string                // of the window
	update()                      // draws what there is now
	shown(on bool)                // it comes to the screen, or leaves it
	first() fyne.Focusable        // where the keyboard goes; nil for nowhere
	gone(room vm.Key) (over bool) // a room is closed; over is whether the view ends with it
}

// openCover brings a view over the room.
func (w *Window) openCover(c cover) {
	if w.over != c {
		w.uncover()
		w.over = c
		w.desk.Cover()
		c.shown(true)
	}
	w.shell.closeDrawers()
	w.update()
	w.focusRoom()
}

// closeCover brings the room back.
func (w *Window) closeCover() {
	if w.over == nil {
		return
	}
	w.uncover()
	w.desk.Uncover()
	w.update()
}

func (w *Window) uncover() {
	if over := w.over; over != nil {
		w.over = nil
		over.shown(false)
	}
}

// leaveCover is closeCover for a person, whose keyboard goes back to the room, and
// who has thrown away what held up a change of the whole window.
func (w *Window) leaveCover() {
	w.closeCover()
	w.catchUp()
	w.focusRoom()
}

// roomGone ends a view of a room that is closed.
func (w *Window) roomGone(key vm.Key) {
	if w.over != nil && w.over.gone(key) {
		w.closeCover()
	}
}

// openConnections shows the sockets, which are read only while they are seen.
func (w *Window) openConnections() { w.openCover(w.sockets) }

// openSearch looks in the room on the screen, or in all of them.
func (w *Window) openSearch(all bool) {
	if !w.ready() {
		return
	}
	room := vm.Key(0)
	if selected := w.desk.Selected(); selected != nil && !all {
		room = selected.Key()
	}
	w.search.scope(room)
	w.openCover(w.search)
}

// openDetails shows how the room on the screen is kept; asked again, it goes.
func (w *Window) openDetails() {
	room := w.desk.Selected()
	switch {
	case !w.ready() || room == nil:
	case w.over == cover(w.details):
		w.leaveCover()
	default:
		w.details.show(room)
		w.openCover(w.details)
	}
}
