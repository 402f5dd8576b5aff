package ui

import (
	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// leave gives up a seat. Closing a room sends everybody away, and lines on
// their way wait until the person comes back, so both are asked first.
func (w *Window) leave(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil || w.sheet != nil {
		return
	}
	do := func() { w.left(key) }
	unsaid := room.Unconfirmed()
	switch {
	case room.Hosting():
		w.sheet = confirm(w.window, words.T("Close “%s”?", room.Name()),
			words.T("This computer keeps the room. When it closes, everybody in it is sent away."),
			words.T("Close the room"), do, w.sheetClosed)
	case unsaid > 0:
		lines := words.N("%d line of yours has not been said yet. It waits on this computer, and is said if you come back.",
			"%d lines of yours have not been said yet. They wait on this computer, and are said if you come back.", unsaid, unsaid)
		w.sheet = confirm(w.window, words.T("Leave “%s”?", room.Name()), lines, words.T("Leave the room"), do, w.sheetClosed)
	default:
		do()
	}
}

// left asks for the end of a stay. The room stands until vm.Closed, and takes
// no more lines: nobody would hear them.
func (w *Window) left(key vm.Key) {
	pane := w.panes[key]
	if pane != nil {
		pane.flush()
	}
	w.actions.Leave(key)
	if pane != nil {
		pane.leaving = true
		pane.update()
	}
	w.focusRoom()
}

// takeBack drops a declined line and gives its text back to be changed.
func (w *Window) takeBack(key vm.Key, id chat.MessageID) {
	text, ok := w.desk.TakeBack(key, id)
	if !ok {
		return
	}
	// The text is in the draft before the line is forgotten.
	if pane := w.panes[key]; pane != nil {
		pane.composer.give(text)
		pane.composer.drafts.flush()
	}
	w.actions.TookBack(key, id)
	w.update()
	w.focusRoom()
}

func (w *Window) openHost() {
	if w.ready() {
		w.host = openHostDialog(w, w.sheetClosed)
		w.sheet = w.host.sheet
	}
}

func (w *Window) openJoin() {
	if w.ready() {
		w.join = openJoinDialog(w, w.sheetClosed)
		w.sheet = w.join.sheet
	}
}

// ready tells whether a dialog may open now.
func (w *Window) ready() bool {
	me, _ := w.desk.Me()
	return me.Name != "" && w.sheet == nil
}

func (w *Window) sheetClosed() {
	w.sheet, w.host, w.join, w.passwords.open = nil, nil, nil, nil
	w.catchUp()
	w.focusRoom()
}

func (w *Window) closeSheet() {
	if w.sheet != nil {
		w.sheet.close()
	}
}
