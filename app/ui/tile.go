package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// tile is a row of a list that can be pressed.
type tile struct {
	pressable
	content fyne.CanvasObject
	chosen  bool
}

func newTile(content fyne.CanvasObject, press func()) *tile {
	t := &tile{content: content}
	t.onPress = press
	t.ExtendBaseWidget(t)
	return t
}

// choose shows that this row is what stands in the middle of the window.
func (t *tile) choose(on bool) {
	if t.chosen != on {
		t.chosen = on
		t.Refresh()
	}
}

func (t *tile) CreateRenderer() fyne.WidgetRenderer {
	r := &tileRenderer{tile: t, ground: &canvas.Rectangle{CornerRadius: grid}, bar: &canvas.Rectangle{CornerRadius: 1.5}}
	r.paint()
	return r
}

type tileRenderer struct {
	tile   *tile
	ground *canvas.Rectangle
	bar    *canvas.Rectangle
}

func (r *tileRenderer) Destroy() {}

func (r *tileRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.bar.Resize(fyne.NewSize(3, max(size.Height-2.5*grid, grid)))
	r.bar.Move(fyne.NewPos(0, 1.25*grid))
	mirror([]fyne.CanvasObject{r.bar}, size.Width)
	r.tile.content.Resize(size)
}

func (r *tileRenderer) MinSize() fyne.Size { return r.tile.content.MinSize() }

func (r *tileRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.bar, r.tile.content}
}

func (r *tileRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.ground)
	canvas.Refresh(r.bar)
	r.tile.content.Refresh()
}

func (r *tileRenderer) paint() {
	t := r.tile
	fill, edge := colorNone, colorNone
	switch {
	case t.chosen:
		fill, edge = colorSelected, colorLine
	case t.hovered:
		fill, edge = colorHover, colorLine
	}
	if t.focused {
		edge = colorAccent
	}
	r.ground.FillColor, r.ground.StrokeColor, r.ground.StrokeWidth = theme.Color(fill), theme.Color(edge), 1
	r.bar.FillColor = theme.Color(colorAccent)
	r.bar.Hidden = !t.chosen
}
