package ui

import (
	"slices"

	"golang.org/x/text/unicode/bidi"

	"landline/app/vm"
)

// piece is a part of a line that is drawn as one text.
type piece struct {
	text       string // as it is drawn
	start, end int    // its letters in the line
	leftward   bool   // they stand from right to left
	found      bool   // of text with found words: it is one
}

// pieces cuts one line where a found word begins or ends, in the order in which
// the parts stand from left to right.
func pieces(runes []rune, found []bool) []piece {
	parts := visualOrder(runes, direction(runes, 0), func(i int) bool { return found[i] == found[i-1] })
	for i := range parts {
		parts[i].found = found[parts[i].start]
	}
	return parts
}

// direction is the base direction of a line (rules P2 and P3): that of its first
// letter, and other where it has none. 1 is from right to left.
func direction(runes []rune, other uint8) uint8 {
	for _, r := range runes {
		switch bidiClass(r) {
		case bidi.L:
			return 0
		case bidi.R:
			return 1
		}
	}
	return other
}

// visualOrder cuts one line where its look changes, in the order in which the parts
// stand from left to right. Same tells whether a letter looks like the one
// before it. A text that holds Hebrew or Arabic cannot be cut and set from left
// to right as it is written: it is ordered by the rules of Unicode Standard
// Annex 9, as far as a line without embeddings needs them, in a paragraph of
// the given base direction. Fyne itself knows no base but left to right.
func visualOrder(runes []rune, base uint8, same func(i int) bool) []piece {
	levels, plain := levelsOf(runes, base)
	if plain {
		return cut(runes, same)
	}
	word := wordy(runes)
	parts := cut(runes, func(i int) bool {
		return same(i) && levels[i] == levels[i-1] && (levels[i] != 1 || word[i] == word[i-1])
	})
	of := make([]uint8, len(parts))
	for i, p := range parts {
		of[i] = levels[p.start]
		if of[i] == 1 {
			parts[i].text, parts[i].leftward = mirrored(p.text), true
		}
	}
	for level := uint8(2); level > 0; level-- { // rule L2
		for from := 0; from < len(of); from++ {
			to := from
			for to < len(of) && of[to] >= level {
				to++
			}
			slices.Reverse(parts[from:to])
			slices.Reverse(of[from:to])
			from = max(from, to-1)
		}
	}
	return parts
}

// wordy tells for each rune whether it is a letter, or a mark on one.
func wordy(runes []rune) []bool {
	word := make([]bool, len(runes))
	for i, r := range runes {
		c := bidiClass(r)
		word[i] = !neutral(c) && (c != bidi.NSM || i == 0 || word[i-1])
	}
	return word
}

// neutral tells the classes that have no direction of their own, as far as
// bidiClass returns them.
func neutral(c bidi.Class) bool { return c == bidi.ON || c == bidi.CS }

// cut cuts runes wherever one does not go on from the one before it.
func cut(runes []rune, goesOn func(i int) bool) []piece {
	var parts []piece
	for start := 0; start < len(runes); {
		end := start + 1
		for end < len(runes) && goesOn(end) {
			end++
		}
		parts = append(parts, piece{text: string(runes[start:end]), start: start, end: end})
		start = end
	}
	return parts
}

// levelsOf resolves the embedding level of each rune: 0 from left to right, 1
// from right to left, 2 for numbers, and for letters of the other direction,
// within that. Plain is whether all are 0.
func levelsOf(runes []rune, base uint8) (levels []uint8, plain bool) {
	classes := make([]bidi.Class, len(runes))
	plain = base == 0
	for i, r := range runes {
		classes[i] = bidiClass(r)
		plain = plain && classes[i] != bidi.R && classes[i] != bidi.AN
	}
	if plain {
		return nil, true
	}
	about := bidi.L
	if base == 1 {
		about = bidi.R
	}
	settleNumbers(classes, about)
	settleNeutrals(classes, about)
	levels = make([]uint8, len(runes))
	for i, c := range classes {
		switch {
		case c == bidi.R:
			levels[i] = 1
		case c == bidi.EN, c == bidi.AN, base == 1:
			levels[i] = 2
		}
	}
	return levels, false
}

// bidiClass sorts letters into L, R, EN, AN, CS (what separates digits), NSM
// and ON (all else).
func bidiClass(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	switch c := properties.Class(); c {
	case bidi.L, bidi.R, bidi.EN, bidi.AN, bidi.NSM:
		return c
	case bidi.AL:
		return bidi.R
	case bidi.CS, bidi.ES:
		return bidi.CS
	}
	return bidi.ON
}

// settleNumbers applies the rules W1 to W7: marks go with their letter, a
// separator with the digits round it, and digits after a left-to-right letter
// count as such.
func settleNumbers(classes []bidi.Class, about bidi.Class) {
	strong := about
	for i, c := range classes {
		switch {
		case c == bidi.NSM && i > 0:
			classes[i] = classes[i-1]
		case c == bidi.CS && i > 0 && i+1 < len(classes) && classes[i-1] != bidi.ON && classes[i+1] == bidi.EN &&
			(classes[i-1] == bidi.EN || strong == bidi.L):
			classes[i] = classes[i-1]
		case c == bidi.CS, c == bidi.NSM:
			classes[i] = bidi.ON
		case c == bidi.L || c == bidi.R:
			strong = c
		case c == bidi.EN && strong == bidi.L:
			classes[i] = bidi.L
		}
	}
}

// settleNeutrals applies the rules N1 and N2: what stands between two parts of
// one direction takes it, all else the base direction.
func settleNeutrals(classes []bidi.Class, about bidi.Class) {
	side := func(i int) bidi.Class {
		switch {
		case i < 0 || i >= len(classes):
			return about
		case classes[i] == bidi.L:
			return bidi.L
		}
		return bidi.R
	}
	for i := 0; i < len(classes); i++ {
		end := i
		for end < len(classes) && classes[end] == bidi.ON {
			end++
		}
		takes := about
		if before, after := side(i-1), side(end); before == after {
			takes = before
		}
		for at := i; at < end; at++ {
			classes[at] = takes
		}
		i = max(i, end-1)
	}
}

// mirrors are the brackets that turn round from right to left (rule L4).
var mirrors = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«'}

// mirrored turns a part round that has no letter, and that Fyne would draw
// from left to right. An emoji of several characters stays whole.
func mirrored(text string) string {
	runes := []rune(text)
	turned := make([]rune, len(runes))
	for at, i := len(runes), 0; i < len(runes); {
		if !neutral(bidiClass(runes[i])) {
			return text
		}
		n := max(vm.EmojiLength(runes[i:]), 1)
		at -= n
		copy(turned[at:], runes[i:i+n])
		if m, ok := mirrors[runes[i]]; ok && n == 1 {
			turned[at] = m
		}
		i += n
	}
	return string(turned)
}
