package ui

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// passwords remembers for which rooms a password is asked without a click:
// those that the person has just asked for, each once.
type passwords struct {
	rooms map[vm.Key]bool
	open  *passwordPrompt
}

// asked says that the person asks for a room.
func (p *passwords) asked(room vm.Key) {
	if p.rooms == nil {
		p.rooms = make(map[vm.Key]bool)
	}
	p.rooms[room] = true
}

// opened takes in a room. One that this window hosts is asked for: the person
// opens it, or opened it on an earlier day and started Landline again.
func (p *passwords) opened(e vm.Opened) {
	if e.Hosting || e.Asked {
		p.asked(e.Room)
	}
}

// linked does what a changed connection means for passwords, and gives the
// keyboard to a room that the person asked for and is in now.
func (w *Window) linked(e vm.Linked) {
	if w.passwords.open != nil {
		w.passwords.open.linked(e)
	}
	if e.Link == vm.Connecting {
		return
	}
	asked, room := w.passwords.rooms[e.Room], w.desk.Selected()
	delete(w.passwords.rooms, e.Room)
	if !asked || room == nil || room.Key() != e.Room || w.over != nil {
		return
	}
	switch {
	case e.Trouble.Kind == vm.PasswordWanted || e.Trouble.Kind == vm.PasswordWrong:
		w.askPassword(e.Room)
	case e.Link == vm.Seated && w.window.Canvas().Focused() == nil:
		w.update()
		w.focusRoom()
	}
}

// askPassword asks for a room's password, unless another dialog is open.
func (w *Window) askPassword(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil || !w.ready() {
		return
	}
	w.passwords.open = openPasswordPrompt(w, room, w.sheetClosed)
	w.sheet = w.passwords.open.sheet
}

// retry dials a room again because the person wants in.
func (w *Window) retry(key vm.Key) {
	w.passwords.asked(key)
	w.actions.Retry(key)
}

// showSafety opens the safety number of this person and another.
func (w *Window) showSafety(id chat.MemberID, name string) {
	if me, _ := w.desk.Me(); w.ready() && !id.IsZero() && id != me.ID {
		w.sheet = openSafety(w, id, name, w.sheetClosed)
	}
}

// showKeeper says who keeps a room: it opens the safety number of this person
// and the host, or of an own room and of one whose host is not known the
// details.
func (w *Window) showKeeper(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil {
		return
	}
	if k := w.desk.Keeper(room); !k.Me && !k.ID.IsZero() {
		w.showSafety(k.ID, k.Name)
	} else if w.over != cover(w.details) {
		w.openDetails()
	}
}

// showInvitation opens the link by which others join a room.
func (w *Window) showInvitation(key vm.Key) {
	if room := w.desk.Room(key); room != nil && w.ready() {
		w.sheet = openInvitation(w, room, w.sheetClosed)
	}
}

// showNewKey opens what a person needs to know before a changed key is taken.
func (w *Window) showNewKey(key vm.Key) {
	if room := w.desk.Room(key); room != nil && w.ready() {
		if n, ok := room.Notice(); ok && n.Remedy == vm.TrustNew {
			w.sheet = openNewKey(w, room, n, w.sheetClosed)
		}
	}
}
