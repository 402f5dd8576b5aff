package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// seatCard is what a person can do about their own seat in a room: of which lines
// they are told, leave it, forget it; and the way to its settings for who hosts it.
type seatCard struct {
	root     *panel
	window   *Window
	view     *detailsView
	bell     *glyph
	alerts   *button
	settings *button
	orders   *button
	leave    *button
	forget   *button
}

func newSeatCard(v *detailsView) *seatCard {
	c := &seatCard{window: v.window, view: v}
	c.bell = newGlyph("bell", 18, colorMuted)
	c.alerts = newButton(plain, "chevron", "", c.pickAlerts).compact().dropping()
	c.settings = newButton(plain, "settings", words.T("Room settings…"), func() { c.window.openRoomSettings(v.room) }).compact()
	c.orders = newButton(plain, "order", words.T("Keep order…"), func() { c.window.openOrders(v.room, c.orders) }).compact()
	c.leave = newButton(plain, "leave", "", func() { c.window.leave(v.room) }).compact()
	c.forget = newButton(plain, "forget", words.T("Forget…"), func() { c.window.forget(v.room) }).compact()
	for _, b := range []*button{c.alerts, c.settings, c.orders, c.leave, c.forget} {
		b.onEscape = v.window.escape
		follow(v.scroll, b)
	}
	told := flow(grid, newFree(middleLabel{}, newLabel(words.T("Tell me of"), sizeText-1, colorMuted).fixed()), c.alerts)
	c.root = card(column(1.25*grid, ends(1.25*grid, newFree(centreLayout{}, c.bell), told, none()), hairline(), flow(grid, c.settings, c.orders, c.leave, c.forget)))
	return c
}

func (c *seatCard) update(room *vm.Room) {
	bell := "bell"
	if room.Alerts() == vm.AlertNone {
		bell = "bell-off"
	}
	c.bell.set(bell, colorMuted)
	c.alerts.set("chevron", lower(c.window.alertName(room.Alerts())))
	setHidden(c.settings, !room.Hosting())
	setHidden(c.orders, room.Hosting() || !room.May(chat.SetTopic, chat.MemberID{}))
	c.leave.set("leave", words.T("Leave the room"))
	if room.Hosting() {
		c.leave.set("leave", words.T("Close the room"))
	}
}

func (c *seatCard) pickAlerts() { drop(c.alerts, c.window.alertItems(c.view.room)) }

// alertName says of which lines of a room a person is told; of the usual ones,
// which those are.
func (w *Window) alertName(a vm.Alerts) string {
	if a == vm.AlertUsual {
		return words.T("As usual: %s", lower(w.desk.Prefs().Told(a).Name()))
	}
	return a.Name()
}

// alertItems offer of which lines of a room this person is told.
func (w *Window) alertItems(key vm.Key) (items []*fyne.MenuItem) {
	room := w.desk.Room(key)
	if room == nil {
		return nil
	}
	for _, a := range []vm.Alerts{vm.AlertUsual, vm.AlertAll, vm.AlertMentions, vm.AlertNone} {
		items = append(items, choice(w.alertName(a), a == room.Alerts(), func() { w.actions.Tune(key, a) }))
	}
	return items
}

// forget removes all that is kept of a room, once the person is sure.
func (w *Window) forget(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil || w.sheet != nil {
		return
	}
	f := room.Parting()
	w.sheet = confirm(w.window, f.Title, f.Text, f.Yes, func() { w.forgotten(key) }, w.sheetClosed)
}

// forgotten asks for the end of a room, in which nothing more is written.
func (w *Window) forgotten(key vm.Key) {
	pane := w.panes[key]
	if pane != nil {
		pane.composer.drafts.cancel()
	}
	w.actions.Forget(key)
	if pane != nil {
		pane.leaving = true
		pane.update()
	}
	w.leaveCover()
}
