package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/app/words"
)

// jumpRow draws one jump.
type jumpRow struct {
	tile   *tile
	symbol *glyph
	face   *avatar
	name   *markedLine
	note   *label
	keys   *label
	count  *badge
}

func newJumpRow(press func()) *jumpRow {
	r := &jumpRow{
		symbol: newGlyph("host", 18, colorMuted),
		face:   newAvatar(3 * grid),
		name:   newMarkedLine(),
		note:   newLabel("", sizeSmall, colorMuted),
		keys:   newLabel("", sizeSmall, colorMuted).fixed(),
		count:  newBadge(colorAccent),
	}
	left := container.NewStack(container.NewCenter(r.face), container.NewCenter(r.symbol), gap(3*grid, 3*grid))
	text := newFree(behindLayout{}, r.name, r.note)
	r.tile = newTile(inset(grid*0.75, 1.5*grid, ends(1.5*grid, left, text, row(grid, r.keys, container.NewCenter(r.count.root)))), press)
	return r
}

func (r *jumpRow) set(j jump) {
	setHidden(r.face, j.label == "")
	setHidden(r.symbol, j.label != "")
	if j.label != "" {
		r.face.set(j.who, j.label)
	} else {
		r.symbol.set(j.glyph, colorMuted)
	}
	r.name.set(j.runs)
	r.note.set(j.note)
	setHidden(r.keys, j.keys == "")
	r.keys.set(j.keys)
	count := ""
	if j.count > 0 {
		count = strconv.Itoa(min(j.count, 99))
	}
	r.count.set(count)
	r.tile.content.Refresh()
}

// behindLayout sets a remark behind a name; the remark gives way.
type behindLayout struct{}

// Layout implements fyne.Layout.
func (behindLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	name := min(parts[0].MinSize().Width, size.Width)
	put(parts[0], 0, 0, name, size.Height)
	put(parts[1], name+grid, 0, size.Width-name-grid, size.Height)
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout. A name that is too long is cut off: the switcher
// is as wide as the names that rooms can have need.
func (behindLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(8*grid, max(parts[0].MinSize().Height, parts[1].MinSize().Height))
}

// markedLine is one line in which what was typed stands out.
type markedLine struct {
	widget.BaseWidget
	runs []vm.Run
}

func newMarkedLine() *markedLine {
	m := &markedLine{}
	m.ExtendBaseWidget(m)
	return m
}

func (m *markedLine) set(runs []vm.Run) {
	m.runs = runs
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *markedLine) CreateRenderer() fyne.WidgetRenderer {
	r := &markedLineRenderer{line: m}
	r.Refresh()
	return r
}

type markedLineRenderer struct {
	line    *markedLine
	objects []fyne.CanvasObject
	size    fyne.Size
}

func (r *markedLineRenderer) Destroy()                     {}
func (r *markedLineRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *markedLineRenderer) MinSize() fyne.Size           { return r.size }

// Layout sets the pieces side by side, from the right where that is where the
// language begins.
func (r *markedLineRenderer) Layout(size fyne.Size) {
	x := float32(0)
	if words.Current().RightToLeft() {
		x = size.Width - r.size.Width
	}
	for _, o := range r.objects {
		least := o.MinSize()
		put(o, x, (size.Height-least.Height)/2, least.Width, least.Height)
		x += least.Width
	}
}

func (r *markedLineRenderer) Refresh() {
	var runes []rune
	var found []bool
	for _, run := range r.line.runs {
		for _, c := range run.Text {
			runes, found = append(runes, c), append(found, run.Found)
		}
	}
	r.objects = r.objects[:0:0]
	r.size = fyne.NewSize(0, fyne.MeasureText("Ág", sizeText, fyne.TextStyle{}).Height)
	for _, p := range pieces(runes, found) {
		text := canvas.NewText(p.text, theme.Color(colorInk))
		text.TextSize = sizeText
		if p.found {
			text.Color, text.TextStyle.Bold = theme.Color(colorAccent), true
		}
		r.objects = append(r.objects, text)
		r.size.Width += text.MinSize().Width
	}
	r.Layout(r.line.Size())
	canvas.Refresh(r.line)
}
