package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/app/words"
)

// profileSection shows who this person is.
func profileSection(v *settingsView) fyne.CanvasObject {
	face := newAvatar(5 * grid)
	name := newLabel("", sizeText+1, colorInk).bold()
	edit := newButton(plain, "pencil", words.T("Edit…"), v.window.openProfile).compact()
	v.reach(edit)
	v.redraw = append(v.redraw, func(vm.Prefs) {
		me, _ := v.window.desk.Me()
		face.set(me.ID, me.Name)
		name.set(me.Name)
	})
	text := column(grid/4, name, newParagraph(words.T("Your name, your colour and what you say about yourself"), sizeSmall, colorMuted).wide(44*grid))
	return settingsCard(ends(1.5*grid, face, newFree(centreLayout{}, text), newFree(centreLayout{}, edit)))
}

// lookSection is the colours, the size of text and what moves.
func lookSection(v *settingsView) fyne.CanvasObject {
	tiles := flow(1.5 * grid)
	for _, l := range []struct {
		look vm.Look
		name string
	}{
		{vm.LookSystem, words.T("As the system")}, {vm.LookLight, words.T("Light")}, {vm.LookDark, words.T("Dark")},
	} {
		t := newLookTile(l.look, l.name, func() { v.window.prefer(func(p *vm.Prefs) { p.Look = l.look }) })
		t.onEscape = v.window.escape
		v.reach(t)
		v.redraw = append(v.redraw, func(p vm.Prefs) { t.choose(p.Look == l.look) })
		tiles.Add(t)
	}
	return settingsCard(tiles, textSizeSetting(v), v.toggle(words.T("Nothing moves by itself"), words.T("What fades away otherwise goes at once."),
		func(p vm.Prefs) bool { return p.Still }, func(p *vm.Prefs, on bool) { p.Still = on }))
}

// textStep is by how many percent the size of text changes at a time.
const textStep = 10

// textSizeSetting makes text smaller and larger, and shows how it reads.
func textSizeSetting(v *settingsView) fyne.CanvasObject {
	by := func(step int) func() {
		return func() {
			v.window.prefer(func(p *vm.Prefs) {
				p.TextSize = min(max(p.Text()+step, vm.SmallestText), vm.LargestText)
			})
		}
	}
	less := newButton(plain, "minus", "", by(-textStep)).compact()
	more := newButton(plain, "plus", "", by(textStep)).compact()
	now := newLabel("", sizeText, colorInk).centred()
	v.reach(less, more)
	v.redraw = append(v.redraw, func(p vm.Prefs) {
		now.set(words.T("%d %%", p.Text()))
		less.enable(p.Text() > vm.SmallestText)
		more.enable(p.Text() < vm.LargestText)
	})
	stepper := newFree(stepperLayout{}, less, now, more)
	v.steady = append(v.steady, less, more)
	sample := newPanel(colorOwn, colorNone, 1.5*grid, inset(grid, 1.5*grid, column(1,
		newLabel(words.T("Ada"), sizeText-1, colorAccent).bold(),
		newParagraph(words.T("So large are the lines in a room."), sizeText, colorInk).wide(40*grid))))
	return column(1.25*grid, ends(grid, none(), newFree(centreLayout{}, settingText(words.T("Size of text"), "")), stepper), sample)
}

// stepperLayout sets a value between the two buttons that change it, each of them
// in a place that is as large whatever the size of text: the one that is pressed
// stays under the pointer.
type stepperLayout struct{}

const (
	stepperCell  = 3.5 * grid * vm.LargestText / vm.UsualText
	stepperValue = 6 * grid * vm.LargestText / vm.UsualText
)

// Layout implements fyne.Layout.
func (stepperLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	for i, x := range []float32{0, stepperCell, stepperCell + stepperValue} {
		m, width := parts[i].MinSize(), float32(stepperCell)
		if i == 1 {
			width, m.Width = stepperValue, stepperValue
		}
		put(parts[i], x+(width-m.Width)/2, (size.Height-m.Height)/2, m.Width, m.Height)
	}
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (stepperLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*stepperCell+stepperValue, stepperCell)
}

// languageSection is the language of the window.
func languageSection(v *settingsView) fyne.CanvasObject {
	options := func() []words.Language { return append([]words.Language{""}, words.All...) }
	name := func(l words.Language) string {
		if l != "" {
			return l.Name()
		}
		if s, _ := v.window.desk.System(); s.Language != "" {
			return words.T("As the system (%s)", s.Language.Name())
		}
		return words.T("As the system")
	}
	return settingsCard(pick(v, words.T("Language of Landline"), words.T("What people write stays as they wrote it."), options, name,
		func(p vm.Prefs) words.Language { return p.Language }, func(p *vm.Prefs, l words.Language) { p.Language = l }))
}

