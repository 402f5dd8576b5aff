package ui

// Measures of a message's blocks.
const (
	quoteInset = 12 // from the bar of a quote to its words
	listInset  = 20 // from an entry's mark to its words
	codePad    = 8
	codeCopy   = 3 * grid // room for the symbol that copies
	blockGap   = 5        // around a quote and around code
)

// proseLine is one line of a message, laid out from the left edge of the text.
type proseLine struct {
	start, end int
	x, y, w, h float32 // of its letters
	right      bool    // it is written from right to left, and stands so
	code       bool
	inset      float32 // room at the side where it begins
	parts      []prosePart
}

// prosePart is a part of a line that is drawn as one text.
type prosePart struct {
	piece
	look int
	x, w float32 // from the beginning of the line
}

// proseMark is what is drawn beside or under the letters of a block.
type proseMark struct {
	kind  markKind
	box   box
	text  string // of the mark of a list's entry, or the name of a language
	block int
}

type markKind int

const (
	markBar markKind = iota
	markPlate
	markLead
	markLabel
)

// layOut gives the letters their places in lines no wider than room.
func (p *prose) layOut(room float32) {
	p.lines, p.marked, p.width = p.lines[:0], p.marked[:0], 0
	y := float32(0)
	for i := range p.blocks {
		y = p.layOutBlock(i, y, room)
	}
	p.height = y
	for i := range p.lines {
		l := &p.lines[i]
		p.width = max(p.width, l.inset+l.w)
	}
	for _, m := range p.marked {
		if m.kind == markPlate {
			p.width = max(p.width, m.box.x+m.box.w)
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.x = l.inset; l.right {
			l.x = p.width - l.inset - l.w
		}
	}
	p.mirrorMarks()
}

// mirrorMarks sets what stands beside text from right to left to the right.
func (p *prose) mirrorMarks() {
	for i := range p.marked {
		m := &p.marked[i]
		b := p.blocks[m.block]
		if !b.Code && direction(p.runes[b.start:b.end], 0) == 1 {
			m.box.x = p.width - m.box.x - m.box.w
		}
	}
}

func (p *prose) layOutBlock(i int, y, room float32) float32 {
	b := p.blocks[i]
	step := faceText.lineHeight() + lineSpacing
	quotes, over := b.Quotes, y
	if i > 0 {
		before := p.blocks[i-1]
		y += float32(b.Above) * step / 2 // the blocks look apart already
		if before.Code || b.Code || before.Quotes != b.Quotes {
			y += blockGap
		}
		quotes = min(before.Quotes, b.Quotes)
	}
	inset := float32(b.Quotes)*quoteInset + float32(b.Lists)*listInset
	inset = min(inset, room/2)
	top := y
	if b.Code {
		y = p.layOutCode(i, y, inset, room)
	} else {
		y = p.layOutText(i, y, inset, room)
	}
	for q := range b.Quotes {
		from := top
		if q < quotes { // the quote goes on from the block before
			from = over
		}
		p.marked = append(p.marked, proseMark{markBar, box{float32(q) * quoteInset, from + 1, quoteBar, y - from - 2}, "", i})
	}
	return y
}

func (p *prose) layOutText(i int, y, inset, room float32) float32 {
	b := p.blocks[i]
	step := faceText.lineHeight() + lineSpacing
	if p.body.Emoji > 0 {
		step = emojiStep()
	}
	if b.Lead != "" {
		wide := faceText.width([]rune(b.Lead))
		at := max(inset-listInset, 0)
		if wide+5 > listInset {
			inset = min(at+wide+5, room/2)
		}
		p.marked = append(p.marked, proseMark{markLead, box{at, y, wide, step}, b.Lead, i})
	}
	base := uint8(0)
	for _, s := range p.wrap(b, room-inset) {
		base = direction(p.runes[s.start:max(s.end, p.hardEnd(s.start, b.end))], base)
		p.line(s, b, proseLine{y: y, h: step, inset: inset, right: base == 1})
		y += step
	}
	return y
}

// hardEnd is where the line ends that was typed around at.
func (p *prose) hardEnd(at, end int) int {
	for at < end && p.runes[at] != '\n' {
		at++
	}
	return at
}

func (p *prose) layOutCode(i int, y, inset, room float32) float32 {
	b := p.blocks[i]
	step, top := faceCode.lineHeight()+lineSpacing, y
	y += codePad
	if b.Label != "" {
		label := shorten(b.Label, room-inset-codeCopy-2*codePad, faceCount.size, faceCount.style)
		p.marked = append(p.marked, proseMark{markLabel, box{inset + codePad, y - 2, faceCount.width([]rune(label)), step}, label, i})
		y += faceCount.lineHeight()
	}
	wide := float32(10 * grid)
	for _, s := range p.wrap(b, room-inset-2*codePad-codeCopy) {
		p.line(s, b, proseLine{y: y, h: step, inset: inset + codePad, code: true})
		wide = max(wide, p.lines[len(p.lines)-1].w)
		y += step
	}
	y += codePad
	p.marked = append(p.marked, proseMark{markPlate, box{inset, top, min(wide+2*codePad+codeCopy, room-inset), y - top}, "", i})
	return y
}

// wrap breaks a block into lines.
func (p *prose) wrap(b proseBlock, room float32) []span {
	advance := func(from, to int) (sum float32) {
		p.eachLook(b.start+from, b.start+to, func(from, to, look int) {
			sum += p.advance(from, to, look, b.Code, false)
		})
		return sum
	}
	spans := wrapping{p.runes[b.start:b.end], room, advance}.lines()
	for i := range spans {
		spans[i].start += b.start
		spans[i].end += b.start
	}
	return spans
}

// eachLook cuts a range of letters where their look changes.
func (p *prose) eachLook(from, to int, do func(from, to, look int)) {
	for from < to {
		end := from + 1
		for end < to && p.styles[end] == p.styles[from] {
			end++
		}
		do(from, end, p.styles[from])
		from = end
	}
}

// line appends one line with its parts from left to right.
func (p *prose) line(s span, b proseBlock, l proseLine) {
	base := uint8(0)
	if l.right {
		base = 1
	}
	l.start, l.end = s.start, s.end
	same := func(i int) bool { return p.styles[s.start+i] == p.styles[s.start+i-1] }
	for _, part := range visualOrder(p.runes[s.start:s.end], base, same) {
		part.start, part.end = part.start+s.start, part.end+s.start
		look := p.styles[part.start]
		w := p.advance(part.start, part.end, look, b.Code, true)
		l.parts = append(l.parts, prosePart{part, look, l.w, w})
		l.w += w
	}
	p.lines = append(p.lines, l)
}

// emojiStep is the height of a line of large emoji.
func emojiStep() float32 { return emojiPart*emojiLarge*sizeText + 1.25*grid }

// at is the place nearest to a point of the laid out text.
func (p *prose) at(x, y float32) int {
	if len(p.lines) == 0 {
		return 0
	}
	i := 0
	for i < len(p.lines)-1 && y >= p.lines[i+1].y {
		i++
	}
	l := p.lines[i]
	if x -= l.x; len(l.parts) == 0 {
		return l.start
	}
	for n, part := range l.parts {
		if x < part.x+part.w || n == len(l.parts)-1 {
			return p.within(part, x-part.x, l.code)
		}
	}
	return l.end
}

// within is the place in a part nearest to x from its left end.
func (p *prose) within(part prosePart, x float32, code bool) int {
	if part.leftward {
		x = part.w - x
	}
	if p.looks[part.look].kind.emoji() { // whole or not at all
		if x < part.w/2 {
			return part.start
		}
		return part.end
	}
	face := p.face(part.look, code)
	x -= p.pad(part.look, code)
	low, high := part.start, part.end
	for low < high {
		middle := (low + high) / 2
		half := (face.width(p.runes[part.start:middle]) + face.width(p.runes[part.start:middle+1])) / 2
		if x < half {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// selected calls do with each box that the letters from a to b take.
func (p *prose) selected(a, b int, do func(box)) {
	for _, l := range p.lines {
		for _, part := range l.parts {
			from, to := max(a, part.start), min(b, part.end)
			if from >= to {
				continue
			}
			face := p.face(part.look, l.code)
			x, w := part.x, part.w
			if from > part.start || to < part.end {
				x = face.width(p.runes[part.start:from])
				w = face.width(p.runes[part.start:to]) - x
				if x += p.pad(part.look, l.code); part.leftward {
					x = part.w - x - w
				}
				x += part.x
			}
			do(box{l.x + x, l.y, w, l.h})
		}
	}
}
