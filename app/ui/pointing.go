package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/netcore/chat"
)

// pointer is what the mouse does in a transcript.
type pointer struct {
	over     vm.LineKey // the line under it
	copied   vm.LineKey // the line that was just copied
	state    vm.LineKey // the own line whose state it rests on
	chip     vm.Chip    // the reaction that it rests on
	at       fyne.Position
	pressed  fyne.Position
	down     bool
	dragging bool
	thumb    bool    // it drags the scroll bar
	grip     float32 // where on the thumb it holds
}

// MouseDown begins a selection or takes hold of the thumb.
func (t *transcript) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t)
	}
	t.pointer.pressed, t.pointer.down = e.Position, true
	if e.Button == desktop.MouseButtonPrimary && t.picked != (selection{}) {
		t.picked = selection{}
		t.arrange()
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
	if r := t.rowOf(t.picked.key); r != nil {
		t.picked.to = r.offsetAt(e.Position.X, e.Position.Y-r.top)
		t.arrange()
	}
}

func (t *transcript) beginDrag(start fyne.Position) {
	t.pointer.dragging, t.pointer.thumb, t.picked = true, false, selection{}
	top, length, ok := t.thumbAt(t.Size().Height)
	if ok && start.X >= t.laidOut-2*grid {
		t.pointer.thumb, t.pointer.grip = true, length/2
		if start.Y >= top && start.Y < top+length {
			t.pointer.grip = start.Y - top
		}
		return
	}
	if r := t.rowAt(start.Y); r != nil && r.bubble.holds(start.X, start.Y-r.top) {
		at := r.offsetAt(start.X, start.Y-r.top)
		t.picked = selection{key: r.line.Key, from: at, to: at}
	}
}

// DragEnd keeps what was selected.
func (t *transcript) DragEnd() { t.pointer.dragging = false }

// Tapped presses what stands under the pointer.
func (t *transcript) Tapped(e *fyne.PointEvent) {
	r := t.rowAt(e.Position.Y)
	if r == nil {
		return
	}
	switch y := e.Position.Y - r.top; {
	case r.back.holds(e.Position.X, y):
		if t.onTakeBack != nil {
			t.onTakeBack(r.line.Tried)
		}
	case r.again.holds(e.Position.X, y):
		if t.onSayAgain != nil {
			t.onSayAgain(r.line.Tried)
		}
	case r.copyBox().holds(e.Position.X, y):
		t.copyLine(r)
	}
}

// TappedSecondary offers what can be done with a line.
func (t *transcript) TappedSecondary(e *fyne.PointEvent) {
	r := t.rowAt(e.Position.Y)
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	if r == nil || r.line.Kind != vm.Spoken || c == nil {
		return
	}
	if items := t.choices(r); len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, e.AbsolutePosition)
	}
}

// choices is what can be done with a line.
func (t *transcript) choices(r *lineRow) (items []*fyne.MenuItem) {
	offer := func(word string, may bool, do func()) {
		if may {
			items = append(items, fyne.NewMenuItem(word, do))
		}
	}
	line := r.line
	from, to := t.picked.ordered()
	offer("Copy message", line.Act == chat.Line, func() { t.copyLine(r) })
	offer("Copy selection", line.Act == chat.Line && from != to, t.copySelection)
	offer("Say again", line.Why != "" && line.Again && t.onSayAgain != nil, func() { t.onSayAgain(line.Tried) })
	offer("Take back", line.Why != "" && t.onTakeBack != nil, func() { t.onTakeBack(line.Tried) })
	ref := chat.Ref{Seq: line.Seq, ID: line.ID}
	offer("Edit…", line.MayEdit && t.onEdit != nil, func() { t.onEdit(ref) })
	offer("Delete…", line.MayDelete && t.onDelete != nil, func() { t.onDelete(ref, line.Name, line.Mine) })
	return items
}

// MouseIn implements desktop.Hoverable.
func (t *transcript) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved shows what can be done with the line under the pointer.
func (t *transcript) MouseMoved(e *desktop.MouseEvent) {
	t.pointer.at = e.Position
	over, state, chip := vm.LineKey(0), vm.LineKey(0), vm.Chip{}
	if r := t.rowAt(e.Position.Y); r != nil && r.line.Kind == vm.Spoken {
		over = r.line.Key
		if r.state.holds(e.Position.X, e.Position.Y-r.top) {
			state = over
		}
		chip, _, _ = r.chipAt(e.Position.X, e.Position.Y-r.top)
	}
	if over == t.pointer.over && state == t.pointer.state && chip == t.pointer.chip {
		return
	}
	if over != t.pointer.over {
		t.pointer.copied = 0
	}
	t.pointer.over, t.pointer.state, t.pointer.chip = over, state, chip
	t.arrange()
}

// MouseOut ends that.
func (t *transcript) MouseOut() {
	t.pointer.over, t.pointer.copied, t.pointer.state, t.pointer.chip = 0, 0, 0, vm.Chip{}
	t.pointer.at = fyne.NewPos(-1, -1)
	t.arrange()
}

// Cursor is a caret over text and a hand over what can be pressed.
func (t *transcript) Cursor() desktop.Cursor {
	r := t.rowAt(t.pointer.at.Y)
	if r == nil {
		return desktop.DefaultCursor
	}
	switch x, y := t.pointer.at.X, t.pointer.at.Y-r.top; {
	case r.back.holds(x, y), r.again.holds(x, y), r.copyBox().holds(x, y):
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

// hover is the copy symbol beside the line under the pointer; a tick stands in
// its place once the line is copied.
func (t *transcript) hover() []fyne.CanvasObject {
	r := t.rowOf(t.pointer.over)
	if r == nil || r.line.Kind != vm.Spoken || r.line.Act != chat.Line {
		return nil
	}
	name, ink := "copy", colorMuted
	if t.pointer.copied == r.line.Key {
		name, ink = "tick", colorAccent
	}
	t.copy.Resource = glyphResource(name, theme.Color(ink))
	t.copy.Resize(fyne.NewSquareSize(16))
	b := r.copyBox()
	t.copy.Move(fyne.NewPos(b.x+(b.w-16)/2, r.top+b.y+(b.h-16)/2))
	t.copy.Refresh()
	return []fyne.CanvasObject{t.copy}
}

// copyBox is where the copy symbol of a line stands: at the open side of its
// bubble.
func (r *lineRow) copyBox() box {
	if r.line.Kind != vm.Spoken || r.line.Act != chat.Line {
		return box{}
	}
	b := box{r.bubble.x + r.bubble.w + 2, r.bubble.y + 3, 3.5 * grid, 3.5 * grid}
	if r.line.Mine {
		b.x = r.bubble.x - b.w - 2
	}
	return b
}

func (t *transcript) copyLine(r *lineRow) {
	fyne.CurrentApp().Clipboard().SetContent(r.line.Text)
	t.pointer.copied = r.line.Key
	t.arrange()
}
