package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// spoken is what somebody said.
func (r *lineRow) spoken(y float32) float32 {
	left := r.margin() + sideAvatar() + 1.5*grid
	room := max(min(bubbleMax, r.width-left-r.margin()-stateGutter()-3*grid)-2*bubbleX, 6*grid)
	r.prose = newProse(r.line.Body)
	r.prose.layOut(room)
	y += lineGap
	if r.line.Head {
		r.start = y + groupGap - lineGap
		y = r.head(r.start, left)
	}
	r.fill(y, left, room)
	y = r.bubble.y + r.bubble.h
	if r.line.Reactions != nil {
		y = r.reactions(y+grid/2, left, room+2*bubbleX)
	}
	if r.line.Why != "" {
		y = r.failure(y + grid/2)
	}
	return y
}

// head is who said it and when.
func (r *lineRow) head(y, left float32) float32 {
	high := faceName.lineHeight()
	down := (high - faceSmall.lineHeight()) / 2
	if r.line.Mine {
		w := faceSmall.width([]rune(r.line.Time))
		r.tell(r.line.Time, faceSmall, colorMuted, r.width-r.margin()-stateGutter()-w, y+down)
		return y + high + 3
	}
	r.avatar(y)
	room, tag := r.width-left-r.margin()-faceSmall.width([]rune(r.line.Time))-grid, ""
	if r.line.Tag != "" {
		tag = "#" + r.line.Tag
		room -= faceSmall.width([]rune(tag)) + grid
	}
	x := left + r.tellTheirs(shorten(r.line.Name, room, faceName.size, faceName.style), faceName, colorInk, left, y) + grid
	if tag != "" {
		x += r.tell(tag, faceSmall, colorMuted, x, y+down) + grid
	}
	r.tell(r.line.Time, faceSmall, colorMuted, x, y+down)
	return y + high + 3
}

func (r *lineRow) avatar(y float32) {
	text := r.nextText()
	paintAvatar(r.disc, text, r.line.From, r.line.Name, sideAvatar())
	r.disc.Resize(fyne.NewSquareSize(sideAvatar()))
	size := text.MinSize()
	text.Resize(size)
	r.figs = append(r.figs,
		figure{r.disc, r.margin(), y},
		figure{text, r.margin() + (sideAvatar()-size.Width)/2, y + (sideAvatar()-size.Height)/2})
	canvas.Refresh(text)
	canvas.Refresh(r.disc)
}

// fill is the bubble with what is answered, the text, and how far an own line
// came. No part of it is wider than room. Emoji by themselves have no bubble.
func (r *lineRow) fill(y, left, room float32) {
	mark := r.placeMark(room)
	quote := r.quoteSize(room)
	widest := max(r.prose.width, mark.x+mark.w, quote.Width)
	r.lead = y + quote.Height
	r.bubble = box{left, y, max(widest, 2*grid) + 2*bubbleX, quote.Height + r.prose.height + mark.h + 2*bubbleY}
	if r.bare() {
		r.bubble.w -= 2*bubbleX - 4
		r.bubble.h -= bubbleY
	}
	if r.line.Mine {
		r.bubble.x = r.width - r.margin() - stateGutter() - r.bubble.w
	}
	r.text = box{r.bubble.x + bubbleX, r.lead + bubbleY, widest, r.prose.height}
	if r.bare() {
		r.text.x, r.text.y = r.bubble.x+2, r.lead+2
	} else {
		r.frameBubble()
	}
	r.quote(r.text.x, y+bubbleY, widest)
	r.say()
	if mark.w > 0 {
		r.tell(r.line.Mark, faceSmall, colorMuted, r.text.x+mark.x, r.text.y+mark.y)
	}
	if r.line.Mine && r.line.Act != chat.Erased {
		r.standing()
	}
}

// bare tells whether the line stands without a bubble.
func (r *lineRow) bare() bool {
	return r.prose.body.Emoji > 0 && r.line.Quote == (vm.Quote{}) && r.line.State != vm.Failed
}

