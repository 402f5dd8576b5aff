package ui

import (
	"time"

	"fyne.io/fyne/v2"
)

// highTyping is the space between a transcript and its composer, which is always
// there: the lines stand still while somebody begins to write, and stops.
func highTyping() float32 { return scaled(2.5 * grid) }

// typingStrip says who is writing, between the transcript and the composer.
type typingStrip struct {
	root *fyne.Container
	text *label
	dots *glyph
	pane *roomPane
	wait *wait
	ends time.Time // when what it says is over
}

func newTypingStrip(p *roomPane) *typingStrip {
	s := &typingStrip{pane: p, text: newLabel("", sizeSmall, colorMuted), dots: newGlyph("typing", 16, colorAccent)}
	s.root = ends(grid*0.75, s.dots, s.text, none())
	s.root.Hide()
	s.wait = newWait(p.window.ticks, 0, s.update)
	return s
}

// update says who writes now, and again when that is over.
func (s *typingStrip) update() {
	text, ends := s.pane.room.Typing(s.pane.window.now())
	s.text.set(text)
	setHidden(s.root, text == "")
	if ends.Equal(s.ends) {
		return
	}
	s.ends = ends
	s.wait.cancel()
	if !ends.IsZero() {
		s.wait.long = max(ends.Sub(s.pane.window.now()), 0) + 100*time.Millisecond
		s.wait.begin()
	}
}

// close ends what it still waits for.
func (s *typingStrip) close() { s.wait.cancel() }
