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

// placeMark finds the place of the word that says what became of the text:
// behind its last line, or below it where there is no room. The place is from
// the corner of the text; its height is what it adds below.
func (r *lineRow) placeMark(room float32) box {
	if r.line.Mark == "" {
		return box{}
	}
	step, n := faceText.lineHeight()+lineSpacing, float32(len(r.spans))
	last := r.spans[len(r.spans)-1]
	x := faceText.width(r.runes[last.start:last.end])
	w := faceSmall.width([]rune(r.line.Mark))
	if x+markGap+w <= room {
		down := 0.78 * (faceText.lineHeight() - faceSmall.lineHeight()) // one baseline
		return box{x: x + markGap, y: (n-1)*step + down, w: w}
	}
	return box{y: n * step, w: w, h: faceSmall.lineHeight()}
}

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

// quoted is whose line is answered.
func quoted(q vm.Quote) string {
	if q.Tag != "" {
		return q.Name + " #" + q.Tag
	}
	return q.Name
}

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
		r.write(shorten(quoted(q), words, faceDay.size, faceDay.style), faceDay, colorInk, x, y)
		y += faceDay.lineHeight()
	}
	r.write(shorten(q.Text, words, faceSmall.size, faceSmall.style), faceSmall, colorMuted, x, y)
}
