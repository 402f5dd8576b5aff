package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// Measures of the settings.
const (
	widthSections = 26 * grid
	twoColumns    = 86 * grid // from here on the list of sections stands beside them
)

// settingsView is everything a person can choose for the whole program, on one
// page. Where the window is wide the list of its sections stands beside it.
type settingsView struct {
	root     fyne.CanvasObject
	window   *Window
	head     *coverHead
	scroll   *container.Scroll
	sections []*settingsSection
	list     *fyne.Container
	controls []fyne.Focusable // in the order of the keyboard
	redraw   []func(vm.Prefs) // draw what there is now
	steady   []*button        // stay under the pointer where pressing them draws everything anew
	here     int              // the section at the top of the page
	coming   bool             // the page is being scrolled to where the person was
	wide     bool
}

// settingsSection is one part of the page, and its entry in the list.
type settingsSection struct {
	root  fyne.CanvasObject
	entry *tile
	first fyne.Focusable // its first control; nil for none
}

func newSettingsView(w *Window) *settingsView {
	v := &settingsView{window: w}
	title := newLabel(words.T("Settings"), sizeTitle, colorInk).bold()
	v.head = newCoverHead(w, title)
	v.scroll = container.NewVScroll(none())
	v.list = column(grid / 4)
	page := column(1.5 * grid)
	for _, s := range []struct {
		glyph, name string
		make        func(*settingsView) fyne.CanvasObject
	}{
		{"people", words.T("Profile"), profileSection},
		{"look", words.T("Look"), lookSection},
		{"language", words.T("Language"), languageSection},
		{"pencil", words.T("Writing"), writingSection},
		{"bell", words.T("Notifications"), noticeSection},
		{"connections", words.T("Network"), networkSection},
		{"clock", words.T("History"), historySection},
		{"folder", words.T("Files"), filesSection},
		{"key", words.T("Passwords kept"), passwordsSection},
		{"info", words.T("About"), aboutSection},
	} {
		before := len(v.controls)
		section := v.add(page, s.glyph, s.name, s.make(v))
		if before < len(v.controls) {
			section.first = v.controls[before]
		}
	}
	page.Add(gap(1, 2*grid))
	v.scroll.Content = inset(2*grid, 2*grid, newFree(measureLayout{scaled(80 * grid)}, page))
	v.scroll.OnScrolled = func(fyne.Position) { v.mark() }
	body := newFree(&settingsLayout{v}, inset(2*grid, grid, v.list), hairline(), wheeled(v.scroll))
	v.root = v.head.over(body)
	return v
}

// add puts a section at the end of the page.
func (v *settingsView) add(page *fyne.Container, glyph, name string, content fyne.CanvasObject) *settingsSection {
	i := len(v.sections)
	if i > 0 {
		page.Add(gap(1, grid/2))
	}
	s := &settingsSection{root: column(grid/2, heading(strings.ToUpper(name)), content)}
	label := newLabel(name, sizeText, colorInk)
	s.entry = newTile(inset(0.75*grid, 1.5*grid, ends(1.25*grid, newGlyph(glyph, 18, colorMuted), label, none())), func() { v.enter(i) })
	s.entry.onEscape = v.window.escape
	page.Add(s.root)
	v.list.Add(s.entry)
	v.sections = append(v.sections, s)
	return s
}

// enter is jump for a person; the keyboard goes along with who uses it.
func (v *settingsView) enter(i int) {
	v.jump(i)
	if s := v.sections[i]; s.entry.focused && !s.entry.hovered && s.first != nil {
		focusOn(v.window.window.Canvas(), s.first)
	}
}

// reach lets the keyboard come to controls, in this order, and away from them.
func (v *settingsView) reach(controls ...fyne.Focusable) {
	for _, c := range controls {
		v.controls = append(v.controls, c)
		if f, ok := c.(follower); ok {
			follow(v.scroll, f)
		}
		switch c := c.(type) {
		case *button:
			c.onEscape = v.window.escape
		case *check:
			c.onEscape = v.window.escape
		case *field:
			c.onEscape = v.window.escape
		case *copyButton:
			c.onEscape = v.window.escape
		}
	}
}

// jump brings a section to the top of the page.
func (v *settingsView) jump(i int) {
	v.scroll.ScrollToOffset(fyne.NewPos(0, v.top(i)))
	v.here = i
	v.paint()
}

