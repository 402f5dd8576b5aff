package ui

import (
	"landline/netcore/chat"
)

// Measures of a header's bar.
const (
	barGap     = grid / 2    // between its buttons
	barInset   = 1.25 * grid // over it and under it
	barEdges   = 4 * grid    // left and right of it, and of the name in it
	underEdges = 3 * grid    // left and right of what stands under it
	enoughName = 22 * grid   // of a longer name this much is worth a button, with text as usual
)

// barPlan is what a header's bar shows. The name, the search and the people
// always have their place.
type barPlan struct {
	menu, address, more, shield, info, leave, invite, orders bool

	short bool // the address is a symbol only
	under bool // the state stands under the bar
}

// concessions are what the bar gives up for want of width, what is worth least
// first. Each makes it narrower or leaves it as it is, so that a window which
// shrinks only ever loses buttons. The name leads to the details of the room,
// which have all of them but for the search and the people.
var concessions = []func(*barPlan){
	func(p *barPlan) { p.short = true },
	func(p *barPlan) { p.address, p.more = false, false },
	func(p *barPlan) { p.shield = false },
	func(p *barPlan) { p.info = false },
	func(p *barPlan) { p.under = true },
	func(p *barPlan) { p.leave = false },
	func(p *barPlan) { p.invite = false },
	func(p *barPlan) { p.orders = false },
}

// wanted is what the bar shows where it is wide enough.
func (h *roomHeader) wanted() barPlan {
	keeper, addresses := h.window.desk.Keeper(h.room), len(h.address.addresses)
	orders := h.room.May(chat.SetTopic, chat.MemberID{})
	return barPlan{
		menu:    h.window.narrow,
		address: addresses > 0,
		more:    addresses > 1,
		shield:  !keeper.Me && !keeper.ID.IsZero(),
		info:    !orders, // the name leads there too
		leave:   true,
		invite:  true,
		orders:  orders,
	}
}

// fit shows what has a place in a bar of that width, and tells whether that is
// something else than before. It depends on nothing else but what the bar says.
func (h *roomHeader) fit(width float32) bool {
	h.width = width
	h.strip.width = width
	plan := h.wanted()
	for _, give := range concessions {
		if width <= 0 || h.need(plan) <= width {
			break
		}
		give(&plan)
	}
	if plan.under {
		h.under.fit(width)
	}
	if plan == h.shows {
		return false
	}
	h.shows = plan
	h.show()
	return true
}

// need is the width in which a bar of that plan says what it is to say.
func (h *roomHeader) need(p barPlan) float32 {
	said := min(h.name.natural(), scaled(enoughName))
	if !p.under {
		said = max(said, h.status.needs(h.state()))
	}
	width := barEdges + said + h.people.MinSize().Width + barGap + h.search.MinSize().Width
	if p.menu {
		width += h.menu.MinSize().Width
	}
	if p.address {
		width += barGap + h.address.room(p.short)
	}
	if p.more {
		width += h.more.MinSize().Width
	}
	for _, part := range h.single(p) {
		if part.on {
			width += barGap + part.button.MinSize().Width
		}
	}
	return width
}

// shown is a button, and whether a plan has it.
type shown struct {
	button *button
	on     bool
}

// single are the buttons that stand by themselves.
func (h *roomHeader) single(p barPlan) [5]shown {
	return [...]shown{{h.invite, p.invite}, {h.shield, p.shield}, {h.orders, p.orders}, {h.info, p.info}, {h.leave, p.leave}}
}

// show makes the parts what the plan says.
func (h *roomHeader) show() {
	p := h.shows
	h.menu.Hidden = !p.menu
	h.reach.Hidden, h.address.Hidden, h.more.Hidden = !p.address, !p.address, !p.more
	h.address.brief(p.short)
	for _, part := range h.single(p) {
		part.button.Hidden = !part.on
	}
	h.status.root.Hidden, h.under.root.Hidden = p.under, !p.under
}
