package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
)

// Faces of a transcript's text, shared by all of them: one thread draws.
var (
	faceText  = newTypeface(sizeText, fyne.TextStyle{})
	faceName  = newTypeface(sizeText-1, fyne.TextStyle{Bold: true})
	faceSmall = newTypeface(sizeSmall, fyne.TextStyle{})
	faceDay   = newTypeface(sizeSmall, fyne.TextStyle{Bold: true})
)

// Measures of a row.
const (
	sideAvatar  = 4 * grid
	bubbleX     = 12 // space in a bubble left and right of its text
	bubbleY     = 7  // above and below it
	bubbleMax   = 70 * grid
	groupGap    = 2 * grid // above the first line of a group
	lineGap     = 3        // above the ones that follow
	stateGutter = 2.5 * grid
	lineSpacing = 1
)

// box is a place within a row.
type box struct{ x, y, w, h float32 }

func (b box) holds(x, y float32) bool {
	return x >= b.x && x < b.x+b.w && y >= b.y && y < b.y+b.h
}

// figure is an object at its place within a row.
type figure struct {
	object fyne.CanvasObject
	x, y   float32
}

// lineRow draws one line of a transcript. It is made once and shows many
// lines, one after the other, while a person scrolls.
type lineRow struct {
	line       vm.Row
	width      float32
	generation int
	ordinal    int
	top        float32
	height     float32

	runes  []rune
	spans  []span
	text   box // where the text stands
	bubble box
	back   box // where "Take back" stands

	figs   []figure
	grnd   []figure
	texts  []*canvas.Text
	used   int
	disc   *canvas.Circle
	frame  *canvas.Rectangle
	rules  [2]*canvas.Rectangle
	symbol *canvas.Image
}

func newLineRow() *lineRow {
	return &lineRow{
		disc: &canvas.Circle{}, frame: &canvas.Rectangle{}, symbol: newGlyphImage(),
		rules: [2]*canvas.Rectangle{{}, {}},
	}
}

// show draws line at the given width, unless it stands so already.
func (r *lineRow) show(line vm.Row, width float32, generation int) {
	if r.line == line && r.width == width && r.generation == generation && r.height > 0 {
		return
	}
	r.line, r.width, r.generation = line, width, generation
	r.figs, r.grnd, r.used = r.figs[:0], r.grnd[:0], 0
	r.text, r.bubble, r.back = box{}, box{}, box{}
	r.spans, r.runes = nil, nil

	y := float32(0)
	if line.Day != "" {
		y = r.rule(y+2*grid, line.Day, faceDay, colorMuted) + grid
	}
	switch line.Kind {
	case vm.Note:
		y = r.note(y)
	case vm.Divider:
		y = r.rule(y+2*grid, line.Text, faceDay, colorAccent) + grid
	default:
		y = r.spoken(y)
	}
	r.height = y
}

// write adds a text at its place and returns its width.
func (r *lineRow) write(s string, face *typeface, ink fyne.ThemeColorName, x, y float32) float32 {
	if r.used == len(r.texts) {
		r.texts = append(r.texts, &canvas.Text{})
	}
	t := r.texts[r.used]
	r.used++
	t.Text, t.TextSize, t.TextStyle, t.Color = s, face.size, face.style, theme.Color(ink)
	size := fyne.MeasureText(s, face.size, face.style)
	t.Resize(size)
	r.figs = append(r.figs, figure{t, x, y})
	canvas.Refresh(t)
	return size.Width
}

// rule is a word between two hairlines.
func (r *lineRow) rule(y float32, word string, face *typeface, ink fyne.ThemeColorName) float32 {
	word = shorten(word, r.width-16*grid, face.size, face.style)
	w := face.width([]rune(word))
	left, right := r.margin(), r.width-r.margin()
	x, half := (r.width-w)/2, face.lineHeight()/2
	for i, line := range r.rules {
		line.FillColor = theme.Color(colorLine)
		from, to := left, x-1.5*grid
		if i == 1 {
			from, to = x+w+1.5*grid, right
		}
		line.Resize(fyne.NewSize(max(to-from, 0), 1))
		r.grnd = append(r.grnd, figure{line, from, y + half})
	}
	r.write(word, face, ink, x, y)
	return y + face.lineHeight()
}

// note is a quiet sentence in the middle.
func (r *lineRow) note(y float32) float32 {
	text := shorten(r.line.Text, r.width-2*r.margin(), faceSmall.size, faceSmall.style)
	w := faceSmall.width([]rune(text))
	r.write(text, faceSmall, colorMuted, (r.width-w)/2, y+grid)
	return y + faceSmall.lineHeight() + 1.5*grid
}

// margin is the space left and right of everything.
func (r *lineRow) margin() float32 {
	if r.width < 60*grid {
		return 1.5 * grid
	}
	return 3 * grid
}

