package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
)

// emptyRoom stands in a transcript before the first line and says what to do.
type emptyRoom struct {
	root  *fyne.Container
	title *label
	text  *paragraph
}

func newEmptyRoom() *emptyRoom {
	e := &emptyRoom{
		title: newLabel("Nothing said yet", sizeText+1, colorInk).bold().centred(),
		text:  newParagraph("", sizeText-1, colorMuted).centred().wide(44 * grid),
	}
	body := container.New(widthLayout{44 * grid}, e.title, e.text)
	e.root = container.NewCenter(body)
	return e
}

func (e *emptyRoom) update(room *vm.Room, empty bool) {
	setHidden(e.root, !empty)
	switch {
	case !empty:
	case room.Link() == vm.Connecting:
		e.title.set("Connecting…")
		e.text.set("This takes a moment.", colorMuted)
	case room.Hosting() && room.Link() == vm.Reconnecting:
		e.title.set("Your room is not open")
		e.text.set("What you write now is said once it opens again.", colorMuted)
	case room.Hosting() && room.Link() == vm.Ended:
		e.title.set("Your room is not open")
		e.text.set("Nobody can come in, and nothing is said, until it opens.", colorMuted)
	case room.Link() == vm.Reconnecting:
		e.title.set("Nothing said yet")
		e.text.set("What you write now is sent once the connection is back.", colorMuted)
	case room.Link() == vm.Ended:
		e.title.set("You are not in the room")
		e.text.set("Nothing is sent until the connection stands.", colorMuted)
	case room.Hosting():
		e.title.set("Your room is open")
		e.text.set("Others on this network see it in their list. Anybody else can join with the address above.", colorMuted)
	default:
		e.title.set("Nothing said yet")
		e.text.set("Say hello: everybody in the room sees it.", colorMuted)
	}
}

// widthLayout stacks parts at a fixed width.
type widthLayout struct{ width float32 }

func (l widthLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, p := range parts {
		if !p.Visible() {
			continue
		}
		p.Resize(fyne.NewSize(size.Width, p.MinSize().Height))
		height := p.MinSize().Height
		p.Resize(fyne.NewSize(size.Width, height))
		p.Move(fyne.NewPos(0, y))
		y += height + grid
	}
}

func (l widthLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, p := range parts {
		if p.Visible() {
			height += p.MinSize().Height + grid
		}
	}
	return fyne.NewSize(l.width, max(height-grid, 0))
}
