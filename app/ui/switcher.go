package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"

	"landline/app/words"
)

// switcher jumps to anything: one field, and below it what there is by that name.
type switcher struct {
	window *Window
	sheet  *sheet
	text   *switcherField
	column *fyne.Container
	scroll *container.Scroll
	hint   *paragraph
	rows   []*jumpRow // made so far
	jumps  []jump     // shown now, in the rows of that place
	at     int        // the chosen one
}

// Measures of the switcher. The list is as high as that, whatever is in it: the card
// must not jump with each letter.
const (
	wideSwitcher = 72 * grid
	highSwitcher = 44 * grid
)

// switcherHints are what the switcher can say of its keys: of nothing, of a person,
// and of anything else.
func switcherHints() (nothing, person, other string) {
	return words.T("Esc closes"), words.T("Enter writes to them · Shift+Enter shows the safety number · Esc closes"), words.T("Enter goes there · Esc closes")
}

// openSwitcher opens what jumps to anything.
func (w *Window) openSwitcher() {
	if !w.ready() {
		return
	}
	s := &switcher{window: w}
	s.text = newSwitcherField(s)
	s.column = column(0)
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, barSpace), s.column))
	s.hint = newParagraph("", sizeSmall, colorMuted).wide(wideSwitcher)
	s.typed()
	body := newFree(switcherLayout{s.hint}, s.text, s.scroll, s.hint)
	s.sheet = openSheet(w.window, wideSwitcher, body, s.text, w.sheetClosed)
	s.sheet.update = s.happened
	w.sheet = s.sheet
}

// typed lists what goes by what was typed. The best answer is chosen.
func (s *switcher) typed() {
	s.list(s.window.jumps(s.text.Text))
	s.scroll.ScrollToTop()
	s.choose(0)
}

// happened lists what there is now. What the person has before them stays where
// it is, and so does the choice.
func (s *switcher) happened() {
	at, offset := s.at, s.scroll.Offset
	s.list(inPlacesOf(s.jumps, s.window.jumps(s.text.Text)))
	s.mark(at)
	s.scroll.ScrollToOffset(offset)
}

// list shows jumps.
func (s *switcher) list(jumps []jump) {
	s.jumps = jumps
	objects := make([]fyne.CanvasObject, 0, len(s.jumps)+8)
	title := ""
	for i, j := range s.jumps {
		if j.title != title {
			title = j.title
			objects = append(objects, inset(grid*0.75, 1.5*grid, newLabel(title, sizeCaption, colorMuted).bold()))
		}
		if i == len(s.rows) {
			s.rows = append(s.rows, newJumpRow(func() { s.leap(i, false) }))
		}
		s.rows[i].set(j)
		objects = append(objects, s.rows[i].tile)
	}
	if len(s.jumps) == 0 {
		objects = append(objects, inset(3*grid, 1.5*grid,
			newParagraph(words.T("Nothing here goes by that name. Ctrl+Shift+F looks through what was said."), sizeText, colorMuted).centred()))
	}
	s.column.Objects = objects
	s.column.Refresh()
}

// mark makes one of the jumps the chosen one.
func (s *switcher) mark(at int) {
	s.at = at
	nothing, person, other := switcherHints()
	if len(s.jumps) == 0 {
		s.hint.set(nothing, colorMuted)
		return
	}
	for i := range s.jumps {
		s.rows[i].tile.choose(i == s.at)
	}
	if s.jumps[s.at].aside != nil {
		s.hint.set(person, colorMuted)
	} else {
		s.hint.set(other, colorMuted)
	}
}

// choose moves the choice, going round at the ends, and the list with it.
func (s *switcher) choose(at int) {
	n := len(s.jumps)
	if n == 0 {
		s.mark(0)
		return
	}
	s.mark((at%n + n) % n)
	tile := s.rows[s.at].tile
	top, high := tile.Position().Y, s.scroll.Size().Height
	switch foot := top + tile.Size().Height; {
	case s.at == 0:
		s.scroll.ScrollToTop()
	case top < s.scroll.Offset.Y:
		s.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case foot > s.scroll.Offset.Y+high:
		s.scroll.ScrollToOffset(fyne.NewPos(0, foot-high))
	}
}

// leap does what a row stands for, once the switcher is gone.
func (s *switcher) leap(i int, aside bool) {
	if i >= len(s.jumps) || s.jumps[i].do == nil {
		return
	}
	j := s.jumps[i]
	do := j.do
	if aside && j.aside != nil {
		do = j.aside
	}
	s.sheet.close()
	s.window.used(j)
	do()
}

// switcherField is where the name is typed. The keys that move go to the list.
type switcherField struct {
	field
	switcher *switcher
	shift    shiftKey
}

func newSwitcherField(s *switcher) *switcherField {
	f := &switcherField{switcher: s}
	f.limit = maxField
	f.asking(words.T("Where to? A room, a person, something to do"))
	f.OnChanged = func(string) { s.typed() }
	f.onEscape = func() { s.sheet.close() }
	f.ExtendBaseWidget(f)
	return f
}

// KeyDown follows Shift.
func (f *switcherField) KeyDown(e *fyne.KeyEvent) {
	f.shift.down(e)
	f.field.KeyDown(e)
}

// KeyUp follows Shift.
func (f *switcherField) KeyUp(e *fyne.KeyEvent) {
	f.shift.up(e)
	f.field.KeyUp(e)
}

// FocusLost forgets Shift, whose release goes elsewhere.
func (f *switcherField) FocusLost() {
	f.shift.held = false
	f.field.FocusLost()
}

// TypedKey hands the keys that move to the list.
func (f *switcherField) TypedKey(e *fyne.KeyEvent) {
	s := f.switcher
	switch e.Name {
	case fyne.KeyUp:
		s.choose(s.at - 1)
	case fyne.KeyDown:
		s.choose(s.at + 1)
	case fyne.KeyPageUp:
		s.choose(max(s.at-8, 0))
	case fyne.KeyPageDown:
		s.choose(min(s.at+8, len(s.jumps)-1))
	case fyne.KeyReturn, fyne.KeyEnter:
		s.leap(s.at, f.shift.held)
	default:
		f.field.TypedKey(e)
	}
}

// TypedShortcut closes the switcher with the key that opened it.
func (f *switcherField) TypedShortcut(sc fyne.Shortcut) {
	if c, ok := sc.(*desktop.CustomShortcut); ok && (chord{key: c.KeyName, held: c.Modifier}) == ctrl(fyne.KeyK) {
		f.switcher.sheet.close()
		return
	}
	f.field.TypedShortcut(sc)
}

// switcherLayout stacks the field, a list of a fixed height, and a hint, which has
// the height that the longest one takes.
type switcherLayout struct{ hint *paragraph }

// foot is that height.
func (l switcherLayout) foot() (high float32) {
	nothing, person, other := switcherHints()
	for _, hint := range []string{nothing, person, other} {
		high = max(high, l.hint.high(hint))
	}
	return high
}

func (l switcherLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	l.hint.Resize(fyne.NewSize(size.Width, l.hint.Size().Height)) // only then does it know its height
	top, foot := parts[0].MinSize().Height, l.foot()
	put(parts[0], 0, 0, size.Width, top)
	put(parts[1], -grid, top+grid, size.Width+2*grid+barSpace/2, size.Height-top-foot-2*grid)
	put(parts[2], 0, size.Height-foot, size.Width, foot)
}

func (l switcherLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(20*grid, parts[0].MinSize().Height+l.foot()+2*grid+highSwitcher)
}
