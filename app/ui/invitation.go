package ui

import (
	"landline/app/vm"
	"landline/app/words"
)

// invitationView shows the link by which others come into a room, also as a
// picture.
type invitationView struct {
	window  *Window
	sheet   *sheet
	room    *vm.Room
	picture *qrPicture
	link    *paragraph
	lock    *paragraph
	copy    *copyButton
}

func openInvitation(w *Window, room *vm.Room, closed func()) *sheet {
	v := &invitationView{window: w, room: room}
	v.picture = newQRPicture(26 * grid)
	v.link = newParagraph("", sizeText-1, colorInk).mono().wide(30 * grid)
	v.lock = newParagraph("", sizeText-1, colorMuted)
	v.copy = newCopyButton()
	v.copy.kind, v.copy.small = primary, false
	away := newButton(plain, "", words.T("Close"), func() { v.sheet.close() })
	escape := func() { v.sheet.close() }
	v.copy.onEscape, away.onEscape = escape, escape
	head := column(2, sheetTitle(words.T("Invite others")), newLabel(room.Name(), sizeText, colorMuted))
	middle := newReading(column(2*grid,
		newFree(&besideLayout{gap: 2 * grid, need: 26 * grid},
			column(grid/2, caption(words.T("Link to this room")), v.link), v.picture),
		newParagraph(words.T("Whoever you give it to pastes it into “Join by address”. The key of the host is inside, so Landline knows from the "+
			"first moment that it is the right room, and comes into no other."), sizeText-1, colorMuted),
		v.lock))
	v.update()
	v.sheet = openTall(w.window, 68*grid, head, middle, answers(away, v.copy), v.copy, closed)
	v.sheet.room, v.sheet.update = room.Key(), v.update
	return v.sheet
}

func (v *invitationView) update() {
	link := v.window.desk.Invitation(v.room.Key())
	known := link != ""
	setHidden(v.picture, !known || !v.picture.set(link))
	v.copy.text = link
	v.copy.enable(known)
	switch {
	case known:
		v.link.set(link, colorInk)
	case v.room.Hosting():
		v.link.set(words.T("There is a link once the room is open."), colorMuted)
	default:
		v.link.set(words.T("There is a link once you have been in the room."), colorMuted)
	}
	if v.window.desk.Guarded(v.room) {
		v.lock.set(words.T("The password of the room is not in it. Tell it to them another way."), colorInk)
	} else {
		v.lock.set(words.T("The room has no password: whoever has the link and reaches this network may come in."), colorMuted)
	}
	if v.sheet != nil {
		v.sheet.layout()
	}
}
