package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// mostFound is how many emoji a search shows.
const mostFound = 90

// emojiSection is a run of emoji under a title.
type emojiSection struct {
	title string
	emoji []string
}

// emojiPicker is the card from which an emoji is chosen: those chosen last, the
// groups, or what a search finds.
type emojiPicker struct {
	search *emojiSearch
	tabs   []*emojiButton
	grid   *emojiGrid
	name   *label
	recent []string
	body   fyne.CanvasObject
}

func newEmojiPicker(recent []string, chosen func(string), escape func()) *emojiPicker {
	p := &emojiPicker{recent: recent}
	p.name = newLabel("", sizeSmall, colorMuted)
	p.grid = newEmojiGrid(chosen, func(emoji string) { p.name.set(shortNameOf(emoji)) })
	p.search = newEmojiSearch(p)
	p.search.onEscape = escape
	tabs := row(0)
	for i, g := range vm.EmojiGroups {
		b := newEmojiButton(g.Sign, emojiCell, 22, func() { p.turn(i) })
		b.onEscape = escape
		p.tabs = append(p.tabs, b)
		tabs.Add(b)
	}
	stepping(p.tabs)
	p.body = inset(1.5*grid, 1.5*grid, column(grid, p.search, tabs, p.grid, inset(0, grid/2, p.name)))
	p.all()
	return p
}

// stepping lets the arrows lead from one button to the next.
func stepping(list []*emojiButton) {
	for i, b := range list {
		b.step = func(by int) {
			next := list[((i+by)%len(list)+len(list))%len(list)]
			if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil {
				c.Focus(next)
			}
		}
	}
}

// shortNameOf is how an emoji can be written between two colons.
func shortNameOf(emoji string) string {
	name := vm.EmojiName(emoji)
	if name == "" {
		return ""
	}
	return ":" + name + ":"
}

// all shows every emoji.
func (p *emojiPicker) all() {
	var sections []emojiSection
	if len(p.recent) > 0 {
		sections = append(sections, emojiSection{words.T("Chosen last"), p.recent})
	}
	for _, g := range vm.EmojiGroups {
		sections = append(sections, emojiSection{g.Title(), g.Emoji})
	}
	p.grid.show(sections)
}

// turn goes to a group.
func (p *emojiPicker) turn(group int) {
	if p.search.Text != "" {
		p.search.SetText("")
	}
	if len(p.recent) > 0 {
		group++
	}
	p.grid.section(group)
}

// find shows what a search finds.
func (p *emojiPicker) find(query string) {
	if strings.TrimSpace(query) == "" {
		p.all()
		return
	}
	found := vm.FindEmoji(query, mostFound)
	title := words.T("Found")
	if len(found) == 0 {
		title = words.T("No emoji has that name")
	}
	p.grid.show([]emojiSection{{title, found}})
}

// emojiSearch is where the name of an emoji is typed.
type emojiSearch struct {
	field
	picker *emojiPicker
}

func newEmojiSearch(p *emojiPicker) *emojiSearch {
	s := &emojiSearch{picker: p}
	s.limit = 64
	s.asking(words.T("Search emoji by their English name"))
	s.OnChanged = p.find
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey hands the keys that move and that choose to the grid.
func (s *emojiSearch) TypedKey(e *fyne.KeyEvent) {
	if !s.picker.grid.key(e.Name) {
		s.field.TypedKey(e)
	}
}

// pickEmoji opens the emoji picker beside a place of the window and hands over
// what was chosen. The keyboard goes back to where it was.
func (w *Window) pickEmoji(at box, chosen func(emoji string)) {
	var pop *popover
	p := newEmojiPicker(w.desk.Prefs().Recents, func(emoji string) {
		pop.close()
		w.preferEmoji(emoji)
		chosen(emoji)
	}, func() { pop.close() })
	pop = openPopover(w.window, at, p.body, p.search, nil)
}

// preferEmoji remembers an emoji as the one chosen last.
func (w *Window) preferEmoji(emoji string) {
	prefs := w.desk.Prefs()
	prefs.Recents = vm.RecentEmoji(prefs.Recents, emoji)
	w.actions.Prefer(prefs)
}

// quickEmoji opens the few reactions that stand ready, and the way to all of
// them. Mine are those that this person has set already.
func (w *Window) quickEmoji(at box, mine map[string]bool, chosen func(emoji string)) {
	var pop *popover
	escape := func() { pop.close() }
	strip := row(2)
	var list []*emojiButton
	for _, emoji := range vm.QuickEmoji {
		b := newEmojiButton(emoji, 5*grid, emojiSize, func() { pop.close(); chosen(emoji) })
		b.onEscape, b.on = escape, mine[emoji]
		list = append(list, b)
		strip.Add(b)
	}
	stepping(list)
	more := newButton(quiet, "plus", "", func() { pop.close(); w.pickEmoji(at, chosen) })
	more.onEscape = escape
	strip.Add(more)
	pop = openPopover(w.window, at, inset(grid/2, grid/2, strip), list[0], nil)
}
