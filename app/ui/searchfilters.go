package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/app/words"
)

// searchFilters narrows a search down: to a room, a person, some days.
type searchFilters struct {
	root   *fyne.Container
	view   *searchView
	room   vm.Key // 0: all rooms
	period vm.Period

	where, who, when *button
	name             *field // typed in place of picked
	picked           vm.Speaker
	since, until     *field
	wrong            *fault
}

func newSearchFilters(v *searchView) *searchFilters {
	f := &searchFilters{view: v}
	f.where = newButton(plain, "chevron", "", f.pickRoom).compact().dropping()
	f.who = newButton(plain, "chevron", words.T("Anybody"), f.pickPerson).compact().dropping()
	f.when = newButton(plain, "chevron", vm.AnyTime.String(), f.pickPeriod).compact().dropping()
	f.name = f.small(words.T("Name"))
	f.since, f.until = f.small(words.T("From %s", "2026-01-31")), f.small(words.T("to %s", "2026-02-28"))
	f.wrong = newFault()
	for _, b := range []*button{f.where, f.who, f.when} {
		b.onEscape = v.window.escape
	}
	for _, o := range []fyne.CanvasObject{f.name, f.since, f.until} {
		o.Hide()
	}
	narrowing := flow(grid, f.where, f.who, newFree(fixedLayout{18 * grid}, f.name), f.when,
		newFree(fixedLayout{18 * grid}, f.since), newFree(fixedLayout{18 * grid}, f.until))
	f.root = column(grid/2, narrowing, f.wrong.root)
	return f
}

// small is a field of a filter.
func (f *searchFilters) small(placeholder string) *field {
	small := newField(placeholder)
	small.OnChanged = func(string) { f.view.ask() }
	small.OnSubmitted = func(string) { f.view.window.focusRoom() }
	small.onEscape = f.view.window.escape
	return small
}

// in sets the room to look in; 0 is all of them.
func (f *searchFilters) in(room vm.Key) { f.room = room }

// roomName is the name of the room that the search keeps to.
func (f *searchFilters) roomName() string {
	if room := f.view.window.desk.Room(f.room); room != nil {
		return room.Name()
	}
	return ""
}

// query is the question; ok is false where a day cannot be read.
func (f *searchFilters) query(text string) (q vm.Query, ok bool) {
	now := f.view.window.now()
	if f.name.Text != f.picked.Name { // another was typed
		f.picked = vm.Speaker{}
	}
	q = vm.Query{Text: text, Room: f.room, From: f.name.Text, FromID: f.picked.ID, Since: f.period.Since(now)}
	var errSince, errUntil error
	if f.period == vm.TypedDates {
		q.Since, errSince = vm.DayBegins(f.since.Text, now.Location())
		q.Until, errUntil = vm.DayEnds(f.until.Text, now.Location())
	}
	for _, err := range []error{errSince, errUntil} {
		if err != nil {
			f.wrong.say(sentence(err))
			return q, false
		}
	}
	f.wrong.say("")
	return q, true
}

// update says what is chosen now.
func (f *searchFilters) update() {
	where := words.T("All rooms")
	if f.room != 0 {
		where = words.T("In %s", shorten(f.roomName(), 24*grid, sizeSmall+1, fyne.TextStyle{}))
	}
	f.where.set("chevron", where)
	who := words.T("Anybody")
	if f.name.Text != "" {
		tag := ""
		if f.picked.Tag != "" && f.picked.Name == f.name.Text {
			tag = f.picked.Tag // a name that is shortened keeps it
		}
		who = words.T("By %s", vm.Tagged(shorten(f.name.Text, 16*grid, sizeSmall+1, fyne.TextStyle{}), tag))
	}
	f.who.set("chevron", who)
	f.when.set("chevron", f.period.String())
	setHidden(f.since, f.period != vm.TypedDates)
	setHidden(f.until, f.period != vm.TypedDates)
	f.root.Refresh()
}

// reset takes all filters away.
func (f *searchFilters) reset() {
	f.room, f.period = 0, vm.AnyTime
	f.by(vm.Speaker{})
}

// by keeps to one person, or to anybody.
func (f *searchFilters) by(who vm.Speaker) {
	f.name.Hide()
	f.picked = who
	if f.name.Text != who.Name {
		f.name.SetText(who.Name)
	}
	f.view.ask()
	f.view.window.focusRoom()
}

func (f *searchFilters) pickRoom() {
	items := []*fyne.MenuItem{choice(words.T("All rooms"), f.room == 0, func() { f.choose(0) })}
	for _, room := range f.view.window.desk.Rooms() {
		key := room.Key()
		items = append(items, choice(room.Name(), f.room == key, func() { f.choose(key) }))
	}
	drop(f.where, items)
}

