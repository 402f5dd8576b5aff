package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
)

// Measures of what stands round a line's own text.
const (
	quoteBar = 3
	quotePad = 9    // from the bar to the words
	quoteGap = 5    // below the quote
	markGap  = grid // between the text and the word behind it
)

// quoteSize is the place that the quote takes over the text.
func (r *lineRow) quoteSize(room float32) fyne.Size {
	q := r.line.Quote
	if q == (vm.Quote{}) {
		return fyne.Size{}
	}
	high := faceSmall.lineHeight()
	width := faceSmall.width([]rune(q.Text))
	if q.Name != "" {
		high += faceDay.lineHeight()
		width = max(width, faceDay.width([]rune(quoted(q))))
	}
	return fyne.NewSize(min(width+quoteBar+quotePad, room), high+quoteGap)
}

// quoteBox is where a click leads to the line that is answered.
func (r *lineRow) quoteBox() box {
	if r.line.Quote == (vm.Quote{}) || r.line.About.IsZero() {
		return box{}
	}
	return box{r.bubble.x, r.bubble.y, r.bubble.w, r.lead - r.bubble.y + bubbleY}
}

// quoted is whose line is answered.
func quoted(q vm.Quote) string { return vm.Tagged(q.Name, q.Tag) }

// quote is the line that this one answers, behind a bar.
func (r *lineRow) quote(x, y, width float32) {
	q := r.line.Quote
	if q == (vm.Quote{}) {
		return
	}
	bar, words := r.plate(), width-quoteBar-quotePad
	bar.FillColor, bar.StrokeWidth, bar.CornerRadius = theme.Color(colorAccent), 0, 1.5
	r.put(bar, box{x, y + 1, quoteBar, r.quoteSize(width).Height - quoteGap - 2})
	x += quoteBar + quotePad
	if q.Name != "" {
		r.tellTheirs(shorten(quoted(q), words, faceDay.size, faceDay.style), faceDay, colorInk, x, y)
		y += faceDay.lineHeight()
	}
	r.tellTheirs(shorten(q.Text, words, faceSmall.size, faceSmall.style), faceSmall, colorMuted, x, y)
}
