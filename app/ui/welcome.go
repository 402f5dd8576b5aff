package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"landline/app/words"
)

// welcome fills the middle while no room is open, and says what to do: in one
// sentence and one click.
type welcome struct {
	root   fyne.CanvasObject
	window *Window
	title  *paragraph
	text   *paragraph
	join   *button // the one room on this network, where there is one
	host   *button
	other  *button
	menu   *button // the rooms, in a narrow window
}

func newWelcome(w *Window) *welcome {
	v := &welcome{window: w}
	picture := canvas.NewImageFromResource(iconResource())
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(7 * grid))
	v.title = newParagraph("", sizeTitle+2, colorInk).bold().centred().wide(56 * grid)
	v.text = newParagraph("", sizeText, colorMuted).centred().wide(56 * grid)
	v.join = newButton(primary, "join", "", v.enter)
	v.host = newButton(primary, "host", words.T("Host a room"), w.openHost)
	v.other = newButton(plain, "join", words.T("Join by address"), w.openJoin)
	v.menu = newButton(plain, "menu", words.T("Rooms"), w.openRooms)
	doors := newFree(&flowLayout{gap: 1.5 * grid, centre: true}, v.menu, v.join, v.host, v.other)
	v.root = newFree(welcomeLayout{}, picture, gap(1, grid/2), v.title, v.text, gap(1, grid), doors)
	return v
}

// update says what there is on this network.
func (v *welcome) update() {
	found, more := v.window.desk.Lobby()
	n := len(found) + more
	setHidden(v.menu, !v.window.narrow)
	setHidden(v.join, n != 1)
	switch n {
	case 0:
		v.title.set(words.T("Nobody has a room open yet"), colorInk)
		v.text.set(words.T("Host one, and it appears by itself in the window of everybody on this network who has Landline open."), colorMuted)
	case 1:
		v.title.set(words.T("There is a room on this network"), colorInk)
		v.text.set(words.T("“%s”, kept by %s. Step in, or host one of your own.", found[0].Name, found[0].Keeper()), colorMuted)
		v.join.set("join", words.T("Join “%s”", found[0].Name))
	default:
		v.title.set(words.N("There is %d room on this network", "There are %d rooms on this network", n, n), colorInk)
		v.text.set(words.T("Choose one of them in the list, or host one of your own."), colorMuted)
	}
	kind := primary
	if n == 1 {
		kind = plain
	}
	if v.host.kind != kind {
		v.host.kind = kind
		v.host.Refresh()
	}
}

// enter joins the one room that was found.
func (v *welcome) enter() {
	if found, _ := v.window.desk.Lobby(); len(found) > 0 {
		v.window.joinFound(found[0])
	}
}

// home is where the keyboard goes.
func (v *welcome) home() fyne.Focusable {
	if v.join.Visible() {
		return v.join
	}
	return v.host
}

// welcomeLayout stacks its parts in the middle: the words in lines that are easy
// to read, and the last part, what can be pressed, as wide as the place allows.
type welcomeLayout struct{}

// Layout implements fyne.Layout.
func (l welcomeLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	room := max(size.Width-4*grid, 0)
	high := float32(0)
	for i, p := range parts {
		width := min(scaled(56*grid), room)
		if i == len(parts)-1 {
			width = room
		}
		for range 2 { // text knows its height only once it knows its width
			put(p, (size.Width-width)/2, 0, width, p.MinSize().Height)
		}
		high += p.Size().Height + grid
	}
	y := max((size.Height-high+grid)/2, 0)
	for _, p := range parts {
		p.Move(fyne.NewPos(p.Position().X, y))
		y += p.Size().Height + grid
	}
}

// MinSize implements fyne.Layout.
func (welcomeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(10 * grid) }
