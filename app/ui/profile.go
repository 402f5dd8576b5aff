package ui

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"landline/app/words"
	"landline/netcore/chat"
)

// profile is how this person shows themselves to others: name, picture, words,
// presence; and the key by which others know them for certain.
type profile struct {
	window  *Window
	sheet   *sheet
	face    *avatar
	shown   *label
	name    *field
	words   *field
	trouble *paragraph
	colours *hueRow
	hidden  *check
	ok      *button
}

// openProfile opens this person's own name, picture and status.
func (w *Window) openProfile() { w.profileAt(false) }

// profileAt opens the profile with the keyboard on the name, or on the words.
func (w *Window) profileAt(status bool) {
	if !w.ready() {
		return
	}
	me, _ := w.desk.Me()
	mine := w.desk.Myself()
	p := &profile{window: w, face: newAvatar(7 * grid), shown: newLabel("", sizeTitle, colorInk).bold()}
	p.name, p.words = newField(words.T("Your name")), newField(words.T("What are you up to?"))
	p.name.limit, p.words.limit = chat.MaxName, chat.MaxStatus
	p.trouble = newParagraph("", sizeSmall+1, colorDanger)
	p.trouble.Hide()
	p.colours = newHueRow(me.ID, mine.Hue, p.changed)
	p.hidden = newCheck(words.T("Appear hidden"))
	p.hidden.on = mine.Presence == chat.Hidden
	key := newFingerprint(words.T("Your key, for others to compare")).set(me.ID.String())
	p.ok = newButton(primary, "", words.T("Save"), p.save)
	cancel := newButton(plain, "", words.T("Cancel"), func() { p.sheet.close() })
	p.name.SetText(me.Name)
	p.words.SetText(mine.Words)
	for _, f := range []*field{p.name, p.words} {
		f.OnChanged = func(string) { p.changed() }
		f.OnSubmitted = func(string) { p.save() }
		f.onEscape = func() { p.sheet.close() }
	}
	p.ok.onEscape, cancel.onEscape, p.hidden.onEscape, p.colours.onEscape = p.name.onEscape, p.name.onEscape, p.name.onEscape, p.name.onEscape
	preview := ends(2*grid, p.face, newFree(middleLayout{}, p.shown, newLabel("#"+me.ID.Tag(), sizeSmall, colorMuted)), none())
	head := column(2*grid, sheetTitle(words.T("Your profile")), preview)
	middle := newReading(column(2*grid,
		column(grid/2, caption(words.T("Name")), p.name, newParagraph(words.T("Rooms that you are in show it at once."), sizeSmall, colorMuted).wide(50*grid)),
		column(grid/2, caption(words.T("Status")), p.words, p.trouble),
		column(grid/2, caption(words.T("Colour of your picture")), p.colours),
		column(0, p.hidden, inset(0, checkSide()+grid, newParagraph(words.T("Others see neither how you are to be reached nor your words."), sizeSmall, colorMuted).wide(46*grid))),
		column(0, key.root, gap(1, grid/2)))) // its lower edge stands clear of what scrolls
	middle.follows(p.name, p.words, p.colours, p.hidden)
	p.changed()
	first := p.name
	if status {
		first = p.words
	}
	p.sheet = openTall(w.window, 60*grid, head, middle, answers(cancel, p.ok), first, w.sheetClosed)
	typed := retyped(p.name, p.words)
	p.sheet.holds = func() bool {
		return typed() || p.colours.hue != mine.Hue || p.hidden.on != (mine.Presence == chat.Hidden)
	}
	w.sheet = p.sheet
	first.mark()
}

// changed shows what others would see.
func (p *profile) changed() {
	me, _ := p.window.desk.Me()
	name, err := chat.CleanName(p.name.Text)
	p.ok.enable(err == nil)
	p.shown.set(cmp.Or(name, me.Name))
	p.face.paint(me.ID, cmp.Or(name, me.Name), p.colours.hue)
	setHidden(p.trouble, true)
}

// save tells others.
func (p *profile) save() {
	name, err := chat.CleanName(p.name.Text)
	status := p.window.desk.Myself()
	status.Words, status.Hue = oneLineOf(p.words.Text), p.colours.hue
	switch {
	case p.hidden.on:
		status.Presence = chat.Hidden
	case status.Presence == chat.Hidden:
		status.Presence = chat.Online
	}
	if err == nil {
		err = chat.CheckStatus(status)
	}
	if err != nil {
		p.trouble.set(sentence(err), colorDanger)
		p.trouble.Show()
		p.sheet.layout()
		return
	}
	w := p.window
	me, _ := w.desk.Me()
	renamed, told := name != me.Name, status != w.desk.Myself()
	p.sheet.close()
	if renamed {
		w.actions.Rename(name)
	}
	if told {
		w.actions.SetStatus(status)
	}
}

// setPresence says how reachable this person is.
func (w *Window) setPresence(to chat.Presence) {
	status := w.desk.Myself()
	if status.Presence != to {
		status.Presence = to
		w.actions.SetStatus(status)
	}
}

// openMyMenu offers what this person can say about themselves, below their row.
func (w *Window) openMyMenu() {
	if !w.ready() {
		return
	}
	mine := w.desk.Myself()
	var items []*fyne.MenuItem
	for _, p := range presences {
		item := fyne.NewMenuItem(presenceWord(p), func() { w.setPresence(p) })
		item.Checked = mine.Presence == p
		item.Icon = glyphResource(presenceGlyph(p), theme.Color(presenceInk(p)))
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(words.T("Status…"), func() { w.profileAt(true) }),
		fyne.NewMenuItem(words.T("Profile…"), w.openProfile))
	w.menuUnder(w.side.me, items)
}
