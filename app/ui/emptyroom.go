package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// emptyRoom stands in a transcript before the first line and says what to do.
type emptyRoom struct {
	root  *fyne.Container
	title *label
	text  *paragraph
}

func newEmptyRoom() *emptyRoom {
	e := &emptyRoom{
		title: newLabel(words.T("Nothing said yet"), sizeText+1, colorInk).bold().centred(),
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
		e.title.set(words.T("Connecting…"))
		e.text.set(words.T("This takes a moment."), colorMuted)
	case room.Hosting() && room.Link() == vm.Reconnecting:
		e.title.set(words.T("Your room is not open"))
		e.text.set(words.T("What you write now is said once it opens again."), colorMuted)
	case room.Hosting() && room.Link() == vm.Ended:
		e.title.set(words.T("Your room is not open"))
		e.text.set(words.T("Nobody can come in, and nothing is said, until it opens."), colorMuted)
	case room.Link() == vm.Reconnecting:
		e.title.set(words.T("Nothing said yet"))
		e.text.set(words.T("What you write now is sent once the connection is back."), colorMuted)
	case room.Link() == vm.Ended:
		e.title.set(words.T("You are not in the room"))
		e.text.set(words.T("Nothing is sent until the connection stands."), colorMuted)
	case room.Hosting():
		e.title.set(words.T("Your room is open"))
		e.text.set(words.T("Others on this network see it in their list. Anybody else can join with the address above."), colorMuted)
	default:
		e.title.set(words.T("Nothing said yet"))
		e.text.set(words.T("Say hello: everybody in the room sees it."), colorMuted)
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