// lookTile is a look to choose, with a small picture of it.
type lookTile struct {
	pressable
	look   vm.Look
	name   string
	chosen bool
}

func newLookTile(look vm.Look, name string, press func()) *lookTile {
	t := &lookTile{look: look, name: name}
	t.onPress = press
	t.ExtendBaseWidget(t)
	return t
}

// choose shows that it is the one that counts.
func (t *lookTile) choose(on bool) {
	if t.chosen != on {
		t.chosen = on
		t.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *lookTile) CreateRenderer() fyne.WidgetRenderer {
	r := &lookRenderer{tile: t, rim: &canvas.Rectangle{CornerRadius: 1.25 * grid}, tick: newGlyph("tick", 16, colorAccent), name: newLabel(t.name, sizeText-1, colorInk).fixed()}
	for i := range r.halves {
		r.halves[i] = newLookHalf()
	}
	r.Refresh()
	return r
}

// lookHalf is one half of the picture: a page, a line by somebody and an own one.
type lookHalf struct{ page, line, own *canvas.Rectangle }

func newLookHalf() lookHalf {
	return lookHalf{&canvas.Rectangle{}, &canvas.Rectangle{CornerRadius: 3}, &canvas.Rectangle{CornerRadius: 3}}
}

type lookRenderer struct {
	tile   *lookTile
	rim    *canvas.Rectangle
	halves [2]lookHalf
	tick   *glyph
	name   *label
}

// The picture of a look.
const (
	lookWide = 13 * grid
	lookHigh = 8 * grid
)

// Destroy implements fyne.WidgetRenderer.
func (r *lookRenderer) Destroy() {}

// Objects implements fyne.WidgetRenderer.
func (r *lookRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{}
	for _, h := range r.halves {
		all = append(all, h.page, h.line, h.own)
	}
	return append(all, r.rim, r.tick, r.name)
}

// MinSize implements fyne.WidgetRenderer.
func (r *lookRenderer) MinSize() fyne.Size {
	name := r.name.MinSize()
	return fyne.NewSize(max(scaled(lookWide), name.Width), lookHigh+grid/2+name.Height)
}

// Layout implements fyne.WidgetRenderer.
func (r *lookRenderer) Layout(size fyne.Size) {
	half := (size.Width - 4) / 2
	for i, h := range r.halves {
		x := 2 + float32(i)*half
		put(h.page, x, 2, half+float32(1-i), lookHigh-4) // no seam between the two
		put(h.line, x+grid, 1.5*grid, half-2.5*grid, 1.5*grid)
		put(h.own, x+1.5*grid, 4*grid, half-2.5*grid, 1.5*grid)
	}
	put(r.rim, 0, 0, size.Width, lookHigh)
	name := r.name.MinSize()
	put(r.tick, size.Width-r.tick.size-grid/2, lookHigh-r.tick.size-grid/4, r.tick.size, r.tick.size)
	put(r.name, (size.Width-name.Width)/2, lookHigh+grid/2, name.Width, name.Height)
}

// Refresh implements fyne.WidgetRenderer.
func (r *lookRenderer) Refresh() {
	pages := [2]*palette{&light, &dark}
	switch r.tile.look {
	case vm.LookLight:
		pages[1] = &light
	case vm.LookDark:
		pages[0] = &dark
	}
	for i, h := range r.halves {
		h.page.FillColor, h.line.FillColor, h.own.FillColor = pages[i].paper, pages[i].edge, pages[i].accent
		h.page.CornerRadius = 0
		h.page.TopLeftCornerRadius, h.page.BottomLeftCornerRadius = grid*float32(1-i), grid*float32(1-i)
		h.page.TopRightCornerRadius, h.page.BottomRightCornerRadius = grid*float32(i), grid*float32(i)
		for _, o := range []*canvas.Rectangle{h.page, h.line, h.own} {
			canvas.Refresh(o)
		}
	}
	edge, width := colorEdge, float32(1)
	switch {
	case r.tile.focused:
		edge, width = colorInk, 2
	case r.tile.chosen:
		edge, width = colorAccent, 2
	case r.tile.hovered:
		edge = colorMuted
	}
	r.rim.FillColor, r.rim.StrokeColor, r.rim.StrokeWidth = theme.Color(colorNone), theme.Color(edge), width
	setHidden(r.tick, !r.tile.chosen)
	r.tick.Refresh()
	r.name.Refresh()
	r.Layout(r.tile.Size())
	canvas.Refresh(r.rim)
}
