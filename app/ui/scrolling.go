package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"landline/netcore/chat"
)

// Scrolled moves the view by the wheel.
func (t *transcript) Scrolled(e *fyne.ScrollEvent) {
	t.scrollBy(-e.Scrolled.DY)
	if t.pointer.over != 0 {
		t.pointer.over = 0 // another line stands under the pointer now
		t.pointAt(t.pointer.at)
	}
}

// Scroll moves the lines of the room on the screen by so many units, up or down,
// as the wheel does. It does nothing where no room is on the screen.
func (w *Window) Scroll(dy float32) {
	if pane := w.pane(); pane != nil {
		pane.transcript.scrollBy(dy)
	}
}

// scrollBy moves the view down by so many pixels.
func (t *transcript) scrollBy(dy float32) {
	if t.pinned && dy >= 0 {
		return
	}
	t.pinned = false
	t.anchor.above += dy
	if dy < 0 {
		t.nearTop(true)
	}
	t.arrange()
}

// lookahead is how many lines from the top of the log a reader is when older
// ones are asked for.
const lookahead = 60

// nearTop asks for older lines where the reader will soon need them. Wanted is
// whether the reader moves there just now.
func (t *transcript) nearTop(wanted bool) {
	above := t.anchor.ordinal - t.source.Lines().Base()
	if t.onOlder != nil && above < lookahead && above+len(t.shown) > -lookahead {
		t.onOlder(wanted)
	}
}

// toEnd shows the newest line and stays with it.
func (t *transcript) toEnd() {
	if !t.focused {
		t.choice.key = 0 // who comes back with the keyboard begins at the newest
	}
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

// TypedKey scrolls, or does something with the chosen line.
func (t *transcript) TypedKey(e *fyne.KeyEvent) {
	if t.lineKey(e) {
		return
	}
	page := max(t.Size().Height-5*grid, 5*grid)
	switch e.Name {
	case fyne.KeyPageUp:
		t.scrollBy(-page)
		t.chooseSeen(false)
	case fyne.KeyPageDown:
		t.scrollBy(page)
		t.chooseSeen(true)
	case fyne.KeyHome:
		t.toStart()
		t.chooseSeen(false)
	case fyne.KeyEnd:
		t.toEnd()
		t.chooseSeen(true)
	default:
		passKey(t, e)
	}
}

// TypedShortcut copies what is selected, or the chosen line.
func (t *transcript) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutCopy); ok {
		if r := t.chosen(); r != nil && !t.selected() && r.line.Act == chat.Line {
			t.copyLine(r.line)
		} else {
			t.copySelection()
		}
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

// bar is the scroll bar's thumb, where there is something to scroll.
func (t *transcript) bar(height float32) []fyne.CanvasObject {
	top, length, ok := t.thumbAt(height)
	if !ok {
		return []fyne.CanvasObject{t.thumb}
	}
	t.thumb.FillColor = theme.Color(theme.ColorNameScrollBar)
	t.thumb.Resize(fyne.NewSize(6, length))
	t.thumb.Move(fyne.NewPos(t.laidOut-8, top))
	return []fyne.CanvasObject{t.thumb}
}

// thumbAt is where the thumb stands and how long it is.
func (t *transcript) thumbAt(height float32) (top, length float32, ok bool) {
	total := t.heights.total() + footroom
	if total <= float64(height) {
		t.thumb.Resize(fyne.NewSize(0, 0))
		return 0, 0, false
	}
	length = max(float32(float64(height)/total)*height, 4*grid)
	at := (t.heights.before(t.anchor.ordinal) + float64(t.anchor.above)) / (total - float64(height))
	if t.pinned {
		at = 1
	}
	return float32(max(min(at, 1), 0)) * (height - length), length, true
}
