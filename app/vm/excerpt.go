package vm

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
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
// writing without spaces is compared letter by letter.
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

// folded is text as a search compares it: each rune with the place in the
// original that it came from.
type folded struct {
	runes []rune
	from  []int
}

func fold(runes []rune) folded {
	f := folded{make([]rune, 0, len(runes)), make([]int, 0, len(runes))}
	for i, r := range runes {
		if r < 0x80 {
			f.add(unicode.ToLower(r), i)
			continue
		}
		bare := strings.Map(func(r rune) rune {
			if accent(r) {
				return -1
			}
			return unicode.ToLower(r)
		}, norm.NFKD.String(string(r)))
		// Together again, so that a Korean syllable stays one letter.
		for _, part := range norm.NFC.String(bare) {
			f.add(part, i)
		}
	}
	return f
}

func (f *folded) add(r rune, from int) {
	f.runes, f.from = append(f.runes, r), append(f.from, from)
}

// accent tells the marks that do not make another letter: those of Latin,
// Greek and Cyrillic.
func accent(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r >= 0x1AB0 && r <= 0x1AFF || r >= 0x1DC0 && r <= 0x1DFF || r >= 0xFE20 && r <= 0xFE2F
}

// spaceless are the scripts that are written without spaces between words.
var spaceless = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// word is a run of letters and digits, or of letters of a spaceless script,
// within folded text.
type word struct {
	start, end int
	spaceless  bool
}

func wordsOf(runes []rune) []word {
	var words []word
	for i, r := range runes {
		if !unicode.In(r, unicode.L, unicode.N, unicode.M) {
			continue
		}
		alone := r >= 0x0E00 && unicode.In(r, spaceless...)
		if n := len(words); n > 0 && words[n-1].end == i && (words[n-1].spaceless == alone || unicode.Is(unicode.M, r)) {
			words[n-1].end++
			continue
		}
		words = append(words, word{i, i + 1, alone})
	}
	return words
}

// mark tells for each rune whether it belongs to one of the words.
func mark(runes []rune, words string) []bool {
	text, wanted := fold(runes), fold([]rune(words))
	have, want := wordsOf(text.runes), wordsOf(wanted.runes)
	found := make([]bool, len(runes)+1)
	for i, w := range want {
		letters := wanted.runes[w.start:w.end]
		if w.spaceless {
			markPhrase(found, text, letters)
			continue
		}
		whole := func(h []rune) bool { return slices.Equal(h, letters) }
		begins := func(h []rune) bool { return len(h) > len(letters) && slices.Equal(h[:len(letters)], letters) }
		if !markWords(found, text, have, whole) && i == len(want)-1 {
			markWords(found, text, have, begins)
		}
	}
	return found[:len(runes)]
}

func markWords(found []bool, text folded, have []word, is func([]rune) bool) (any bool) {
	for _, h := range have {
		if !h.spaceless && is(text.runes[h.start:h.end]) {
			text.markFrom(found, h.start, h.end)
			any = true
		}
	}
	return any
}

func markPhrase(found []bool, text folded, letters []rune) {
	for i := 0; i+len(letters) <= len(text.runes); i++ {
		if slices.Equal(text.runes[i:i+len(letters)], letters) {
			text.markFrom(found, i, i+len(letters))
		}
	}
}

// markFrom marks in the original what the folded runes from start to end came
// from, and whatever marks were folded away between them.
func (f folded) markFrom(found []bool, start, end int) {
	last := len(found) - 1
	if end < len(f.from) {
		last = f.from[end]
	}
	first := f.from[start]
	for i := first; i < max(last, f.from[end-1]+1); i++ {
		found[i] = true
	}
}
