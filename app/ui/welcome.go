package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"landline/app/words"
)

// welcome fills the middle while no room is open, and says what to do: in one
// sentence and one click.
type welcome struct {
	root   fyne.CanvasObject
	window *Window
	title  *label
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
	v.title = newLabel("", sizeTitle+2, colorInk).bold().centred()
	v.text = newParagraph("", sizeText, colorMuted).centred().wide(56 * grid)
	v.join = newButton(primary, "join", "", v.enter)
	v.host = newButton(primary, "host", words.T("Host a room"), w.openHost)
	v.other = newButton(plain, "join", words.T("Join by address"), w.openJoin)
	v.menu = newButton(plain, "menu", words.T("Rooms"), w.openRooms)
	doors := newFree(&flowLayout{gap: 1.5 * grid, centre: true}, v.menu, v.join, v.host, v.other)
	v.root = container.NewCenter(container.New(widthLayout{56 * grid},
		picture, gap(1, grid/2), v.title, v.text, gap(1, grid), doors))
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
		v.title.set(words.T("Nobody has a room open yet"))
		v.text.set(words.T("Host one, and it appears by itself in the window of everybody on this network who has Landline open."), colorMuted)
	case 1:
		v.title.set(words.T("There is a room on this network"))
		v.text.set(words.T("“%s”, kept by %s. Step in, or host one of your own.", found[0].Name, found[0].Keeper()), colorMuted)
		v.join.set("join", words.T("Join “%s”", found[0].Name))
	default:
		v.title.set(words.N("There is %d room on this network", "There are %d rooms on this network", n, n))
		v.text.set(words.T("Choose one of them in the list, or host one of your own."), colorMuted)
	}
	v.host.kind = primary
	if n == 1 {
		v.host.kind = plain
	}
	v.host.Refresh()
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
