package ui

import "fyne.io/fyne/v2"

// Scrolled moves the view by the wheel.
func (t *transcript) Scrolled(e *fyne.ScrollEvent) { t.scrollBy(-e.Scrolled.DY) }

// scrollBy moves the view down by so many pixels.
func (t *transcript) scrollBy(dy float32) {
	if t.pinned && dy >= 0 {
		return
	}
	t.pinned = false
	t.anchor.above += dy
	t.arrange()
}

// toEnd shows the newest line and stays with it.
func (t *transcript) toEnd() {
	if t.pinned {
		return
	}
	t.pinned = true
	t.arrange()
}

// toStart shows the oldest line.
func (t *transcript) toStart() {
	t.hold(t.source.Lines().First(), 0)
	t.scrollBy(-1)
}

// FocusGained lets the keys scroll.
func (t *transcript) FocusGained() { t.focused = true }

// FocusLost ends that.
func (t *transcript) FocusLost() { t.focused = false }

// TypedRune begins a message: who types here means the composer.
func (t *transcript) TypedRune(r rune) {
	if t.onType != nil {
		t.onType(r)
	}
}

// TypedKey scrolls.
func (t *transcript) TypedKey(e *fyne.KeyEvent) {
	page := max(t.Size().Height-5*grid, 5*grid)
	switch e.Name {
	case fyne.KeyPageUp:
		t.scrollBy(-page)
	case fyne.KeyPageDown:
		t.scrollBy(page)
	case fyne.KeyUp:
		t.scrollBy(-5 * grid)
	case fyne.KeyDown:
		t.scrollBy(5 * grid)
	case fyne.KeyHome:
		t.toStart()
	case fyne.KeyEnd:
		t.toEnd()
	}
}

// TypedShortcut copies what is selected.
func (t *transcript) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutCopy); ok {
		t.copySelection()
		return
	}
	if t.onShortcut != nil {
		t.onShortcut(s)
	}
}

// scrollTo puts the top of the thumb at y.
func (t *transcript) scrollTo(y float32) {
	height := t.Size().Height
	_, length, ok := t.thumbAt(height)
	if !ok {
		return
	}
	at := max(min(y/(height-length), 1), 0)
	if at == 1 {
		t.toEnd()
		return
	}
	i, into := t.heights.find(float64(at) * (t.heights.total() + footroom - float64(height)))
	t.hold(i, into)
	t.pinned = false
	t.arrange()
}
