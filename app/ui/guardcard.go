package ui

import (
	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// guardCard says who may come into a room, and changes its password.
type guardCard struct {
	root    *panel
	view    *roomSettings
	symbol  *glyph
	what    *paragraph
	secret  *passwordField
	hint    *paragraph
	keep    *check
	set     *button
	remove  *button
	close   *button // to newcomers, or open to them
	outcome *paragraph
	locked  bool
	waiting bool
}

func newGuardCard(v *roomSettings) *guardCard {
	c := &guardCard{view: v}
	c.symbol = newGlyph("lock", 20, colorMuted)
	c.what = newParagraph("", sizeText, colorInk).wide(56 * grid)
	c.secret = newPasswordField(words.T("New password"))
	c.hint = newParagraph("", sizeSmall, colorMuted).wide(60 * grid)
	c.keep = newCheck(words.T("Remember it on this computer"))
	c.set = newButton(plain, "lock", "", c.submit)
	c.remove = newButton(plain, "", words.T("Remove the password…"), c.askRemove)
	c.close = newButton(plain, "", "", c.turn)
	c.outcome = newParagraph("", sizeText-1, colorInk).wide(60 * grid)
	c.secret.onEscape, c.keep.onEscape = v.window.escape, v.window.escape
	c.secret.OnSubmitted = func(string) { c.submit() }
	c.secret.OnChanged = func(string) { c.refresh() }
	follow(v.scroll, c.secret.field, c.keep)
	v.reach(c.secret.show, c.set, c.remove, c.close)
	c.root = card(column(1.5*grid,
		ends(1.5*grid, newFree(topLayout{}, c.symbol), c.what, none()),
		column(grid/2, c.secret.field, c.hint), c.keep,
		flow(grid, c.set, c.remove), c.outcome, hairline(), flow(grid, c.close)))
	return c
}

// begin forgets what was typed for another room.
func (c *guardCard) begin() {
	c.waiting = false
	c.secret.SetText("")
	c.view.window.desk.ForgetRelock()
}

func (c *guardCard) update(room *vm.Room) {
	w := c.view.window
	c.locked = w.desk.Guarded(room)
	e, done := w.desk.Relocked(room.Key())
	if done && c.waiting {
		c.waiting = false
		if e.Trouble.Kind == vm.NoTrouble {
			c.secret.SetText("")
		}
	}
	if done {
		c.locked = e.Locked
	}
	symbol, ink, what := "people", colorMuted, words.T("Everybody on this network may come in.")
	if c.locked {
		symbol, ink, what = "lock", colorAccent, words.T("Only those who know the password come in. Who is inside already stays when it changes.")
	}
	c.symbol.set(symbol, ink)
	c.what.set(what, colorInk)
	c.set.set("lock", words.T("Set a password"))
	if c.locked {
		c.set.set("lock", words.T("Change the password"))
	}
	setHidden(c.remove, !c.locked)
	c.told(e, done)
	c.updateClose(room)
	c.refresh()
}

// told says what became of the last change.
func (c *guardCard) told(e vm.Relocked, done bool) {
	setHidden(c.outcome, !done && !c.waiting)
	switch {
	case c.waiting:
		c.outcome.set(words.T("Changing…"), colorMuted)
	case !done:
	case e.Trouble.Kind != vm.NoTrouble:
		c.outcome.set(e.Trouble.What(), colorDanger)
	case e.Locked:
		c.outcome.set(words.T("Done. From now on nobody comes in without the new password."), colorInk)
	default:
		c.outcome.set(words.T("Done. The room has no password any more."), colorInk)
	}
}

func (c *guardCard) updateClose(room *vm.Room) {
	text := words.T("Let no newcomers in")
	if room.Locked() {
		text = words.T("Let newcomers in")
	}
	c.close.set("closed", text)
	c.close.enable(room.May(chat.Lock, chat.MemberID{}) || room.May(chat.Unlock, chat.MemberID{}))
}

// refresh lets a password be set that can be one.
func (c *guardCard) refresh() {
	text := words.T("It is never sent: both sides prove that they know it.")
	switch {
	case c.secret.fault() != "":
		text = c.secret.fault()
	case c.secret.short():
		text = words.T("Short passwords are guessed by trying. %d letters or more are safer.", safePassword)
	}
	c.hint.set(text, colorMuted)
	c.set.enable(c.secret.Text != "" && c.secret.fault() == "" && !c.waiting)
	c.remove.enable(!c.waiting)
}

func (c *guardCard) submit() {
	if c.refresh(); !c.set.disabled {
		c.ask(c.secret.Text, c.keep.on)
	}
}

func (c *guardCard) ask(password string, keep bool) {
	c.waiting = true
	c.view.window.desk.ForgetRelock()
	c.view.window.actions.Relock(c.view.room, password, keep)
	c.view.window.update()
}

func (c *guardCard) askRemove() {
	w := c.view.window
	if w.sheet != nil {
		return
	}
	w.sheet = confirm(w.window, words.T("Remove the password?"),
		words.T("Everybody on this network may come in then, and can read what the room keeps."),
		words.T("Remove it"), func() { c.ask("", false) }, w.sheetClosed)
}

// turn closes the room to newcomers, or opens it to them.
func (c *guardCard) turn() {
	w := c.view.window
	room := w.desk.Room(c.view.room)
	if room == nil {
		return
	}
	for _, o := range room.Orders() {
		if o.Deed.Act == chat.Lock || o.Deed.Act == chat.Unlock {
			w.order(room.Key(), o)
		}
	}
}
