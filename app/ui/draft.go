package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"landline/netcore/chat"
)

// draft is the field of a composer. Enter sends and Shift+Enter breaks the
// line, which is the other way round in Fyne's own field.
type draft struct {
	widget.Entry
	onSend   func()
	onLong   func()
	onFocus  func(bool)
	onEscape func()
	onUp     func() // Up, where nothing is written
	// onShortcut hears every shortcut: Fyne asks the window only where
	// nothing is focused.
	onShortcut func(fyne.Shortcut)
	shift      bool
	behind     bool // the caret belongs behind the text
	rows       int
}

func newDraft(placeholder string) *draft {
	d := &draft{}
	d.MultiLine = true
	d.Wrapping = fyne.TextWrapWord
	d.PlaceHolder = placeholder
	d.ExtendBaseWidget(d)
	d.SetMinRowsVisible(1)
	return d
}

// put gives the field a text that was written before. The caret goes behind it,
// however the text is wrapped, until the person moves it.
func (d *draft) put(text string) {
	d.SetText(text)
	d.behind = true
	d.follow()
}

// follow moves the caret behind the text where it belongs there.
func (d *draft) follow() {
	if d.behind {
		d.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
}

// MouseDown puts the caret where the pointer is.
func (d *draft) MouseDown(e *desktop.MouseEvent) {
	d.behind = false
	d.Entry.MouseDown(e)
}

// AcceptsTab is false, so that Tab moves on.
func (d *draft) AcceptsTab() bool { return false }

// KeyDown follows Shift.
func (d *draft) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		d.shift = true
	}
	d.Entry.KeyDown(e)
}

// KeyUp follows Shift.
func (d *draft) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		d.shift = false
	}
	d.Entry.KeyUp(e)
}

// FocusGained shows where the keyboard is.
func (d *draft) FocusGained() {
	d.Entry.FocusGained()
	d.follow()
	d.onFocus(true)
}

// FocusLost forgets Shift, whose release goes elsewhere.
func (d *draft) FocusLost() {
	d.shift = false
	d.Entry.FocusLost()
	d.onFocus(false)
}

// TypedKey sends on Enter alone. Escape leaves what lies over the room.
func (d *draft) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape && d.onEscape != nil {
		d.onEscape()
		return
	}
	if e.Name == fyne.KeyUp && d.Text == "" && d.onUp != nil {
		d.onUp()
		return
	}
	if (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && !d.shift {
		d.onSend()
		return
	}
	d.behind = false
	d.Entry.TypedKey(e)
}

// TypedRune takes a letter unless the draft is far beyond what can be sent:
// Fyne's field grows slow with its length.
func (d *draft) TypedRune(r rune) {
	if len(d.Text) < 2*chat.MaxText {
		d.behind = false
		d.Entry.TypedRune(r)
	}
}

// TypedShortcut refuses to paste what no message could hold, and hands the
// window's shortcuts on.
func (d *draft) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok && len(paste.Clipboard.Content())+len(d.Text) > 2*chat.MaxText {
		d.onLong()
		return
	}
	d.behind = false
	d.Entry.TypedShortcut(s)
	if d.onShortcut != nil {
		d.onShortcut(s)
	}
}

// Resize wraps the text anew.
func (d *draft) Resize(size fyne.Size) {
	changed := size.Width != d.Size().Width
	d.Entry.Resize(size)
	if changed {
		d.grow()
		d.follow()
	}
}

// grow makes the field as high as its text, up to six lines.
func (d *draft) grow() {
	rows := 1
	if width := d.Size().Width - 2*grid; width > 0 && d.Text != "" {
		text := d.Text
		if len(text) > chat.MaxText {
			text = text[:chat.MaxText]
		}
		rows = min(len(faceText.wrap([]rune(text), width)), maxRows)
	}
	if rows != d.rows {
		d.rows = rows
		d.SetMinRowsVisible(rows)
	}
}
