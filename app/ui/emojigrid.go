package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/words"
)

// Measures of the grid of emoji.
const (
	emojiColumns = 9
	emojiCell    = 4.5 * grid
	emojiTitle   = 3.5 * grid
	emojiSize    = 26
	emojiHigh    = 7.5 * emojiCell // half a row shows that there is more
)

// emojiRow is one row of the grid: a title, or a run of its cells.
type emojiRow struct {
	title       string
	first, end  int // of the cells
	top, height float32
}

// emojiGrid shows emoji to choose from. Only what is in view is drawn. The
// keyboard stays in the field over it, which moves the choice.
type emojiGrid struct {
	widget.BaseWidget
	onChoose func(emoji string)
	onMove   func(emoji string) // another one is chosen; empty for none

	rows   []emojiRow
	cells  []string
	chosen int
	height float32 // of all rows
	offset float32

	texts []*canvas.Text
	mark  *canvas.Rectangle
	thumb *canvas.Rectangle
	drawn []fyne.CanvasObject
}

func newEmojiGrid(onChoose, onMove func(string)) *emojiGrid {
	g := &emojiGrid{
		onChoose: onChoose, onMove: onMove,
		mark: &canvas.Rectangle{CornerRadius: grid}, thumb: &canvas.Rectangle{CornerRadius: 3},
	}
	g.ExtendBaseWidget(g)
	return g
}

// show replaces what there is to choose from; the first one is chosen.
func (g *emojiGrid) show(sections []emojiSection) {
	g.rows, g.cells, g.height, g.offset = nil, nil, 0, 0
	for _, s := range sections {
		g.add(emojiRow{title: s.title, height: emojiTitle})
		for at := 0; at < len(s.emoji); at += emojiColumns {
			first := len(g.cells)
			g.cells = append(g.cells, s.emoji[at:min(at+emojiColumns, len(s.emoji))]...)
			g.add(emojiRow{first: first, end: len(g.cells), height: emojiCell})
		}
	}
	g.choose(0)
}

func (g *emojiGrid) add(r emojiRow) {
	r.top = g.height
	g.height += r.height
	g.rows = append(g.rows, r)
}

// choose marks a cell and brings it into view.
func (g *emojiGrid) choose(cell int) {
	g.chosen = max(min(cell, len(g.cells)-1), 0)
	if i := g.rowOf(g.chosen); i >= 0 {
		r, high := g.rows[i], g.Size().Height
		top := r.top
		if i > 0 && g.rows[i-1].title != "" {
			top = g.rows[i-1].top // a title stays in view with what it stands over
		}
		if top < g.offset {
			g.offset = top
		} else if high > 0 && r.top+r.height > g.offset+high {
			g.offset = r.top + r.height - high
		}
	}
	g.onMove(g.choice())
	g.Refresh()
}

// choice is the emoji that is marked; empty where there is none.
func (g *emojiGrid) choice() string {
	if g.chosen >= len(g.cells) {
		return ""
	}
	return g.cells[g.chosen]
}

func (g *emojiGrid) rowOf(cell int) int {
	for i, r := range g.rows {
		if cell >= r.first && cell < r.end {
			return i
		}
	}
	return -1
}

// step moves the choice by so many rows.
func (g *emojiGrid) step(by int) {
	i := g.rowOf(g.chosen)
	if i < 0 {
		return
	}
	column := g.chosen - g.rows[i].first
	for next := i + by; next >= 0 && next < len(g.rows); next += by {
		if r := g.rows[next]; r.title == "" {
			g.choose(min(r.first+column, r.end-1))
			return
		}
	}
}

// key moves the choice or takes it; false where the key is none of the grid's.
func (g *emojiGrid) key(name fyne.KeyName) bool {
	page := max(int(g.Size().Height/emojiCell)-1, 1)
	back, on := onward()
	switch name {
	case fyne.KeyUp:
		g.step(-1)
	case fyne.KeyDown:
		g.step(1)
	case back:
		g.choose(g.chosen - 1)
	case on:
		g.choose(g.chosen + 1)
	case fyne.KeyPageUp:
		g.choose(g.chosen - page*emojiColumns)
	case fyne.KeyPageDown:
		g.choose(g.chosen + page*emojiColumns)
	case fyne.KeyReturn, fyne.KeyEnter:
		if emoji := g.choice(); emoji != "" {
			g.onChoose(emoji)
		}
	default:
		return false
	}
	return true
}

// section brings the section of that number to the top and marks its first one.
func (g *emojiGrid) section(n int) {
	for i, r := range g.rows {
		if r.title == "" {
			continue
		}
		if n == 0 && i+1 < len(g.rows) {
			g.offset = max(min(r.top, g.height-g.Size().Height), 0)
			g.choose(g.rows[i+1].first)
			return
		}
		n--
	}
}

