package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// besideFrom is the width from which on a setting stands beside what it is of.
const besideFrom = 52 * grid

// settingLayout sets a control to the right of what it is for, or below where
// there is too little room.
type settingLayout struct{ width float32 }

// Layout implements fyne.Layout.
func (l *settingLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	text, control := parts[0], parts[1]
	c := control.MinSize()
	if !l.beside() {
		put(text, 0, 0, size.Width, text.MinSize().Height)
		put(control, 0, text.MinSize().Height+grid, min(c.Width, size.Width), c.Height)
		mirror(parts, size.Width)
		return
	}
	put(text, 0, 0, size.Width-c.Width-2*grid, text.MinSize().Height)
	h := text.MinSize().Height
	put(text, 0, (size.Height-h)/2, size.Width-c.Width-2*grid, h)
	put(control, size.Width-c.Width, (size.Height-c.Height)/2, c.Width, c.Height)
	mirror(parts, size.Width)
}

func (l *settingLayout) beside() bool { return l.width >= scaled(besideFrom) }

// MinSize implements fyne.Layout.
func (l *settingLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	text, control := parts[0].MinSize(), parts[1].MinSize()
	if !l.beside() && l.width > 0 {
		return fyne.NewSize(4*grid, text.Height+grid+control.Height)
	}
	return fyne.NewSize(4*grid, max(text.Height, control.Height))
}

// settingText says what a setting is for; more explains it, empty for nothing.
func settingText(what, more string) fyne.CanvasObject {
	title := newParagraph(what, sizeText, colorInk).wide(44 * grid)
	if more == "" {
		return title
	}
	return column(grid/4, title, newParagraph(more, sizeSmall, colorMuted).wide(44*grid))
}

// setting is what a control is for, and the control.
func setting(what, more string, control fyne.CanvasObject) fyne.CanvasObject {
	return newFree(&settingLayout{}, settingText(what, more), control)
}

// toggle is a setting that is on or off. Get reads it and set changes it.
func (v *settingsView) toggle(what, more string, get func(vm.Prefs) bool, set func(p *vm.Prefs, on bool)) fyne.CanvasObject {
	c := newCheck(what)
	c.onPress = func() { v.window.prefer(func(p *vm.Prefs) { set(p, !get(*p)) }) }
	v.reach(c)
	v.redraw = append(v.redraw, func(p vm.Prefs) { c.tick(get(p)) })
	if more == "" {
		return c
	}
	hint := newParagraph(more, sizeSmall, colorMuted).wide(50 * grid)
	return column(grid/4, c, newFree(indentLayout{checkSide() + grid}, hint))
}

// pick is a setting that is one of several.
func pick[T comparable](v *settingsView, what, more string, options func() []T, name func(T) string, get func(vm.Prefs) T, set func(*vm.Prefs, T)) fyne.CanvasObject {
	b := newButton(plain, "chevron", "", nil).compact().dropping()
	b.onPress = func() {
		now := get(v.window.desk.Prefs())
		var items []*fyne.MenuItem
		for _, o := range options() {
			items = append(items, choice(name(o), o == now, func() {
				v.window.prefer(func(p *vm.Prefs) { set(p, o) })
			}))
		}
		drop(b, items)
	}
	v.reach(b)
	v.redraw = append(v.redraw, func(p vm.Prefs) {
		if text := shorten(name(get(p)), 30*grid, sizeSmall+1, fyne.TextStyle{}); text != b.text {
			b.set("chevron", text)
			v.scroll.Content.Refresh() // its place is as wide as what it says
		}
	})
	return setting(what, more, b)
}

// indentLayout keeps space left of a part.
type indentLayout struct{ by float32 }

// Layout implements fyne.Layout.
func (l indentLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	put(parts[0], l.by, 0, size.Width-l.by, size.Height)
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (l indentLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return parts[0].MinSize().AddWidthHeight(l.by, 0)
}

// settingsCard sets settings below one another on a card.
func settingsCard(parts ...fyne.CanvasObject) fyne.CanvasObject {
	all := column(1.5 * grid)
	for i, part := range parts {
		if i > 0 {
			all.Add(hairline())
		}
		all.Add(part)
	}
	return card(all)
}

// fault says what is wrong with what was typed.
type fault struct {
	root *fyne.Container
	text *paragraph
}

func newFault() *fault {
	f := &fault{text: newParagraph("", sizeSmall, colorDanger).wide(44 * grid)}
	f.root = column(0, f.text)
	f.root.Hide()
	return f
}

// say shows what is wrong; empty for nothing.
func (f *fault) say(text string) {
	f.text.set(text, colorDanger)
	setHidden(f.root, text == "")
}
