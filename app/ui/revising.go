package ui

import (
	"strings"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// revise asks for another text of a line that this person said.
func (w *Window) revise(key vm.Key, line chat.Ref) {
	room := w.desk.Room(key)
	if room == nil || !w.ready() {
		return
	}
	before, text, ok := room.Revision(line)
	if !ok {
		return
	}
	var s *sheet
	c := newComposer("", func(text string) {
		s.close()
		if text != before {
			w.actions.Do(key, text, chat.Deed{Act: chat.Edit, About: line})
		}
	})
	c.keepDrafts(w.ticks, text, func(string) {})
	c.send.Hide()
	c.offerEmoji(w.pickEmoji)
	c.entry.breaks = func() bool { return w.desk.Prefs().BreakOnEnter }
	c.entry.onEscape = func() { s.close() }
	c.entry.OnChanged = func(string) { c.changed(); s.layout() }
	save, cancel := newButton(primary, "", words.T("Change it"), c.submit), newButton(plain, "", words.T("Cancel"), func() { s.close() })
	save.onEscape, cancel.onEscape = c.entry.onEscape, c.entry.onEscape
	body := column(2*grid, sheetTitle(words.T("Change your line")), c.root,
		newParagraph(words.T("Everybody in the room sees that it was changed."), sizeText-1, colorMuted), answers(cancel, save))
	s = openSheet(w.window, 64*grid, body, c.entry, func() { c.drafts.cancel(); w.sheetClosed() })
	s.holds = func() bool { return c.entry.Text != text }
	w.sheet = s
}

// erase deletes a line for everybody, once the person is sure.
func (w *Window) erase(key vm.Key, line chat.Ref, name string, mine bool) {
	if !w.ready() {
		return
	}
	text := words.T("Nobody can read it any more. Everybody in the room sees that a line of %s was deleted, and by whom.", name)
	if mine {
		text = words.T("Nobody can read it any more. Everybody in the room sees that a line of yours was deleted.")
	}
	do := func() { w.actions.Do(key, "", chat.Deed{Act: chat.Delete, About: line}) }
	w.sheet = confirm(w.window, words.T("Delete this line?"), text, words.T("Delete it"), do, w.sheetClosed)
}

// dropped forgets a deed that was not done, and tells whether id is one's.
func (w *Window) dropped(key vm.Key, id chat.MessageID) bool {
	if !w.desk.Drop(key, id) {
		return false
	}
	w.actions.TookBack(key, id)
	w.update()
	return true
}

// spent forgets the deeds that came to nothing and were told in a note.
func (w *Window) spent() {
	for _, s := range w.desk.Spent() {
		w.actions.TookBack(s.Room, s.ID)
	}
}

// oneLineOf is what was typed into a field, as one line without needless space.
func oneLineOf(text string) string { return strings.Join(strings.Fields(text), " ") }
