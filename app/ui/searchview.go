package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// searchView looks through all that was said. What was asked last, and the
// answer, stay for the next time.
type searchView struct {
	root    fyne.CanvasObject
	window  *Window
	head    *coverHead
	text    *searchField
	filters *searchFilters
	count   *label
	hits    []*hitTile
	list    *fyne.Container
	scroll  *container.Scroll
	blank   *searchBlank
	foot    *fyne.Container
}

func newSearchView(w *Window) *searchView {
	v := &searchView{window: w}
	v.text = newSearchField(v)
	v.filters = newSearchFilters(v)
	v.count = newLabel("", sizeSmall, colorMuted)
	v.blank = newSearchBlank(v)
	v.list = column(grid / 2)
	v.scroll = container.NewVScroll(inset(grid, 1.5*grid, v.list))
	keys := newParagraph(words.T("Up and Down choose · Enter goes there · Shift+Enter looks around · Esc closes"), sizeSmall, colorMuted).centred().wide(90 * grid)
	v.head = newCoverHead(w, v.text)
	head := newFree(footLayout{}, column(0, v.head.bar, inset(0, 2*grid, v.filters.root), inset(grid, 2*grid, v.count)), hairline())
	v.foot = column(0, hairline(), inset(grid, 2*grid, keys))
	v.root = container.NewBorder(head, v.foot, nil, nil, container.NewStack(v.scroll, v.blank.root))
	return v
}

func (v *searchView) content() fyne.CanvasObject { return v.root }
func (v *searchView) title() string              { return words.T("Search") }
func (v *searchView) first() fyne.Focusable      { return v.text }

// gone looks in all rooms where the one that it kept to is closed.
func (v *searchView) gone(room vm.Key) bool {
	if v.filters.room == room {
		v.scope(0)
	}
	return false
}

// shown puts the question again: what was said has grown meanwhile.
func (v *searchView) shown(on bool) {
	if !on {
		return
	}
	v.text.mark()
	if q, ok := v.window.desk.Search().Again(); ok {
		v.window.actions.Search(q)
	}
}

// scope sets where to look: in one room, or, with 0, in all.
func (v *searchView) scope(room vm.Key) {
	v.filters.in(room)
	v.ask()
}

// ask puts the question as it stands in the fields.
func (v *searchView) ask() {
	q, ok := v.filters.query(v.text.Text)
	s := v.window.desk.Search()
	if ok && s.Ask(q) {
		v.window.actions.Search(s.Query())
	}
	if s.ChosenAt() == 0 {
		v.scroll.ScrollToTop()
	}
	v.redraw()
}

// redraw is update while the view is on the screen.
func (v *searchView) redraw() {
	if v.window.over == cover(v) {
		v.update()
	}
}

// update draws the answer as it is now.
func (v *searchView) update() {
	v.head.update()
	setHidden(v.foot, v.window.narrow)
	v.filters.update()
	s := v.window.desk.Search()
	v.count.set(s.Count())
	setHidden(v.count, s.Count() == "")
	blank, empty := s.Blank(v.filters.roomName(), v.window.now())
	v.blank.update(blank, empty)
	setHidden(v.scroll, empty)
	for i, h := range s.Hits() {
		if i == len(v.hits) {
			v.hits = append(v.hits, newHitTile(v, i))
			v.list.Add(v.hits[i])
		}
		v.hits[i].update(h)
	}
	for i, tile := range v.hits {
		setHidden(tile, i >= len(s.Hits()))
	}
}

// key does what a key means that is no letter, wherever the keyboard is in the
// view. It tells whether it did.
func (v *searchView) key(e *fyne.KeyEvent, shift bool) bool {
	s := v.window.desk.Search()
	switch e.Name {
	case fyne.KeyEscape:
		v.window.escape()
	case fyne.KeyUp:
		v.choose(s.ChosenAt() - 1)
	case fyne.KeyDown:
		v.choose(s.ChosenAt() + 1)
	case fyne.KeyPageUp:
		v.choose(s.ChosenAt() - 5)
	case fyne.KeyPageDown:
		v.choose(s.ChosenAt() + 5)
	case fyne.KeyReturn, fyne.KeyEnter:
		if shift {
			v.lookAround()
		} else {
			v.goThere()
		}
	default:
		return false
	}
	return true
}

// choose chooses the hit at place i and brings it into view.
func (v *searchView) choose(i int) {
	s := v.window.desk.Search()
	s.Choose(i)
	v.redraw()
	if at := s.ChosenAt(); at < len(v.hits) {
		v.reveal(v.hits[at])
	}
}

func (v *searchView) reveal(tile *hitTile) {
	top := tile.Position().Y
	bottom := top + tile.Size().Height + 2*grid
	switch height := v.scroll.Size().Height; {
	case top < v.scroll.Offset.Y:
		v.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > v.scroll.Offset.Y+height:
		v.scroll.ScrollToOffset(fyne.NewPos(0, min(bottom-height, top)))
	}
}

// goThere is showChosen for Enter, which may come before the answer: it does not go
// to a hit of an older question.
func (v *searchView) goThere() {
	if v.window.desk.Search().Settled() {
		v.showChosen()
	}
}

// showChosen brings the chosen hit to the screen, in its room.
func (v *searchView) showChosen() {
	s := v.window.desk.Search()
	h, ok := s.Chosen()
	if !ok {
		return
	}
	s.Seek(h)
	if v.window.desk.Room(h.Here) != nil {
		v.window.selectRoom(h.Here)
	}
	v.window.actions.Show(h)
}

// surrounded comes back to the screen where the hit that was gone to is lost.
func (v *searchView) surrounded() {
	if v.window.desk.Search().Lost() && v.window.sheet == nil {
		v.window.openCover(v)
	}
}

// lookAround shows what was said around the chosen hit, or puts it away.
func (v *searchView) lookAround() {
	h, ask := v.window.desk.Search().LookAround()
	if ask {
		v.window.actions.Around(h)
	}
	v.redraw()
}

// searchField is where the words are typed. The keys that move go to the list.
type searchField struct {
	field
	view  *searchView
	shift shiftKey
}

func newSearchField(v *searchView) *searchField {
	f := &searchField{view: v}
	f.limit = maxField
	f.asking(words.T("Search what was said"))
	f.OnChanged = func(string) { v.ask() }
	f.ExtendBaseWidget(f)
	return f
}

// KeyDown follows Shift.
func (f *searchField) KeyDown(e *fyne.KeyEvent) {
	f.shift.down(e)
	f.field.KeyDown(e)
}

// KeyUp follows Shift.
func (f *searchField) KeyUp(e *fyne.KeyEvent) {
	f.shift.up(e)
	f.field.KeyUp(e)
}

// FocusLost forgets Shift, whose release goes elsewhere.
func (f *searchField) FocusLost() {
	f.shift.held = false
	f.field.FocusLost()
}

// TypedKey hands the keys that move to the list.
func (f *searchField) TypedKey(e *fyne.KeyEvent) {
	if !f.view.key(e, f.shift.held) {
		f.field.TypedKey(e)
	}
}
