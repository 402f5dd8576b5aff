package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// topicStrip says under a room's header what the room is about, and what holds
// in it beside the usual. It is not there where there is nothing to say.
type topicStrip struct {
	root  *fyne.Container
	body  *fyne.Container
	topic *label
	order *label
}

func newTopicStrip() *topicStrip {
	s := &topicStrip{topic: newLabel("", sizeText-1, colorInk).theirs(), order: newLabel("", sizeSmall, colorMuted).fixed()}
	s.body = ends(1.5*grid, none(), s.topic, s.order)
	s.root = newFree(stripLayout{}, s.body, hairline())
	return s
}

func (s *topicStrip) update(room *vm.Room) {
	s.topic.set(room.Topic())
	if order := strings.Join(room.Order(), " · "); order != s.order.text {
		s.order.set(order)
		s.body.Refresh()
	}
	setHidden(s.root, s.topic.text == "" && s.order.text == "")
}

// stripLayout is a low row with a line over it.
type stripLayout struct{}

func (stripLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	put(parts[0], 2*grid, 1, size.Width-4*grid, size.Height-1)
	put(parts[1], 2*grid, 0, size.Width-4*grid, 1)
}

func (stripLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(parts[0].MinSize().Width+4*grid, 3.5*grid)
}
