package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// check is a box to tick, with what that means beside it.
type check struct {
	pressable
	text string
	on   bool
}

func newCheck(text string) *check {
	c := &check{text: text}
	c.onPress = func() { c.on = !c.on; c.Refresh() }
	c.ExtendBaseWidget(c)
	return c
}

// tick shows it ticked or not.
func (c *check) tick(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *check) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{check: c, box: &canvas.Rectangle{CornerRadius: grid / 2}, tick: newGlyphImage(), text: newLabel(c.text, sizeText, colorInk)}
	r.Refresh()
	return r
}

type checkRenderer struct {
	check *check
	box   *canvas.Rectangle
	tick  *canvas.Image
	text  *label
}

// checkSide is how wide and high the box is.
func checkSide() float32 { return scaled(18) }

func (r *checkRenderer) Destroy() {}

func (r *checkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.tick, r.text}
}

func (r *checkRenderer) MinSize() fyne.Size {
	side, text := checkSide(), r.text.MinSize()
	return fyne.NewSize(side+grid+text.Width, max(side+2, text.Height))
}

func (r *checkRenderer) Layout(size fyne.Size) {
	side := checkSide()
	y := (size.Height - side) / 2
	put(r.box, 0, y, side, side)
	put(r.tick, 1, y+1, side-2, side-2)
	put(r.text, side+grid, 0, size.Width-side-grid, size.Height)
	mirror(r.Objects(), size.Width)
}

func (r *checkRenderer) Refresh() {
	fill, edge := colorCard, colorMuted
	if r.check.on {
		fill, edge = colorAccent, colorAccent
	}
	r.box.StrokeWidth = 1
	if r.check.focused {
		edge, r.box.StrokeWidth = colorAccent, 2
		if r.check.on {
			edge = colorInk
		}
	} else if r.check.hovered && !r.check.on {
		edge = colorInk
	}
	r.box.FillColor, r.box.StrokeColor = theme.Color(fill), theme.Color(edge)
	r.tick.Hidden = !r.check.on
	r.tick.Resource = glyphResource("tick", theme.Color(theme.ColorNameForegroundOnPrimary))
	r.tick.Refresh()
	canvas.Refresh(r.box)
	r.text.Refresh()
}
