package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// doctorView answers “Why can’t I see a room?”: what was found and what to do
// about it, each network interface with what went over it, the firewalls, and
// two experiments. The network is watched only while it is seen.
type doctorView struct {
	root      fyne.CanvasObject
	window    *Window
	scroll    *container.Scroll
	head      *coverHead
	watched   *label
	report    *copyButton
	findings  pool[*findingCard]
	cards     pool[*interfaceCard]
	firewalls pool[*firewallCard]
	noWall    *paragraph
	probe     *probeCard
	reach     *reachCard
}

// openDoctor shows why a room may not be seen; asked again, it goes.
func (w *Window) openDoctor() {
	switch _, shown := w.over.(*doctorView); {
	case !w.ready():
	case shown:
		w.leaveCover()
	default:
		w.openCover(newDoctorView(w))
	}
}

func newDoctorView(w *Window) *doctorView {
	v := &doctorView{window: w}
	v.watched = newLabel("", sizeSmall, colorMuted)
	v.report = newCopyButton()
	v.report.name = words.T("Copy report")
	v.report.say(false)
	v.report.onEscape = w.escape
	title := column(1, newLabel(words.T("Why can’t I see a room?"), sizeTitle, colorInk).bold(), v.watched)
	v.head = newCoverHead(w, title, newFree(centreLayout{}, v.report))
	v.findings = newPool(func() *findingCard { return newFindingCard(v) })
	v.cards = newPool(newInterfaceCard)
	v.firewalls = newPool(func() *firewallCard { return newFirewallCard(v) })
	v.noWall = newParagraph(words.T("No firewall was found on this computer."), sizeText-1, colorMuted).wide(60 * grid)
	v.probe, v.reach = newProbeCard(v), newReachCard(v)
	body := column(1.5*grid,
		heading(words.T("WHAT WAS FOUND")), v.findings.root,
		gap(1, grid/2), heading(words.T("TRY AN ADDRESS")), v.probe.root,
		gap(1, grid/2), heading(words.T("CAN OTHERS REACH ME?")), v.reach.root,
		gap(1, grid/2), heading(words.T("NETWORKS OF THIS COMPUTER")), v.cards.root,
		gap(1, grid/2), heading(words.T("FIREWALL")), inset(0, grid, v.noWall), v.firewalls.root, gap(1, 2*grid))
	v.scroll = container.NewVScroll(inset(2*grid, 2*grid, newFree(measureLayout{90 * grid}, body)))
	v.root = v.head.over(wheeled(v.scroll))
	follow(v.scroll, v.probe.address, v.probe.try, v.reach.ask)
	return v
}

func (v *doctorView) content() fyne.CanvasObject { return v.root }
func (v *doctorView) title() string              { return words.T("Why can’t I see a room?") }
func (v *doctorView) first() fyne.Focusable      { return nil }
func (v *doctorView) gone(vm.Key) bool           { return false }
func (v *doctorView) shown(on bool)              { v.window.actions.Diagnose(on) }

// reachable lets the keyboard come to a button, and away from it.
func (v *doctorView) reachable(b *copyButton) {
	b.onEscape = v.window.escape
	follow(v.scroll, b)
}

func (v *doctorView) update() {
	v.head.update()
	d, known := v.window.desk.Diagnosis()
	if known {
		v.watched.set(words.T("Refreshed every second"))
	} else {
		v.watched.set(words.T("Looking…"))
	}
	v.report.enable(known)
	v.report.text = v.window.desk.DoctorReport()
	v.findings.show(len(d.Findings), func(i int, c *findingCard) { c.set(d.Findings[i]) })
	v.cards.show(len(d.Interfaces), func(i int, c *interfaceCard) { c.set(d.Interfaces[i], d.At) })
	v.firewalls.show(len(d.Firewalls), func(i int, c *firewallCard) { c.set(d.Firewalls[i]) })
	setHidden(v.noWall, !known || len(d.Firewalls) > 0)
	v.probe.update()
	v.reach.update()
}

// pool is a column of cards that are used again from one second to the next.
type pool[C interface{ content() fyne.CanvasObject }] struct {
	root  *fyne.Container
	cards []C
	make  func() C
}

func newPool[C interface{ content() fyne.CanvasObject }](make func() C) pool[C] {
	return pool[C]{root: column(grid), make: make}
}

// maxPooled bounds the cards of a pool: containers can have hundreds of
// interfaces, and nobody reads these here.
const maxPooled = 40

// show fills the first n cards and hides the others.
func (p *pool[C]) show(n int, fill func(i int, card C)) {
	n = min(n, maxPooled)
	for len(p.cards) < n {
		card := p.make()
		p.cards = append(p.cards, card)
		p.root.Add(card.content())
	}
	for i, card := range p.cards {
		if i < n {
			fill(i, card)
		}
		setHidden(card.content(), i >= n)
	}
}

