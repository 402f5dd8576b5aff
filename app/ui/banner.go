package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
)

// banner says in plain words why a room is not connected, and offers the one
// thing to do about it.
type banner struct {
	root    *panel
	window  *Window
	room    *vm.Room
	what    *paragraph
	advice  *paragraph
	act     *button
	keys    *fyne.Container
	known   *fingerprint
	given   *fingerprint
	checked *button
	trust   *fyne.Container
}

func newBanner(w *Window, room *vm.Room) *banner {
	b := &banner{window: w, room: room}
	key := room.Key()
	b.what = newParagraph("", sizeText, colorInk).bold()
	b.advice = newParagraph("", sizeText-1, colorMuted)
	b.act = newButton(plain, "retry", "Retry now", func() { w.actions.Retry(key) })
	b.known, b.given = newFingerprint("Known until now"), newFingerprint("Shown now")
	b.checked = newButton(plain, "", "I have checked with the host…", func() { b.ask(true) })
	b.trust = column(grid,
		newParagraph("Trust the new key only if the host read it to you, digit by digit.", sizeText-1, colorInk),
		row(grid,
			newButton(danger, "", "Trust the new key", func() { b.ask(false); w.actions.TrustNewKey(key, b.given.text) }),
			newButton(plain, "", "Not yet", func() { b.ask(false) })))
	b.keys = column(1.5*grid, container.New(pairLayout{}, b.known.root, b.given.root), row(grid, b.checked), b.trust)
	b.trust.Hide()
	text := column(grid/2, b.what, b.advice)
	head := ends(1.5*grid, container.NewVBox(newGlyph("alert", 20, colorDanger)), text, container.NewVBox(b.act))
	b.root = newPanel(colorAlarm, colorNone, 0, inset(1.5*grid, 3*grid, column(1.5*grid, head, b.keys)))
	b.update()
	return b
}

// ask shows the second of the two steps, or takes it back.
func (b *banner) ask(on bool) {
	b.trust.Hidden = !on
	b.checked.Hidden = on
	b.keys.Refresh()
	b.window.relayout()
}

func (b *banner) update() {
	n, ok := b.room.Notice()
	setHidden(b.root, !ok)
	if !ok {
		b.trust.Hide()
		b.checked.Show()
		return
	}
	changed := n.Remedy == vm.TrustNew
	b.what.set(n.What, colorInk)
	b.advice.set(n.Advice, colorMuted)
	b.act.Hidden = changed
	b.keys.Hidden = !changed
	b.known.set(n.Known)
	b.given.set(n.Given)
}

// fingerprint shows a key's digits in groups that can be read aloud.
type fingerprint struct {
	root   *panel
	digits *paragraph
	text   string
}

func newFingerprint(title string) *fingerprint {
	f := &fingerprint{digits: newParagraph("", sizeText-1, colorInk).mono().wide(24 * grid)}
	f.root = newPanel(colorCard, colorEdge, grid, inset(grid, 1.5*grid, column(grid/2, caption(title), f.digits)))
	return f
}

func (f *fingerprint) set(text string) {
	if f.text != text {
		f.text = text
		f.digits.set(groups(text), colorInk)
	}
}

// groups writes digits as lines of four times four, which two people can
// compare aloud.
func groups(text string) string {
	var out strings.Builder
	for i, r := range []rune(text) {
		switch {
		case i > 0 && i%16 == 0:
			out.WriteByte('\n')
		case i > 0 && i%4 == 0:
			out.WriteByte(' ')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// pairLayout sets two parts side by side, or one under the other where the
// place is narrow.
type pairLayout struct{}

func (pairLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	a, b := parts[0], parts[1]
	if size.Width < 64*grid {
		a.Resize(fyne.NewSize(size.Width, a.MinSize().Height))
		b.Resize(fyne.NewSize(size.Width, b.MinSize().Height))
		a.Move(fyne.NewPos(0, 0))
		b.Move(fyne.NewPos(0, a.MinSize().Height+grid))
		return
	}
	half := (size.Width - 2*grid) / 2
	a.Resize(fyne.NewSize(half, size.Height))
	b.Resize(fyne.NewSize(half, size.Height))
	a.Move(fyne.NewPos(0, 0))
	b.Move(fyne.NewPos(half+2*grid, 0))
}

func (pairLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	a, b := parts[0].MinSize(), parts[1].MinSize()
	stacked := parts[0].Size().Width > 0 && parts[1].Position().X == 0 && parts[1].Position().Y > 0
	if stacked {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+grid)
	}
	return fyne.NewSize(a.Width+b.Width, max(a.Height, b.Height))
}
