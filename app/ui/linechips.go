package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
)

// Measures of the reactions under a line.
const (
	chipPad   = 9
	chipGap   = 4 // between two of them
	chipInner = 4 // between an emoji and its number
)

// moreChips stands for the emoji beyond those that are shown.
const moreChips = "+"

func chipSize() float32 { return scaled(22) }
func chipHigh() float32 { return scaled(3 * grid) }

// reactions are the emoji under a line, each with how many people chose it. Own
// ones have a stronger edge.
func (r *lineRow) reactions(y, left, room float32) float32 {
	shown, more := r.line.Reactions.Chips()
	if more > 0 {
		shown = append(slices.Clip(shown), vm.Chip{Emoji: moreChips, Count: more})
	}
	x, row := float32(0), 0
	for i, c := range shown {
		w := chipWidth(c)
		if x > 0 && x+w > room {
			r.align(row, x-chipGap)
			x, y, row = 0, y+chipHigh()+chipGap, i
		}
		r.chips = append(r.chips, box{left + x, y, w, chipHigh()})
		x += w + chipGap
	}
	r.align(row, x-chipGap)
	for i, c := range shown {
		r.chip(r.chips[i], c)
	}
	return y + chipHigh() + chipGap
}

func chipWidth(c vm.Chip) float32 {
	if c.Emoji == moreChips {
		return faceSmall.width([]rune(moreChips+strconv.Itoa(c.Count))) + 2*chipPad
	}
	return emojiAdvance(c.Emoji, chipSize()) + chipInner + faceSmall.width([]rune(strconv.Itoa(c.Count))) + 2*chipPad
}

// align moves the chips from row on, which are width wide together, under the
// right end of an own line.
func (r *lineRow) align(row int, width float32) {
	if !r.line.Mine {
		return
	}
	for i := range r.chips[row:] {
		c := &r.chips[row+i]
		c.x += r.bubble.x + r.bubble.w - width - r.chipLeft()
	}
}

// chipLeft is where the chips of somebody else's line begin.
func (r *lineRow) chipLeft() float32 { return r.margin() + sideAvatar() + 1.5*grid }

func (r *lineRow) chip(at box, c vm.Chip) {
	p := r.plate()
	p.FillColor, p.StrokeColor, p.StrokeWidth = theme.Color(colorCard), theme.Color(colorLine), 1
	p.CornerRadius = chipHigh() / 2
	if c.Mine {
		p.FillColor, p.StrokeColor, p.StrokeWidth = theme.Color(colorOwn), theme.Color(colorAccent), 1.5
	}
	r.put(p, at)
	x := at.x + chipPad
	if c.Emoji == moreChips {
		r.write(c.Emoji, faceSmall, colorMuted, x, at.y+(at.h-faceSmall.lineHeight())/2)
		x += faceSmall.width([]rune(c.Emoji))
		r.write(strconv.Itoa(c.Count), faceSmall, colorMuted, x, at.y+(at.h-faceSmall.lineHeight())/2)
		return
	}
	r.chipEmoji(c.Emoji, box{x, at.y, emojiAdvance(c.Emoji, chipSize()), at.h})
	x += emojiAdvance(c.Emoji, chipSize()) + chipInner
	r.write(strconv.Itoa(c.Count), faceSmall, colorInk, x, at.y+(at.h-faceSmall.lineHeight())/2)
}

// chipEmoji adds an emoji in the middle of its place.
func (r *lineRow) chipEmoji(emoji string, at box) {
	r.write(emoji, faceSmall, colorInk, at.x, at.y)
	f := &r.figs[len(r.figs)-1]
	text := f.object.(*canvas.Text)
	paintEmoji(text, emoji, chipSize(), at)
	f.x, f.y = text.Position().X, text.Position().Y
}

// plate is a rectangle of the row's own, to be used once for a line.
func (r *lineRow) plate() *canvas.Rectangle {
	if r.plated == len(r.plates) {
		r.plates = append(r.plates, &canvas.Rectangle{})
	}
	r.plated++
	return r.plates[r.plated-1]
}

// put gives a plate its place under the figures.
func (r *lineRow) put(p *canvas.Rectangle, at box) {
	p.Resize(fyne.NewSize(at.w, at.h))
	r.grnd = append(r.grnd, figure{p, at.x, at.y})
	canvas.Refresh(p)
}

// chipAt finds the reaction at a place of the row; ok is false where none is.
func (r *lineRow) chipAt(x, y float32) (c vm.Chip, at box, ok bool) {
	if len(r.chips) == 0 {
		return vm.Chip{}, box{}, false
	}
	shown, _ := r.line.Reactions.Chips()
	for i := range shown {
		if r.chips[i].holds(x, y) {
			return shown[i], r.chips[i], true
		}
	}
	return vm.Chip{}, box{}, false
}
