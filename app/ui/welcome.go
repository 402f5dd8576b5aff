package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// newWelcome fills the middle while no room is open, and says what to do.
func newWelcome(w *Window) fyne.CanvasObject {
	picture := canvas.NewImageFromResource(iconResource())
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(7 * grid))
	doors := container.NewCenter(row(1.5*grid,
		newButton(primary, "host", "Host a room", w.openHost),
		newButton(plain, "join", "Join by address", w.openJoin)))
	return container.NewCenter(container.New(widthLayout{46 * grid},
		picture,
		gap(1, grid/2),
		newLabel("No room is open yet", sizeTitle+2, colorInk).bold().centred(),
		newParagraph("Open a room on this computer for others to come in, or step into one that is open on this network.", sizeText, colorMuted).centred().wide(46*grid),
		gap(1, grid), doors))
}
