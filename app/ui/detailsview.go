package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// detailsView says how a room is kept: how much of it is here, where it is
// reached, who keeps it and for how long; and writes it to a file.
type detailsView struct {
	root   fyne.CanvasObject
	scroll *container.Scroll
	window *Window
	room   vm.Key
	head   *coverHead
	name   *label

	whole    *wholeCard
	size     *paragraph
	keep     *button
	keeping  fyne.CanvasObject // how long lines are kept, for who decides that
	others   fyne.CanvasObject // says who decides it
	export   *exportCard
	address  *copyList
	id, life *copyRow
	invite   *button
	keeper   *keeperCard
	found    *label
	seat     *seatCard

	asked   time.Time // when the room was described last
	waiting bool      // an answer is on its way
	changes bool      // the room changed since it was asked
}

func newDetailsView(w *Window) *detailsView {
	v := &detailsView{window: w}
	v.name = newLabel("", sizeTitle, colorInk).bold().theirs()
	title := column(1, v.name, newLabel(words.T("How this room is kept"), sizeSmall, colorMuted))
	v.head = newCoverHead(w, title)
	v.scroll = container.NewVScroll(none())
	v.whole = newWholeCard()
	v.size = newParagraph("", sizeText, colorInk).wide(40 * grid)
	v.keep = newButton(plain, "chevron", "", func() { w.pickKeep(v.room, v.keep) }).compact().dropping()
	v.keep.onEscape = w.escape
	v.keeping = flow(grid, newFree(middleLabel{}, newLabel(words.T("Keep"), sizeText-1, colorMuted).fixed()), v.keep)
	v.others = newParagraph(words.T("Lines that this computer has heard stay here. How long the room itself keeps them, its host decides."), sizeText-1, colorMuted).wide(60 * grid)
	v.export = newExportCard(v)
	v.address = newCopyList(v.reach)
	v.id = newCopyRow(words.T("Number of the room"), words.T("It stays the same wherever the room is opened."))
	v.life = newCopyRow(words.T("Life of its log"), words.T("Lines are numbered from 1 within one life. Another one begins only when the host starts the room anew."))
	v.invite = newButton(plain, "invite", words.T("Invite others…"), func() { w.showInvitation(v.room) }).compact()
	v.invite.onEscape = w.escape
	v.keeper = newKeeperCard(v)
	v.found = newLabel("", sizeText-1, colorMuted)
	v.seat = newSeatCard(v)
	body := column(1.5*grid,
		v.seat.root, gap(1, grid/2), heading(words.T("WHAT IS HERE")), v.whole.root,
		gap(1, grid/2), heading(words.T("WHERE IT IS REACHED")), card(column(1.25*grid, v.address.root, v.found, flow(grid, v.invite))),
		gap(1, grid/2), heading(words.T("WHO KEEPS IT")), v.keeper.root,
		gap(1, grid/2), heading(words.T("KEPT ON THIS COMPUTER")), card(column(1.5*grid, v.size, v.keeping, v.others)),
		gap(1, grid/2), heading(words.T("WRITE IT TO A FILE")), v.export.root,
		gap(1, grid/2), heading(words.T("WHICH ROOM IT IS")), card(column(2*grid, v.id.root, v.life.root)), gap(1, 2*grid))
	v.scroll.Content = inset(2*grid, 2*grid, newFree(measureLayout{90 * grid}, body))
	v.root = v.head.over(wheeled(v.scroll))
	v.reach(v.id.copy)
	v.reach(v.life.copy)
	follow(v.scroll, v.invite, v.keeper.compare, v.keep, v.export.path, v.export.ok, v.export.copy)
	for _, format := range v.export.formats {
		follow(v.scroll, format)
	}
	return v
}

// reach lets the keyboard come to a button, and away from it.
func (v *detailsView) reach(b *copyButton) {
	b.onEscape = v.window.escape
	follow(v.scroll, b)
}

// card is a raised part of a page.
func card(content fyne.CanvasObject) *panel {
	return newPanel(colorCard, colorLine, 1.25*grid, inset(1.5*grid, 2*grid, content))
}

