package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// rule is a word between two hairlines.
func (r *lineRow) rule(y float32, word string, face *typeface, ink fyne.ThemeColorName) float32 {
	word = shorten(word, r.width-16*grid, face.size, face.style)
	w := face.width([]rune(word))
	left, right := r.margin(), r.width-r.margin()
	x, half := (r.width-w)/2, face.lineHeight()/2
	for i, line := range r.rules[r.ruled : r.ruled+2] {
		line.FillColor = theme.Color(colorLine)
		from, to := left, x-1.5*grid
		if i == 1 {
			from, to = x+w+1.5*grid, right
		}
		line.Resize(fyne.NewSize(max(to-from, 0), 1))
		r.grnd = append(r.grnd, figure{line, from, y + half})
	}
	r.ruled += 2
	r.tell(word, face, ink, x, y)
	return y + face.lineHeight()
}

// note is a quiet sentence in the middle.
func (r *lineRow) note(y float32) float32 {
	return r.centred(y+grid, r.line.Text, r.width-2*r.margin()) + grid/2
}

// centred is a quiet sentence, in as many lines as it takes.
func (r *lineRow) centred(y float32, text string, width float32) float32 {
	runes := []rune(text)
	for _, s := range faceSmall.wrap(runes, width) {
		line := runes[s.start:s.end]
		r.tell(string(line), faceSmall, colorMuted, (r.width-faceSmall.width(line))/2, y)
		y += faceSmall.lineHeight()
	}
	return y
}

// gap is a bar where lines of the log are missing.
func (r *lineRow) gap(y float32) float32 {
	const side, pad = 16, 1.25 * grid
	room := r.width - 2*r.margin()
	runes := []rune(r.line.Text)
	spans := faceSmall.wrap(runes, room-side-3*pad)
	step := faceSmall.lineHeight()
	high := max(float32(len(spans))*step, side) + 2*grid

	f := r.frame
	f.FillColor, f.StrokeColor, f.StrokeWidth = theme.Color(colorCard), theme.Color(colorEdge), 1
	f.CornerRadius, f.TopLeftCornerRadius, f.TopRightCornerRadius = grid, grid, grid
	f.BottomLeftCornerRadius, f.BottomRightCornerRadius = grid, grid
	f.Resize(fyne.NewSize(room, high))
	r.grnd = append(r.grnd, figure{f, r.margin(), y})
	canvas.Refresh(f)

	widest := float32(0)
	for _, s := range spans {
		widest = max(widest, faceSmall.width(runes[s.start:s.end]))
	}
	x := (r.width - widest - side - pad) / 2
	r.picture("alert", colorMuted, side, x, y+(high-side)/2)
	text := y + (high-float32(len(spans))*step)/2
	for i, s := range spans {
		r.tell(string(runes[s.start:s.end]), faceSmall, colorInk, x+side+pad, text+float32(i)*step)
	}
	return y + high + grid
}

// picture adds the row's one symbol.
func (r *lineRow) picture(name string, ink fyne.ThemeColorName, side, x, y float32) {
	r.symbol.Resource = glyphResource(name, theme.Color(ink))
	r.symbol.Resize(fyne.NewSquareSize(side))
	r.symbol.Refresh()
	r.figs = append(r.figs, figure{r.symbol, x, y})
}