// inRow turns the number of a column in a row, from the left, into that in the
// order in which the row is read, and back.
func inRow(column int) int {
	if words.Current().RightToLeft() {
		return emojiColumns - 1 - column
	}
	return column
}

// cellAt is the cell at a place of the widget.
func (g *emojiGrid) cellAt(at fyne.Position) (cell int, ok bool) {
	y := at.Y + g.offset
	for _, r := range g.rows {
		if y < r.top || y >= r.top+r.height {
			continue
		}
		cell = r.first + inRow(int(at.X/emojiCell))
		return cell, r.title == "" && at.X >= 0 && cell < r.end && at.X < emojiColumns*emojiCell
	}
	return 0, false
}

// Tapped takes the emoji under the pointer.
func (g *emojiGrid) Tapped(e *fyne.PointEvent) {
	if cell, ok := g.cellAt(e.Position); ok {
		g.onChoose(g.cells[cell])
	}
}

// Scrolled moves the view by the wheel.
func (g *emojiGrid) Scrolled(e *fyne.ScrollEvent) {
	g.offset = max(min(g.offset-e.Scrolled.DY, g.height-g.Size().Height), 0)
	g.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (g *emojiGrid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseOut is of no interest: the choice stays for the keyboard.
func (g *emojiGrid) MouseOut() {}

// MouseMoved marks the emoji under the pointer.
func (g *emojiGrid) MouseMoved(e *desktop.MouseEvent) {
	if cell, ok := g.cellAt(e.Position); ok && cell != g.chosen {
		g.chosen = cell
		g.onMove(g.choice())
		g.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible: what Enter would take.
func (g *emojiGrid) AccessibilityLabel() string { return shortNameOf(g.choice()) }

// AccessibilityRole implements fyne.Accessible.
func (g *emojiGrid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (g *emojiGrid) CreateRenderer() fyne.WidgetRenderer { return &emojiGridRenderer{g} }

type emojiGridRenderer struct{ grid *emojiGrid }

func (r *emojiGridRenderer) Destroy()         {}
func (r *emojiGridRenderer) Layout(fyne.Size) { r.grid.draw() }
func (r *emojiGridRenderer) MinSize() fyne.Size {
	return fyne.NewSize(emojiColumns*emojiCell, emojiHigh)
}
func (r *emojiGridRenderer) Objects() []fyne.CanvasObject { return r.grid.drawn }

func (r *emojiGridRenderer) Refresh() {
	r.grid.draw()
	canvas.Refresh(r.grid.thumb)
}

// draw gives what is in view its place.
func (g *emojiGrid) draw() {
	high, used := g.Size().Height, 0
	g.mark.FillColor, g.mark.StrokeColor, g.mark.StrokeWidth = theme.Color(colorOwn), theme.Color(colorAccent), 1.5
	g.drawn = append(g.drawn[:0], g.mark)
	g.mark.Hidden = true
	for _, r := range g.rows {
		y := r.top - g.offset
		if y+r.height <= 0 || y >= high {
			continue
		}
		if r.title != "" {
			text := g.text(&used)
			text.Text, text.TextSize, text.Color, text.TextStyle = r.title, sizeSmall, theme.Color(colorMuted), fyne.TextStyle{Bold: true}
			text.Resize(text.MinSize())
			text.Move(fyne.NewPos(grid/2, y+r.height-text.MinSize().Height-grid/2))
			mirror([]fyne.CanvasObject{text}, emojiColumns*emojiCell)
			canvas.Refresh(text)
			continue
		}
		for cell := r.first; cell < r.end; cell++ {
			at := box{float32(inRow(cell-r.first)) * emojiCell, y, emojiCell, emojiCell}
			if cell == g.chosen {
				g.mark.Hidden = false
				put(g.mark, at.x+1, at.y+1, at.w-2, at.h-2)
			}
			text := g.text(&used)
			text.TextStyle = fyne.TextStyle{}
			paintEmoji(text, g.cells[cell], emojiSize, at)
		}
	}
	canvas.Refresh(g.mark)
	g.drawThumb(high)
}

func (g *emojiGrid) text(used *int) *canvas.Text {
	if *used == len(g.texts) {
		g.texts = append(g.texts, &canvas.Text{})
	}
	*used++
	text := g.texts[*used-1]
	g.drawn = append(g.drawn, text)
	return text
}

func (g *emojiGrid) drawThumb(high float32) {
	g.thumb.FillColor = theme.Color(theme.ColorNameScrollBar)
	g.thumb.Hidden = g.height <= high
	if !g.thumb.Hidden {
		length := max(high/g.height*high, 3*grid)
		put(g.thumb, g.Size().Width-6, g.offset/(g.height-high)*(high-length), 4, length)
		mirror([]fyne.CanvasObject{g.thumb}, g.Size().Width)
	}
	g.drawn = append(g.drawn, g.thumb)
}
