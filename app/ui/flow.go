package ui

import "fyne.io/fyne/v2"

// flowLayout sets parts side by side and goes on below where the place is too
// narrow for another.
type flowLayout struct {
	gap    float32
	right  bool    // the parts of each row stand to the right
	centre bool    // or in the middle
	width  float32 // of the last layout
}

// flow is a container of parts that stand side by side as far as they fit.
func flow(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return newFree(&flowLayout{gap: gap}, parts...)
}

// Layout implements fyne.Layout.
func (f *flowLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(parts, func(row []fyne.CanvasObject, y, height float32) {
		x := float32(0)
		if f.right || f.centre {
			x = size.Width + f.gap
			for _, part := range row {
				x -= f.sizeOf(part).Width + f.gap
			}
		}
		if f.centre {
			x /= 2
		}
		for _, part := range row {
			size := f.sizeOf(part)
			put(part, x, y+(height-size.Height)/2, size.Width, size.Height)
			x += size.Width + f.gap
		}
		mirror(row, size.Width)
	})
}

// MinSize implements fyne.Layout. Before the first layout it takes one row.
func (f *flowLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(4*grid, f.walk(parts, func([]fyne.CanvasObject, float32, float32) {}))
}

func (f *flowLayout) sizeOf(part fyne.CanvasObject) fyne.Size {
	size := part.MinSize()
	if f.width > 0 {
		size.Width = min(size.Width, f.width)
	}
	return size
}

// walk hands out the rows, and returns the height of all of them.
func (f *flowLayout) walk(parts []fyne.CanvasObject, do func(row []fyne.CanvasObject, y, height float32)) float32 {
	var row []fyne.CanvasObject
	x, y, height := float32(0), float32(0), float32(0)
	for _, part := range parts {
		size := f.sizeOf(part)
		if !part.Visible() || size.IsZero() {
			continue
		}
		if len(row) > 0 && f.width > 0 && x+size.Width > f.width {
			do(row, y, height)
			x, y, height, row = 0, y+height+f.gap, 0, nil
		}
		row = append(row, part)
		x, height = x+size.Width+f.gap, max(height, size.Height)
	}
	do(row, y, height)
	return y + height
}
