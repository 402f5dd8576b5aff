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
// come. The line is read from where the language of the window is, whoever it
// names first: turned round, a sentence would say that the other one did it.
func fromLeftSide(text string) string { return orderedFrom(text, false) }

// theirsFromLeftSide is fromLeftSide for what somebody else wrote and that stands
// by itself: a name, a topic, a quote. It is read from the side of its first
// letter, and from that of the window's language where it has none.
func theirsFromLeftSide(text string) string { return orderedFrom(text, true) }

func orderedFrom(text string, theirs bool) string {
	if !strings.ContainsFunc(text, leftward) {
		return text
	}
	runes, base := []rune(text), uint8(0)
	if words.Current().RightToLeft() {
		base = 1
	}
	if theirs {
		base = direction(runes, base)
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
