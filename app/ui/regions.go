package ui

import "fyne.io/fyne/v2"

// region is a part of the window that the keyboard goes to as a whole.
type region struct {
	part fyne.CanvasObject
	home func() fyne.Focusable // where the keyboard goes in it; nil for nowhere
}

// regions lists what can be seen of the window's parts, in the order in which
// they are read.
func (w *Window) regions() (list []region) {
	add := func(part fyne.CanvasObject, home func() fyne.Focusable) {
		if part.Visible() && home() != nil {
			list = append(list, region{part, home})
		}
	}
	add(w.shell.warning.root, func() fyne.Focusable { return focusIf(w.shell.warning.away) })
	add(w.side.root, w.side.home)
	pane := w.pane()
	switch {
	case w.over != nil:
		if first := w.over.first(); first != nil {
			add(w.middle, w.over.first)
		}
	case pane != nil:
		add(pane.header.root, func() fyne.Focusable { return focusIf(pane.header.search) })
		add(pane.transcript, func() fyne.Focusable { return pane.transcript })
		add(pane.composer.root, func() fyne.Focusable { return focusIf(pane.composer.entry) })
	default:
		add(w.middle, w.welcome.home)
	}
	add(w.people.root, func() fyne.Focusable { return w.people.list })
	return list
}

// nextRegion takes the keyboard to the part of the window that stands by places
// further, going round at the ends.
func (w *Window) nextRegion(by int) {
	list := w.regions()
	if len(list) == 0 {
		return
	}
	at := -1
	for i, r := range list {
		if w.within(r.part) {
			at = i
		}
	}
	if at < 0 && by < 0 {
		at = 0
	}
	n := len(list)
	focusOn(w.window.Canvas(), list[((at+by)%n+n)%n].home())
}

// within tells whether the keyboard is in a part of the window.
func (w *Window) within(part fyne.CanvasObject) bool {
	focused, ok := w.window.Canvas().Focused().(fyne.CanvasObject)
	if !ok {
		return false
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(focused).AddXY(1, 1)
	from := driver.AbsolutePositionForObject(part)
	to := from.AddXY(part.Size().Width, part.Size().Height)
	return at.X >= from.X && at.Y >= from.Y && at.X < to.X && at.Y < to.Y
}

// keepKeyboard takes the keyboard to the room where it is on something that cannot
// be seen any more: what is pressed there would be pressed unseen. A dialog, and
// what lies beside a part of the window, keep it themselves.
func (w *Window) keepKeyboard() {
	c, driver := w.window.Canvas(), fyne.CurrentApp().Driver()
	focused, ok := c.Focused().(fyne.CanvasObject)
	if !ok || w.sheet != nil || c.Overlays().Top() != nil || driver.CanvasForObject(focused) == nil {
		return // what has no canvas yet has not been drawn
	}
	// Fyne answers so for what it does not find in the window, and nothing that takes
	// the keyboard begins at its very corner.
	if driver.AbsolutePositionForObject(focused).IsZero() {
		w.focusRoom()
	}
}

// focusIf is the part where the keyboard can go to it, and nil elsewhere.
func focusIf(part interface {
	fyne.Focusable
	fyne.CanvasObject
}) fyne.Focusable {
	if d, ok := part.(fyne.Disableable); ok && d.Disabled() || !part.Visible() {
		return nil
	}
	return part
}