// spoken is what somebody said.
func (r *lineRow) spoken(y float32) float32 {
	left := r.margin() + sideAvatar + 1.5*grid
	room := min(bubbleMax, r.width-left-r.margin()-stateGutter-3*grid) - 2*bubbleX
	r.runes = []rune(visibleText(r.line.Text))
	r.spans = faceText.wrap(r.runes, max(room, 6*grid))
	y += lineGap
	if r.line.Head {
		y = r.head(y+groupGap-lineGap, left)
	}
	r.fill(y, left)
	y = r.bubble.y + r.bubble.h
	if r.line.State == vm.Failed {
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
		r.write(r.line.Time, faceSmall, colorMuted, r.width-r.margin()-stateGutter-w, y+down)
		return y + high + 3
	}
	r.avatar(y)
	room := r.width - left - r.margin() - 12*grid
	x := left + r.write(shorten(r.line.Name, room, faceName.size, faceName.style), faceName, colorInk, left, y) + grid
	if r.line.Tag != "" {
		x += r.write("#"+r.line.Tag, faceSmall, colorMuted, x, y+down) + grid
	}
	r.write(r.line.Time, faceSmall, colorMuted, x, y+down)
	return y + high + 3
}

func (r *lineRow) avatar(y float32) {
	if r.used == len(r.texts) {
		r.texts = append(r.texts, &canvas.Text{})
	}
	text := r.texts[r.used]
	r.used++
	paintAvatar(r.disc, text, r.line.From, r.line.Name, sideAvatar)
	r.disc.Resize(fyne.NewSquareSize(sideAvatar))
	size := text.MinSize()
	text.Resize(size)
	r.figs = append(r.figs,
		figure{r.disc, r.margin(), y},
		figure{text, r.margin() + (sideAvatar-size.Width)/2, y + (sideAvatar-size.Height)/2})
	canvas.Refresh(text)
	canvas.Refresh(r.disc)
}

// fill is the bubble with its text, and how far an own line came.
func (r *lineRow) fill(y, left float32) {
	step, widest := faceText.lineHeight()+lineSpacing, float32(0)
	for _, s := range r.spans {
		widest = max(widest, faceText.width(r.runes[s.start:s.end]))
	}
	r.bubble = box{left, y, max(widest, 2*grid) + 2*bubbleX, float32(len(r.spans))*step + 2*bubbleY}
	if r.line.Mine {
		r.bubble.x = r.width - r.margin() - stateGutter - r.bubble.w
	}
	r.text = box{r.bubble.x + bubbleX, y + bubbleY, widest, float32(len(r.spans)) * step}
	r.frameBubble()
	for i, s := range r.spans {
		if s.start == s.end {
			continue
		}
		r.write(string(r.runes[s.start:s.end]), faceText, colorInk, r.text.x, r.text.y+float32(i)*step)
	}
	if !r.line.Mine {
		return
	}
	name, ink := "tick", colorMuted
	switch r.line.State {
	case vm.Pending:
		name = "clock"
	case vm.Failed:
		name, ink = "alert", colorDanger
	}
	r.symbol.Resource = glyphResource(name, theme.Color(ink))
	r.symbol.Resize(fyne.NewSquareSize(14))
	r.symbol.Refresh()
	r.figs = append(r.figs, figure{r.symbol, r.width - r.margin() - 14, r.bubble.y + r.bubble.h - bubbleY - 17})
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
	f.Resize(fyne.NewSize(r.bubble.w, r.bubble.h))
	r.grnd = append(r.grnd, figure{f, r.bubble.x, r.bubble.y})
	canvas.Refresh(f)
}

// failure says why a line was not taken, and offers to take it back.
func (r *lineRow) failure(y float32) float32 {
	const offer = "Take back"
	right := r.width - r.margin() - stateGutter
	w := faceDay.width([]rune(offer))
	r.back = box{right - w - grid, y - grid/2, w + 2*grid, faceDay.lineHeight() + grid}
	r.write(offer, faceDay, colorAccent, right-w, y)
	room := right - w - 2*grid - r.margin()
	why := shorten("Not sent: "+r.line.Reason, room, faceSmall.size, faceSmall.style)
	r.write(why, faceSmall, colorDanger, right-w-1.5*grid-faceSmall.width([]rune(why)), y)
	return y + faceSmall.lineHeight() + grid/2
}

// ground and figures add the row's objects to a list, moved to where the row
// stands. They come apart so that a selection can be drawn between them.
func (r *lineRow) ground(to []fyne.CanvasObject, view float32) []fyne.CanvasObject {
	return r.moved(to, r.grnd, view)
}

func (r *lineRow) figures(to []fyne.CanvasObject, view float32) []fyne.CanvasObject {
	return r.moved(to, r.figs, view)
}

// moved leaves out what is above or below the view: Fyne draws every text that
// it is given, and one message may have thousands of lines.
func (r *lineRow) moved(to []fyne.CanvasObject, figs []figure, view float32) []fyne.CanvasObject {
	for _, f := range figs {
		y := r.top + f.y
		if y > view || y+f.object.Size().Height < 0 {
			continue
		}
		f.object.Move(fyne.NewPos(f.x, y))
		to = append(to, f.object)
	}
	return to
}
