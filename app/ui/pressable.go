package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressable is what everything shares that reacts to a click, to Enter and to
// Space: hover, focus and the pointer's shape. The widget that embeds it draws.
type pressable struct {
	widget.BaseWidget
	onPress  func()
	onEscape func()
	onHover  func(on bool)
	onFocus  func()
	wary     bool // Enter does not press it, Space does: nobody presses it out of habit
	disabled bool
	hovered  bool
	focused  bool
}

func (p *pressable) press() {
	if !p.disabled && p.onPress != nil {
		p.onPress()
	}
}

// Tapped is a click.
func (p *pressable) Tapped(*fyne.PointEvent) { p.press() }

// MouseIn shows that a click would do something.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hover(true) }

// MouseMoved is of no interest.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut undoes MouseIn.
func (p *pressable) MouseOut() { p.hover(false) }

func (p *pressable) hover(on bool) {
	p.hovered = on
	if p.onHover != nil {
		p.onHover(on)
	}
	p.Refresh()
}

// FocusGained shows where the keyboard is.
func (p *pressable) FocusGained() {
	p.focused = true
	p.Refresh()
	if p.onFocus != nil {
		p.onFocus()
	}
}

// whenFocused says what to do when the keyboard comes.
func (p *pressable) whenFocused(do func()) { p.onFocus = do }

// FocusLost undoes FocusGained.
func (p *pressable) FocusLost() { p.focused = false; p.Refresh() }

// core is what Fyne does not know of the widget that embeds this.
func (p *pressable) core() any { return p }

// KeyDown tells that somebody is there.
func (p *pressable) KeyDown(*fyne.KeyEvent) { heard(p) }

// KeyUp is of no interest.
func (p *pressable) KeyUp(*fyne.KeyEvent) {}

// TypedRune presses on Space, and leaves other letters to the window. Space arrives
// as a key before that: whoever pressed then would have the letter stand in the field
// that the press brings.
func (p *pressable) TypedRune(r rune) {
	if r == ' ' {
		p.press()
		return
	}
	passRune(p, r)
}

// TypedKey presses on Enter, and leaves other keys to the window.
func (p *pressable) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !p.wary {
			p.press()
		}
	case fyne.KeySpace: // and as a letter after that
	case fyne.KeyEscape:
		if p.onEscape != nil {
			p.onEscape()
			return
		}
		passKey(p, e)
	default:
		passKey(p, e)
	}
}

// Cursor is a hand where a click does something.
func (p *pressable) Cursor() desktop.Cursor {
	if p.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}
