package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// groupGrid shows digits in groups that stand under each other, so that two
// people can read them to each other and keep their place. Groups may stand
// out by a line under them.
type groupGrid struct {
	widget.BaseWidget
	face    *typeface
	columns []int // how many side by side, the most first; the last fits always
	groups  []string
	marked  []bool // the groups that stand out; shorter than groups for none
}

func newGroupGrid(size float32, columns ...int) *groupGrid {
	g := &groupGrid{face: newTypeface(size, fyne.TextStyle{Monospace: true}), columns: columns}
	g.ExtendBaseWidget(g)
	return g
}

// set changes the groups.
func (g *groupGrid) set(groups []string, marked []bool) {
	if !slices.Equal(g.groups, groups) || !slices.Equal(g.marked, marked) {
		g.groups, g.marked = groups, marked
		g.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (g *groupGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &groupGridRenderer{grid: g}
	r.Refresh()
	return r
}

type groupGridRenderer struct {
	grid    *groupGrid
	objects []fyne.CanvasObject
	across  int // columns of the last layout
	group   float32
}

func (r *groupGridRenderer) Destroy()                     {}
func (r *groupGridRenderer) Objects() []fyne.CanvasObject { return r.objects }

// gap stands between two groups, step is the height of a row.
func (r *groupGridRenderer) gap() float32  { return r.grid.face.size }
func (r *groupGridRenderer) step() float32 { return r.grid.face.lineHeight() + grid/2 }

func (r *groupGridRenderer) width(columns int) float32 {
	return float32(columns)*(r.group+r.gap()) - r.gap()
}

func (r *groupGridRenderer) Layout(size fyne.Size) {
	choices := r.grid.columns
	r.across = choices[len(choices)-1]
	for _, n := range choices {
		if r.width(n) <= size.Width+0.5 {
			r.across = n
			break
		}
	}
	for i := range r.grid.groups {
		x, y := float32(i%r.across)*(r.group+r.gap()), float32(i/r.across)*r.step()
		put(r.objects[2*i], x, y, r.group, r.grid.face.lineHeight())
		put(r.objects[2*i+1], x, y+r.grid.face.lineHeight(), r.group, 2)
	}
}

func (r *groupGridRenderer) MinSize() fyne.Size {
	across := r.across
	if across == 0 {
		across = r.grid.columns[0]
	}
	rows := (len(r.grid.groups) + across - 1) / across
	return fyne.NewSize(r.width(r.grid.columns[len(r.grid.columns)-1]), float32(rows)*r.step())
}

func (r *groupGridRenderer) Refresh() {
	g := r.grid
	r.objects, r.group = r.objects[:0:0], 0
	for i, group := range g.groups {
		text := canvas.NewText(group, theme.Color(colorInk))
		text.TextSize, text.TextStyle = g.face.size, g.face.style
		under := canvas.NewRectangle(theme.Color(colorDanger))
		under.Hidden = i >= len(g.marked) || !g.marked[i]
		r.group = max(r.group, g.face.width([]rune(group)))
		r.objects = append(r.objects, text, under)
	}
	if width := g.Size().Width; width > 0 {
		r.Layout(g.Size())
	}
	canvas.Refresh(g)
}

// inFours cuts digits into groups of four.
func inFours(digits string) []string {
	var groups []string
	for c := range slices.Chunk([]rune(digits), 4) {
		groups = append(groups, string(c))
	}
	return groups
}
