package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// peopleList is Fyne's list with a keyboard of our own: it passes by headings,
// shows where it is as our other widgets do, and leaves to the window what it has
// no use for.
type peopleList struct {
	widget.List
	column  *peopleColumn
	at      int // the place that the keyboard is at
	focused bool
}

// highHeading is the height of a section's heading.
const highHeading = 3.5 * grid

func newPeopleList(p *peopleColumn) *peopleList {
	l := &peopleList{column: p}
	l.Length = func() int { return len(p.places) }
	l.CreateItem = func() fyne.CanvasObject { return newPersonRow() }
	l.UpdateItem = p.draw
	l.HideSeparators = true
	l.OnSelected = func(i widget.ListItemID) {
		l.Unselect(i)
		p.offer(i)
	}
	l.ExtendBaseWidget(l)
	return l
}

// person is the place's index of people whom the keyboard is at; ok is false where
// that is nobody.
func (l *peopleList) person() (i int, ok bool) {
	if l.at >= len(l.column.places) || l.column.places[l.at].heading != "" {
		return 0, false
	}
	return l.column.places[l.at].person, true
}

// take shows other places. The keyboard is at the one of them called at.
func (l *peopleList) take(places []place, at int) {
	p := l.column
	heading := func(list []place, i int) bool { return i < len(list) && list[i].heading != "" }
	row, before := newPersonRow().MinSize().Height, p.places
	p.places = places // the list draws itself with each height that is set
	for i := range max(len(places), len(before)) {
		if now := heading(places, i); now != heading(before, i) {
			l.SetItemHeight(i, map[bool]float32{true: highHeading, false: row}[now])
		}
	}
	moved := l.at != at
	l.at = at
	if l.focused && moved {
		l.ScrollTo(at)
	}
	l.Refresh()
}

// move takes the keyboard by places further to a person. Each section begins with
// a heading, which is passed by, the topmost one by going back.
func (l *peopleList) move(by int) {
	places := l.column.places
	if len(places) == 0 {
		return
	}
	at := min(max(l.at+by, 0), len(places)-1)
	if places[at].heading != "" && (by > 0 || at == 0) {
		at++
	} else if places[at].heading != "" {
		at--
	}
	l.at = at
	l.ScrollTo(at)
	l.Refresh()
}

// FocusGained shows where the keyboard is.
func (l *peopleList) FocusGained() {
	l.focused = true
	if places := l.column.places; l.at >= len(places) || places[l.at].heading != "" {
		l.at = max(slices.IndexFunc(places, func(p place) bool { return p.heading == "" }), 0)
	}
	l.Refresh()
}

// FocusLost undoes FocusGained.
func (l *peopleList) FocusLost() {
	l.focused = false
	l.Refresh()
}

// KeyDown tells that somebody is there.
func (l *peopleList) KeyDown(*fyne.KeyEvent) { heard(l) }

// KeyUp is of no interest.
func (l *peopleList) KeyUp(*fyne.KeyEvent) {}

// TypedRune is for the window.
func (l *peopleList) TypedRune(r rune) {
	if r != ' ' {
		passRune(l, r)
	}
}

// TypedKey moves, and opens what is offered of a person.
func (l *peopleList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		l.move(-1)
	case fyne.KeyDown:
		l.move(1)
	case fyne.KeyPageUp:
		l.move(-8)
	case fyne.KeyPageDown:
		l.move(8)
	case fyne.KeyHome:
		l.move(-len(l.column.places))
	case fyne.KeyEnd:
		l.move(len(l.column.places))
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		l.column.offer(l.at)
	default:
		passKey(l, e)
	}
}
