package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// stateLine says under the bar of a header how the room is reached, on as many
// lines as that takes.
type stateLine struct {
	root   *fyne.Container
	after  *button // the name above begins after it
	symbol *glyph
	words  *paragraph
}

func newStateLine(after *button) *stateLine {
	s := &stateLine{after: after, symbol: newGlyph("clock", 14, colorMuted), words: newParagraph("", sizeSmall, colorMuted)}
	s.root = newFree(stateLayout{s}, s.symbol, s.words)
	return s
}

func (s *stateLine) set(room *vm.Room, text string) {
	s.symbol.set(stateGlyph(room))
	s.words.set(text, colorMuted)
}

// fit makes the line as high as it has to be in that width.
func (s *stateLine) fit(width float32) {
	size := fyne.NewSize(width, s.root.Size().Height)
	s.root.Resize(size)
	s.root.Layout.Layout(s.root.Objects, size) // which words begin at the edge depends on what they are
}

// needs is the width in which the words stand on one line.
func (s *stateLine) needs() float32 {
	return s.symbol.MinSize().Width + signGap + s.words.face.width([]rune(s.words.text)) + 1
}

// stateLift is how far the line reaches into the space round the bar, to be near
// the name without lying under the buttons.
const stateLift = barInset

// stateLayout sets a stateLine in line with the name, and from the edge where the
// place there is too narrow.
type stateLayout struct{ line *stateLine }

// Layout implements fyne.Layout.
func (l stateLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	s, x := l.line, float32(2*grid)
	if beside := x + s.after.MinSize().Width; s.after.Visible() && beside+s.needs() <= size.Width-grid {
		x = beside
	}
	side := s.symbol.MinSize()
	text := x + side.Width + signGap
	s.words.Resize(fyne.NewSize(size.Width-text-grid, 1)) // a paragraph knows its height only once it knows its width
	put(s.words, text, -stateLift, size.Width-text-grid, s.words.MinSize().Height)
	put(s.symbol, x, -stateLift, side.Width, max(s.words.face.lineHeight(), side.Height))
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (l stateLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	size := l.line.words.MinSize()
	return fyne.NewSize(size.Width, size.Height-stateLift+grid)
}