// top is how far the page is scrolled where a section stands at its top.
func (v *settingsView) top(i int) float32 {
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(v.sections[i].root).Y - driver.AbsolutePositionForObject(v.scroll).Y
	most := v.scroll.Content.MinSize().Height - v.scroll.Size().Height
	return max(min(v.scroll.Offset.Y+y-2*grid, most), 0)
}

// mark finds out which section is at the top of the page.
func (v *settingsView) mark() {
	if v.coming {
		return
	}
	here := 0
	for i := range v.sections {
		if v.top(i) <= v.scroll.Offset.Y+grid {
			here = i
		}
	}
	// The last ones share the end of the page: the one jumped to counts.
	if v.top(v.here) != v.scroll.Offset.Y {
		v.here = here
	}
	v.paint()
}

func (v *settingsView) paint() {
	for i, s := range v.sections {
		s.entry.choose(i == v.here)
	}
}

func (v *settingsView) content() fyne.CanvasObject { return v.root }
func (v *settingsView) title() string              { return words.T("Settings") }
func (v *settingsView) gone(vm.Key) bool           { return false }

// first is the first section of the list, or of the page where there is none.
func (v *settingsView) first() fyne.Focusable {
	if v.wide {
		return v.sections[v.here].entry
	}
	return v.controls[0]
}

func (v *settingsView) shown(on bool) {
	if on {
		v.here = 0
		v.scroll.ScrollToTop()
		v.paint()
		v.window.actions.Survey()
		v.window.actions.ListPasswords()
	}
}

func (v *settingsView) update() {
	v.head.update()
	prefs := v.window.desk.Prefs()
	for _, draw := range v.redraw {
		draw(prefs)
	}
}

// settingsPlace is where a person is in the settings.
type settingsPlace struct {
	here    int
	offset  float32 // of the page, as a part of its height
	control int     // the one with the keyboard; -1 for none
	pressed int     // the one of steady that was pressed; -1 for none
	middle  float32 // of that one, from the top of the window
}

// place is where the person is; ok is false where they look at something else.
func (v *settingsView) place() (p settingsPlace, ok bool) {
	if v == nil || v.window.over != cover(v) {
		return p, false
	}
	p.here = v.here
	p.offset = v.scroll.Offset.Y / max(v.scroll.Content.MinSize().Height, 1)
	p.control = slices.Index(v.controls, v.window.window.Canvas().Focused())
	p.pressed = slices.IndexFunc(v.steady, func(b *button) bool { return b.hovered || b.focused })
	if p.pressed >= 0 {
		p.middle = middleOf(v.steady[p.pressed])
	}
	return p, true
}

// middleOf is the middle of a part, from the top of its window.
func middleOf(o fyne.CanvasObject) float32 {
	at := placeOf(o)
	return at.y + at.h/2
}

// back brings a person to where they were before everything was drawn anew.
func (v *settingsView) back(p settingsPlace) {
	v.coming = true // the page has no measures yet by which to tell the section
	v.scroll.ScrollToOffset(fyne.NewPos(0, p.offset*v.scroll.Content.MinSize().Height))
	if p.pressed >= 0 && p.pressed < len(v.steady) {
		most := v.scroll.Content.MinSize().Height - v.scroll.Size().Height
		y := v.scroll.Offset.Y + middleOf(v.steady[p.pressed]) - p.middle
		v.scroll.ScrollToOffset(fyne.NewPos(0, max(min(y, most), 0)))
	}
	if p.control >= 0 && p.control < len(v.controls) {
		focusOn(v.window.window.Canvas(), v.controls[p.control])
	}
	v.coming = false
	v.here = p.here
	v.paint()
}

// settingsLayout sets the list of sections beside the page where there is room.
type settingsLayout struct{ view *settingsView }

// Layout implements fyne.Layout.
func (l *settingsLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	list, line, page := parts[0], parts[1], parts[2]
	width := scaled(widthSections)
	wide := size.Width >= scaled(twoColumns)
	l.view.wide = wide
	setHidden(list, !wide)
	setHidden(line, !wide)
	if !wide {
		put(page, 0, 0, size.Width, size.Height)
		return
	}
	put(list, 0, 0, width, list.MinSize().Height)
	put(line, width, 0, 1, size.Height)
	put(page, width+1, 0, size.Width-width-1, size.Height)
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (l *settingsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(4 * grid) }

// openSettings shows the settings; asked again, they go.
func (w *Window) openSettings() {
	switch {
	case !w.ready():
	case w.over == cover(w.settings):
		w.leaveCover()
	default:
		w.openCover(w.settings)
	}
}
