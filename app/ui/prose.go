package ui

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// Faces of a message's styles, by vm.Bold and vm.Italic, and of code.
var (
	faceStyles = [4]*typeface{
		faceText,
		vm.Bold:             shareFace(&sizeText, 0, fyne.TextStyle{Bold: true}),
		vm.Italic:           shareFace(&sizeText, 0, fyne.TextStyle{Italic: true}),
		vm.Bold | vm.Italic: shareFace(&sizeText, 0, fyne.TextStyle{Bold: true, Italic: true}),
	}
	faceCode = shareFace(&sizeText, -1, fyne.TextStyle{Monospace: true})
	faceThai = shareFace(&sizeText, 0, fyne.TextStyle{})
)

// Sizes of emoji, as parts of the size of text (fitEmoji).
const (
	emojiInline = 1.6 // among letters
	emojiLarge  = 3.3 // by themselves
)

// prose is a message in the letters that are drawn. A place in it is the number
// of letters before it.
type prose struct {
	body   *vm.Markup
	runes  []rune
	from   []int // where each letter comes from in the source
	styles []int // how each looks: a place in looks
	looks  []letterLook
	blocks []proseBlock

	lines  []proseLine
	marked []proseMark
	width  float32
	height float32
}

// letterLook is how letters look.
type letterLook struct {
	style vm.Style
	link  string
	kind  letterKind
}

// letterKind sorts letters by the way in which they are drawn.
type letterKind int

const (
	letters letterKind = iota
	symbols            // which have no blank in their font
	thai
	emoji      // each is drawn by itself,
	otherEmoji // and told from the one beside it by these two
)

func (k letterKind) emoji() bool { return k >= emoji }

func kindOf(r rune) letterKind {
	switch {
	case r >= 0x2190 && r < 0x2C00:
		return symbols
	case r >= 0x0E00 && r < 0x0E80:
		return thai
	}
	return letters
}

// proseBlock is a block of the message: its letters from start to end.
type proseBlock struct {
	*vm.Block
	start, end int
}

// newProse takes a message in; layOut gives its letters their places.
func newProse(body *vm.Markup) *prose {
	p := &prose{body: body}
	for i := range body.Blocks {
		b := &body.Blocks[i]
		start := len(p.runes)
		for _, phrase := range b.Phrases {
			p.add(start, phrase)
		}
		p.blocks = append(p.blocks, proseBlock{b, start, len(p.runes)})
	}
	return p
}

// add appends a phrase of the block that begins at start. Tabs become blanks, and
// no more than two lines in a row stay empty, so that nobody can fill a screen
// with nothing.
func (p *prose) add(start int, phrase vm.Phrase) {
	text := p.body.Text[phrase.From:phrase.To]
	runes, i := []rune(text), 0
	pictured, kind := 0, letters
	for at, r := range text {
		at += phrase.From
		if pictured == 0 {
			last := kind
			if kind, pictured = kindOf(r), vm.EmojiLength(runes[i:]); pictured > 0 {
				if kind = emoji; last == emoji {
					kind = otherEmoji
				}
			}
		}
		pictured = max(pictured-1, 0)
		i++
		look := p.look(letterLook{phrase.Style, phrase.Link, kind})
		switch {
		case r == '\t':
			for range 4 {
				p.put(' ', at, look)
			}
		case r == '\r', r == '\n' && p.empty(start):
		default:
			p.put(r, at, look)
		}
	}
}

func (p *prose) put(r rune, at, look int) {
	p.runes, p.from, p.styles = append(p.runes, r), append(p.from, at), append(p.styles, look)
}

// empty tells whether the block that begins at start ends in two empty lines.
func (p *prose) empty(start int) bool {
	n := len(p.runes)
	return n-start >= 3 && p.runes[n-1] == '\n' && p.runes[n-2] == '\n' && p.runes[n-3] == '\n'
}

// look is the place of a look among those of the message.
func (p *prose) look(l letterLook) int {
	for i := len(p.looks) - 1; i >= 0 && i >= len(p.looks)-8; i-- {
		if p.looks[i] == l {
			return i
		}
	}
	p.looks = append(p.looks, l)
	return len(p.looks) - 1
}

// face is what the letters of a look are drawn with.
func (p *prose) face(look int, code bool) *typeface {
	switch l := p.looks[look]; {
	case code || l.style&vm.Monospaced != 0:
		return faceCode
	case l.kind == thai && thaiFont() != nil:
		faceThai.font = thaiFont()
		return faceThai
	case l.style&vm.Naming != 0:
		return faceStyles[l.style&vm.Italic|vm.Bold]
	default:
		return faceStyles[l.style&(vm.Bold|vm.Italic)]
	}
}

// emojiSize is the size of the emoji of this message.
func (p *prose) emojiSize() float32 {
	if p.body.Emoji > 0 {
		return emojiLarge * sizeText
	}
	return emojiInline * sizeText
}

// advance measures letters of one look, exactly or fast.
func (p *prose) advance(from, to, look int, code, exact bool) float32 {
	face := p.face(look, code)
	switch {
	case p.looks[look].kind.emoji():
		return emojiAdvance(string(p.runes[from:to]), p.emojiSize()) + 2
	case from == to:
		return 0
	case exact:
		return face.width(p.runes[from:to]) + 2*p.pad(look, code)
	}
	return face.advance(p.runes[from:to]) + 2*p.pad(look, code)
}

// pad is the room left and right of letters that stand on a plate of their own.
func (p *prose) pad(look int, code bool) float32 {
	style := p.looks[look].style
	if style&vm.Calling != 0 || style&vm.Monospaced != 0 && !code {
		return 3
	}
	return 0
}

// source is what was typed for the letters from a to b: with the marks between
// them, with those before them where a is the beginning of a block, and all of
// it for all letters.
func (p *prose) source(a, b int) string {
	if a >= b {
		return ""
	}
	from, to := p.from[a], len(p.body.Text)
	for _, block := range p.blocks {
		if block.start == a && (!block.Code || a == 0) {
			from = block.From
		}
	}
	if a == 0 {
		from = 0
	}
	if b < len(p.runes) {
		last := p.from[b-1]
		_, size := utf8.DecodeRuneInString(p.body.Text[last:])
		to = last + size
	}
	return p.body.Text[from:to]
}
