package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"landline/app/vm"
)

// bind gives line i a row that shows it as it is now.
func (t *transcript) bind(i int) *lineRow {
	line := t.source.Row(i, t.now())
	r, ok := t.byKey[line.Key]
	if !ok {
		r = t.take()
		t.byKey[line.Key] = r
	}
	r.show(line, t.laidOut, t.generation)
	if i < t.heights.end {
		t.heights.set(i, r.height)
	}
	return r
}

func (t *transcript) take() *lineRow {
	if n := len(t.pool); n > 0 {
		r := t.pool[n-1]
		t.pool = t.pool[:n-1]
		return r
	}
	return newLineRow()
}

// place moves the rows in view from the anchor down, and gives the others back.
func (t *transcript) place(height float32) {
	lines := t.source.Lines()
	t.shown = t.shown[:0]
	t.objects = t.objects[:0]
	y := -t.anchor.above
	for i := t.anchor.ordinal; i < lines.End() && y < height; i++ {
		r := t.bind(i)
		r.top, r.ordinal = y, i
		t.shown = append(t.shown, r)
		y += r.height
	}
	t.recycle()
	t.objects = append(t.objects, t.shine()...)
	for _, r := range t.shown {
		t.objects = r.ground(t.objects, height)
	}
	t.objects = append(t.objects, t.mark()...)
	for _, r := range t.shown {
		t.objects = r.figures(t.objects, height)
	}
	t.objects = append(t.objects, t.ring()...)
	t.objects = append(t.objects, t.hover()...)
	t.objects = append(t.objects, t.bar(height)...)
	t.objects = append(t.objects, t.explain(height)...)
	canvas.Refresh(t.thumb)
}

// recycle gives back the rows that went out of view.
func (t *transcript) recycle() {
	if len(t.byKey) == len(t.shown) {
		return
	}
	seen := make(map[vm.LineKey]bool, len(t.shown))
	for _, r := range t.shown {
		seen[r.line.Key] = true
	}
	for key, r := range t.byKey {
		if seen[key] {
			continue
		}
		delete(t.byKey, key)
		if len(t.pool) < maxPool {
			t.pool = append(t.pool, r)
		}
	}
}

// ground and figures add the row's objects to a list, moved to where the row
// stands. They come apart so that a selection can be drawn between them.
func (r *lineRow) ground(to []fyne.CanvasObject, view float32) []fyne.CanvasObject {
	return r.moved(to, r.grnd, view)
}

func (r *lineRow) figures(to []fyne.CanvasObject, view float32) []fyne.CanvasObject {
	return r.moved(to, r.figs, view)
}

// moved leaves out what is above or below the view: Fyne draws every text that
// it is given, and one message may have thousands of lines.
func (r *lineRow) moved(to []fyne.CanvasObject, figs []figure, view float32) []fyne.CanvasObject {
	for _, f := range figs {
		y := r.top + f.y
		if y > view || y+f.object.Size().Height < 0 {
			continue
		}
		f.object.Move(fyne.NewPos(f.x, y))
		to = append(to, f.object)
	}
	return to
}
