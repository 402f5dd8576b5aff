package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// receptionDialog lists who has a line on their own disk and who has not yet. It
// follows while it is open.
type receptionDialog struct {
	window *Window
	room   *vm.Room
	line   chat.Ref
	sheet  *sheet
	list   *fyne.Container
	have   []vm.Person
	wait   []vm.Person
}

// openReception shows who has a line.
func (w *Window) openReception(key vm.Key, line chat.Ref) {
	room := w.desk.Room(key)
	if room == nil || !w.ready() {
		return
	}
	d := &receptionDialog{window: w, room: room, line: line, list: column(grid / 2)}
	away := newButton(plain, "", words.T("Close"), func() { d.sheet.close() })
	away.onEscape = func() { d.sheet.close() }
	head := column(grid/2, sheetTitle(words.T("Who has it")),
		newParagraph(words.T("Whose computer keeps this line. That says nothing about whether they have read it."), sizeText-1, colorMuted))
	d.have, d.wait, _ = room.Reception(line)
	d.draw()
	d.sheet = openTall(w.window, 48*grid, head, newReading(d.list), answers(away), away, w.sheetClosed)
	d.sheet.update, d.sheet.room = d.update, key
	w.sheet = d.sheet
}

// update draws the list anew where it changed.
func (d *receptionDialog) update() {
	have, wait, ok := d.room.Reception(d.line)
	if !ok || sameIDs(have, d.have) && sameIDs(wait, d.wait) {
		return
	}
	d.have, d.wait = have, wait
	d.draw()
	d.sheet.layout()
}

func sameIDs(a, b []vm.Person) bool {
	return slices.EqualFunc(a, b, func(a, b vm.Person) bool { return a.ID == b.ID && a.Name == b.Name })
}

func (d *receptionDialog) draw() {
	d.list.Objects = nil
	add := func(title, glyph string, ink fyne.ThemeColorName, people []vm.Person) {
		if len(people) == 0 {
			return
		}
		d.list.Add(inset(grid/2, 0, caption(title)))
		for _, p := range people {
			d.list.Add(d.row(p, glyph, ink))
		}
	}
	add(words.T("Has it · %s", words.Number(len(d.have))), "ticks", colorAccent, d.have)
	add(words.T("Not yet · %s", words.Number(len(d.wait))), "clock", colorMuted, d.wait)
	d.list.Refresh()
}

func (d *receptionDialog) row(p vm.Person, glyph string, ink fyne.ThemeColorName) fyne.CanvasObject {
	face := newAvatar(3.5 * grid)
	face.set(p.ID, p.Name)
	name := newLabel(vm.Tagged(p.Name, p.Tag), sizeText, colorInk).theirs()
	return inset(2, 0, ends(1.25*grid, face, name, newGlyph(glyph, 16, ink)))
}
