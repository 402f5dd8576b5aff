package ui

import (
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// opened shows a room that was asked for, and ends the dialog that asked. One
// that asks for something else stays as it is.
func (w *Window) opened(e vm.Opened) {
	w.passwords.opened(e)
	if w.host != nil && w.host.asked(e) || w.join != nil && w.join.asked(e) {
		w.closeSheet()
	}
	if pane := w.panes[e.Room]; pane != nil {
		pane.leaving = false
	}
}

// joinFailed says why a room cannot be tried in the dialog that asks for one;
// it opens for who began Landline with a link.
func (w *Window) joinFailed(t vm.Trouble) {
	if w.join == nil {
		w.openJoin()
	}
	if w.join != nil {
		w.join.failed(t)
	}
}

// closed forgets what was drawn of a room, and ends a dialog about it.
func (w *Window) closed(key vm.Key) {
	if w.sheet != nil && w.sheet.room == key {
		w.sheet.close()
	}
	if pane := w.panes[key]; pane != nil {
		pane.close()
		delete(w.panes, key)
	}
}

// remembered takes over how far a room was read on an earlier day.
func (w *Window) remembered(e vm.Remembered) {
	if pane := w.panes[e.Room]; pane != nil {
		pane.read = chat.Cursor{Epoch: e.Epoch, Seq: e.Read}
	}
}

// drafted brings back what was being written.
func (w *Window) drafted(e vm.Drafted) {
	if pane := w.panes[e.Room]; pane != nil {
		pane.composer.restore(e.Text)
	}
}

// reveal shows a line of a room, for a moment marked.
func (w *Window) reveal(e vm.Reveal) {
	w.selectRoom(e.Room)
	if pane := w.pane(); pane != nil && pane.room.Key() == e.Room {
		pane.transcript.reveal(e.Seq)
	}
}

// readEvery bounds how often a person's place in a room is handed over.
const readEvery = time.Second

// tellRead hands over how far the room on the screen was read, a little later.
func (w *Window) tellRead() {
	if pane := w.pane(); pane != nil {
		if read := pane.room.Read(); read.Seq != 0 && read != pane.read {
			pane.reading.begin()
		}
	}
}

// sayAgain says a declined line once more.
func (w *Window) sayAgain(key vm.Key, id chat.MessageID) {
	if w.desk.SayAgain(key, id) {
		w.actions.SayAgain(key, id)
		w.update()
	}
}

// Flush hands over at once what waits for a quiet moment: drafts, and how far
// was read. Call it before the program ends, on the UI thread.
func (w *Window) Flush() {
	for _, pane := range w.panes {
		pane.flush()
	}
}

// ticks is the window's ticking.
func (w *Window) ticks(d time.Duration, tick func(done float32)) (stop func()) { return w.run(d, tick) }
