package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
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
	d.none = newParagraph("Nobody is banned from this room.", sizeText, colorInk)
	away := newButton(plain, "", "Close", func() { d.sheet.close() })
	away.onEscape = func() { d.sheet.close() }
	head := column(grid/2, sheetTitle("Banned people"),
		newParagraph("They cannot come in, and neither can strangers at the address that they came from.", sizeText-1, colorMuted))
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
		d.list.Add(d.row(s))
	}
	setHidden(d.none, len(d.shown) > 0)
	d.list.Refresh()
}

func (d *bannedDialog) row(s chat.Sentence) fyne.CanvasObject {
	face := newAvatar(3.5 * grid)
	name := vm.Sentenced(s)
	face.set(s.Whom, name)
	lasts := "#" + s.Whom.Tag() + " · until it is lifted"
	if !s.Until.IsZero() {
		lasts = "#" + s.Whom.Tag() + " · until " + vm.When(s.Until, d.window.now())
	}
	text := newFree(middleLayout{}, newLabel(name, sizeText, colorInk), newLabel(lasts, sizeSmall, colorMuted))
	lift := newButton(plain, "", "Lift", nil).compact()
	lift.onEscape = func() { d.sheet.close() }
	lift.onPress = func() {
		lift.enable(false)
		d.window.actions.Do(d.room.Key(), s.Name, chat.Deed{Act: chat.Unban, Whom: s.Whom})
	}
	return inset(grid/2, 0, ends(1.25*grid, face, text, newFree(middleLayout{}, lift)))
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
