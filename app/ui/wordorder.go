package ui

import (
	"strings"

	"golang.org/x/text/unicode/bidi"

	"landline/app/words"
)

// leftMark is LEFT-TO-RIGHT MARK: a letter of no width, written from left to
// right.
const leftMark = '\u200e'

// firstLeftward begins the Hebrew block, before which nothing is written from the
// right.
const firstLeftward = '\u0590'

// fromLeftSide is a line of the program's own words as a canvas.Text has to be
// given it so that it reads in its order: Fyne sets what is written in one
// direction, and in one typeface, beside the next from left to right, as they
// come. In a language that is read from the right, so is a line that has letters
// of it, whichever its first word is.
func fromLeftSide(text string) string {
	if !strings.ContainsFunc(text, leftward) {
		return text
	}
	runes := []rune(text)
	base := direction(runes, 0)
	if words.Current().RightToLeft() {
		base = 1
	}
	var line strings.Builder
	for _, part := range visualOrder(runes, base, func(int) bool { return true }) {
		if line.Len() > 0 {
			line.WriteRune(leftMark) // or Fyne would turn round what stands between two words
		}
		line.WriteString(part.text)
	}
	return line.String()
}

// leftward tells the letters that are written from right to left.
func leftward(r rune) bool { return r >= firstLeftward && bidiClass(r) == bidi.R }
