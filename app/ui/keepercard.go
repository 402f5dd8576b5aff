package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// keeperCard says who keeps a room, and how sure that is.
type keeperCard struct {
	root    *panel
	view    *detailsView
	symbol  *glyph
	what    *paragraph
	more    *paragraph
	compare *button
	key     *fingerprint
	keeper  vm.Keeper
}

func newKeeperCard(v *detailsView) *keeperCard {
	c := &keeperCard{view: v}
	c.symbol = newGlyph("shield", 20, colorMuted)
	c.what = newParagraph("", sizeText+1, colorInk).bold().wide(56 * grid)
	c.more = newParagraph("", sizeText-1, colorMuted).wide(56 * grid)
	c.compare = newButton(plain, "", words.T("Safety number…"), func() { v.window.showSafety(c.keeper.ID, c.keeper.Name) }).compact()
	c.compare.onEscape = v.window.escape
	c.key = newFingerprint("")
	c.root = card(column(1.5*grid,
		ends(1.5*grid, newFree(topLayout{}, c.symbol), column(grid/2, c.what, c.more, gap(1, 0), flow(grid, c.compare)), none()),
		c.key.root))
	return c
}

func (c *keeperCard) update(room *vm.Room, d vm.Details) {
	c.keeper = c.view.window.desk.Keeper(room)
	if c.keeper.ID.IsZero() && !d.Host.IsZero() {
		c.keeper.ID = d.Host
		c.keeper.Verified = c.view.window.desk.Verified(d.Host)
	}
	what, more := c.keeper.Standing(c.view.window.now())
	if name := c.keeper.Name; name != "" && !c.keeper.Me {
		what = name + " · " + lower(what)
	}
	c.what.set(what, colorInk)
	c.more.set(more, colorMuted)
	c.symbol.set(keeperGlyph(c.keeper))
	setHidden(c.compare, c.keeper.Me || c.keeper.ID.IsZero())
	setHidden(c.key.root, c.keeper.ID.IsZero())
	c.key.set(c.keeper.ID.String())
	if c.keeper.Me {
		c.key.title.set(words.T("Your key, for others to compare with what they see"))
	} else {
		c.key.title.set(words.T("Key of the host, to compare with what they see"))
	}
}

// keeperGlyph says by its shape how sure it is who keeps a room.
func keeperGlyph(k vm.Keeper) (string, fyne.ThemeColorName) {
	switch {
	case k.Me:
		return "host", colorAccent
	case k.Verified:
		return "verified", colorAccent
	default:
		return "shield", colorMuted
	}
}
