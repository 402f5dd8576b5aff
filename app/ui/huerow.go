package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/words"
	"landline/netcore/chat"
)

// hueSteps is how many hues there are to choose from, besides that of the key.
const hueSteps = 12

// hueRow lets a person choose the hue of their picture: the first choice is that
// of their key, the others go round the circle. The arrows move the choice.
type hueRow struct {
	widget.BaseWidget
	id       chat.MemberID
	hue      uint16 // 0 for that of the key
	changed  func()
	onEscape func()
	onFocus  func()
	focused  bool
}

func newHueRow(id chat.MemberID, hue uint16, changed func()) *hueRow {
	h := &hueRow{id: id, hue: hue, changed: changed}
	h.ExtendBaseWidget(h)
	return h
}

// hueAt is the hue of a choice.
func hueAt(i int) uint16 {
	if i == 0 {
		return 0
	}
	return uint16((i-1)*360/hueSteps) + 1
}

// at is the choice that is nearest to the hue.
func (h *hueRow) at() int {
	best, gap := 0, 361
	for i := range hueSteps + 1 {
		away := max(int(h.hue), int(hueAt(i))) - min(int(h.hue), int(hueAt(i)))
		if (i == 0) == (h.hue == 0) && away < gap {
			best, gap = i, away
		}
	}
	return best
}

func (h *hueRow) choose(i int) {
	h.hue = hueAt(min(max(i, 0), hueSteps))
	h.Refresh()
	h.changed()
}

// Tapped chooses what is under the pointer.
func (h *hueRow) Tapped(e *fyne.PointEvent) {
	for i := range hueSteps + 1 {
		if x, y, side := h.place(i); e.Position.X >= x && e.Position.X < x+side && e.Position.Y >= y && e.Position.Y < y+side {
			h.choose(i)
		}
	}
}

// FocusGained shows where the keyboard is.
func (h *hueRow) FocusGained() {
	h.focused = true
	h.Refresh()
	if h.onFocus != nil {
		h.onFocus()
	}
}

// FocusLost undoes FocusGained.
func (h *hueRow) FocusLost() { h.focused = false; h.Refresh() }

func (h *hueRow) whenFocused(do func()) { h.onFocus = do }

// TypedRune is of no interest.
func (h *hueRow) TypedRune(rune) {}

// TypedKey moves the choice.
func (h *hueRow) TypedKey(e *fyne.KeyEvent) {
	back, on := onward()
	switch e.Name {
	case back, fyne.KeyUp:
		h.choose(h.at() - 1)
	case on, fyne.KeyDown:
		h.choose(h.at() + 1)
	case fyne.KeyHome:
		h.choose(0)
	case fyne.KeyEnd:
		h.choose(hueSteps)
	case fyne.KeyEscape:
		if h.onEscape != nil {
			h.onEscape()
		}
	}
}

const (
	sideHue = 3.5 * grid
	stepHue = 4 * grid
	rimHue  = 4 // round the chosen one
)

// place is where a choice stands: in rows, as far as the width goes.
func (h *hueRow) place(i int) (x, y, side float32) {
	across := max(int((h.Size().Width-2*rimHue+stepHue-sideHue)/stepHue), 1)
	x = rimHue + float32(i%across)*stepHue
	if words.Current().RightToLeft() {
		x = h.Size().Width - x - sideHue
	}
	return x, rimHue + float32(i/across)*stepHue, sideHue
}

// CreateRenderer implements fyne.Widget.
func (h *hueRow) CreateRenderer() fyne.WidgetRenderer {
	r := &hueRenderer{row: h, rim: &canvas.Circle{}, tick: newGlyphImage(), key: newGlyphImage()}
	r.objects = append(r.objects, r.rim)
	for range hueSteps + 1 {
		disc := &canvas.Circle{}
		r.discs, r.objects = append(r.discs, disc), append(r.objects, disc)
	}
	r.objects = append(r.objects, r.key, r.tick)
	r.Refresh()
	return r
}

type hueRenderer struct {
	row       *hueRow
	discs     []*canvas.Circle
	rim       *canvas.Circle
	tick, key *canvas.Image
	objects   []fyne.CanvasObject
}

func (r *hueRenderer) Destroy()                     {}
func (r *hueRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *hueRenderer) MinSize() fyne.Size {
	_, y, side := r.row.place(hueSteps)
	if r.row.Size().Width <= 0 {
		y = rimHue + stepHue
	}
	return fyne.NewSize(5*stepHue, y+side+rimHue)
}

func (r *hueRenderer) Layout(fyne.Size) {
	at := r.row.at()
	for i, disc := range r.discs {
		x, y, side := r.row.place(i)
		put(disc, x, y, side, side)
		if i == 0 {
			put(r.key, x+7, y+7, side-14, side-14)
		}
		if i == at {
			put(r.rim, x-3, y-3, side+6, side+6)
			put(r.tick, x+6, y+6, side-12, side-12)
		}
	}
}

func (r *hueRenderer) Refresh() {
	dark, at := inDark(), r.row.at()
	for i, disc := range r.discs {
		ground, ink := hueOf(float64(hueAt(i)), dark)
		if i == 0 {
			ground, ink = hue(r.row.id, dark)
			r.key.Resource, r.key.Hidden = glyphResource("key", ink), at == 0
			r.key.Refresh()
		}
		if i == at {
			r.tick.Resource = glyphResource("tick", ink)
			r.tick.Refresh()
		}
		disc.FillColor = ground
		canvas.Refresh(disc)
	}
	edge := colorMuted
	if r.row.focused {
		edge = colorAccent
	}
	r.rim.FillColor, r.rim.StrokeColor, r.rim.StrokeWidth = theme.Color(colorNone), theme.Color(edge), 2
	r.Layout(r.row.Size())
	canvas.Refresh(r.rim)
}