func (f *searchFilters) choose(room vm.Key) {
	f.view.scope(room)
	f.view.window.focusRoom()
}

func (f *searchFilters) pickPerson() {
	items := []*fyne.MenuItem{choice(words.T("Anybody"), f.name.Text == "", func() { f.by(vm.Speaker{}) })}
	for _, who := range f.view.window.desk.Speakers(f.room) {
		items = append(items, choice(who.String(), f.name.Text == who.Name && f.picked.ID == who.ID, func() { f.by(who) }))
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Type a name…"), func() {
		f.name.Show()
		f.root.Refresh()
		f.view.window.window.Canvas().Focus(f.name)
		f.name.mark()
	}))
	drop(f.who, items)
}

func (f *searchFilters) pickPeriod() {
	var items []*fyne.MenuItem
	for _, p := range vm.Periods() {
		items = append(items, choice(p.String(), f.period == p, func() {
			f.period = p
			f.view.ask()
			if p == vm.TypedDates {
				f.view.window.window.Canvas().Focus(f.since)
				return
			}
			f.view.window.focusRoom()
		}))
	}
	drop(f.when, items)
}

// choice is one item of a menu that shows which one counts.
func choice(text string, chosen bool, pick func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(shorten(text, 32*grid, sizeText, fyne.TextStyle{}), pick)
	item.Checked = chosen
	return item
}

// drop opens a menu under a part of the window. The keyboard is on its first entry
// where it came from that part.
func drop(under fyne.CanvasObject, items []*fyne.MenuItem) {
	c := fyne.CurrentApp().Driver().CanvasForObject(under)
	if c == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under).AddXY(0, under.Size().Height+grid/2)
	m := newMenu(items, c)
	byKey := under != nil && any(c.Focused()) == any(under)
	if row, ok := under.(*personRow); ok { // their list has the keyboard for them
		byKey = row.focused
	}
	m.ShowAtPosition(at)
	if byKey {
		m.ActivateNext()
	}
}

// newMenu is a menu whose entries read in their order: what somebody is called may
// be written in the other direction than the words beside it.
func newMenu(items []*fyne.MenuItem, c fyne.Canvas) *widget.PopUpMenu {
	for _, item := range items {
		item.Label = fromLeftSide(item.Label)
	}
	return widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
}

// fixedLayout gives one part a fixed width; a hidden one takes no space.
type fixedLayout struct{ width float32 }

func (l fixedLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) { parts[0].Resize(size) }

func (l fixedLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	if !parts[0].Visible() {
		return fyne.Size{}
	}
	return fyne.NewSize(l.width, parts[0].MinSize().Height)
}

// searchBlank stands where there are no hits and says why.
type searchBlank struct {
	root  *fyne.Container
	title *paragraph
	text  *paragraph
	wider *button
}

func newSearchBlank(v *searchView) *searchBlank {
	b := &searchBlank{
		title: newParagraph("", sizeText+1, colorInk).bold().centred().wide(44 * grid),
		text:  newParagraph("", sizeText-1, colorMuted).centred().wide(44 * grid),
	}
	b.wider = newButton(plain, "", words.T("Look everywhere"), func() { v.filters.reset() })
	b.wider.onEscape = v.window.escape
	b.root = newFree(emptyLayout{44 * grid}, b.title, b.text, b.wider)
	return b
}

func (b *searchBlank) update(blank vm.Blank, empty bool) {
	setHidden(b.root, !empty)
	b.title.set(blank.Title, colorInk)
	b.text.set(blank.Text, colorMuted)
	setHidden(b.wider, !blank.Narrow)
}

// emptyLayout stacks parts in the middle of a place, the last one no wider than
// it needs to be.
type emptyLayout struct{ width float32 }

func (l emptyLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	width := min(l.width, size.Width-4*grid)
	y := max((size.Height-l.height(parts))*0.4, grid)
	for i, p := range parts {
		w := width
		if i == len(parts)-1 {
			w = min(p.MinSize().Width, width)
		}
		p.Resize(fyne.NewSize(w, p.MinSize().Height))
		p.Resize(fyne.NewSize(w, p.MinSize().Height))
		p.Move(fyne.NewPos((size.Width-w)/2, y))
		y += p.Size().Height + grid
	}
}

func (l emptyLayout) height(parts []fyne.CanvasObject) (height float32) {
	for _, p := range parts {
		height += p.MinSize().Height + grid
	}
	return height
}

func (l emptyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(10 * grid) }
