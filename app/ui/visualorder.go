package ui

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// piece is a part of a line that is drawn as one text.
type piece struct {
	text  string
	found bool
}

// pieces cuts one line where a found word begins or ends, in the order in
// which the parts stand from left to right. A text that holds Hebrew or Arabic
// cannot be cut and set from left to right as it is written: it is ordered by
// the rules of Unicode Standard Annex 9, as far as a line without embeddings
// needs them, and with the base direction that Fyne has: left to right.
func pieces(runes []rune, found []bool) []piece {
	levels, plain := levelsOf(runes)
	if plain {
		return cut(runes, func(i int) bool { return found[i] == found[i-1] }, found)
	}
	inWord := func(i int) bool { return bidiClass(runes[i]) != bidi.ON }
	parts := cut(runes, func(i int) bool {
		return found[i] == found[i-1] && levels[i] == levels[i-1] && (levels[i] == 0 || inWord(i) == inWord(i-1))
	}, found)
	of := make([]uint8, len(parts))
	at := 0
	for i, p := range parts {
		of[i] = levels[at]
		if of[i] == 1 {
			parts[i].text = mirrored(p.text)
		}
		at += len([]rune(p.text))
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

// cut cuts runes wherever one does not go on from the one before it.
func cut(runes []rune, goesOn func(i int) bool, found []bool) []piece {
	var parts []piece
	for start := 0; start < len(runes); {
		end := start + 1
		for end < len(runes) && goesOn(end) {
			end++
		}
		parts = append(parts, piece{string(runes[start:end]), found[start]})
		start = end
	}
	return parts
}

// levelsOf resolves the embedding level of each rune: 0 from left to right, 1
// from right to left, 2 for numbers within that. Plain is whether all are 0.
func levelsOf(runes []rune) (levels []uint8, plain bool) {
	classes := make([]bidi.Class, len(runes))
	plain = true
	for i, r := range runes {
		classes[i] = bidiClass(r)
		plain = plain && classes[i] != bidi.R && classes[i] != bidi.AN
	}
	if plain {
		return nil, true
	}
	settleNumbers(classes)
	settleNeutrals(classes)
	levels = make([]uint8, len(runes))
	for i, c := range classes {
		levels[i] = map[bidi.Class]uint8{bidi.R: 1, bidi.EN: 2, bidi.AN: 2}[c]
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
func settleNumbers(classes []bidi.Class) {
	strong := bidi.L
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
func settleNeutrals(classes []bidi.Class) {
	side := func(i int) bidi.Class {
		if i < 0 || i >= len(classes) || classes[i] == bidi.L {
			return bidi.L
		}
		return bidi.R
	}
	for i := 0; i < len(classes); i++ {
		end := i
		for end < len(classes) && classes[end] == bidi.ON {
			end++
		}
		for at := i; at < end; at++ {
			if classes[at] = bidi.L; side(i-1) == bidi.R && side(end) == bidi.R {
				classes[at] = bidi.R
			}
		}
		i = max(i, end-1)
	}
}

// mirrors are the brackets that turn round from right to left (rule L4).
var mirrors = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«'}

// mirrored turns a part round that has no letter, and that Fyne would draw
// from left to right.
func mirrored(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		if bidiClass(r) != bidi.ON {
			return text
		}
		if m, ok := mirrors[r]; ok {
			runes[i] = m
		}
	}
	slices.Reverse(runes)
	return string(runes)
}
