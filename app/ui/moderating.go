package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// menuUnder opens a menu right below a part of the window. The arrow keys and
// Enter work in it, and Escape leaves it.
func (w *Window) menuUnder(part fyne.CanvasObject, items []*fyne.MenuItem) {
	drop(part, items)
}

// personMenu is what can be done with somebody in a room.
func (w *Window) personMenu(key vm.Key, p vm.Person) (items []*fyne.MenuItem) {
	room := w.desk.Room(key)
	if room == nil || p.Me {
		return nil
	}
	items = append(items, fyne.NewMenuItem(words.T("Safety number…"), func() { w.showSafety(p.ID, p.Name) }))
	if offers := room.Offers(p.Member); len(offers) > 0 {
		items = append(append(items, fyne.NewMenuItemSeparator()), w.orderItems(key, offers)...)
	}
	return items
}

func (w *Window) orderItems(key vm.Key, offers []vm.Offer) (items []*fyne.MenuItem) {
	for _, o := range offers {
		if o.Rule {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		item := fyne.NewMenuItem(o.Label, func() { w.order(key, o) })
		item.Checked = o.Set
		items = append(items, item)
	}
	return items
}

// order asks the room for an act of keeping order, once the person is sure.
func (w *Window) order(key vm.Key, o vm.Offer) {
	do := func() { w.actions.Do(key, o.Text, o.Deed) }
	switch {
	case o.Ask == (vm.Question{}):
		do()
	case w.ready():
		w.sheet = confirm(w.window, o.Ask.Title, o.Ask.Text, o.Ask.Yes, do, w.sheetClosed)
	}
}

// openOrders offers what can be done to a room as a whole.
func (w *Window) openOrders(key vm.Key, under fyne.CanvasObject) {
	room := w.desk.Room(key)
	if room == nil {
		return
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(words.T("Topic…"), func() { w.openTopic(key) }), fyne.NewMenuItemSeparator()}
	items = append(items, w.orderItems(key, room.Orders())...)
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Banned people…"), func() { w.openBanned(key) }))
	if room.Hosting() {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Room settings…"), func() { w.openRoomSettings(key) }))
	}
	w.menuUnder(under, items)
}

// openTopic asks what a room is about.
func (w *Window) openTopic(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil || !w.ready() {
		return
	}
	var s *sheet
	topic := newField(words.T("Nothing in particular"))
	topic.limit = chat.MaxTopic
	before := room.Topic() // another moderator may set one meanwhile
	trouble := newParagraph("", sizeSmall+1, colorDanger)
	trouble.Hide()
	submit := func() {
		o := vm.Offer{Text: oneLineOf(topic.Text), Deed: chat.Deed{Act: chat.SetTopic}}
		if err := chat.CheckDeed(o.Text, o.Deed); err != nil {
			trouble.set(sentence(err), colorDanger)
			trouble.Show()
			s.layout()
			return
		}
		s.close()
		if o.Text != before {
			w.order(key, o)
		}
	}
	topic.OnSubmitted = func(string) { submit() }
	save, cancel := newButton(primary, "", words.T("Set the topic"), submit), newButton(plain, "", words.T("Cancel"), func() { s.close() })
	escape := func() { s.close() }
	topic.onEscape, save.onEscape, cancel.onEscape = escape, escape, escape
	topic.SetText(before)
	body := column(2*grid,
		column(grid/2, sheetTitle(words.T("What is this room about?")), newParagraph(words.T("It stands under the room’s name. Leave it empty for no topic."), sizeText-1, colorMuted)),
		column(grid/2, topic, trouble), answers(cancel, save))
	s = openSheet(w.window, 56*grid, body, topic, w.sheetClosed)
	s.holds = retyped(topic)
	w.sheet = s
	topic.mark()
}

// updateSheet draws an open dialog anew that shows something of the room.
func (w *Window) updateSheet() {
	if w.sheet != nil && w.sheet.update != nil {
		w.sheet.update()
	}
}
