package ui

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// leave gives up a seat. Closing a room sends everybody away, so it is asked
// first.
func (w *Window) leave(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil || w.sheet != nil {
		return
	}
	if !room.Hosting() {
		w.actions.Leave(key)
		return
	}
	w.sheet = confirm(w.window, "Close “"+room.Name()+"”?",
		"This computer keeps the room. When it closes, everybody in it is sent away.",
		"Close the room", func() { w.actions.Leave(key) }, w.sheetClosed)
}

// takeBack drops a declined line and gives its text back to be changed.
func (w *Window) takeBack(key vm.Key, id chat.MessageID) {
	text, ok := w.desk.TakeBack(key, id)
	if !ok {
		return
	}
	if pane := w.panes[key]; pane != nil {
		pane.composer.give(text)
	}
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

func (w *Window) openRename() {
	if w.ready() {
		w.sheet = openRenameDialog(w, w.sheetClosed)
	}
}

// ready tells whether a dialog may open now.
func (w *Window) ready() bool {
	me, _ := w.desk.Me()
	return me.Name != "" && w.sheet == nil
}

func (w *Window) sheetClosed() {
	w.sheet, w.host, w.join = nil, nil, nil
	w.focusRoom()
}

func (w *Window) closeSheet() {
	if w.sheet != nil {
		w.sheet.close()
	}
}
