package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// probeCard tries a typed address, step by step.
type probeCard struct {
	root    *panel
	view    *doctorView
	address *field
	try     *button
	running bool
	result  *outcome
	steps   pool[*outcome]
}

func newProbeCard(v *doctorView) *probeCard {
	c := &probeCard{view: v, result: newOutcome(true)}
	c.address = newField(words.T("Address of the room, as its header shows it"))
	c.address.onEscape = v.window.escape
	c.address.OnChanged = func(string) { c.refresh() }
	c.address.OnSubmitted = func(string) { c.begin() }
	c.try = newButton(plain, "search", words.T("Try"), c.begin)
	c.try.onEscape = v.window.escape
	c.steps = newPool(func() *outcome { return newOutcome(false) })
	c.root = card(column(1.25*grid,
		newParagraph(words.T("The name is looked up, each address is dialled, and what answers is asked who it is. Nobody in the room notices."), sizeText-1, colorMuted).wide(60*grid),
		ends(grid, none(), c.address, newFree(centreLayout{}, c.try)),
		c.result.root, c.steps.root))
	c.refresh()
	return c
}

// begin tries what was typed.
func (c *probeCard) begin() {
	target := strings.TrimSpace(c.address.Text)
	if target == "" || c.running {
		return
	}
	c.running = true
	c.view.window.desk.ForgetProbe()
	c.view.window.actions.Probe(target)
	c.view.update()
}

func (c *probeCard) refresh() { c.try.enable(!c.running && strings.TrimSpace(c.address.Text) != "") }

func (c *probeCard) update() {
	p, known := c.view.window.desk.Probed()
	c.running = c.running && !known
	setHidden(c.result.root, !known && !c.running)
	switch {
	case c.running:
		c.result.set("clock", colorMuted, words.T("Trying…"))
	case p.OK():
		c.result.set("tick", colorAccent, p.Sentence())
	default:
		c.result.set("alert", colorDanger, strings.TrimSpace(p.Sentence()+" "+p.Trouble.Remedy()))
	}
	c.steps.show(len(p.Steps), func(i int, o *outcome) {
		s := p.Steps[i]
		if s.OK() {
			o.set("tick", colorMuted, s.Sentence())
		} else {
			o.set("close", colorDanger, s.Sentence())
		}
	})
	setHidden(c.steps.root, len(p.Steps) == 0)
	c.refresh()
}

// reachCard has somebody dial this computer.
type reachCard struct {
	root    *panel
	view    *doctorView
	use     *paragraph
	ask     *button
	asking  *fyne.Container
	running bool
	result  *outcome
}

func newReachCard(v *doctorView) *reachCard {
	c := &reachCard{view: v, result: newOutcome(true)}
	c.use = newParagraph("", sizeText-1, colorMuted).wide(60 * grid)
	c.ask = newButton(plain, "people", words.T("Ask somebody to try"), c.choose)
	c.ask.onEscape = v.window.escape
	c.asking = flow(grid, c.ask)
	c.root = card(column(1.25*grid, c.use, c.asking, c.result.root))
	return c
}

// choose asks through the one room there is, or lets the person choose.
func (c *reachCard) choose() {
	askings := c.view.window.desk.Askings()
	if len(askings) == 1 {
		c.begin(askings[0])
		return
	}
	var items []*fyne.MenuItem
	for _, a := range askings[:min(len(askings), maxPooled)] {
		items = append(items, choice(words.T("In “%s”, at port %d", a.Name, a.Port), false, func() { c.begin(a) }))
	}
	drop(c.ask, items)
}

func (c *reachCard) begin(a vm.Asking) {
	c.running = true
	c.view.window.desk.ForgetReached()
	c.view.window.actions.AskReach(a.Room, a.Port)
	c.view.update()
}

func (c *reachCard) update() {
	askings := c.view.window.desk.Askings()
	if len(askings) == 0 {
		c.use.set(words.T("No computer can tell for itself. Join a room, or host one: then somebody in it can try to dial this computer."), colorMuted)
	} else {
		c.use.set(words.T("No computer can tell for itself. Somebody in one of your rooms can try to dial this computer."), colorMuted)
	}
	r, known := c.view.window.desk.Reached()
	c.running = c.running && !known
	c.ask.enable(len(askings) > 0 && !c.running)
	setHidden(c.asking, len(askings) == 0)
	setHidden(c.result.root, !known && !c.running)
	switch {
	case c.running:
		c.result.set("clock", colorMuted, words.T("Asking…"))
	case r.OK:
		c.result.set("tick", colorAccent, r.Sentence())
	case r.Trouble.Kind == vm.NobodyListens && !slices.ContainsFunc(askings, func(a vm.Asking) bool { return a.Host && a.Port == r.Port }):
		c.result.set("info", colorMuted, r.Sentence()) // as it must be where no room is open
	default:
		c.result.set("alert", colorDanger, r.Sentence())
	}
}

// outcome is a sentence behind a symbol.
type outcome struct {
	root   *fyne.Container
	symbol *glyph
	text   *paragraph
}

func newOutcome(main bool) *outcome {
	o := &outcome{symbol: newGlyph("clock", 16, colorMuted), text: newParagraph("", sizeText-1, colorInk).wide(54 * grid)}
	if main {
		o.symbol, o.text = newGlyph("clock", 18, colorMuted), newParagraph("", sizeText, colorInk).wide(54*grid)
	}
	o.root = ends(grid, newFree(topLayout{}, o.symbol), o.text, none())
	return o
}

func (o *outcome) content() fyne.CanvasObject { return o.root }

func (o *outcome) set(symbol string, ink fyne.ThemeColorName, text string) {
	o.symbol.set(symbol, ink)
	o.text.set(text, colorInk)
}
