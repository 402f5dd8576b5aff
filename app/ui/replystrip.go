package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// replyStrip stands over what is being written while that answers a line.
type replyStrip struct {
	root   *fyne.Container
	whom   *label
	text   *label
	cancel *button
	quote  vm.Quote
}

func newReplyStrip(cancel func()) *replyStrip {
	s := &replyStrip{}
	s.whom = newLabel("", sizeSmall, colorAccent).bold()
	s.text = newLabel("", sizeSmall, colorMuted).theirs()
	s.cancel = newButton(quiet, "close", "", cancel).compact()
	s.cancel.onEscape = cancel
	bar := newPanel(colorAccent, colorNone, 1.5, nil)
	quoted := newFree(barLayout{}, bar, column(0, s.whom, s.text))
	s.root = newFree(replyLayout{}, quoted, s.cancel)
	s.root.Hide()
	return s
}

// set shows whom one answers; ok is false where one answers nobody. It tells
// whether the strip came or went.
func (s *replyStrip) set(quote vm.Quote, ok bool) (changed bool) {
	changed = s.root.Visible() != ok
	setHidden(s.root, !ok)
	if ok && s.quote != quote {
		s.quote = quote
		s.whom.set(words.T("Answering %s", quoted(quote)))
		s.text.set(quote.Text)
	}
	return changed
}

// replyLayout sets the quote beside the button that takes it away.
type replyLayout struct{}

func (replyLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	side := parts[1].MinSize()
	put(parts[0], 1.5*grid, grid, size.Width-side.Width-3*grid, size.Height-grid)
	put(parts[1], size.Width-side.Width-6, (size.Height-side.Height)/2+grid/2, side.Width, side.Height)
	mirror(parts, size.Width)
}

func (replyLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(20*grid, max(parts[0].MinSize().Height, parts[1].MinSize().Height)+grid)
}
