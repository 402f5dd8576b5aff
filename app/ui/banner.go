package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// banner says in plain words why a room is not connected, and offers the one
// thing to do about it.
type banner struct {
	root   *panel
	window *Window
	room   *vm.Room
	what   *paragraph
	advice *paragraph
	act    *button
}

func newBanner(w *Window, room *vm.Room) *banner {
	b := &banner{window: w, room: room}
	b.what = newParagraph("", sizeText, colorInk).bold()
	b.advice = newParagraph("", sizeText-1, colorMuted)
	b.act = newButton(plain, "", "", b.press)
	text := column(bannerGap, b.what, b.advice)
	told := newFree(&besideLayout{gap: 1.5 * grid, need: 36 * grid}, text, container.NewVBox(b.act))
	head := ends(1.5*grid, container.NewVBox(newGlyph("alert", 20, colorDanger)), told, none())
	b.root = newPanel(colorAlarm, colorNone, 0, inset(1.5*grid, 3*grid, head))
	b.update()
	return b
}

// bannerGap is between what happened and what to do about it.
const bannerGap = grid / 2

// fit makes the banner as high as it has to be in that width. Where that is more
// than it may take, it says what happened and leaves out what else there is to
// know: the lines of the room stay in view.
func (b *banner) fit(width, most float32) {
	for range 2 { // text knows its height only once it knows its width
		b.root.Resize(fyne.NewSize(width, b.root.MinSize().Height))
	}
	need := b.root.MinSize().Height
	if !b.advice.Visible() {
		b.advice.Resize(fyne.NewSize(b.what.Size().Width, 1))
		need += bannerGap + b.advice.MinSize().Height
	}
	if before := b.advice.Visible(); before != (need <= most) {
		setHidden(b.advice, before)
		b.root.Resize(fyne.NewSize(width, b.root.MinSize().Height))
	}
}

// press does what the notice of this moment offers.
func (b *banner) press() {
	n, ok := b.room.Notice()
	switch key := b.room.Key(); {
	case !ok:
	case n.Remedy == vm.TrustNew:
		b.window.showNewKey(key)
	case n.Remedy == vm.GivePassword:
		b.window.askPassword(key)
	default:
		b.window.retry(key)
	}
}

func (b *banner) update() {
	n, ok := b.room.Notice()
	setHidden(b.root, !ok)
	if !ok {
		return
	}
	b.what.set(n.What, colorInk)
	b.advice.set(strings.TrimSpace(b.room.Absence()+" "+n.Advice), colorMuted)
	symbol, word := "retry", words.T("Retry now")
	switch n.Remedy {
	case vm.TrustNew:
		symbol, word = "", words.T("Compare the keys…")
	case vm.GivePassword:
		symbol, word = "lock", words.T("Give the password…")
	}
	b.act.set(symbol, word)
}
