package vm

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Finding the words again that a search found cuts and compares text by the
// rules of the search index. The index keeps words and not where they stand.

// folded is text as a search compares it: each rune with the place in the
// original that it came from.
type folded struct {
	runes []rune
	from  []int
}

func fold(runes []rune) folded {
	f := folded{make([]rune, 0, len(runes)), make([]int, 0, len(runes))}
	for i, r := range runes {
		switch {
		case r < 0x80:
			f.add(i, unicode.ToLower(r))
		case shapes(r):
		case r == 'ß' || r == 'ẞ':
			f.add(i, 's', 's')
		default:
			// Apart, to lose the accent, and together again, so that a Korean
			// syllable stays one letter.
			f.add(i, []rune(norm.NFC.String(strings.Map(bare, norm.NFKD.String(string(r)))))...)
		}
	}
	return f
}

func (f *folded) add(from int, runes ...rune) {
	for _, r := range runes {
		f.runes, f.from = append(f.runes, r), append(f.from, from)
	}
}

// bare is a letter without case; nothing is left of an accent.
func bare(r rune) rune {
	switch {
	case accent(r):
		return -1
	case r == 'ς':
		return 'σ'
	}
	return unicode.ToLower(r)
}

// accent tells the marks without which a word is still the word: those of
// Latin, Greek and Cyrillic letters, and the points of Hebrew and Arabic.
func accent(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case r <= 0x036F, r >= 0x0591 && r <= 0x05C7 && unicode.IsMark(r),
		r >= 0x064B && r <= 0x065F, r == 0x0670, r == 0x0640,
		r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0xFE20 && r <= 0xFE2F:
		return true
	}
	return false
}

// shapes tells what only changes the look of what stands beside it: variation
// selectors, joiners, the colours of emoji.
func shapes(r rune) bool {
	return unicode.In(r, unicode.Variation_Selector, unicode.Me, unicode.Cf, unicode.Sk)
}

// spaceless are the scripts that are written without spaces between words, or
// with particles glued to them.
var spaceless = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
	unicode.Javanese, unicode.Balinese, unicode.Tai_Tham, unicode.New_Tai_Lue, unicode.Tai_Le, unicode.Tai_Viet,
}

// word is a run of letters and digits within folded text, or a run of letters
// of a spaceless script, or one symbol.
type word struct {
	start, end int
	spaceless  bool
}

func wordsOf(runes []rune) []word {
	var words []word
	for i, r := range runes {
		symbol := r >= 0x80 && unicode.Is(unicode.So, r)
		if !symbol && !unicode.In(r, unicode.L, unicode.N, unicode.M) {
			continue
		}
		alone := symbol || withoutSpaces(r)
		if n := len(words); n > 0 && words[n-1].end == i && !symbol && (words[n-1].spaceless == alone || unicode.IsMark(r)) {
			words[n-1].end++
			continue
		}
		words = append(words, word{i, i + 1, alone})
	}
	return words
}

func withoutSpaces(r rune) bool {
	return r == 'ー' || r == '〆' || r >= 0x0E00 && unicode.In(r, spaceless...) && !unicode.Is(unicode.Nd, r)
}

// mark tells for each rune whether it belongs to one of the words.
func mark(runes []rune, words string) []bool {
	text, wanted := fold(runes), fold([]rune(words))
	have, want := wordsOf(text.runes), wordsOf(wanted.runes)
	found := make([]bool, len(runes))
	for i, w := range want {
		letters := wanted.runes[w.start:w.end]
		if w.spaceless {
			markPhrase(found, text, letters)
			continue
		}
		whole := func(h []rune) bool { return slices.Equal(h, letters) }
		longer := func(h []rune) bool { return len(h) > len(letters) && slices.Equal(h[:len(letters)], letters) }
		if !markWords(found, text, have, whole) && i == len(want)-1 && len(letters) > 1 {
			markWords(found, text, have, longer)
		}
	}
	return found
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
// from, and the marks after them that were folded away.
func (f folded) markFrom(found []bool, start, end int) {
	next := len(found)
	if end < len(f.from) {
		next = f.from[end]
	}
	for i := f.from[start]; i < max(next, f.from[end-1]+1); i++ {
		found[i] = true
	}
}
