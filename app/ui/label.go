package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/words"
)

// label is one line of text that ends in an ellipsis where it does not fit.
type label struct {
	widget.BaseWidget
	text  string
	size  float32
	style fyne.TextStyle
	ink   fyne.ThemeColorName
	align fyne.TextAlign
	whole bool // never shortened: its width is part of the layout

	foreign bool // somebody else wrote it: see theirs
}

func newLabel(text string, size float32, ink fyne.ThemeColorName) *label {
	l := &label{text: text, size: size, ink: ink}
	l.ExtendBaseWidget(l)
	return l
}

func (l *label) bold() *label    { l.style.Bold = true; return l }
func (l *label) fixed() *label   { l.whole = true; return l }
func (l *label) centred() *label { l.align = fyne.TextAlignCenter; return l }

// theirs says that the text is somebody else's own words, and no sentence of the
// program: it is read from the side of its first letter.
func (l *label) theirs() *label { l.foreign = true; return l }

// set changes the text.
func (l *label) set(text string) { l.paint(text, l.ink) }

// paint changes the text and its colour.
func (l *label) paint(text string, ink fyne.ThemeColorName) {
	if l.text == text && l.ink == ink {
		return
	}
	l.text, l.ink = text, ink
	l.Refresh()
}

// stress sets the text in bold, or no longer.
func (l *label) stress(on bool) {
	if l.style.Bold != on {
		l.style.Bold = on
		l.Refresh()
	}
}

// natural is the width in which all of the text stands.
func (l *label) natural() float32 { return l.needs(l.text) }

// needs is the width of another text in the label's place.
func (l *label) needs(text string) float32 { return fyne.MeasureText(text, l.size, l.style).Width }

func (l *label) CreateRenderer() fyne.WidgetRenderer {
	r := &labelRenderer{label: l, text: canvas.NewText("", theme.Color(l.ink))}
	r.Refresh()
	return r
}

type labelRenderer struct {
	label   *label
	text    *canvas.Text
	natural fyne.Size
}

func (r *labelRenderer) Destroy() {}

func (r *labelRenderer) Layout(size fyne.Size) {
	text := shorten(r.label.text, size.Width, r.label.size, r.label.style)
	r.text.Text = orderedFrom(text, r.label.foreign)
	r.text.Resize(fyne.NewSize(size.Width, r.natural.Height))
	r.text.Move(fyne.NewPos(0, (size.Height-r.natural.Height)/2))
	r.text.Refresh()
}

func (r *labelRenderer) MinSize() fyne.Size {
	if r.label.whole {
		return r.natural
	}
	return fyne.NewSize(min(r.natural.Width, 2*grid), r.natural.Height)
}

func (r *labelRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }

func (r *labelRenderer) Refresh() {
	l := r.label
	r.text.TextSize, r.text.TextStyle, r.text.Alignment = l.size, l.style, beginning(l.align)
	r.text.Color = theme.Color(l.ink)
	r.natural = fyne.MeasureText(l.text, l.size, l.style)
	r.natural.Height = fyne.MeasureText("Ág", l.size, l.style).Height
	r.Layout(l.Size())
}

// beginning is where a line of that alignment begins in the language of the
// window: what begins at the left does so at the right in one that is read from
// there.
func beginning(a fyne.TextAlign) fyne.TextAlign {
	if a == fyne.TextAlignLeading && words.Current().RightToLeft() {
		return fyne.TextAlignTrailing
	}
	return a
}

// shorten cuts text to width, with an ellipsis for what is gone.
func shorten(text string, width, size float32, style fyne.TextStyle) string {
	// Half a unit of slack: a label laid out at its own natural width must not
	// lose its end to rounding.
	fits := func(s string) bool { return fyne.MeasureText(s, size, style).Width <= width+0.5 }
	if fits(text) {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if fits(string(runes[:middle]) + "…") {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low]) + "…"
}
