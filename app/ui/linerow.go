package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/app/words"
)

// Faces of a transcript's text, shared by all of them: one thread draws.
var (
	faceText  = shareFace(&sizeText, 0, fyne.TextStyle{})
	faceName  = shareFace(&sizeText, -1, fyne.TextStyle{Bold: true})
	faceSmall = shareFace(&sizeSmall, 0, fyne.TextStyle{})
	faceDay   = shareFace(&sizeSmall, 0, fyne.TextStyle{Bold: true})
	faceCount = shareFace(&sizeCaption, 0, fyne.TextStyle{})
)

// Measures of a row.
const (
	bubbleX     = 12 // space in a bubble left and right of its text
	bubbleY     = 7  // above and below it
	bubbleMax   = 70 * grid
	groupGap    = 2 * grid // above the first line of a group
	lineGap     = 3        // above the ones that follow
	lineSpacing = 1
)

// Measures that grow with the text: of an avatar beside a line, and of the room
// for the state of an own one.
func sideAvatar() float32  { return scaled(4 * grid) }
func stateGutter() float32 { return scaled(4 * grid) }

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
	start      float32 // what stands over the line and is none of it
	lead       float32 // what stands over the line's own text

	prose  *prose
	links  []linkBox
	codes  []codeBox
	text   box // where the text stands
	bubble box
	state  box // where it says how far an own line came
	again  box // where "Say again" stands
	back   box // where "Take back" stands
	chips  []box

	figs   []figure
	grnd   []figure
	texts  []*canvas.Text
	used   int
	disc   *canvas.Circle
	frame  *canvas.Rectangle
	rules  [4]*canvas.Rectangle
	ruled  int
	plates []*canvas.Rectangle // the bar of a quote, and what reactions stand on
	plated int
	symbol *canvas.Image
	icons  []*canvas.Image // that copy code
}

func newLineRow() *lineRow {
	return &lineRow{
		disc: &canvas.Circle{}, frame: &canvas.Rectangle{}, symbol: newGlyphImage(),
		rules: [4]*canvas.Rectangle{{}, {}, {}, {}},
	}
}

// show draws line at the given width, unless it stands so already.
func (r *lineRow) show(line vm.Row, width float32, generation int) {
	if r.line == line && r.width == width && r.generation == generation && r.height > 0 {
		return
	}
	r.line, r.width, r.generation = line, width, generation
	r.figs, r.grnd, r.used, r.ruled, r.plated = r.figs[:0], r.grnd[:0], 0, 0, 0
	r.text, r.bubble, r.state, r.again, r.back = box{}, box{}, box{}, box{}, box{}
	r.prose, r.chips, r.links, r.codes = nil, r.chips[:0], r.links[:0], r.codes[:0]

	y := float32(0)
	if line.Edge != "" {
		y = r.centred(y+1.5*grid, line.Edge, r.width-2*r.margin()) + grid/2
	}
	if line.Day != "" {
		y = r.rule(y+2*grid, line.Day, faceDay, colorMuted) + grid
	}
	if line.New {
		y = r.rule(y+1.5*grid, words.T("New"), faceDay, colorAccent) + grid/2
	}
	r.start, r.lead = y, y
	switch line.Kind {
	case vm.Gap:
		y = r.gap(y + 1.5*grid)
	case vm.Note:
		y = r.note(y)
	case vm.Divider:
		y = r.rule(y+2*grid, line.Text, faceDay, colorAccent) + grid
	default:
		y = r.spoken(y)
	}
	r.height = y
}

// nextText is a text of the row's own, to be used once for a line.
func (r *lineRow) nextText() *canvas.Text {
	if r.used == len(r.texts) {
		r.texts = append(r.texts, &canvas.Text{})
	}
	r.used++
	t := r.texts[r.used-1]
	t.FontSource = nil
	return t
}

// tell is write for a line that is not yet in the order in which it stands.
func (r *lineRow) tell(s string, face *typeface, ink fyne.ThemeColorName, x, y float32) float32 {
	return r.write(fromLeftSide(s), face, ink, x, y)
}

// tellTheirs is tell for what somebody else wrote.
func (r *lineRow) tellTheirs(s string, face *typeface, ink fyne.ThemeColorName, x, y float32) float32 {
	return r.write(theirsFromLeftSide(s), face, ink, x, y)
}

// write adds a text at its place and returns its width.
func (r *lineRow) write(s string, face *typeface, ink fyne.ThemeColorName, x, y float32) float32 {
	t := r.nextText()
	t.Text, t.TextSize, t.TextStyle, t.Color, t.FontSource = s, face.size, face.style, theme.Color(ink), face.font
	size := measure(s, face.size, face.style, face.font)
	t.Resize(size)
	r.figs = append(r.figs, figure{t, x, y})
	canvas.Refresh(t)
	return size.Width
}

// margin is the space left and right of everything.
func (r *lineRow) margin() float32 {
	if r.width < 60*grid {
		return 1.5 * grid
	}
	return 3 * grid
}
