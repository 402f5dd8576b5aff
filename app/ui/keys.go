package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// bindKeys sets the window's shortcuts.
func (w *Window) bindKeys() {
	c := w.window.Canvas()
	on := func(key fyne.KeyName, modifier fyne.KeyModifier, do func()) {
		s := &desktop.CustomShortcut{KeyName: key, Modifier: modifier}
		w.keys.AddShortcut(s, func(fyne.Shortcut) { do() })
		c.AddShortcut(s, func(fyne.Shortcut) { do() })
	}
	on(fyne.KeyN, fyne.KeyModifierShortcutDefault, w.openHost)
	on(fyne.KeyJ, fyne.KeyModifierShortcutDefault, w.openJoin)
	on(fyne.KeyF, fyne.KeyModifierShortcutDefault, func() { w.openSearch(false) })
	on(fyne.KeyF, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift, func() { w.openSearch(true) })
	on(fyne.KeyI, fyne.KeyModifierShortcutDefault, w.openDetails)
	on(fyne.KeyUp, fyne.KeyModifierAlt, func() { w.step(-1) })
	on(fyne.KeyDown, fyne.KeyModifierAlt, func() { w.step(1) })
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			w.escape()
		}
	})
}

// step goes to a neighbouring room.
func (w *Window) step(by int) {
	if room := w.desk.Neighbour(by); room != nil && w.sheet == nil {
		w.selectRoom(room.Key())
	}
}

// escape leaves what is in front.
func (w *Window) escape() {
	switch {
	case w.sheet != nil:
		w.sheet.close()
	case w.shell.drawn():
		w.shell.closeDrawers()
	case w.over != nil:
		w.closeCover()
	}
	w.focusRoom()
}
