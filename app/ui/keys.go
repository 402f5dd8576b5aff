package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// bindKeys has the window answer to the keys of its commands. What a key does is
// looked up when it is pressed, so that it is what the table says then.
func (w *Window) bindKeys() {
	c := w.window.Canvas()
	for _, command := range w.commands() {
		if command.do == nil && command.pick == nil {
			continue
		}
		for _, key := range command.keys {
			if !key.shortcut() {
				continue
			}
			s := &desktop.CustomShortcut{KeyName: key.key, Modifier: key.held}
			pressed := func(fyne.Shortcut) { w.pressed(key) }
			w.keys.AddShortcut(s, pressed)
			c.AddShortcut(s, pressed)
		}
	}
	c.SetOnTypedKey(w.typedKey)
	c.SetOnTypedRune(w.typedRune)
}

// pressed does what a chord means now.
func (w *Window) pressed(key chord) {
	w.touched()
	for _, c := range w.commands() {
		i := slices.Index(c.keys, key)
		switch {
		case i < 0 || c.do == nil && c.pick == nil:
			continue
		case !w.able(c):
		case c.pick != nil:
			c.pick(i)
		default:
			c.do()
		}
		return
	}
}

// typedKey takes a key that no part of the window has a use for.
func (w *Window) typedKey(e *fyne.KeyEvent) {
	w.touched()
	if e.Name == fyne.KeyEscape {
		w.escape()
		return
	}
	key := alone(e.Name)
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		key = key.shift()
	}
	w.pressed(key)
}

// typedRune takes a sign that no part of the window has a use for.
func (w *Window) typedRune(r rune) { w.pressed(typed(r)) }

// step goes to a neighbouring room.
func (w *Window) step(by int) {
	if room := w.desk.Neighbour(by); room != nil && w.sheet == nil {
		w.selectRoom(room.Key())
	}
}

// nextUnread goes to the next room with unread lines.
func (w *Window) nextUnread() {
	if room := w.desk.NextUnread(); room != nil {
		w.selectRoom(room.Key())
	}
}

// nthRoom goes to a room by its place in the list.
func (w *Window) nthRoom(i int) {
	if list := w.desk.Rooms(); i < len(list) {
		w.selectRoom(list[i].Key())
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
