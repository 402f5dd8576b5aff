package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// roomHeader says which room this is, how it is reached, and what can be done
// with it as a whole.
type roomHeader struct {
	root    fyne.CanvasObject
	window  *Window
	room    *vm.Room
	menu    *button
	name    *label
	strip   *topicStrip
	status  *reachSign // beside the name's end of the bar
	below   *reachSign // or under the bar, where that place is too thin
	under   *fyne.Container
	address *addressChip
	more    *button
	invite  *button
	shield  *button // who keeps the room, and how sure that is
	search  *button
	info    *button
	people  *button
	leave   *button
	orders  *button // what keeps order, for those who may
}

func newRoomHeader(w *Window, room *vm.Room) *roomHeader {
	h := &roomHeader{window: w, room: room}
	h.menu = newButton(quiet, "menu", "", w.openRooms)
	h.name = newLabel(room.Name(), sizeTitle, colorInk).bold().theirs()
	h.strip = newTopicStrip()
	h.status, h.below = newReachSign(), newReachSign()
	h.under = newFree(underLayout{h.menu}, h.below.root)
	h.address = newAddressChip()
	h.more = newButton(quiet, "chevron", "", func() { h.address.list(h.more) }).compact()
	h.invite = newButton(quiet, "invite", "", func() { w.showInvitation(room.Key()) })
	h.shield = newButton(quiet, "shield", "", func() { w.showKeeper(room.Key()) })
	h.search = newButton(quiet, "search", "", func() { w.openSearch(false) })
	h.info = newButton(quiet, "info", "", w.openDetails)
	h.people = newButton(quiet, "people", "", w.togglePeople)
	h.orders = newButton(quiet, "order", "", func() { w.openOrders(room.Key(), h.orders) })
	h.leave = newButton(quiet, "leave", "", func() { w.leave(room.Key()) })
	title := newTile(inset(0, grid, newFree(centreLayout{}, column(1, h.name, h.status.root))), w.openDetails)
	bar := inset(1.25*grid, grid, ends(0, h.menu, title, row(grid/2, row(0, h.address, h.more), h.invite, h.shield, h.search, h.orders, h.info, h.people, h.leave)))
	h.root = newFree(footLayout{}, column(0, bar, h.under, h.strip.root), hairline())
	return h
}

func (h *roomHeader) update() {
	h.name.set(h.room.Name())
	text := h.room.State()
	if h.room.Link() == vm.Seated {
		text += " · " + vm.People(h.room.Present())
	}
	h.strip.update(h.room)
	h.orders.Hidden = !h.room.May(chat.SetTopic, chat.MemberID{})
	h.status.set(h.room, text)
	h.below.set(h.room, text)
	setHidden(h.status.root, h.window.slim)
	setHidden(h.under, !h.window.slim)
	h.address.set(h.room.Addresses(), h.window.short)
	// Where even that leaves the name no room, the details have the addresses, and
	// the way out.
	tight := h.window.narrow && sizeText > usualText
	cramped := h.window.slim && (h.window.narrow || sizeText > usualText) || tight
	h.address.Hidden = h.address.Hidden || cramped
	h.leave.Hidden = tight
	h.more.Hidden = len(h.room.Addresses()) < 2 || cramped
	h.menu.Hidden = !h.window.narrow
	keeper := h.window.desk.Keeper(h.room)
	symbol, _ := keeperGlyph(keeper)
	h.shield.set(symbol, "")
	h.shield.Hidden = h.window.slim || keeper.Me || keeper.ID.IsZero() // the details lead there too
	h.invite.Hidden = h.window.narrow
	h.info.Hidden = h.window.narrow || h.window.slim || h.orders.Visible() // the name leads there too
}

// reachSign says by a symbol and in words how a room is reached.
type reachSign struct {
	root   *fyne.Container
	symbol *glyph
	words  *label
}

func newReachSign() *reachSign {
	s := &reachSign{symbol: newGlyph("clock", 14, colorMuted), words: newLabel("", sizeSmall, colorMuted)}
	s.root = ends(5, s.symbol, s.words, none())
	return s
}

func (s *reachSign) set(room *vm.Room, text string) {
	glyph, ink := stateGlyph(room)
	s.symbol.set(glyph, ink)
	s.words.set(text)
}

// underLift is how far that part reaches into the bar, whose buttons are higher
// than the name.
const underLift = 1.5 * grid

// underLayout sets a part under the bar of a header, in line with the name, which
// begins after the button.
type underLayout struct{ after *button }

// Layout implements fyne.Layout.
func (u underLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	x := float32(2 * grid)
	if u.after.Visible() {
		x += u.after.MinSize().Width
	}
	put(parts[0], x, -underLift, size.Width-x-grid/2, parts[0].MinSize().Height)
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (underLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	size := parts[0].MinSize()
	return fyne.NewSize(size.Width, size.Height-underLift+grid)
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

// addressChip is the likeliest of a room's addresses, to copy with one click.
// words.T("Copied") stands until the pointer leaves.
type addressChip struct {
	button
	addresses []string
	short     bool
	copied    bool
}

func newAddressChip() *addressChip {
	a := &addressChip{}
	a.kind, a.glyph, a.small = quiet, "copy", true
	a.onPress = a.pressed
	a.ExtendBaseWidget(a)
	return a
}

// set changes the addresses; short leaves room for the symbol only.
func (a *addressChip) set(addresses []string, short bool) {
	a.addresses, a.short = addresses, short
	a.Hidden = len(addresses) == 0
	a.say()
}

func (a *addressChip) say() {
	glyph, text := "copy", ""
	if len(a.addresses) > 0 {
		text = a.addresses[0]
	}
	if a.copied {
		glyph, text = "tick", words.T("Copied")
	}
	if a.short {
		text = ""
	}
	a.button.set(glyph, text)
}

func (a *addressChip) pressed() {
	if len(a.addresses) > 0 {
		a.copyAddress(a.addresses[0])
	}
}

// list offers all the addresses to copy, under a part of the window.
func (a *addressChip) list(under fyne.CanvasObject) {
	items := make([]*fyne.MenuItem, 0, len(a.addresses))
	for _, address := range a.addresses {
		items = append(items, fyne.NewMenuItem(words.T("Copy %s", address), func() { a.copyAddress(address) }))
	}
	drop(under, items)
}

func (a *addressChip) copyAddress(address string) {
	fyne.CurrentApp().Clipboard().SetContent(address)
	a.copied = true
	a.say()
}

// MouseIn begins afresh.
func (a *addressChip) MouseIn(e *desktop.MouseEvent) { a.forget(); a.button.MouseIn(e) }

// MouseOut ends the confirmation.
func (a *addressChip) MouseOut() { a.forget(); a.button.MouseOut() }

// FocusLost ends it for the keyboard.
func (a *addressChip) FocusLost() { a.forget(); a.button.FocusLost() }

func (a *addressChip) forget() {
	if a.copied {
		a.copied = false
		a.say()
	}
}
