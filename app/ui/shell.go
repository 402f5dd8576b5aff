package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/words"
)

// Widths of the window's columns, and below which they become drawers.
const (
	widthSide   = 37 * grid
	widthPeople = 28 * grid
	narrowBelow = 720
	tightBelow  = 1000 // beside both columns the middle would be too thin
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
	s.shade = newShade(func() { s.closeDrawers(); w.focusRoom() })
	s.shade.Hide()
	s.root = newShellWidget(s)
	return s
}

// parts lists everything in the order in which the keyboard goes through it: the
// warning, this person's rooms, the room, its people. What is a drawer comes after
// the middle, over which it lies.
func (s *shell) parts() []fyne.CanvasObject {
	w := s.window
	if s.drawn() {
		return []fyne.CanvasObject{s.warning.root, w.middle, s.shade, w.side.root, s.leftLine, w.people.root, s.rightLine}
	}
	return []fyne.CanvasObject{s.warning.root, s.shade, w.side.root, s.leftLine, w.middle, w.people.root, s.rightLine}
}

// place puts a part where it stands in a window that is read from the left, or
// where its mirror image does.
func (s *shell) place(o fyne.CanvasObject, x, y, width, height float32) {
	if words.Current().RightToLeft() {
		x = s.width - x - width
	}
	put(o, x, y, width, height)
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
		w.update() // what is laid out below has its buttons for that
	}
	s.width = size.Width
	room := w.pane() != nil && len(w.people.people) > 0
	s.rooms, s.peopleOut = s.rooms && narrow, s.peopleOut && tight && room // what is a column is no drawer
	left := !narrow || s.rooms
	right := s.peopleOut || room && !tight && !s.noPeople

	from, to := float32(0), size.Width
	if !narrow {
		from = widthSide
	}
	if right && !tight {
		to -= widthPeople
	}
	setHidden(w.side.root, !left)
	setHidden(s.leftLine, !left)
	setHidden(w.people.root, !right)
	setHidden(s.rightLine, !right)
	setHidden(s.shade, !s.drawn())

	top := s.warning.height(size.Width)
	high := size.Height - top
	put(s.warning.root, 0, 0, size.Width, top)
	s.place(w.middle, from, top, to-from, high)
	put(s.shade, 0, top, size.Width, high)
	side := min(widthSide, size.Width-5*grid)
	s.place(w.side.root, 0, top, side, high)
	s.place(s.leftLine, side-1, top, 1, high)
	column := min(widthPeople, size.Width-5*grid)
	s.place(w.people.root, size.Width-column, top, column, high)
	s.place(s.rightLine, size.Width-column, top, 1, high)
	w.keepKeyboard()
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), h))
}

// toggleRooms draws the rooms out of a narrow window's side, or back; the keyboard
// goes with them.
func (s *shell) toggleRooms() {
	s.rooms, s.peopleOut = !s.rooms, false
	s.arrange()
	s.follow(s.rooms, s.window.side.home())
}

// togglePeople shows the people of the room on the screen, or puts them away. What
// lies over the room goes: they stand beside the room itself.
func (s *shell) togglePeople() {
	show := !s.window.people.root.Visible()
	s.window.closeCover()
	if s.width < tightBelow {
		s.peopleOut, s.rooms = show, false
	} else {
		s.noPeople = !show
	}
	s.arrange()
	s.follow(s.peopleOut, s.window.people.list)
}

// follow takes the keyboard into a drawer that came out, and back into the room
// where it went.
func (s *shell) follow(out bool, home fyne.Focusable) {
	if out {
		s.window.window.Canvas().Focus(home)
	} else {
		s.window.focusRoom()
	}
}

// drawn tells whether a drawer is out.
func (s *shell) drawn() bool { return s.rooms || s.peopleOut }

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

// Cursor leaves the pointer as it is. Fyne asks every part under the pointer for
// it whenever the mouse moves, from the whole window inward, so that this tells
// that somebody is there.
func (w *shellWidget) Cursor() desktop.Cursor {
	w.shell.window.touched()
	return desktop.DefaultCursor
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