func (v *detailsView) content() fyne.CanvasObject { return v.root }
func (v *detailsView) first() fyne.Focusable      { return v.seat.alerts }
func (v *detailsView) gone(room vm.Key) bool      { return room == v.room }

func (v *detailsView) title() string {
	if room := v.window.desk.Room(v.room); room != nil {
		return room.Name()
	}
	return words.T("Room")
}

// show makes it the details of a room.
func (v *detailsView) show(room *vm.Room) {
	v.room = room.Key()
	v.scroll.ScrollToTop()
	v.window.desk.ForgetExport()
	v.export.begin()
}

func (v *detailsView) shown(on bool) {
	v.waiting, v.changes = false, false
	if on {
		v.describe()
	}
}

// describe asks how the room is kept now.
func (v *detailsView) describe() {
	v.asked, v.waiting, v.changes = v.window.now(), true, false
	v.window.actions.Describe(v.room)
}

// changed tells that something happened in a room. At most one question is on
// its way: what happens meanwhile is asked for once the answer came, and how
// soon that is the program decides (Actions.Describe).
func (v *detailsView) changed(room vm.Key) {
	switch {
	case v.window.over != cover(v) || room != v.room:
	case v.waiting:
		v.changes = true
	default:
		v.describe()
	}
}

// described takes in that the answer came.
func (v *detailsView) described(d vm.Details) {
	if v.window.over != cover(v) || d.Room != v.room {
		return
	}
	if v.waiting = false; v.changes {
		v.describe()
	}
}

func (v *detailsView) update() {
	v.head.update()
	room := v.window.desk.Room(v.room)
	if room == nil {
		return
	}
	v.name.set(room.Name())
	d, ok := v.window.desk.Details(v.room)
	v.whole.update(d, ok)
	v.size.set(d.Size(), colorInk)
	v.keep.set("chevron", lower(d.Keep.String()))
	v.keep.enable(ok)
	setHidden(v.keeping, !room.Hosting())
	setHidden(v.others, room.Hosting())
	v.export.update(ok)
	addresses := room.Addresses()
	if len(addresses) == 0 && d.Address != "" {
		addresses = []string{d.Address}
	}
	v.address.update(addresses)
	v.id.set(d.ID.String())
	v.life.set(d.Life())
	v.found.set(v.window.desk.FoundBy(room))
	v.keeper.update(room, d)
	v.seat.update(room)
}

// wholeCard says how much of the room's log is here.
type wholeCard struct {
	root   *panel
	symbol *glyph
	what   *paragraph
	more   *paragraph
	gaps   *paragraph
	outbox *paragraph
}

func newWholeCard() *wholeCard {
	c := &wholeCard{
		symbol: newGlyph("clock", 20, colorMuted),
		what:   newParagraph("", sizeText+1, colorInk).bold().wide(56 * grid),
		more:   newParagraph("", sizeText-1, colorMuted).wide(56 * grid),
		gaps:   newParagraph("", sizeText-1, colorInk).wide(56 * grid),
		outbox: newParagraph("", sizeText-1, colorMuted).wide(56 * grid),
	}
	c.root = card(ends(1.5*grid, newFree(topLayout{}, c.symbol), column(grid/2, c.what, c.more, c.gaps, c.outbox), none()))
	return c
}

func (c *wholeCard) update(d vm.Details, known bool) {
	for _, p := range []*paragraph{c.more, c.gaps, c.outbox} {
		setHidden(p, true)
	}
	if !known {
		c.symbol.set("clock", colorMuted)
		c.what.set(words.T("Looking…"), colorInk)
		return
	}
	whole := d.Completeness()
	if whole.Whole {
		c.symbol.set("tick", colorAccent)
	} else {
		c.symbol.set("clock", colorMuted)
	}
	c.what.set(whole.What, colorInk)
	c.more.set(whole.More, colorMuted)
	c.gaps.set(lines(whole.Gaps), colorInk)
	setHidden(c.more, whole.More == "")
	setHidden(c.gaps, len(whole.Gaps) == 0)
	c.outbox.set(d.Outbox(), colorMuted)
	setHidden(c.outbox, false)
}