// findingCard is one finding with what to do about it.
type findingCard struct {
	root     *panel
	symbol   *glyph
	what, do *paragraph
	command  *copyRow
}

func newFindingCard(v *doctorView) *findingCard {
	c := &findingCard{
		symbol: newGlyph("info", 20, colorMuted),
		what:   newParagraph("", sizeText, colorInk).bold().wide(56 * grid),
		do:     newParagraph("", sizeText-1, colorMuted).wide(56 * grid),
	}
	c.command = newCopyRow("", "")
	v.reachable(c.command.copy)
	c.root = card(ends(1.5*grid, newFree(topLayout{}, c.symbol), column(grid/2, c.what, c.do, c.command.root), none()))
	return c
}

func (c *findingCard) content() fyne.CanvasObject { return c.root }

func (c *findingCard) set(f vm.Finding) {
	switch {
	case f.Bad:
		c.symbol.set("alert", colorDanger)
	case f.Well():
		c.symbol.set("tick", colorAccent)
	case f.Code == "listening":
		c.symbol.set("clock", colorMuted)
	default:
		c.symbol.set("info", colorMuted)
	}
	c.what.set(f.Text, colorInk)
	c.do.set(f.Do, colorMuted)
	setHidden(c.do, f.Do == "")
	c.command.set(f.Command)
	setHidden(c.command.root, f.Command == "")
}

// firewallCard is one firewall, with the command that opens it.
type firewallCard struct {
	root    *panel
	symbol  *glyph
	name    *label
	state   *label
	how     *paragraph
	command *copyRow
}

func newFirewallCard(v *doctorView) *firewallCard {
	c := &firewallCard{
		symbol: newGlyph("shield", 20, colorMuted),
		name:   newLabel("", sizeText, colorInk).bold(),
		state:  newLabel("", sizeSmall, colorMuted).fixed(),
		how:    newParagraph("", sizeSmall, colorMuted).wide(56 * grid),
	}
	c.command = newCopyRow("", "")
	v.reachable(c.command.copy)
	text := column(grid/2, ends(grid, none(), c.name, newFree(centreLayout{}, c.state)), c.command.root, c.how)
	c.root = card(ends(1.5*grid, newFree(topLayout{}, c.symbol), text, none()))
	return c
}

func (c *firewallCard) content() fyne.CanvasObject { return c.root }

func (c *firewallCard) set(f vm.Firewall) {
	ink := colorMuted
	if f.Active {
		ink = colorAccent
	}
	c.symbol.set("shield", ink)
	c.name.set(f.Name)
	c.state.set(f.State())
	c.command.set(f.Command)
	c.how.set(f.How, colorMuted)
	on := f.Command != "" && (f.Active || f.Unsure)
	setHidden(c.command.root, !on)
	setHidden(c.how, !on)
}

// interfaceCard is one network interface.
type interfaceCard struct {
	root           *panel
	symbol         *glyph
	name           *label
	kind           *label
	addresses      *paragraph
	mdns, presence *paragraph
	why            *paragraph
}

func newInterfaceCard() *interfaceCard {
	c := &interfaceCard{
		symbol:    newGlyph("listen", 20, colorAccent),
		name:      newLabel("", sizeText, colorInk).bold(),
		kind:      newLabel("", sizeSmall, colorMuted).fixed(),
		addresses: newParagraph("", sizeText-1, colorInk).mono().wide(50 * grid),
		mdns:      newParagraph("", sizeText-1, colorInk).wide(56 * grid),
		presence:  newParagraph("", sizeText-1, colorInk).wide(56 * grid),
		why:       newParagraph("", sizeText-1, colorMuted).wide(56 * grid),
	}
	text := column(grid/2, ends(grid, none(), c.name, newFree(centreLayout{}, c.kind)), c.addresses, c.mdns, c.presence, c.why)
	c.root = card(ends(1.5*grid, newFree(topLayout{}, c.symbol), text, none()))
	return c
}

func (c *interfaceCard) content() fyne.CanvasObject { return c.root }

func (c *interfaceCard) set(i vm.Interface, now time.Time) {
	symbol, ink := "listen", colorAccent
	switch {
	case !i.Used:
		symbol, ink = "listen", colorMuted
	case i.MDNS.Fault != "" && i.Presence.Fault != "":
		symbol, ink = "alert", colorDanger
	}
	c.symbol.set(symbol, ink)
	c.name.set(i.Name)
	c.kind.set(i.Kind.Words())
	c.addresses.set(strings.Join(i.Addresses, "  "), colorInk)
	setHidden(c.addresses, len(i.Addresses) == 0)
	c.mdns.set(words.T("mDNS: %s", i.MDNS.Counts(now)), colorInk)
	c.presence.set(words.T("Presence: %s", i.Presence.Counts(now)), colorInk)
	c.why.set(words.T("Not used. %s", i.Why), colorMuted)
	setHidden(c.mdns, !i.Used)
	setHidden(c.presence, !i.Used)
	setHidden(c.why, i.Used)
}
