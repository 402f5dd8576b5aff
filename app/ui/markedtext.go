package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
)

// Faces of found text, shared by all: one thread draws.
var (
	faceHit   = shareFace(&sizeText, 0, fyne.TextStyle{})
	faceFound = shareFace(&sizeText, 0, fyne.TextStyle{Bold: true})
)

// markedText is a paragraph in which words stand out: they are bold, and may
// have a colour of their own besides.
type markedText struct {
	widget.BaseWidget
	runs    []vm.Run
	mark    fyne.ThemeColorName // of the words that stand out
	measure float32             // the width to wrap at before the first layout
}

func newMarkedText(mark fyne.ThemeColorName, measure float32) *markedText {
	m := &markedText{mark: mark, measure: measure}
	m.ExtendBaseWidget(m)
	return m
}

// set changes the text.
func (m *markedText) set(runs []vm.Run) {
	if !slices.Equal(runs, m.runs) {
		m.runs = runs
		m.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (m *markedText) CreateRenderer() fyne.WidgetRenderer { return &markedRenderer{text: m} }

type markedRenderer struct {
	text    *markedText
	objects []fyne.CanvasObject
	rows    int
	width   float32
}

func (r *markedRenderer) Destroy()                     {}
func (r *markedRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *markedRenderer) Layout(fyne.Size)             { r.typeset(false) }

func (r *markedRenderer) MinSize() fyne.Size {
	r.typeset(false)
	return fyne.NewSize(2*grid, float32(r.rows)*r.step())
}

func (r *markedRenderer) Refresh() {
	r.typeset(true)
	canvas.Refresh(r.text)
}

func (r *markedRenderer) step() float32 { return faceFound.lineHeight() + 1 }

// typeset wraps the text. It wraps all of it as if it were bold, which is the
// wider face: a line that holds found words then fits as well.
func (r *markedRenderer) typeset(force bool) {
	width := r.text.Size().Width
	if width <= 0 {
		width = r.text.measure
	}
	if !force && width == r.width {
		return
	}
	r.width, r.objects, r.rows = width, r.objects[:0:0], 0
	var runes []rune
	var found []bool
	for _, run := range r.text.runs {
		for _, c := range run.Text {
			runes, found = append(runes, c), append(found, run.Found)
		}
	}
	if len(runes) == 0 {
		return
	}
	for _, s := range faceFound.wrap(runes, width) {
		r.writeLine(pieces(runes[s.start:s.end], found[s.start:s.end]), float32(r.rows)*r.step())
		r.rows++
	}
}

// writeLine sets the parts of a line side by side.
func (r *markedRenderer) writeLine(parts []piece, y float32) {
	x := float32(0)
	for _, p := range parts {
		face, ink := faceHit, colorInk
		if p.found {
			face, ink = faceFound, r.text.mark
		}
		text := canvas.NewText(p.text, theme.Color(ink))
		text.TextSize, text.TextStyle = face.size, face.style
		size := fyne.MeasureText(p.text, face.size, face.style)
		text.Resize(size)
		text.Move(fyne.NewPos(x, y))
		r.objects = append(r.objects, text)
		x += size.Width
	}
}
