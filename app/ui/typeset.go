package ui

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/segmenter"
)

// typeface measures and wraps text of one size and style. It remembers how
// far each letter advances, which is a hundred times faster than shaping every
// word again. Only the UI thread may use it.
type typeface struct {
	size     float32
	style    fyne.TextStyle
	font     fyne.Resource // nil is the theme's
	advances map[rune]float32
	height   float32
}

// maxAdvances bounds the letters a typeface remembers.
const maxAdvances = 8192

func newTypeface(size float32, style fyne.TextStyle) *typeface {
	return &typeface{size: size, style: style, font: lean(style)}
}

// lean names the font of a style that is seldom drawn. Fyne loads its emoji and
// its symbols once more for each style that it chooses the font of, some 9 MB;
// for a font that is named it does not, and takes them from the system.
func lean(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace:
		return theme.DefaultTextMonospaceFont()
	case style.Italic && style.Bold:
		return theme.DefaultTextBoldItalicFont()
	case style.Italic:
		return theme.DefaultTextItalicFont()
	}
	return nil
}

// lineHeight is the height of one line.
func (t *typeface) lineHeight() float32 {
	if t.height == 0 {
		t.height = measure("Ág", t.size, t.style, t.font).Height
	}
	return t.height
}

// width measures exactly.
func (t *typeface) width(text []rune) float32 {
	return measure(string(text), t.size, t.style, t.font).Width
}

// advance measures fast: it adds up letters where a script allows that.
func (t *typeface) advance(text []rune) float32 {
	sum := float32(0)
	for _, r := range text {
		if !standsAlone(r) {
			return t.width(text)
		}
		sum += t.letter(r)
	}
	return sum
}

func (t *typeface) letter(r rune) float32 {
	if a, ok := t.advances[r]; ok {
		return a
	}
	if t.advances == nil || len(t.advances) >= maxAdvances {
		t.advances = make(map[rune]float32)
	}
	a := measure(string(r), t.size, t.style, t.font).Width
	t.advances[r] = a
	return a
}

// standsAlone tells whether the letter's width does not depend on its
// neighbours: Latin, Greek, Cyrillic, general punctuation, Chinese, Japanese
// and Korean. Anything else is shaped as a whole.
func standsAlone(r rune) bool {
	switch {
	case r < 0x300, r >= 0x370 && r < 0x590 && !unicode.Is(unicode.Mn, r):
		return true
	case r >= 0x2010 && r < 0x2028:
		return true
	case r >= 0x2E80 && r < 0xA000 && !unicode.Is(unicode.Mn, r), r >= 0xAC00 && r <= 0xD7A3, r >= 0xFF00 && r < 0xFFF0:
		return true
	}
	return false
}

// span is one laid out line: the runes from start to end of its text.
type span struct{ start, end int }

// wrap breaks text into lines no wider than width, at the places of Unicode
// Standard Annex 14, and within a word only where the word alone is too wide.
func (t *typeface) wrap(text []rune, width float32) []span {
	return wrapping{text, width, func(from, to int) float32 { return t.advance(text[from:to]) }}.lines()
}

// wrapping breaks text into lines, whose parts may have different faces.
type wrapping struct {
	text    []rune
	width   float32
	advance func(from, to int) float32
}

func (w wrapping) lines() []span {
	text := w.text
	if len(text) == 0 {
		return []span{{}}
	}
	var breaks segmenter.Segmenter
	breaks.Init(text)
	lines := make([]span, 0, 4)
	start, filled := 0, float32(0)
	for parts := breaks.LineIterator(); parts.Next(); {
		part := parts.Line()
		end := part.Offset + len(part.Text)
		visible := trimEnd(text, part.Offset, end)
		wide := w.advance(part.Offset, visible)
		if filled > 0 && filled+wide > w.width {
			lines = append(lines, span{start, trimEnd(text, start, part.Offset)})
			start, filled = part.Offset, 0
		}
		if wide > w.width {
			lines, start = w.split(lines, start, visible)
			wide = w.advance(start, visible)
		}
		filled += wide + w.advance(visible, visible+len(trimBreak(text[visible:end])))
		if part.IsMandatoryBreak {
			lines = append(lines, span{start, visible})
			start, filled = end, 0
		}
	}
	if start < len(text) || endsInBreak(text) {
		lines = append(lines, span{start, trimEnd(text, start, len(text))})
	}
	return lines
}

// split cuts a word that is wider than a line, between what a reader takes for
// one letter (Unicode Standard Annex 29), and within that where it alone is too
// wide, as hundreds of joined emoji are. What is left begins at rest.
func (w wrapping) split(lines []span, start, end int) (_ []span, rest int) {
	var letters segmenter.Segmenter
	letters.Init(w.text[start:end])
	filled, line := float32(0), start
	add := func(at int, wide float32) {
		if filled > 0 && filled+wide > w.width {
			lines = append(lines, span{line, at})
			line, filled = at, 0
		}
		filled += wide
	}
	for it := letters.GraphemeIterator(); it.Next(); {
		g := it.Grapheme()
		at := start + g.Offset
		wide := w.advance(at, at+len(g.Text))
		if wide <= w.width {
			add(at, wide)
			continue
		}
		for i := range g.Text {
			add(at+i, w.advance(at+i, at+i+1))
		}
	}
	return lines, line
}

// trimEnd moves end back over white space.
func trimEnd(text []rune, start, end int) int {
	for end > start && unicode.IsSpace(text[end-1]) {
		end--
	}
	return end
}

// trimBreak drops what ends a line from a run of white space.
func trimBreak(space []rune) []rune {
	return []rune(strings.TrimRight(string(space), "\r\n"))
}

func endsInBreak(text []rune) bool { return text[len(text)-1] == '\n' }
