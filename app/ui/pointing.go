package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/vm"
)

// pointer is what the mouse does in a transcript.
type pointer struct {
	over     vm.LineKey // the line under it
	copied   vm.LineKey // the line that was just copied
	state    vm.LineKey // the own line whose state it rests on
	chip     vm.Chip    // the reaction that it rests on
	tool     int        // the tool beside the line that it rests on; 0 for none
	at       fyne.Position
	pressed  fyne.Position
	down     bool
	dragging bool
	thumb    bool    // it drags the scroll bar
	grip     float32 // where on the thumb it holds
}

// MouseDown begins a selection or takes hold of the thumb.
func (t *transcript) MouseDown(e *desktop.MouseEvent) {
	t.choice.byMouse = true
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t)
	}
	t.pointer.pressed, t.pointer.down = e.Position, true
	if e.Button == desktop.MouseButtonPrimary {
		t.unpick()
	}
}

// MouseUp ends what MouseDown began.
func (t *transcript) MouseUp(*desktop.MouseEvent) { t.pointer.down = false }

// Dragged selects text, or scrolls where the thumb was taken.
func (t *transcript) Dragged(e *fyne.DragEvent) {
	if !t.pointer.dragging {
		start := t.pointer.pressed
		if !t.pointer.down {
			start = e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
		}
		t.beginDrag(start)
	}
	if t.pointer.thumb {
		t.scrollTo(e.Position.Y - t.pointer.grip)
		return
	}
	t.pickTo(e.Position)
}

func (t *transcript) beginDrag(start fyne.Position) {
	t.pointer.dragging, t.pointer.thumb = true, false
	t.unpick()
	top, length, ok := t.thumbAt(t.Size().Height)
	if ok && start.X >= t.laidOut-2*grid {
		t.pointer.thumb, t.pointer.grip = true, length/2
		if start.Y >= top && start.Y < top+length {
			t.pointer.grip = start.Y - top
		}
		return
	}
	t.pickAt(start)
}

// DragEnd keeps what was selected.
func (t *transcript) DragEnd() { t.pointer.dragging = false }

// Tapped presses what stands under the pointer.
func (t *transcript) Tapped(e *fyne.PointEvent) {
	if n, list, bar, _ := t.toolAt(e.Position); n > 0 {
		list[n-1].do(t.inWindow(cellOf(bar, n-1)))
		return
	}
	if r := t.rowAt(e.Position.Y); r != nil {
		if press := t.pressable(r, e.Position.X, e.Position.Y-r.top); press != nil {
			press()
		}
	}
}

// pressable is what a click at a place of a row does; nil where it does nothing.
func (t *transcript) pressable(r *lineRow, x, y float32) func() {
	line := r.line
	chip, _, onChip := r.chipAt(x, y)
	switch {
	case r.back.holds(x, y) && t.can.takeBack != nil:
		return func() { t.can.takeBack(line.Tried) }
	case r.again.holds(x, y) && t.can.sayAgain != nil:
		return func() { t.can.sayAgain(line.Tried) }
	case onChip && line.MayReact && t.can.toggle != nil:
		return func() { t.can.toggle(refOf(line), chip.Emoji, !chip.Mine) }
	case r.quoteBox().holds(x, y) && t.can.seek != nil:
		return func() { t.toSource(line, r.ordinal) }
	}
	return t.inText(r, x, y)
}

// toSource brings the line into view that a line answers, whose ordinal was near.
func (t *transcript) toSource(line vm.Row, near int) {
	if at, ok := t.source.Lines().Find(line.Key, near); ok {
		if i, ok := t.source.Source(at); ok {
			t.revealAt(i)
			return
		}
	}
	t.can.seek(line.About)
}

// TappedSecondary offers what can be done with a line.
func (t *transcript) TappedSecondary(e *fyne.PointEvent) {
	if r := t.rowAt(e.Position.Y); r != nil && r.line.Kind == vm.Spoken {
		t.menu(r, e.AbsolutePosition)
	}
}

// MouseIn implements desktop.Hoverable.
func (t *transcript) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved shows what can be done with the line under the pointer.
func (t *transcript) MouseMoved(e *desktop.MouseEvent) { t.pointAt(e.Position) }

// pointAt is MouseMoved for a place, also where the lines moved under it.
func (t *transcript) pointAt(at fyne.Position) {
	before := t.pointer
	t.pointer.at, t.pointer.state, t.pointer.chip = at, 0, vm.Chip{}
	n, _, _, held := t.toolAt(at)
	t.pointer.tool = n
	if !held {
		t.pointer.over = 0
		if r := t.rowAt(at.Y); r != nil && r.line.Kind == vm.Spoken {
			t.pointer.over = r.line.Key
			if r.state.holds(at.X, at.Y-r.top) {
				t.pointer.state = r.line.Key
			}
			t.pointer.chip, _, _ = r.chipAt(at.X, at.Y-r.top)
		}
	}
	if t.pointer.over != before.over {
		t.pointer.copied = 0
	}
	if before.at = at; before != t.pointer {
		t.arrange()
	}
}

// MouseOut ends that.
func (t *transcript) MouseOut() {
	t.pointer.over, t.pointer.copied, t.pointer.state, t.pointer.chip, t.pointer.tool = 0, 0, 0, vm.Chip{}, 0
	t.pointer.at = fyne.NewPos(-1, -1)
	t.arrange()
}

// Cursor is a caret over text and a hand over what can be pressed.
func (t *transcript) Cursor() desktop.Cursor {
	if n, _, _, _ := t.toolAt(t.pointer.at); n > 0 {
		return desktop.PointerCursor
	}
	r := t.rowAt(t.pointer.at.Y)
	if r == nil {
		return desktop.DefaultCursor
	}
	switch x, y := t.pointer.at.X, t.pointer.at.Y-r.top; {
	case t.pressable(r, x, y) != nil:
		return desktop.PointerCursor
	case r.text.holds(x, y):
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

func (t *transcript) rowAt(y float32) *lineRow {
	for _, r := range t.shown {
		if y >= r.top && y < r.top+r.height {
			return r
		}
	}
	return nil
}

func (t *transcript) rowOf(key vm.LineKey) *lineRow {
	for _, r := range t.shown {
		if r.line.Key == key {
			return r
		}
	}
	return nil
}

func (t *transcript) copyLine(line vm.Row) {
	copyText(line.Text)
	t.pointer.copied = line.Key
	t.arrange()
}
