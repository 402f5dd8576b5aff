package ui

import (
	"landline/app/vm"
	"landline/app/words"
)

// reopen puts a room of an earlier day back into the window. One’s own opens to
// others by that, so the person is asked first.
func (w *Window) reopen(k vm.KnownRoom) {
	if !k.Hosted {
		w.actions.Reopen(k.Room)
		return
	}
	if !w.ready() {
		return
	}
	var s *sheet
	escape := func() { s.close() }
	cancel := newButton(plain, "", words.T("Cancel"), escape)
	ok := newButton(primary, "", words.T("Open the room"), func() { s.close(); w.actions.Reopen(k.Room) })
	cancel.onEscape, ok.onEscape = escape, escape
	text := words.T("This computer keeps the room. It is open for as long as Landline runs here.")
	body := column(2*grid, sheetTitle(words.T("Open “%s” again?", k.Name)), newParagraph(text, sizeText, colorMuted), answers(cancel, ok))
	s = openSheet(w.window, 52*grid, body, ok, w.sheetClosed)
	w.sheet = s
}
