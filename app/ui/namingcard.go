package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// namingCard changes what a room is called and what it is about.
type namingCard struct {
	root   *panel
	view   *roomSettings
	name   *field
	rename *button
	topic  *field
	set    *button
	hint   *paragraph
}

func newNamingCard(v *roomSettings) *namingCard {
	c := &namingCard{view: v}
	c.name, c.topic = newField(words.T("Front desk")), newField(words.T("Nothing in particular"))
	c.name.limit, c.topic.limit = chat.MaxName, chat.MaxTopic
	c.rename = newButton(plain, "", words.T("Rename"), c.submitName)
	c.set = newButton(plain, "", words.T("Set the topic"), c.submitTopic)
	c.hint = newParagraph("", sizeSmall, colorMuted).wide(60 * grid)
	for _, f := range []*field{c.name, c.topic} {
		f.onEscape = v.window.escape
		f.OnChanged = func(string) { c.refresh() }
		follow(v.scroll, f)
	}
	c.name.OnSubmitted = func(string) { c.submitName() }
	c.topic.OnSubmitted = func(string) { c.submitTopic() }
	v.reach(c.rename, c.set)
	c.root = card(column(2*grid,
		column(grid/2, caption(words.T("Name")), newFree(&besideLayout{gap: grid, need: 30 * grid}, c.name, c.rename), c.hint),
		column(grid/2, caption(words.T("Topic")), newFree(&besideLayout{gap: grid, need: 30 * grid}, c.topic, c.set))))
	return c
}

// begin writes what there is into the fields.
func (c *namingCard) begin(room *vm.Room) {
	c.name.SetText(room.Name())
	c.topic.SetText(room.Topic())
}

func (c *namingCard) update(*vm.Room) { c.refresh() }

// refresh lets be changed what is another than now.
func (c *namingCard) refresh() {
	room := c.view.window.desk.Room(c.view.room)
	if room == nil {
		return
	}
	name, err := chat.CleanName(c.name.Text)
	c.rename.enable(err == nil && name != room.Name())
	switch {
	case err != nil:
		c.hint.set(sentence(err), colorDanger)
	case name != room.Name() && c.view.guard.locked:
		c.hint.set(words.T("The room closes for a moment and opens again under the new name. Everybody in it who knows the password comes back by themselves."), colorMuted)
	case name != room.Name():
		c.hint.set(words.T("The room closes for a moment and opens again under the new name. Everybody in it comes back by themselves."), colorMuted)
	default:
		c.hint.set(words.T("So others find it on the network."), colorMuted)
	}
	topic, deed := c.typedTopic()
	c.set.enable(room.May(chat.SetTopic, chat.MemberID{}) && topic != room.Topic() && chat.CheckDeed(topic, deed) == nil)
}

func (c *namingCard) typedTopic() (string, chat.Deed) {
	return oneLineOf(c.topic.Text), chat.Deed{Act: chat.SetTopic}
}

func (c *namingCard) submitName() {
	c.refresh()
	if name, err := chat.CleanName(c.name.Text); err == nil && !c.rename.disabled {
		c.view.window.actions.Retitle(c.view.room, name)
		c.rename.enable(false)
	}
}

func (c *namingCard) submitTopic() {
	c.refresh()
	if topic, deed := c.typedTopic(); !c.set.disabled {
		c.view.window.actions.Do(c.view.room, topic, deed)
		c.set.enable(false)
	}
}

// orderCard slows a room down.
type orderCard struct {
	root *panel
	view *roomSettings
	pace *button
	hint *paragraph
}

func newOrderCard(v *roomSettings) *orderCard {
	c := &orderCard{view: v}
	c.pace = newButton(plain, "chevron", "", c.pick).compact().dropping()
	v.reach(c.pace)
	c.hint = newParagraph(words.T("In slow mode each member may say one line in that time. Moderators need not wait."), sizeText-1, colorMuted).wide(60 * grid)
	c.root = card(column(grid, flow(grid, c.pace), c.hint))
	return c
}

func (c *orderCard) update(room *vm.Room) {
	c.pace.enable(room.May(chat.Slow, chat.MemberID{}))
	for _, o := range c.paces(room) {
		if o.Set {
			c.pace.set("chevron", o.Label)
		}
	}
	if c.pace.text == "" {
		c.pace.set("chevron", words.T("Slow mode off"))
	}
}

func (c *orderCard) paces(room *vm.Room) (list []vm.Offer) {
	for _, o := range room.Orders() {
		if o.Deed.Act == chat.Slow {
			list = append(list, o)
		}
	}
	return list
}

func (c *orderCard) pick() {
	w := c.view.window
	room := w.desk.Room(c.view.room)
	if room == nil {
		return
	}
	var items []*fyne.MenuItem
	for _, o := range c.paces(room) {
		items = append(items, choice(o.Label, o.Set, func() { w.order(room.Key(), o) }))
	}
	drop(c.pace, items)
}
