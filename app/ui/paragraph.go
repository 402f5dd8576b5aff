package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// paragraph is text that wraps at its width and is as high as that takes.
type paragraph struct {
	widget.BaseWidget
	text    string
	face    *typeface
	ink     fyne.ThemeColorName
	align   fyne.TextAlign
	measure float32 // the width to wrap at before the first layout
}

func newParagraph(text string, size float32, ink fyne.ThemeColorName) *paragraph {
	p := &paragraph{text: text, face: newTypeface(size, fyne.TextStyle{}), ink: ink, measure: 40 * grid}
	p.ExtendBaseWidget(p)
	return p
}

func (p *paragraph) bold() *paragraph {
	p.face = newTypeface(p.face.size, fyne.TextStyle{Bold: true})
	return p
}

func (p *paragraph) mono() *paragraph {
	p.face = newTypeface(p.face.size, fyne.TextStyle{Monospace: true})
	return p
}

func (p *paragraph) centred() *paragraph { p.align = fyne.TextAlignCenter; return p }

// wide says at which width the text wraps until its place is known.
func (p *paragraph) wide(width float32) *paragraph { p.measure = width; return p }

// set changes the text.
func (p *paragraph) set(text string, ink fyne.ThemeColorName) {
	if p.text == text && p.ink == ink {
		return
	}
	p.text, p.ink = text, ink
	p.Refresh()
}

// high is the height that another text takes in the paragraph's place.
func (p *paragraph) high(text string) float32 {
	return float32(len(p.face.wrap([]rune(text), p.room()))) * p.step()
}

// room is the width to wrap at.
func (p *paragraph) room() float32 {
	if width := p.Size().Width; width > 0 {
		return width
	}
	return p.measure
}

// step is a little more than the font's own line height, for reading.
func (p *paragraph) step() float32 { return p.face.lineHeight() + 1 }

func (p *paragraph) CreateRenderer() fyne.WidgetRenderer {
	return &paragraphRenderer{paragraph: p}
}

type paragraphRenderer struct {
	paragraph *paragraph
	lines     []fyne.CanvasObject
	text      string
	width     float32
}

func (r *paragraphRenderer) Destroy() {}

// Layout wraps again when the width changed; the changed height then shows in
// MinSize, which Fyne reads before each frame.
func (r *paragraphRenderer) Layout(fyne.Size) { r.typeset(false) }

func (r *paragraphRenderer) MinSize() fyne.Size {
	r.typeset(false)
	return fyne.NewSize(2*grid, float32(len(r.lines))*r.paragraph.step())
}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.lines }

func (r *paragraphRenderer) Refresh() {
	r.typeset(true)
	for _, line := range r.lines {
		canvas.Refresh(line)
	}
}

func (r *paragraphRenderer) typeset(force bool) {
	p := r.paragraph
	width := p.room()
	if !force && width == r.width && p.text == r.text {
		return
	}
	r.width, r.text, r.lines = width, p.text, r.lines[:0:0]
	if p.text == "" {
		return
	}
	runes := []rune(p.text)
	for i, s := range p.face.wrap(runes, width) {
		line := canvas.NewText(fromLeftSide(string(runes[s.start:s.end])), theme.Color(p.ink))
		line.TextSize, line.TextStyle, line.Alignment = p.face.size, p.face.style, beginning(p.align)
		line.Resize(fyne.NewSize(width, p.face.lineHeight()))
		line.Move(fyne.NewPos(0, float32(i)*p.step()))
		r.lines = append(r.lines, line)
	}
}
