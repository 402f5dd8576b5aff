package ui

import (
	"landline/app/vm"
	"landline/app/words"
)

// Surround has changed called on the UI thread whenever what the desk tells may
// have changed, be it by events or by what the person does. It must return at
// once, and change nothing in the window.
func (w *Window) Surround(changed func(*vm.Desk)) { w.changed = changed }

// Watch says whether the window has the person's attention: it is in front. The
// room on the screen counts as read only while it has.
func (w *Window) Watch(watched bool) {
	w.desk.Watch(watched)
	if watched {
		w.touched()
	}
	w.update()
}

// Show brings a line of a room to the screen, or only the room where seq is 0.
// It does nothing where the room is no longer in the window. A dialog that holds
// what was typed stays open over the room; any other closes.
func (w *Window) Show(room vm.Key, seq uint64) {
	r := w.desk.Room(room)
	if r == nil {
		return
	}
	if !w.sheet.keeps() {
		w.closeSheet()
	}
	w.selectRoom(room)
	if seq == 0 {
		return
	}
	if _, ok := r.Lines().Ordinal(seq); ok {
		w.reveal(vm.Reveal{Room: room, Seq: seq})
		return
	}
	line := r.Read()
	line.Seq = seq
	w.actions.Seek(room, line)
}

// Heed tells that the alert of a room is gone without being followed.
func (w *Window) Heed(room vm.Key) { w.desk.Dismissed(room) }

// tellOutside tells whoever draws what surrounds the window.
func (w *Window) tellOutside() {
	w.updateTitle()
	if w.changed != nil {
		w.changed(w.desk)
	}
}

// counted puts the number of unread lines before a title.
func (w *Window) counted(title string) string {
	if n := w.desk.News(); n > 0 {
		return "(" + words.Number(n) + ") " + title
	}
	return title
}
