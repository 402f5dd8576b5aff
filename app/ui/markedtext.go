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
	faceHit   = newTypeface(sizeText, fyne.TextStyle{})
	faceFound = newTypeface(sizeText, fyne.TextStyle{Bold: true})
)

// markedText is a paragraph in which words stand out: they are bold, and in
// the accent colour besides.
type markedText struct {
	widget.BaseWidget
	runs    []vm.Run
	ink     fyne.ThemeColorName
	measure float32 // the width to wrap at before the first layout
}

func newMarkedText(ink fyne.ThemeColorName, measure float32) *markedText {
	m := &markedText{ink: ink, measure: measure}
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
		x, y := float32(0), float32(r.rows)*r.step()
		for _, p := range pieces(runes[s.start:s.end], found[s.start:s.end]) {
			x += r.write(p, x, y)
		}
		r.rows++
	}
}

func (r *markedRenderer) write(p piece, x, y float32) (width float32) {
	face, ink := faceHit, r.text.ink
	if p.found {
		face, ink = faceFound, colorAccent
	}
	text := canvas.NewText(p.text, theme.Color(ink))
	text.TextSize, text.TextStyle = face.size, face.style
	size := fyne.MeasureText(p.text, face.size, face.style)
	text.Resize(size)
	text.Move(fyne.NewPos(x, y))
	r.objects = append(r.objects, text)
	return size.Width
}
