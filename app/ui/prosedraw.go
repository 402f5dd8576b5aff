package ui

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/netcore/chat"
)

// linkBox is where a link stands in a row.
type linkBox struct {
	box
	to     string
	asking bool // it does not show where it leads
}

// codeBox is where the symbol stands that copies code.
type codeBox struct {
	box
	icon *canvas.Image
	code string
}

// say draws the message.
func (r *lineRow) say() {
	for _, m := range r.prose.marked {
		r.beside(m)
	}
	ink := colorInk
	if r.line.Act == chat.Erased {
		ink = colorMuted
	}
	for _, l := range r.prose.lines {
		for _, part := range l.parts {
			r.part(l, part, ink)
		}
	}
}

// beside draws what stands beside or under the letters of a block.
func (r *lineRow) beside(m proseMark) {
	at := box{r.text.x + m.box.x, r.text.y + m.box.y, m.box.w, m.box.h}
	switch m.kind {
	case markBar:
		bar := r.plate()
		bar.FillColor, bar.StrokeWidth, bar.CornerRadius = theme.Color(colorEdge), 0, 1.5
		r.put(bar, at)
	case markPlate:
		r.codePlate(at, codePad)
		r.codeCopy(at, r.prose.blocks[m.block])
	case markLead:
		r.write(m.text, faceText, colorMuted, at.x, at.y)
	case markLabel:
		r.write(m.text, faceCount, colorMuted, at.x, at.y)
	}
}

func (r *lineRow) codePlate(at box, round float32) {
	p := r.plate()
	p.FillColor, p.StrokeColor, p.StrokeWidth, p.CornerRadius = theme.Color(colorPaper), theme.Color(colorLine), 1, round
	r.put(p, at)
}

// codeCopy is the symbol in the corner of code that copies it.
func (r *lineRow) codeCopy(plate box, b proseBlock) {
	const side = 14
	n := len(r.codes)
	if n == len(r.icons) {
		r.icons = append(r.icons, newGlyphImage())
	}
	icon := r.icons[n]
	icon.Resource = glyphResource("copy", theme.Color(colorMuted))
	icon.Resize(fyne.NewSquareSize(side))
	icon.Refresh()
	at := box{plate.x + plate.w - codeCopy - 2, plate.y + 2, codeCopy, codeCopy}
	r.figs = append(r.figs, figure{icon, at.x + (at.w-side)/2, at.y + (at.h-side)/2})
	r.codes = append(r.codes, codeBox{at, icon, string(r.prose.runes[b.start:b.end])})
}

// part draws letters of one look.
func (r *lineRow) part(l proseLine, part prosePart, ink fyne.ThemeColorName) {
	look := r.prose.looks[part.look]
	face := r.prose.face(part.look, l.code)
	at := box{r.text.x + l.x + part.x, r.text.y + l.y, part.w, l.h}
	x, y := at.x+r.prose.pad(part.look, l.code), at.y+(l.h-lineSpacing-face.lineHeight())/2
	switch {
	case look.style&vm.Calling != 0:
		ink = theme.ColorNameForegroundOnPrimary
		p := r.plate()
		p.FillColor, p.StrokeWidth, p.CornerRadius = theme.Color(colorAccent), 0, 4
		r.put(p, box{at.x, at.y, at.w, at.h - 1})
	case look.style&vm.Naming != 0:
		ink = colorAccent
	case look.link != "":
		ink = colorAccent
		r.stroke(ink, at, at.h-3)
		r.links = append(r.links, linkBox{at, look.link, r.prose.deceives(part.start)})
	case look.style&vm.Monospaced != 0 && !l.code:
		r.codePlate(box{at.x, at.y, at.w, at.h - 1}, 4)
		y++
	}
	if look.kind.emoji() {
		r.picturedAs(part.text, r.prose.emojiSize(), at)
	} else {
		r.letters(part.text, look, face, ink, x, y)
	}
	if look.style&vm.Struck != 0 {
		r.stroke(ink, at, at.h/2+1)
	}
}

// stroke draws a line through or under letters.
func (r *lineRow) stroke(ink fyne.ThemeColorName, at box, down float32) {
	p := r.plate()
	p.FillColor, p.StrokeWidth, p.CornerRadius = theme.Color(ink), 0, 0
	r.put(p, box{at.x, at.y + down, at.w, 1})
}

// picturedAs draws one emoji of the message.
func (r *lineRow) picturedAs(text string, size float32, at box) {
	t := r.nextText()
	paintEmoji(t, text, size, at)
	r.figs = append(r.figs, figure{t, t.Position().X, t.Position().Y})
}

// letters draws letters of one look. Where none of them is in the font of the
// text, the one that Fyne finds for them has other measures: what begins with a
// space of no width in the font of the text stands on its line. That font also
// has no bold letters: what is drawn twice looks bold.
func (r *lineRow) letters(text string, look letterLook, face *typeface, ink fyne.ThemeColorName, x, y float32) {
	if first, _ := utf8.DecodeRuneInString(text); first < 0x530 || face.font != nil {
		r.write(text, face, ink, x, y)
		if face.font == nil || look.style&vm.Bold == 0 {
			return
		}
	} else {
		text = "\u200B" + text
		r.write(text, face, ink, x, y)
	}
	if look.style&(vm.Bold|vm.Naming) != 0 {
		r.write(text, face, ink, x+0.6, y)
	}
}

// deceives tells whether the link at a letter shows another place than it leads
// to.
func (p *prose) deceives(letter int) bool {
	at := p.from[letter]
	for _, b := range p.blocks {
		for _, phrase := range b.Phrases {
			if at >= phrase.From && at < phrase.To {
				return p.body.Deceives(phrase)
			}
		}
	}
	return true
}

// inText is what a click at a place of the row's text does: it opens a link, or
// copies code; nil where it does nothing. A tick stands in place of the symbol
// until the line is drawn anew.
func (t *transcript) inText(r *lineRow, x, y float32) func() {
	for _, l := range r.links {
		if l.holds(x, y) && t.onLink != nil {
			return func() { t.onLink(l.to, l.asking) }
		}
	}
	for _, c := range r.codes {
		if c.holds(x, y) {
			return func() {
				fyne.CurrentApp().Clipboard().SetContent(c.code)
				c.icon.Resource = glyphResource("tick", theme.Color(colorAccent))
				c.icon.Refresh()
			}
		}
	}
	return nil
}
