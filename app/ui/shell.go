package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Widths of the window's columns, and below which they become drawers.
const (
	widthSide   = 37 * grid
	widthPeople = 28 * grid
	narrowBelow = 720
	tightBelow  = 1000 // beside both columns the middle would be too thin
	slimBelow   = 520  // of the middle: a room's name needs the place of its address
)

// shell sets the three columns side by side. In a narrow window the outer ones
// lie over the middle when they are called for.
type shell struct {
	root      *shellWidget
	window    *Window
	noPeople  bool // the person put the column away
	rooms     bool // the left drawer is out
	peopleOut bool // the right drawer is out
	width     float32
	warning   *warningBar
	leftLine  *panel
	rightLine *panel
	shade     *shade
}

func newShell(w *Window) *shell {
	s := &shell{window: w, warning: newWarningBar(w), leftLine: hairline(), rightLine: hairline()}
	s.shade = newShade(s.closeDrawers)
	s.shade.Hide()
	s.root = newShellWidget(s)
	return s
}

func (s *shell) parts() []fyne.CanvasObject {
	w := s.window
	return []fyne.CanvasObject{w.middle, s.shade, w.side.root, s.leftLine, w.people.root, s.rightLine, s.warning.root}
}

// arrange gives every column its place.
func (s *shell) arrange() {
	size := s.root.Size()
	if size.Width <= 0 {
		return
	}
	w := s.window
	narrow, tight := size.Width < narrowBelow, size.Width < tightBelow
	if narrow != w.narrow {
		w.narrow = narrow
		defer w.update()
	}
	if s.width != size.Width && !tight {
		s.peopleOut = false
	}
	s.width = size.Width
	room := w.pane() != nil && len(w.people.people) > 0
	left := !narrow || s.rooms
	right := room && (!tight && !s.noPeople || tight && s.peopleOut)

	from, to := float32(0), size.Width
	if !narrow {
		from = widthSide
	}
	if right && !tight {
		to -= widthPeople
	}
	if slim := to-from < slimBelow; slim != w.slim {
		w.slim = slim
		defer w.update()
	}
	setHidden(w.side.root, !left)
	setHidden(s.leftLine, !left)
	setHidden(w.people.root, !right)
	setHidden(s.rightLine, !right)
	setHidden(s.shade, !(narrow && s.rooms || right && tight))

	top := s.warning.height(size.Width)
	high := size.Height - top
	put(s.warning.root, 0, 0, size.Width, top)
	put(w.middle, from, top, to-from, high)
	put(s.shade, 0, top, size.Width, high)
	side := min(widthSide, size.Width-5*grid)
	put(w.side.root, 0, top, side, high)
	put(s.leftLine, side-1, top, 1, high)
	column := min(widthPeople, size.Width-5*grid)
	put(w.people.root, size.Width-column, top, column, high)
	put(s.rightLine, size.Width-column, top, 1, high)
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), h))
}

func (s *shell) toggleRooms() {
	s.rooms, s.peopleOut = !s.rooms, false
	s.arrange()
}

func (s *shell) togglePeople() {
	if s.width < tightBelow {
		s.peopleOut, s.rooms = !s.peopleOut, false
	} else {
		s.noPeople = !s.noPeople
	}
	s.arrange()
}

// drawn tells whether a drawer is out.
func (s *shell) drawn() bool { return s.rooms && s.window.narrow || s.peopleOut }

func (s *shell) closeDrawers() {
	s.rooms, s.peopleOut = false, false
	s.arrange()
}

// shellWidget is the shell as Fyne sees it.
type shellWidget struct {
	widget.BaseWidget
	shell *shell
}

func newShellWidget(s *shell) *shellWidget {
	w := &shellWidget{shell: s}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer implements fyne.Widget.
func (w *shellWidget) CreateRenderer() fyne.WidgetRenderer { return &shellRenderer{w.shell} }

type shellRenderer struct{ shell *shell }

func (r *shellRenderer) Destroy()                     {}
func (r *shellRenderer) Layout(fyne.Size)             { r.shell.arrange() }
func (r *shellRenderer) MinSize() fyne.Size           { return fyne.NewSize(44*grid, 52*grid) }
func (r *shellRenderer) Objects() []fyne.CanvasObject { return r.shell.parts() }

func (r *shellRenderer) Refresh() {
	for _, o := range r.shell.parts() {
		o.Refresh()
	}
}

// shade dims what a drawer lies over; a click on it puts the drawer away.
type shade struct {
	widget.BaseWidget
	onTap func()
}

func newShade(onTap func()) *shade {
	s := &shade{onTap: onTap}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped puts the drawer away.
func (s *shade) Tapped(*fyne.PointEvent) { s.onTap() }

// CreateRenderer implements fyne.Widget.
func (s *shade) CreateRenderer() fyne.WidgetRenderer {
	return &shadeRenderer{WidgetRenderer: widget.NewSimpleRenderer(canvas.NewRectangle(theme.Color(colorShade)))}
}

type shadeRenderer struct{ fyne.WidgetRenderer }

func (r *shadeRenderer) Refresh() {
	ground := r.Objects()[0].(*canvas.Rectangle)
	ground.FillColor = theme.Color(colorShade)
	ground.Refresh()
}
