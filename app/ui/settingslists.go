package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// cardList is this computer's network interfaces, to be found on or not.
type cardList struct {
	root *fyne.Container
	view *settingsView
	rows *fyne.Container
	last *paragraph
	now  []vm.Card
}

func newCardList(v *settingsView) *cardList {
	l := &cardList{view: v, rows: column(grid), last: newParagraph("", sizeSmall, colorMuted).wide(50 * grid)}
	l.root = column(1.25*grid, settingText(words.T("Networks on which rooms are looked for and shown"),
		words.T("Without any choice, all of them, and those that come later. An address that is typed is always tried.")), l.rows, l.last)
	v.redraw = append(v.redraw, l.draw)
	return l
}

// draw lists the interfaces there are, and those chosen that are not here now.
func (l *cardList) draw(p vm.Prefs) {
	system, known := l.view.window.desk.System()
	cards := slices.Clone(system.Cards)
	for _, name := range p.Interfaces {
		if !slices.ContainsFunc(cards, func(c vm.Card) bool { return c.Name == name }) {
			cards = append(cards, vm.Card{Name: name})
		}
	}
	l.last.set("", colorMuted)
	switch {
	case !known:
		l.last.set(words.T("Looking…"), colorMuted)
	case len(cards) == 0:
		l.last.set(words.T("This computer is on no network now."), colorMuted)
	}
	setHidden(l.last, l.last.text == "")
	if !slices.EqualFunc(cards, l.now, func(a, b vm.Card) bool {
		return a.Name == b.Name && slices.Equal(a.Addresses, b.Addresses)
	}) {
		l.list(cards)
	}
	for i, o := range l.rows.Objects {
		o.(*fyne.Container).Objects[0].(*check).tick(p.FoundOn(l.now[i].Name))
	}
}

// list makes the rows anew.
func (l *cardList) list(cards []vm.Card) {
	v := l.view
	l.now = cards
	v.unreach(l.rows)
	l.rows.RemoveAll()
	for _, card := range cards {
		c := newCheck(card.Name)
		c.onPress = func() { l.press(card.Name) }
		v.reach(c)
		where := words.T("not connected now")
		if len(card.Addresses) > 0 {
			where = strings.Join(card.Addresses, "  ")
		}
		l.rows.Add(column(grid/4, c, newFree(indentLayout{checkSide() + grid}, newParagraph(where, sizeSmall, colorMuted).mono().wide(50*grid))))
	}
}

// press takes an interface out, or in. All of them is the same as none chosen,
// and the last one stays: who is found nowhere finds nobody.
func (l *cardList) press(name string) {
	var on []string
	for _, card := range l.now {
		if l.view.window.desk.Prefs().FoundOn(card.Name) != (card.Name == name) {
			on = append(on, card.Name)
		}
	}
	switch {
	case len(on) == 0:
		l.last.set(words.T("One network must stay, or nobody could be found."), colorDanger)
		setHidden(l.last, false)
		return
	case len(on) == len(l.now):
		on = nil
	}
	l.view.window.prefer(func(p *vm.Prefs) { p.Interfaces = on })
}

// passwordsSection lists the passwords on this computer.
func passwordsSection(v *settingsView) fyne.CanvasObject {
	rows := column(1.25 * grid)
	blank := newParagraph("", sizeText-1, colorMuted).wide(60 * grid)
	var shown []vm.KeptPassword
	v.redraw = append(v.redraw, func(vm.Prefs) {
		list, known := v.window.desk.Passwords()
		blank.set(words.T("None. A room’s password is kept where you ask for that when you type it."), colorMuted)
		if !known {
			blank.set(words.T("Looking…"), colorMuted)
		}
		setHidden(blank, len(list) > 0)
		if slices.Equal(list, shown) {
			return
		}
		shown = slices.Clone(list)
		v.unreach(rows)
		rows.RemoveAll()
		for i, p := range list {
			if i > 0 {
				rows.Add(hairline())
			}
			rows.Add(v.passwordRow(p))
		}
		v.scroll.Content.Refresh()
	})
	return card(column(0, blank, rows))
}

// passwordRow is one kept password, to be forgotten.
func (v *settingsView) passwordRow(p vm.KeptPassword) fyne.CanvasObject {
	name, whose := p.Name, words.T("hosted here")
	if name == "" {
		name = p.Place
	}
	if !p.Hosting {
		whose = words.T("hosted by somebody else")
		if !p.Host.IsZero() {
			whose = words.T("hosted by key %s", p.Host.Tag())
		}
	}
	forget := newButton(plain, "forget", words.T("Forget"), nil).compact()
	forget.onPress = func() {
		if v.window.sheet != nil {
			return
		}
		v.window.sheet = confirm(v.window.window, words.T("Forget the password?"),
			words.T("“%s” asks for it the next time. Whether you know it then is up to you.", name), words.T("Forget it"),
			func() { v.window.actions.ForgetPassword(p) }, v.window.sheetClosed)
	}
	v.reach(forget)
	text := column(grid/4, newLabel(name, sizeText, colorInk).theirs(), newLabel(whose, sizeSmall, colorMuted))
	return ends(grid, newFree(centreLayout{}, newGlyph("key", 18, colorMuted)), text, newFree(centreLayout{}, forget))
}

// unreach forgets the controls inside rows that are about to go.
func (v *settingsView) unreach(rows *fyne.Container) {
	inside := make(map[fyne.CanvasObject]bool)
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		inside[o] = true
		if c, ok := o.(*fyne.Container); ok {
			for _, child := range c.Objects {
				walk(child)
			}
		}
	}
	walk(rows)
	v.controls = slices.DeleteFunc(v.controls, func(c fyne.Focusable) bool {
		o, ok := c.(fyne.CanvasObject)
		return ok && inside[o]
	})
}
