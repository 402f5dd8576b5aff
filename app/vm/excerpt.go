package vm

import (
	"slices"
	"strings"
	"unicode"
)

// Run is a piece of an excerpt.
type Run struct {
	Text  string
	Found bool // one of the words that were looked for
}

// Excerpt cuts a line down to about most letters round the first of the words
// that were looked for, on one line, and tells where the words are. Words are
// compared as the search compares them: without case, accents and width, as
// whole words, or by the beginning of the last word where it is nowhere whole;
// in scripts without spaces, any part of a sentence.
func Excerpt(text, words string, most int) []Run {
	runes := []rune(strings.Join(strings.FieldsFunc(text, notShown), " "))
	found := mark(runes, words)
	from, to := 0, len(runes)
	if len(runes) > most {
		first := max(slices.Index(found, true), 0)
		from = max(min(first-most/3, len(runes)-most), 0)
		to = from + most
		from, to = cutAfter(runes, from, min(first, from+most/6)), cutBefore(runes, to, to-most/6)
	}
	return runsOf(runes, found, from, to)
}

// notShown tells what an excerpt replaces by one space.
func notShown(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// cutAfter moves a cut at i forward to where a word begins, at most to limit.
func cutAfter(runes []rune, i, limit int) int {
	if i == 0 {
		return 0
	}
	for at := i; at < limit; at++ {
		if runes[at-1] == ' ' {
			return at
		}
	}
	for i < limit && joined(runes, i) {
		i++
	}
	return i
}

// cutBefore moves a cut at i back to where a word ends, at least to limit.
func cutBefore(runes []rune, i, limit int) int {
	if i == len(runes) {
		return i
	}
	for at := i; at > limit; at-- {
		if runes[at] == ' ' {
			return at
		}
	}
	for i > limit && joined(runes, i) {
		i--
	}
	return i
}

// joined tells whether a cut before rune i would take a letter apart: marks,
// joined emoji, flags.
func joined(runes []rune, i int) bool {
	const joiner = '\u200d'
	r, before := runes[i], runes[i-1]
	return unicode.Is(unicode.M, r) || r == joiner || before == joiner || tint(r) || inFlag(runes, i)
}

// tint tells the modifiers that colour the emoji before them.
func tint(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// inFlag tells whether rune i is the second of the two that make a flag.
func inFlag(runes []rune, i int) bool {
	n := 0
	for at := i; at >= 0 && runes[at] >= 0x1F1E6 && runes[at] <= 0x1F1FF; at-- {
		n++
	}
	return n > 0 && n%2 == 0
}

// runsOf cuts what is left into runs, with an ellipsis where something is gone.
func runsOf(runes []rune, found []bool, from, to int) []Run {
	var runs []Run
	add := func(text string, found bool) {
		if n := len(runs); n > 0 && runs[n-1].Found == found {
			runs[n-1].Text += text
			return
		}
		runs = append(runs, Run{text, found})
	}
	if from > 0 {
		add("…", false)
	}
	for i := from; i < to; {
		end := i
		for end < to && found[end] == found[i] {
			end++
		}
		add(string(runes[i:end]), found[i])
		i = end
	}
	if to < len(runes) {
		add("…", false)
	}
	return runs
}
