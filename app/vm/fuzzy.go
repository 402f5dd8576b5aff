package vm

import "unicode"

// Fuzzy looks for what somebody types to get somewhere: each of its words has to
// stand in text, the first letters of it at least, or, for the beginning of a
// word, its letters in their order with others between. Case, accents and width
// make no difference. A higher rank is a better answer; runs has the text with
// the letters that were found marked. Everything matches an empty query.
func Fuzzy(query, text string) (rank int, runs []Run, ok bool) {
	runes := []rune(text)
	have := fold(runes)
	wanted := fold([]rune(query)).runes
	found := make([]bool, len(runes))
	for _, w := range splitAt(wanted, unicode.IsSpace) {
		places, points := have.places(w)
		if places == nil {
			return 0, nil, false
		}
		rank += points
		for _, at := range places {
			have.markFrom(found, at, at+1)
		}
	}
	wholeWords(runes, found)
	return rank, runsOf(runes, found, 0, len(runes)), true
}

// What a way to find a word is worth. A shorter text wins among equals, as more
// of it was typed.
const (
	pointsFirst     = 400 // the text begins with it
	pointsWord      = 300 // one of its words does
	pointsInside    = 200 // it stands in a word
	pointsScattered = 100 // its letters do, one after the other
	pointsLength    = 64
)

// places finds where in the folded text the letters of a word stand; nil where
// they do not.
func (f folded) places(word []rune) (at []int, points int) {
	bonus := max(pointsLength-len(f.runes), 0)
	best := -1
	for i := 0; i+len(word) <= len(f.runes); i++ {
		if !f.holds(word, i) {
			continue
		}
		worth := pointsInside
		switch {
		case i == 0:
			worth = pointsFirst
		case f.begins(i):
			worth = pointsWord
		}
		if worth > points {
			best, points = i, worth
		}
	}
	if best >= 0 {
		for i := range word {
			at = append(at, best+i)
		}
		return at, points + bonus
	}
	if at, gaps := f.scattered(word); at != nil {
		return at, max(pointsScattered+bonus-8*gaps, 1)
	}
	return nil, 0
}

func (f folded) holds(word []rune, at int) bool {
	for i, r := range word {
		if f.runes[at+i] != r {
			return false
		}
	}
	return true
}

// begins tells whether a word begins at i.
func (f folded) begins(i int) bool {
	return i == 0 || withoutSpaces(f.runes[i]) || !wordy(f.runes[i-1])
}

// scattered finds the letters one after the other: the first where a word
// begins, each other next to the one before, or else at the next place where a
// word begins, or else at the next place at all. Gaps counts the jumps.
func (f folded) scattered(word []rune) (best []int, gaps int) {
	if len(word) < 2 {
		return nil, 0
	}
	for from := range f.runes {
		if f.runes[from] != word[0] || !f.begins(from) {
			continue
		}
		at, jumps := []int{from}, 0
		for _, r := range word[1:] {
			next := f.next(r, at[len(at)-1]+1)
			if next < 0 {
				at = nil
				break
			}
			if next != at[len(at)-1]+1 {
				jumps++
			}
			at = append(at, next)
		}
		if at != nil && (best == nil || jumps < gaps) {
			best, gaps = at, jumps
		}
	}
	return best, gaps
}

func (f folded) next(r rune, from int) int {
	if from < len(f.runes) && f.runes[from] == r {
		return from
	}
	later := -1
	for i := from; i < len(f.runes); i++ {
		if f.runes[i] != r {
			continue
		}
		if f.begins(i) {
			return i
		}
		if later < 0 {
			later = i
		}
	}
	return later
}

// splitAt cuts runes where apart holds.
func splitAt(runes []rune, apart func(rune) bool) (parts [][]rune) {
	start := -1
	for i, r := range runes {
		switch {
		case apart(r) && start >= 0:
			parts, start = append(parts, runes[start:i]), -1
		case !apart(r) && start < 0:
			start = i
		}
	}
	if start >= 0 {
		parts = append(parts, runes[start:])
	}
	return parts
}

// separable are the scripts whose letters look the same wherever a text is cut.
var separable = []*unicode.RangeTable{
	unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian, unicode.Hebrew,
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Common,
}

// wholeWords marks whole words in scripts whose letters join: a mark within a
// word would tear them apart.
func wholeWords(runes []rune, found []bool) {
	for start := 0; start < len(runes); {
		end := start
		marked, joins := false, false
		for ; end < len(runes) && !unicode.IsSpace(runes[end]); end++ {
			marked = marked || found[end]
			joins = joins || !unicode.In(runes[end], separable...) && !unicode.IsMark(runes[end])
		}
		for i := start; marked && joins && i < end; i++ {
			found[i] = true
		}
		start = end + 1
	}
}
