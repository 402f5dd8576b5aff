package ui

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// maxHues bounds whose hue is remembered.
const maxHues = 20_000

// chosenHues has the hues that people chose for their pictures. A picture stands
// in many places that know no more than whose it is, and looks the same in all:
// like the theme, the hues belong to the program. Only the UI thread uses them.
type chosenHues map[chat.MemberID]uint16

var hues = chosenHues{}

// of is the hue that somebody chose; 0 where they chose none.
func (c chosenHues) of(id chat.MemberID) uint16 { return c[id] }

// choose notes a hue and tells whether it is another one than before.
func (c chosenHues) choose(id chat.MemberID, hue uint16) bool {
	switch {
	case c[id] == hue:
		return false
	case hue == 0 || hue > 360:
		delete(c, id)
	case len(c) < maxHues:
		c[id] = hue
	}
	return true
}

// coloured notes the hue of somebody who tells it.
func (w *Window) coloured(event vm.Event) {
	var id chat.MemberID
	var hue uint16
	switch e := event.(type) {
	case vm.Happened:
		p, ok := e.Event.(chat.Presented)
		if !ok {
			return
		}
		id, hue = p.ID, p.Hue
	case vm.Myself:
		me, _ := w.desk.Me()
		id, hue = me.ID, e.Status.Hue
	default:
		return
	}
	if hues.choose(id, hue) {
		if pane := w.pane(); pane != nil {
			pane.transcript.Refresh()
		}
	}
}
