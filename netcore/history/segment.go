package history

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Search finds words, so a line is cut into tokens before it is indexed, and a
// query in the same way. Most scripts put spaces between words; Chinese,
// Japanese, Thai, Lao, Khmer and Burmese do not, and Korean glues particles to
// its words. What is written in those is cut into overlapping pairs of
// characters, so that any part of two characters or more is found without a
// dictionary; single characters are kept beside them.

// maxToken bounds a token in bytes. A longer word is known by its beginning.
const maxToken = 64

// maxMarks is how many combining marks of one character count.
const maxMarks = 4

// A piece is one word, or one unbroken run of a script that is written without
// spaces.
type piece struct {
	word string   // empty for a run
	run  []string // characters, each with its marks
}

// pieces cuts text and hands each piece to yield, in order. The piece is only
// good until yield returns.
func pieces(text string, yield func(piece)) {
	var word strings.Builder
	var run []string
	marks := 0
	endWord := func() {
		if word.Len() > 0 {
			yield(piece{word: cut(word.String(), maxToken)})
			word.Reset()
		}
	}
	endRun := func() {
		if len(run) > 0 {
			yield(piece{run: run})
			run = run[:0]
		}
	}
	for _, r := range fold(text) {
		switch kind := kindOf(r); kind {
		case spaced:
			endRun()
			if word.Len() < 2*maxToken {
				word.WriteRune(r)
			}
		case unspaced, symbol:
			endWord()
			if kind == symbol {
				endRun()
			}
			run, marks = append(run, string(r)), 0
			if kind == symbol {
				endRun()
			}
		case mark:
			switch {
			case len(run) > 0 && marks < maxMarks:
				run[len(run)-1] += string(r)
				marks++
			case word.Len() > 0 && word.Len() < 2*maxToken:
				word.WriteRune(r)
			}
		case nothing:
		default:
			endWord()
			endRun()
		}
	}
	endWord()
	endRun()
}

// pair is the token of two neighbours in a run.
func pair(a, b string) string { return cut(a+b, maxToken) }

// cut shortens s to at most limit bytes, between two characters.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// tokensOf cuts a line for the index: the words and pairs in their order, and
// the single characters, each list with spaces between.
func tokensOf(text string) (words, singles string) {
	var w, s strings.Builder
	w.Grow(len(text) + 1)
	put := func(b *strings.Builder, token string) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(token)
	}
	pieces(text, func(p piece) {
		if p.word != "" {
			put(&w, p.word)
			return
		}
		for i, c := range p.run {
			put(&s, cut(c, maxToken))
			if i > 0 {
				put(&w, pair(p.run[i-1], c))
			}
		}
	})
	return w.String(), s.String()
}

// runeKind says what a character means to the segmenter.
type runeKind int

const (
	between  runeKind = iota // spaces and punctuation
	spaced                   // of a word
	unspaced                 // of a script without spaces
	symbol                   // a token by itself: emoji and the like
	mark                     // belongs to the character before it
	nothing                  // only shapes what is beside it
)

// withoutSpaces are the scripts in which a space does not end a word, or in
// which what ends a word is often written without one.
var withoutSpaces = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
	unicode.Javanese, unicode.Balinese, unicode.Tai_Tham, unicode.New_Tai_Lue, unicode.Tai_Le, unicode.Tai_Viet,
}

func kindOf(r rune) runeKind {
	switch {
	case r < utf8.RuneSelf:
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return spaced
		}
		return between
	case unicode.IsMark(r):
		if unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Me, r) {
			return nothing
		}
		return mark
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		if r == 'ー' || r == '〆' || r >= 0x0E00 && unicode.In(r, withoutSpaces...) && !unicode.Is(unicode.Nd, r) {
			return unspaced
		}
		return spaced
	case unicode.Is(unicode.So, r):
		return symbol
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Sk, r):
		return nothing
	}
	return between
}

// fold makes equal what a person takes for the same when looking for it:
// compatibility forms (Unicode Standard Annex 15), case, the accents of Latin,
// Greek and Cyrillic letters, and the vowel points of Hebrew and Arabic, which
// most people leave out.
func fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		switch {
		case accent(r):
		case r == 'ς':
			b.WriteRune('σ')
		case r == 'ß' || r == 'ẞ':
			b.WriteString("ss")
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return norm.NFC.String(b.String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// accent tells whether r is a mark without which a word is still the word.
func accent(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case r <= 0x036F, // on Latin, Greek and Cyrillic letters
		r >= 0x0591 && r <= 0x05C7 && unicode.IsMark(r),      // Hebrew points
		r >= 0x064B && r <= 0x065F, r == 0x0670, r == 0x0640, // Arabic vowels, tatweel
		r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0xFE20 && r <= 0xFE2F:
		return true
	}
	return false
}
