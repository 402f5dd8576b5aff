package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// roomSettings is what the host can change of a room, on one page: what it is
// called, who may come in, how long lines are kept, and how order is kept.
type roomSettings struct {
	root    fyne.CanvasObject
	scroll  *container.Scroll
	window  *Window
	room    vm.Key
	head    *coverHead
	name    *label
	naming  *namingCard
	guard   *guardCard
	keep    *button
	members *membersCard
	banned  *bannedCard
	records *recordsCard
	order   *orderCard
}

func newRoomSettings(w *Window) *roomSettings {
	v := &roomSettings{window: w}
	v.name = newLabel("", sizeTitle, colorInk).bold().theirs()
	title := column(1, v.name, newLabel(words.T("Settings of your room"), sizeSmall, colorMuted))
	v.head = newCoverHead(w, title)
	v.scroll = container.NewVScroll(none())
	v.naming, v.guard, v.order = newNamingCard(v), newGuardCard(v), newOrderCard(v)
	v.keep = newButton(plain, "chevron", "", v.pickKeep).compact().dropping()
	v.reach(v.keep)
	v.members, v.banned, v.records = newMembersCard(v), newBannedCard(v), newRecordsCard()
	section := func(name string, content fyne.CanvasObject) fyne.CanvasObject {
		return column(grid/2, heading(name), content)
	}
	keeping := column(grid,
		flow(grid, newFree(middleLabel{}, newLabel(words.T("Keep lines"), sizeText, colorInk).fixed()), v.keep),
		newParagraph(words.T("What is older is deleted from the room. Others keep what their computers have heard."), sizeText-1, colorMuted).wide(60*grid))
	body := column(2*grid,
		section(words.T("WHAT IT IS CALLED"), v.naming.root),
		section(words.T("WHO MAY COME IN"), v.guard.root),
		section(words.T("HOW LONG LINES ARE KEPT"), card(keeping)),
		section(words.T("HOW FAST PEOPLE SPEAK"), v.order.root),
		section(words.T("MEMBERS"), v.members.root),
		section(words.T("BANNED PEOPLE"), v.banned.root),
		section(words.T("WHAT WAS DONE TO KEEP ORDER"), v.records.root), gap(1, 2*grid))
	v.scroll.Content = inset(2*grid, 2*grid, newFree(measureLayout{90 * grid}, body))
	v.root = v.head.over(wheeled(v.scroll))
	return v
}

// reach lets the keyboard come to buttons, and away from them.
func (v *roomSettings) reach(buttons ...*button) {
	for _, b := range buttons {
		b.onEscape = v.window.escape
		follow(v.scroll, b)
	}
}

// openRoomSettings opens what the host can change of a room; asked again, it goes.
// Of a room that somebody else hosts it shows the details.
func (w *Window) openRoomSettings(key vm.Key) {
	room := w.desk.Room(key)
	switch {
	case !w.ready() || room == nil:
	case !room.Hosting():
		if room == w.desk.Selected() {
			w.openDetails()
		}
	case w.over == cover(w.roomSettings):
		w.leaveCover()
	default:
		w.roomSettings.show(room)
		w.openCover(w.roomSettings)
	}
}

func (v *roomSettings) content() fyne.CanvasObject { return v.root }
func (v *roomSettings) first() fyne.Focusable      { return v.naming.name }
func (v *roomSettings) gone(room vm.Key) bool      { return room == v.room }

func (v *roomSettings) title() string {
	if room := v.window.desk.Room(v.room); room != nil {
		return words.T("Settings of %s", room.Name())
	}
	return words.T("Room")
}

// show makes it the settings of a room.
func (v *roomSettings) show(room *vm.Room) {
	v.room = room.Key()
	v.scroll.ScrollToTop()
	v.naming.begin(room)
	v.guard.begin()
}

// shown asks how the room is kept, as the details do.
func (v *roomSettings) shown(on bool) {
	if on {
		v.window.actions.Describe(v.room)
	}
}

// keeps tells whether a name, a topic or a password was typed and not set yet.
func (v *roomSettings) keeps() bool {
	room := v.window.desk.Room(v.room)
	return room != nil && (v.naming.name.Text != room.Name() || v.naming.topic.Text != room.Topic() || v.guard.secret.Text != "")
}

// changed tells that something happened in a room.
func (v *roomSettings) changed(room vm.Key) {
	if v.window.over == cover(v) && room == v.room {
		v.window.actions.Describe(room)
	}
}

func (v *roomSettings) update() {
	v.head.update()
	room := v.window.desk.Room(v.room)
	if room == nil {
		return
	}
	v.name.set(room.Name())
	d, ok := v.window.desk.Details(v.room)
	v.naming.update(room)
	v.guard.update(room)
	v.keep.set("chevron", lower(d.Keep.String()))
	v.keep.enable(ok)
	v.order.update(room)
	v.members.update(room)
	v.banned.update(room)
	v.records.update(room.Records(d), ok)
}

func (v *roomSettings) pickKeep() { v.window.pickKeep(v.room, v.keep) }

// pickKeep offers for how long the lines of a room are kept, under a button.
func (w *Window) pickKeep(room vm.Key, under *button) {
	d, ok := w.desk.Details(room)
	if !ok || !d.Hosting {
		return
	}
	var items []*fyne.MenuItem
	for _, k := range vm.Keeps() {
		items = append(items, choice(k.String(), k == d.Keep, func() { w.keepFor(d, k) }))
	}
	drop(under, items)
}

// keepFor sets how long lines are kept. It asks first where that deletes some.
func (w *Window) keepFor(d vm.Details, k vm.Keep) {
	do := func() { w.actions.Keep(d.Room, k) }
	switch f, asks := d.Forgets(k); {
	case k == d.Keep || w.sheet != nil:
	case asks:
		w.sheet = confirm(w.window, f.Title, f.Text, f.Yes, do, w.sheetClosed)
	default:
		do()
	}
}
