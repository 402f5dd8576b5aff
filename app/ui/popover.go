package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// popover is a card beside what was pressed. A click elsewhere puts it away, and
// so does Escape where its parts say so.
type popover struct {
	window  fyne.Window
	overlay *popoverGround
	closed  func()
}

// openPopover shows body beside a place of the window, above it where there is
// room, and puts the keyboard into first. Closed runs when it goes.
func openPopover(w fyne.Window, at box, body fyne.CanvasObject, first fyne.Focusable, closed func()) *popover {
	p := &popover{window: w, closed: closed}
	card := newPanel(colorCard, colorEdge, 1.5*grid, body)
	card.lifted = true
	p.overlay = newPopoverGround(card, at, p.close)
	w.Canvas().Overlays().Add(p.overlay)
	p.overlay.Resize(w.Canvas().Size())
	if first != nil {
		focusOn(w.Canvas(), first)
	}
	return p
}

// close takes the popover away; it may come twice.
func (p *popover) close() {
	if p.overlay == nil {
		return
	}
	p.window.Canvas().Overlays().Remove(p.overlay)
	p.overlay = nil
	if p.closed != nil {
		p.closed()
	}
}

// closePopovers takes away the cards and the menus that are open beside parts of a
// window. A dialog stays, and under one there are none: it takes them away.
func closePopovers(c fyne.Canvas) {
	for top := c.Overlays().Top(); top != nil; top = c.Overlays().Top() {
		switch o := top.(type) {
		case *scrim:
			return
		case *popoverGround:
			o.away()
		default:
			c.Overlays().Remove(o)
		}
	}
}

// popoverGround is the window under a popover, as far as clicks go.
type popoverGround struct {
	widget.BaseWidget
	card *panel
	at   box
	away func()
}

func newPopoverGround(card *panel, at box, away func()) *popoverGround {
	g := &popoverGround{card: card, at: at, away: away}
	g.ExtendBaseWidget(g)
	return g
}

// MouseDown puts the popover away.
func (g *popoverGround) MouseDown(e *desktop.MouseEvent) {
	from := g.card.Position()
	inside := box{from.X, from.Y, g.card.Size().Width, g.card.Size().Height}
	if !inside.holds(e.Position.X, e.Position.Y) {
		g.away()
	}
}

// MouseUp is of no interest.
func (g *popoverGround) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer implements fyne.Widget.
func (g *popoverGround) CreateRenderer() fyne.WidgetRenderer { return &popoverRenderer{g} }

type popoverRenderer struct{ ground *popoverGround }

func (r *popoverRenderer) Destroy()           {}
func (r *popoverRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(4 * grid) }
func (r *popoverRenderer) Refresh()           { r.ground.card.Refresh() }

func (r *popoverRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground.card}
}

// Layout sets the card over the place, or under it, and moves it into the window.
func (r *popoverRenderer) Layout(size fyne.Size) {
	const edge, off = grid, grid / 2
	at := r.ground.at
	need := r.ground.card.MinSize()
	need = fyne.NewSize(min(need.Width, size.Width-2*edge), min(need.Height, size.Height-2*edge))
	x := max(min(at.x+at.w/2-need.Width/2, size.Width-edge-need.Width), edge)
	y := at.y - off - need.Height
	if y < edge {
		y = at.y + at.h + off
	}
	if y+need.Height > size.Height-edge {
		y = max(size.Height-edge-need.Height, edge)
	}
	put(r.ground.card, x, y, need.Width, need.Height)
}

// placeOf is where a part stands in its window.
func placeOf(o fyne.CanvasObject) box {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return box{at.X, at.Y, o.Size().Width, o.Size().Height}
}
