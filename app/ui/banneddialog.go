package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// bannedDialog lists who may not come into a room, each with a way to lift it.
type bannedDialog struct {
	window *Window
	room   *vm.Room
	sheet  *sheet
	list   *fyne.Container
	none   *paragraph
	shown  []chat.Sentence
}

// openBanned shows who is banned from a room.
func (w *Window) openBanned(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil || !w.ready() {
		return
	}
	d := &bannedDialog{window: w, room: room, list: column(grid / 2)}
	d.none = newParagraph(words.T("Nobody is banned from this room."), sizeText, colorInk)
	away := newButton(plain, "", words.T("Close"), func() { d.sheet.close() })
	away.onEscape = func() { d.sheet.close() }
	head := column(grid/2, sheetTitle(words.T("Banned people")),
		newParagraph(words.T("They cannot come in, and neither can strangers at the address that they came from."), sizeText-1, colorMuted))
	d.draw()
	d.sheet = openTall(w.window, 60*grid, head, newReading(column(grid, d.none, d.list)), answers(away), away, w.sheetClosed)
	d.sheet.update = d.update
	w.sheet = d.sheet
}

// update draws the list anew where it changed.
func (d *bannedDialog) update() {
	if list := d.room.Banned(); !sameSentences(list, d.shown) {
		d.draw()
		d.sheet.layout()
	}
}

func (d *bannedDialog) draw() {
	d.shown = d.room.Banned()
	d.list.Objects = nil
	for _, s := range d.shown {
		line, lift := d.window.bannedRow(d.room, s)
		lift.onEscape = func() { d.sheet.close() }
		d.list.Add(line)
	}
	setHidden(d.none, len(d.shown) > 0)
	d.list.Refresh()
}

// bannedRow is somebody who may not come into a room, and the button that lifts
// that.
func (w *Window) bannedRow(room *vm.Room, s chat.Sentence) (line fyne.CanvasObject, lift *button) {
	face := newAvatar(3.5 * grid)
	name := vm.Sentenced(s)
	face.set(s.Whom, name)
	text := newFree(middleLayout{}, newLabel(name, sizeText, colorInk), newLabel("#"+s.Whom.Tag()+" · "+vm.Lasts(s, w.now()), sizeSmall, colorMuted))
	lift = newButton(plain, "", words.T("Lift"), nil).compact()
	lift.onPress = func() {
		lift.enable(false)
		w.actions.Do(room.Key(), s.Name, chat.Deed{Act: chat.Unban, Whom: s.Whom})
	}
	return inset(grid/2, 0, ends(1.25*grid, face, text, newFree(middleLayout{}, lift))), lift
}

func sameSentences(a, b []chat.Sentence) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Whom != b[i].Whom || !a[i].Until.Equal(b[i].Until) {
			return false
		}
	}
	return true
}
