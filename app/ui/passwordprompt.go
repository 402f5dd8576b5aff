package ui

import (
	"strings"

	"landline/app/vm"
	"landline/app/words"
)

// passwordPrompt asks for the password of a room, and stays until the room is
// open or the person gives up. Each try is the person's own: nothing is tried
// twice by itself.
type passwordPrompt struct {
	window   *Window
	sheet    *sheet
	room     *vm.Room
	password *passwordField
	keep     *check
	trouble  *paragraph
	ok       *button
	waiting  bool // for what became of the try
}

func openPasswordPrompt(w *Window, room *vm.Room, closed func()) *passwordPrompt {
	p := &passwordPrompt{window: w, room: room}
	title, word := words.T("This room has a password"), words.T("Join")
	text := words.T("Only those who know it come in. Both sides prove that they know it; the password itself is never sent.")
	if room.Hosting() {
		title, word = words.T("Your room has a password"), words.T("Open the room")
		text = words.T("It is not kept on this computer, so the room opens again once you type it. Others need the same one.")
	}
	p.password = newPasswordField(words.T("Password"))
	p.keep = newCheck(words.T("Remember it on this computer"))
	p.trouble = newParagraph("", sizeSmall+1, colorDanger)
	p.trouble.Hide()
	p.ok = newButton(primary, "", word, p.submit)
	cancel := newButton(plain, "", words.T("Cancel"), func() { p.sheet.close() })
	escape := func() { p.sheet.close() }
	p.password.onEscape, p.keep.onEscape, p.ok.onEscape, cancel.onEscape = escape, escape, escape, escape
	p.password.OnSubmitted = func(string) { p.submit() }
	p.password.OnChanged = func(string) { p.refresh() }
	middle := newReading(column(1.5*grid,
		newParagraph(text, sizeText-1, colorMuted),
		column(grid/2, caption(words.T("Password of the room")), p.password.field, p.trouble),
		p.keep))
	head := column(2, sheetTitle(title), newLabel(room.Name(), sizeText, colorMuted))
	p.refresh()
	p.sheet = openTall(w.window, 52*grid, head, middle, answers(cancel, p.ok), p.password.field, closed)
	p.sheet.room, p.sheet.holds = room.Key(), retyped(p.password.field)
	middle.follows(p.password.field, p.password.show, p.keep)
	return p
}

// refresh lets a password be tried.
func (p *passwordPrompt) refresh() {
	p.ok.enable(p.password.Text != "" && p.password.fault() == "" && !p.waiting)
}

func (p *passwordPrompt) submit() {
	if p.ok.disabled {
		return
	}
	p.waiting = true
	p.trouble.set(words.T("Trying…"), colorMuted)
	p.trouble.Show()
	p.refresh()
	p.sheet.layout()
	p.window.actions.Unlock(p.room.Key(), p.password.Text, p.keep.on)
}

// linked takes in how the connection to the room stands.
func (p *passwordPrompt) linked(e vm.Linked) {
	switch {
	case e.Room != p.room.Key() || e.Link == vm.Connecting:
	case e.Link == vm.Seated:
		p.sheet.close()
		p.window.update()
		p.window.focusRoom()
	case p.waiting:
		p.failed(e.Trouble)
	}
}

// failed says why the room is not open. The password stays to be mended.
func (p *passwordPrompt) failed(t vm.Trouble) {
	p.waiting = false
	p.trouble.set(strings.TrimSpace(t.What()+" "+t.Remedy()), colorDanger)
	p.trouble.Show()
	p.refresh()
	p.sheet.layout()
	p.window.window.Canvas().Focus(p.password.field)
	p.password.mark()
}
