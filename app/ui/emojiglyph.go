package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// An emoji is drawn by a font in which it is small in its size, and has more room
// around it than a letter, most of it below and to the right. These are parts of
// the size.
const (
	emojiDown  = 0.27
	emojiLeft  = 0.14
	emojiRight = 0.18
)

// emojiAdvance is the width of an emoji without the room around it.
func emojiAdvance(emoji string, size float32) float32 {
	return fyne.MeasureText(emoji, size, fyne.TextStyle{}).Width - (emojiLeft+emojiRight)*size
}

// paintEmoji draws an emoji into the middle of a place.
func paintEmoji(text *canvas.Text, emoji string, size float32, at box) {
	text.Text, text.TextSize, text.Color = emoji, size, theme.Color(colorInk)
	min := text.MinSize()
	text.Resize(min)
	x := at.x + (at.w-emojiAdvance(emoji, size))/2 - emojiLeft*size
	text.Move(fyne.NewPos(x, at.y+(at.h-min.Height)/2+emojiDown*size))
	canvas.Refresh(text)
}

// emojiButton is one emoji to press.
type emojiButton struct {
	pressable
	emoji string
	side  float32
	size  float32
	on    bool // it is chosen already
	step  func(by int)
}

func newEmojiButton(emoji string, side, size float32, press func()) *emojiButton {
	b := &emojiButton{emoji: emoji, side: side, size: size}
	b.onPress = press
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey steps to the neighbours on the arrows.
func (b *emojiButton) TypedKey(e *fyne.KeyEvent) {
	switch {
	case b.step != nil && e.Name == fyne.KeyLeft:
		b.step(-1)
	case b.step != nil && e.Name == fyne.KeyRight:
		b.step(1)
	default:
		b.pressable.TypedKey(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (b *emojiButton) CreateRenderer() fyne.WidgetRenderer {
	r := &emojiButtonRenderer{button: b, ground: &canvas.Rectangle{CornerRadius: grid}, text: &canvas.Text{}}
	r.Refresh()
	return r
}

type emojiButtonRenderer struct {
	button *emojiButton
	ground *canvas.Rectangle
	text   *canvas.Text
}

func (r *emojiButtonRenderer) Destroy()           {}
func (r *emojiButtonRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.button.side) }

func (r *emojiButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.text}
}

func (r *emojiButtonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	paintEmoji(r.text, r.button.emoji, r.button.size, box{w: size.Width, h: size.Height})
}

func (r *emojiButtonRenderer) Refresh() {
	b := r.button
	fill, edge := colorNone, colorNone
	switch {
	case b.on:
		fill, edge = colorOwn, colorAccent
	case b.hovered:
		fill = theme.ColorNameHover
	}
	r.ground.FillColor, r.ground.StrokeColor, r.ground.StrokeWidth = theme.Color(fill), theme.Color(edge), 1
	if b.focused {
		r.ground.StrokeColor, r.ground.StrokeWidth = theme.Color(colorAccent), 2
	}
	r.Layout(b.Size())
	canvas.Refresh(r.ground)
}
