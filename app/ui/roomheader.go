package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// roomHeader says which room this is, how it is reached, and what can be done
// with it as a whole.
type roomHeader struct {
	root    *fyne.Container
	window  *Window
	room    *vm.Room
	menu    *button
	name    *label
	strip   *topicStrip
	status  *reachSign      // beside the name's end of the bar
	under   *stateLine      // or under the bar, where that place is too thin
	reach   *fyne.Container // holds the address and more
	address *addressChip
	more    *button
	invite  *button
	shield  *button // who keeps the room, and how sure that is
	search  *button
	info    *button
	people  *button
	leave   *button
	orders  *button // what keeps order, for those who may
	shows   barPlan
	width   float32 // of the last layout; 0 before the first
}

func newRoomHeader(w *Window, room *vm.Room) *roomHeader {
	h := &roomHeader{window: w, room: room}
	h.menu = newButton(quiet, "menu", "", w.openRooms)
	h.name = newLabel(room.Name(), sizeTitle, colorInk).bold().theirs()
	h.strip = newTopicStrip()
	h.status, h.under = newReachSign(), newStateLine(h.menu)
	h.address = newAddressChip()
	h.more = newButton(quiet, "chevron", "", func() { h.address.list(h.more) }).compact()
	h.reach = row(0, h.address, h.more)
	h.invite = newButton(quiet, "invite", "", func() { w.showInvitation(room.Key()) })
	h.shield = newButton(quiet, "shield", "", func() { w.showKeeper(room.Key()) })
	h.search = newButton(quiet, "search", "", func() { w.openSearch(false) })
	h.info = newButton(quiet, "info", "", w.openDetails)
	h.people = newButton(quiet, "people", "", w.togglePeople)
	h.orders = newButton(quiet, "order", "", func() { w.openOrders(room.Key(), h.orders) })
	h.leave = newButton(quiet, "leave", "", func() { w.leave(room.Key()) })
	title := newTile(inset(0, grid, newFree(centreLayout{}, column(1, h.name, h.status.root))), w.openDetails)
	bar := inset(barInset, grid, ends(0, h.menu, title, row(barGap, h.reach, h.invite, h.shield, h.search, h.orders, h.info, h.people, h.leave)))
	h.root = newFree(footLayout{}, column(0, bar, h.under.root, h.strip.root), hairline())
	return h
}

func (h *roomHeader) update() {
	h.name.set(h.room.Name())
	h.strip.update(h.room)
	h.status.set(h.room, h.state())
	h.under.set(h.room, h.state())
	h.address.set(h.room.Addresses())
	symbol, _ := keeperGlyph(h.window.desk.Keeper(h.room))
	h.shield.set(symbol, "")
	if h.fit(h.width) {
		h.root.Refresh()
	}
}

// state says how the room is reached, and how many people are there.
func (h *roomHeader) state() string {
	text := h.room.State()
	if h.room.Link() == vm.Seated {
		text += " · " + vm.People(h.room.Present())
	}
	return text
}

// signGap is between a symbol and the words beside it.
const signGap = 5

// reachSign says by a symbol and in words how a room is reached.
type reachSign struct {
	root   *fyne.Container
	symbol *glyph
	words  *label
}

func newReachSign() *reachSign {
	s := &reachSign{symbol: newGlyph("clock", 14, colorMuted), words: newLabel("", sizeSmall, colorMuted)}
	s.root = ends(signGap, s.symbol, s.words, none())
	return s
}

func (s *reachSign) set(room *vm.Room, text string) {
	glyph, ink := stateGlyph(room)
	s.symbol.set(glyph, ink)
	s.words.set(text)
}

// needs is the width in which it says that to the end.
func (s *reachSign) needs(text string) float32 {
	return s.symbol.MinSize().Width + signGap + s.words.needs(text)
}

// stateGlyph says by its shape how a room is reached.
func stateGlyph(room *vm.Room) (name string, ink fyne.ThemeColorName) {
	switch {
	case room.Link() == vm.Ended:
		return "alert", colorDanger
	case room.HostAway():
		return "retry", colorMuted
	case room.Link() == vm.Reconnecting:
		return "retry", colorDanger
	case room.Link() == vm.Connecting:
		return "clock", colorMuted
	case room.Hosting():
		return "host", colorAccent
	}
	return "tick", colorAccent
}

// footLayout puts a line under a part.
type footLayout struct{}

func (footLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	parts[0].Resize(size)
	parts[1].Resize(fyne.NewSize(size.Width, 1))
	parts[1].Move(fyne.NewPos(0, size.Height-1))
}

func (footLayout) MinSize(parts []fyne.CanvasObject) fyne.Size { return parts[0].MinSize() }