// placeMark finds the place of the word that says what became of the text:
// behind its last line, or below it where there is no room. The place is from
// the corner of the text; its height is what it adds below.
func (r *lineRow) placeMark(room float32) box {
	if r.line.Mark == "" {
		return box{}
	}
	w := faceSmall.width([]rune(r.line.Mark))
	if n := len(r.prose.lines); n > 0 && !r.prose.lines[n-1].code && !r.prose.lines[n-1].right {
		last := r.prose.lines[n-1]
		x := last.x + last.w
		down := 0.78 * (last.h - lineSpacing - faceSmall.lineHeight()) // one baseline
		if x+markGap+w <= room {
			return box{x: x + markGap, y: last.y + down, w: w}
		}
	}
	return box{y: r.prose.height, w: w, h: faceSmall.lineHeight()}
}

// standing is how far an own line came: a clock until the host has it, then a
// tick, the number of people here who have it beside it, and two ticks once
// everybody here does.
func (r *lineRow) standing() {
	side, middle := scaled(14), scaled(10) // the middle of the last line, from its foot
	name, ink, count := "tick", colorMuted, ""
	switch {
	case r.line.State == vm.Pending:
		name = "clock"
	case r.line.State == vm.Failed:
		name, ink = "alert", colorDanger
	case r.line.Of > 0 && r.line.Have == r.line.Of:
		name, ink = "ticks", colorAccent
	case r.line.Have > 0:
		count = strconv.Itoa(r.line.Have)
	}
	x, foot := r.bubble.x+r.bubble.w+5, r.bubble.y+r.bubble.h
	r.state = box{x - 5, foot - bubbleY - middle - scaled(12), r.width - x + 5, scaled(3 * grid)}
	r.picture(name, ink, side, x, foot-bubbleY-middle-side/2)
	if count != "" {
		r.tell(count, faceCount, ink, x+side+2, foot-bubbleY-middle-faceCount.lineHeight()/2)
	}
}

func (r *lineRow) frameBubble() {
	const round, corner = 12, 4
	f := r.frame
	f.FillColor, f.StrokeColor, f.StrokeWidth = theme.Color(colorCard), theme.Color(colorLine), 1
	f.CornerRadius, f.TopLeftCornerRadius, f.TopRightCornerRadius = round, round, round
	f.BottomLeftCornerRadius, f.BottomRightCornerRadius = round, round
	if r.line.Mine {
		f.FillColor, f.StrokeWidth = theme.Color(colorOwn), 0
		f.TopRightCornerRadius = corner
		if r.line.State == vm.Failed {
			f.StrokeColor, f.StrokeWidth = theme.Color(colorDanger), 1
		}
	} else {
		f.TopLeftCornerRadius = corner
	}
	if r.line.Act == chat.Erased {
		f.FillColor, f.StrokeColor, f.StrokeWidth = theme.Color(colorNone), theme.Color(colorLine), 1
	}
	f.Resize(fyne.NewSize(r.bubble.w, r.bubble.h))
	r.grnd = append(r.grnd, figure{f, r.bubble.x, r.bubble.y})
	canvas.Refresh(f)
}

// failure says what was not done with a line and why, and offers to try it
// again, where that may help, and to take it back.
func (r *lineRow) failure(y float32) float32 {
	right, step := r.width-r.margin()-stateGutter(), faceSmall.lineHeight()
	left := right
	offer := func(text string) box {
		w := faceDay.width([]rune(text))
		left -= w
		r.tell(text, faceDay, colorAccent, left, y)
		at := box{left - grid, y - grid/2, w + 2*grid, faceDay.lineHeight() + grid}
		left -= 2 * grid
		return at
	}
	why := []rune(r.line.Why)
	back, again := words.T("Take back"), words.T("Say again")
	room := right - r.margin()
	offers := faceDay.width([]rune(back)) + 2*grid
	if r.line.Again {
		offers += faceDay.width([]rune(again)) + 2*grid
	}
	beside := faceSmall.width(why) <= room-offers
	if !beside {
		for _, s := range faceSmall.wrap(why, room) {
			line := why[s.start:s.end]
			r.tell(string(line), faceSmall, colorDanger, right-faceSmall.width(line), y)
			y += step
		}
		y += grid / 2
	}
	r.back = offer(back)
	if r.line.Again {
		r.again = offer(again)
	}
	if beside {
		r.tell(string(why), faceSmall, colorDanger, left-faceSmall.width(why), y)
	}
	return y + step + grid
}
