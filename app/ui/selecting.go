package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
)

// selection is a run of runes within one message.
type selection struct {
	key      vm.LineKey
	from, to int // from where the mouse went down to where it is now
}

func (s selection) ordered() (from, to int) { return min(s.from, s.to), max(s.from, s.to) }

func (t *transcript) copySelection() {
	r := t.rowOf(t.picked.key)
	from, to := t.picked.ordered()
	if r == nil || from == to || to > len(r.runes) {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(string(r.runes[from:to]))
}

// mark draws the selection.
func (t *transcript) mark() []fyne.CanvasObject {
	from, to := t.picked.ordered()
	r := t.rowOf(t.picked.key)
	if r == nil || from == to {
		return nil
	}
	var objects []fyne.CanvasObject
	step := faceText.lineHeight() + lineSpacing
	for i, s := range r.spans {
		start, end := max(from, s.start), min(to, s.end)
		if start >= end {
			continue
		}
		if len(objects) == len(t.marks) {
			t.marks = append(t.marks, &canvas.Rectangle{CornerRadius: 2})
		}
		m := t.marks[len(objects)]
		m.FillColor = theme.Color(theme.ColorNameSelection)
		left := faceText.width(r.runes[s.start:start])
		m.Move(fyne.NewPos(r.text.x+left, r.top+r.text.y+float32(i)*step))
		m.Resize(fyne.NewSize(faceText.width(r.runes[s.start:end])-left, step))
		objects = append(objects, m)
	}
	return objects
}

// offsetAt is the rune boundary nearest to a place in the row.
func (r *lineRow) offsetAt(x, y float32) int {
	if len(r.spans) == 0 {
		return 0
	}
	step := faceText.lineHeight() + lineSpacing
	i := min(max(int((y-r.text.y)/step), 0), len(r.spans)-1)
	s := r.spans[i]
	x -= r.text.x
	low, high := s.start, s.end
	for low < high {
		middle := (low + high) / 2
		half := (faceText.width(r.runes[s.start:middle]) + faceText.width(r.runes[s.start:middle+1])) / 2
		if x < half {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// visibleText is a message as it is drawn: tabs become spaces, and no more
// than two lines in a row stand empty, so that nobody can fill a screen with
// nothing.
func visibleText(text string) string {
	text = strings.ReplaceAll(text, "\t", "    ")
	const most = "\n\n\n"
	for strings.Contains(text, most+"\n") {
		text = strings.ReplaceAll(text, most+"\n", most)
	}
	return text
}
