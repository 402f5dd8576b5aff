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
	topic *label
	order *paragraph
	width float32 // of the last layout; 0 before the first
}

func newTopicStrip() *topicStrip {
	s := &topicStrip{topic: newLabel("", sizeText-1, colorInk).theirs(), order: newParagraph("", sizeSmall, colorMuted)}
	s.root = newFree(stripLayout{s}, s.topic, s.order, hairline())
	return s
}

func (s *topicStrip) update(room *vm.Room) {
	s.topic.set(room.Topic())
	if order := strings.Join(room.Order(), " · "); order != s.order.text {
		s.order.set(order, colorMuted)
		s.root.Refresh()
	}
	setHidden(s.root, s.topic.text == "" && s.order.text == "")
}

// Measures of the strip.
const (
	stripHigh   = 3.5 * grid // at least
	stripEdge   = 2 * grid   // left and right
	stripGap    = 1.5 * grid // between what stands side by side
	enoughTopic = 20 * grid  // of a longer topic this much is worth a line of its own, with text as usual
)

// split shares out a line of the strip: the width of what holds, and whether it
// has the next line for itself, because beside it nobody could read the topic.
func (s *topicStrip) split() (order float32, below bool) {
	room := s.width - 2*stripEdge
	if s.order.text == "" {
		return 0, false
	}
	order = s.order.face.width([]rune(s.order.text)) + 1 // rounding does not wrap it
	if s.topic.text == "" || s.width <= 0 {
		return min(order, max(room, grid)), false
	}
	if order+stripGap+min(s.topic.natural(), scaled(enoughTopic)) <= room {
		return order, false
	}
	return room, true
}

// fit is how high the strip has to be in that width.
func (s *topicStrip) fit(width float32) float32 {
	s.width = width
	order, below := s.split()
	s.order.Resize(fyne.NewSize(order, s.order.MinSize().Height))
	topic, rules := s.topic.MinSize().Height, s.order.MinSize().Height
	if below {
		return topic + rules + grid
	}
	return max(topic+grid/2, rules+grid/2, stripHigh)
}

// stripLayout sets a topic and what holds side by side, or one below the other,
// with a line over them.
type stripLayout struct{ strip *topicStrip }

// Layout implements fyne.Layout.
func (l stripLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	s := l.strip
	s.fit(size.Width)
	order, below := s.split()
	room, topic, rules := size.Width-2*stripEdge, s.topic.MinSize().Height, s.order.MinSize().Height
	switch {
	case below:
		put(s.topic, stripEdge, grid/2, room, topic)
		put(s.order, stripEdge, grid/2+topic, order, rules)
	default:
		if order > 0 {
			room -= order + stripGap
		}
		put(s.topic, stripEdge, (size.Height-topic)/2, room, topic)
		put(s.order, size.Width-stripEdge-order, (size.Height-rules)/2, order, rules)
	}
	put(parts[2], stripEdge, 0, size.Width-2*stripEdge, 1)
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (l stripLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(4*grid, l.strip.fit(l.strip.width))
}
