package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// kind is how much a button wants to be pressed.
type kind int

const (
	plain   kind = iota // a border, for one choice among several
	primary             // the one thing to do
	quiet               // no ground until the pointer is there
	danger              // takes something away
)

// button is a word, a symbol, or both.
type button struct {
	pressable
	kind  kind
	text  string
	glyph string
	small bool
	after bool // the symbol stands after the word
}

func newButton(k kind, glyph, text string, press func()) *button {
	b := &button{kind: k, glyph: glyph, text: text}
	b.onPress = press
	b.ExtendBaseWidget(b)
	return b
}

// compact makes a button fit beside a line of text.
func (b *button) compact() *button { b.small = true; return b }

// dropping makes it a button that opens a choice: its symbol, a chevron, stands
// after what is chosen now.
func (b *button) dropping() *button { b.after = true; return b }

// set changes what the button says.
func (b *button) set(glyph, text string) {
	if b.glyph == glyph && b.text == text {
		return
	}
	b.glyph, b.text = glyph, text
	b.Refresh()
}

// enable makes it pressable or not.
func (b *button) enable(on bool) {
	if b.disabled == !on {
		return
	}
	b.disabled = !on
	b.Refresh()
}

// Disabled implements fyne.Disableable: Tab passes over a button that would do
// nothing. One that has the keyboard while it is disabled keeps its place in the
// order: from elsewhere Fyne would begin again at the first part of the window.
func (b *button) Disabled() bool { return b.disabled && !b.focused }

// focusOn puts the keyboard on a part, on a disabled button too, where Fyne would
// leave it with nobody: a dialog may begin on one that can be pressed in a moment,
// and hears Escape there.
func focusOn(c fyne.Canvas, part fyne.Focusable) {
	b, ok := part.(interface{ takes(focus func()) })
	if !ok {
		c.Focus(part)
		return
	}
	b.takes(func() { c.Focus(part) })
}

func (b *button) takes(focus func()) {
	disabled := b.disabled
	b.disabled = false
	focus()
	b.disabled = disabled
	b.Refresh()
}

// Enable implements fyne.Disableable.
func (b *button) Enable() { b.enable(true) }

// Disable implements fyne.Disableable.
func (b *button) Disable() { b.enable(false) }

func (b *button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{button: b, ground: &canvas.Rectangle{}, text: &canvas.Text{}, image: newGlyphImage()}
	r.Refresh()
	return r
}

type buttonRenderer struct {
	button *button
	ground *canvas.Rectangle
	text   *canvas.Text
	image  *canvas.Image
}

func (r *buttonRenderer) Destroy() {}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.image, r.text}
}

// metrics are the height, the space left and right, and the symbol's side.
func (b *button) metrics() (height, pad, side float32) {
	if b.small {
		return scaled(3.5 * grid), 1.25 * grid, scaled(16)
	}
	return scaled(4.5 * grid), 2 * grid, scaled(18)
}

// typeface is how the button's word is set.
func (b *button) typeface() (size float32, style fyne.TextStyle) {
	size = sizeText
	if b.small {
		size = sizeSmall + 1
	}
	return size, fyne.TextStyle{Bold: b.kind == primary || b.kind == danger}
}

// sized is how large the button is where it says that.
func (b *button) sized(text string) fyne.Size {
	height, pad, side := b.metrics()
	if text == "" {
		return fyne.NewSquareSize(height)
	}
	size, style := b.typeface()
	width := fyne.MeasureText(fromLeftSide(text), size, style).Width + 2*pad
	if b.glyph != "" {
		width += side + grid/2
	}
	return fyne.NewSize(width, height)
}

func (r *buttonRenderer) MinSize() fyne.Size { return r.button.sized(r.button.text) }

func (r *buttonRenderer) Layout(size fyne.Size) {
	_, _, side := r.button.metrics()
	r.ground.Resize(size)
	text := r.text.MinSize()
	x := (size.Width - text.Width) / 2
	if r.button.glyph != "" {
		x = (size.Width - side) / 2
		if r.button.text != "" {
			x = (size.Width - side - grid - text.Width) / 2
		}
		at := x
		if r.button.after {
			at = x + text.Width + grid
		} else {
			x += side + grid
		}
		r.image.Resize(fyne.NewSquareSize(side))
		r.image.Move(fyne.NewPos(at, (size.Height-side)/2))
	}
	r.text.Resize(text)
	r.text.Move(fyne.NewPos(x, (size.Height-text.Height)/2))
	mirror([]fyne.CanvasObject{r.image, r.text}, size.Width)
}

func (r *buttonRenderer) Refresh() {
	b := r.button
	fill, edge, ink := b.colours()
	r.ground.FillColor, r.ground.StrokeColor = theme.Color(fill), theme.Color(edge)
	r.ground.StrokeWidth, r.ground.CornerRadius = 1, grid
	if b.focused {
		r.ground.StrokeWidth = 2
	}
	r.text.Text, r.text.Color = fromLeftSide(b.text), theme.Color(ink)
	r.text.TextSize, r.text.TextStyle = b.typeface()
	r.image.Hidden = b.glyph == ""
	if b.glyph != "" {
		r.image.Resource = glyphResource(b.glyph, theme.Color(ink))
		r.image.Refresh()
	}
	r.Layout(b.Size())
	canvas.Refresh(r.ground)
	canvas.Refresh(r.text)
}

func (b *button) colours() (fill, edge, ink fyne.ThemeColorName) {
	switch b.kind {
	case primary:
		fill, edge, ink = colorAccent, colorAccent, theme.ColorNameForegroundOnPrimary
	case danger:
		fill, edge, ink = colorDanger, colorDanger, theme.ColorNameForegroundOnError
	case quiet:
		fill, edge, ink = colorNone, colorNone, colorMuted
		if b.hovered {
			fill, ink = theme.ColorNameHover, colorInk
		}
	default:
		fill, edge, ink = colorCard, colorEdge, colorInk
		if b.hovered {
			edge = colorMuted
		}
	}
	if b.focused {
		edge = colorAccent
		if b.kind == primary || b.kind == danger {
			edge = colorInk
		}
	}
	if b.disabled {
		fill, edge, ink = colorNone, colorEdge, colorMuted
		if b.kind == quiet || b.text == "" {
			edge = colorNone
		}
	}
	return fill, edge, ink
}
