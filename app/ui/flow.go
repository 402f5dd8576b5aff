package ui

import "fyne.io/fyne/v2"

// flowLayout sets parts side by side and goes on below where the place is too
// narrow for another.
type flowLayout struct {
	gap   float32
	width float32 // of the last layout
}

// flow is a container of parts that stand side by side as far as they fit.
func flow(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return newFree(&flowLayout{gap: gap}, parts...)
}

// Layout implements fyne.Layout.
func (f *flowLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(parts, func(part fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		part.Resize(size)
		part.Move(at)
	})
}

// MinSize implements fyne.Layout. Before the first layout it takes one row.
func (f *flowLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(4*grid, f.walk(parts, func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

func (f *flowLayout) walk(parts []fyne.CanvasObject, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) (height float32) {
	x, y, row := float32(0), float32(0), float32(0)
	for _, part := range parts {
		if !part.Visible() {
			continue
		}
		size := part.MinSize()
		if size.IsZero() {
			continue
		}
		if f.width > 0 {
			size.Width = min(size.Width, f.width)
		}
		if x > 0 && f.width > 0 && x+size.Width > f.width {
			x, y, row = 0, y+row+f.gap, 0
		}
		place(part, fyne.NewPos(x, y), size)
		x, row = x+size.Width+f.gap, max(row, size.Height)
	}
	return y + row
}
