package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// The emoji that come with Fyne are small in their size: they take this part of
// it, to the left of the middle of their advance and below that of their line.
const (
	emojiPart  = 0.77
	emojiRight = 0.02 // how far to the right they have to go, to stand in the middle
	emojiDown  = 0.27
	wideEmoji  = 1.1 // advance of an emoji of the system's font, at least: it fills its advance
	twoEmoji   = 1.6 // advance of several that stand for one, at least
)

// fitEmoji is the size at which an emoji looks as large as others do at size,
// the width that it then seems to have, and how far that begins behind its
// corner.
func fitEmoji(emoji string, size float32) (fit, width, lead float32) {
	switch advance := measure(emoji, size, fyne.TextStyle{}, emojiFont()).Width; {
	case advance > twoEmoji*size:
		return size, advance - (1-emojiPart)*size, (1 - emojiPart) / 2 * size
	case advance > wideEmoji*size:
		return size * emojiPart * size / advance, emojiPart * size, 0
	default:
		return size, emojiPart * size, (advance-emojiPart*size)/2 - emojiRight*size
	}
}

// emojiAdvance is the width that an emoji seems to have.
func emojiAdvance(emoji string, size float32) float32 {
	_, width, _ := fitEmoji(emoji, size)
	return width
}

// paintEmoji draws an emoji into the middle of a place.
func paintEmoji(text *canvas.Text, emoji string, size float32, at box) {
	fit, width, lead := fitEmoji(emoji, size)
	text.Text, text.TextSize, text.TextStyle, text.Color = emoji, fit, fyne.TextStyle{}, theme.Color(colorInk)
	text.FontSource = emojiFont()
	down := float32(emojiDown)
	if text.FontSource != nil { // a font of nothing but emoji, which fill its lines
		down = 0
	}
	min := text.MinSize()
	text.Resize(min)
	text.Move(fyne.NewPos(at.x+(at.w-width)/2-lead, at.y+(at.h-min.Height)/2+down*fit))
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
	back, on := onward()
	switch {
	case b.step != nil && e.Name == back:
		b.step(-1)
	case b.step != nil && e.Name == on:
		b.step(1)
	default:
		b.pressable.TypedKey(e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (b *emojiButton) AccessibilityLabel() string { return shortNameOf(b.emoji) }

// AccessibilityRole implements fyne.Accessible.
func (b *emojiButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

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
