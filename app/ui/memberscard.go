package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// membersShown bounds the people whom the settings of a room list; all of them
// stand in the column beside the room.
const membersShown = 50

// membersCard lists who is in a room, and its moderators who are elsewhere, each
// with what the host can do.
type membersCard struct {
	root  *panel
	view  *roomSettings
	list  *fyne.Container
	none  *paragraph
	more  *label
	room  vm.Key
	may   bool
	shown []vm.Person
}

func newMembersCard(v *roomSettings) *membersCard {
	c := &membersCard{view: v, list: column(grid / 2), more: newLabel("", sizeSmall, colorMuted)}
	c.none = newParagraph(words.T("Nobody else is in the room now. Who you make a moderator stays one when they leave."), sizeText-1, colorMuted).wide(60 * grid)
	c.root = card(column(0, c.none, c.list, c.more))
	return c
}

// update draws the list anew where it changed.
func (c *membersCard) update(room *vm.Room) {
	people := slices.DeleteFunc(room.People(), func(p vm.Person) bool { return p.Me })
	people = append(people, room.Staff()...)
	slices.SortStableFunc(people, func(a, b vm.Person) int { return boolOrder(b.Moderator, a.Moderator) })
	setHidden(c.none, len(people) > 0)
	setHidden(c.more, len(people) <= membersShown)
	c.more.set(words.N("and %s more", "and %s more", len(people)-membersShown, words.Number(max(len(people)-membersShown, 0))))
	people = people[:min(len(people), membersShown)]
	may := room.May(chat.SetTopic, chat.MemberID{})
	if c.room == room.Key() && c.may == may && slices.Equal(people, c.shown) {
		return
	}
	c.room, c.may, c.shown = room.Key(), may, people
	c.list.Objects = nil
	for _, p := range people {
		c.list.Add(c.row(room, p))
	}
	c.list.Refresh()
}

// boolOrder sorts what is not so before what is.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (c *membersCard) row(room *vm.Room, p vm.Person) fyne.CanvasObject {
	face := newAvatar(3.5 * grid)
	face.set(p.ID, p.Name)
	name := p.Name
	if name == "" {
		name = words.T("Somebody")
	}
	text := newFree(middleLayout{}, newLabel(name, sizeText, colorInk), newLabel(c.standing(room, p), sizeSmall, colorMuted))
	buttons := row(grid / 2)
	for _, o := range room.Offers(p.Member) {
		if o.Deed.Act == chat.Appoint || o.Deed.Act == chat.Dismiss {
			turn := newButton(plain, "", o.Label, func() { c.view.window.order(c.room, o) }).compact()
			c.view.reach(turn)
			buttons.Add(turn)
		}
	}
	more := newButton(quiet, "more", "", nil).compact()
	more.onPress = func() { drop(more, c.view.window.personMenu(c.room, p)) }
	c.view.reach(more)
	buttons.Add(more)
	return inset(grid/2, 0, ends(1.25*grid, face, text, newFree(middleLayout{}, buttons)))
}

// standing says what somebody is in the room.
func (c *membersCard) standing(room *vm.Room, p vm.Person) string {
	parts := []string{"#" + p.ID.Tag()}
	if p.Moderator {
		parts = append(parts, words.T("moderator"))
	}
	if p.Muted {
		parts = append(parts, words.T("muted"))
	}
	if !slices.ContainsFunc(room.People(), func(other vm.Person) bool { return other.ID == p.ID }) {
		parts = append(parts, words.T("not here now"))
	}
	return strings.Join(parts, " · ")
}

// bannedCard lists who may not come into a room.
type bannedCard struct {
	root  *panel
	view  *roomSettings
	list  *fyne.Container
	none  *paragraph
	shown []chat.Sentence
	drawn vm.Key
}

func newBannedCard(v *roomSettings) *bannedCard {
	c := &bannedCard{view: v, list: column(grid / 2)}
	c.none = newParagraph(words.T("Nobody is banned from this room."), sizeText-1, colorMuted).wide(60 * grid)
	c.root = card(column(0, c.none, c.list))
	return c
}

func (c *bannedCard) update(room *vm.Room) {
	list := room.Banned()
	setHidden(c.none, len(list) > 0)
	if c.drawn == room.Key() && sameSentences(list, c.shown) {
		return
	}
	c.drawn, c.shown = room.Key(), list
	c.list.Objects = nil
	for _, s := range list {
		line, lift := c.view.window.bannedRow(room, s)
		c.view.reach(lift)
		c.list.Add(line)
	}
	c.list.Refresh()
}

// recordsCard tells what was done to keep order in a room, the newest first.
type recordsCard struct {
	root  *panel
	list  *fyne.Container
	none  *paragraph
	shown []vm.Record
}

func newRecordsCard() *recordsCard {
	c := &recordsCard{list: column(grid)}
	c.none = newParagraph("", sizeText-1, colorMuted).wide(60 * grid)
	c.root = card(column(0, c.none, c.list))
	return c
}

func (c *recordsCard) update(records []vm.Record, known bool) {
	setHidden(c.none, len(records) > 0)
	c.none.set(words.T("Nobody was ever muted, banned or sent out, and nothing was changed."), colorMuted)
	if !known {
		c.none.set(words.T("Looking…"), colorMuted)
	}
	if slices.Equal(records, c.shown) {
		return
	}
	c.shown = records
	c.list.Objects = nil
	for _, r := range records {
		what := newParagraph(r.What, sizeText-1, colorInk).wide(56 * grid)
		c.list.Add(column(1, what, newLabel(r.When, sizeSmall, colorMuted)))
	}
	c.list.Refresh()
}
