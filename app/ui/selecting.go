package ui

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
)

// selection is a run of letters, of one message or over several.
type selection struct {
	from, to spot // from where the mouse went down to where it is now
}

// spot is between two letters of a message.
type spot struct {
	ordinal int // of the line
	key     vm.LineKey
	letters int // before it
}

func (s selection) ordered() (from, to spot) {
	if c := cmp.Or(cmp.Compare(s.from.ordinal, s.to.ordinal), cmp.Compare(s.from.letters, s.to.letters)); c > 0 {
		return s.to, s.from
	}
	return s.from, s.to
}

func (s selection) empty() bool { return s.from == s.to }

// selected tells whether anything is.
func (t *transcript) selected() bool { return !t.picked.empty() }

// unpick ends the selection.
func (t *transcript) unpick() {
	if t.picked != (selection{}) {
		t.picked = selection{}
		t.arrange()
	}
}

// pickAt begins a selection at a place within a bubble.
func (t *transcript) pickAt(at fyne.Position) {
	t.picked = selection{}
	if r := t.rowAt(at.Y); r != nil && r.prose != nil && r.bubble.holds(at.X, at.Y-r.top) {
		p := r.spotAt(at)
		t.picked = selection{p, p}
	}
}

// pickTo moves the end of the selection, and the view where that is beyond its
// edge.
func (t *transcript) pickTo(at fyne.Position) {
	if t.picked.from.key == 0 || len(t.shown) == 0 {
		return
	}
	switch height := t.Size().Height; {
	case at.Y < 0:
		t.scrollBy(max(at.Y, -5*grid))
	case at.Y > height:
		t.scrollBy(min(at.Y-height, 5*grid))
	}
	r := t.shown[0]
	for _, next := range t.shown[1:] {
		if at.Y >= next.top {
			r = next
		}
	}
	t.picked.to = r.spotAt(at)
	t.arrange()
}

// spotAt is the spot nearest to a position of the transcript.
func (r *lineRow) spotAt(at fyne.Position) spot {
	p := spot{ordinal: r.ordinal, key: r.line.Key}
	if r.prose != nil {
		p.letters = r.prose.at(at.X-r.text.x, at.Y-r.top-r.text.y)
	}
	return p
}

// span is what is selected, in order, where its lines are now: lines move, and those
// that were dropped take the selection with them. It is false where nothing is.
func (t *transcript) span() (from, to spot, ok bool) {
	if t.picked.empty() {
		return spot{}, spot{}, false
	}
	for _, p := range []*spot{&t.picked.from, &t.picked.to} {
		if p.ordinal, ok = t.source.Lines().Find(p.key, p.ordinal); !ok {
			t.picked = selection{}
			return spot{}, spot{}, false
		}
	}
	from, to = t.picked.ordered()
	return from, to, !t.picked.empty()
}

// copySelection copies what is selected as it was typed. Where it is of several
// lines, each has the name of who said it before it, and further lines of one
// message are indented: no message can say something in another's name.
func (t *transcript) copySelection() {
	from, to, ok := t.span()
	if !ok {
		return
	}
	var copied []string
	for i := from.ordinal; i <= to.ordinal; i++ {
		row := t.source.Row(i, t.now())
		if row.Kind != vm.Spoken {
			continue
		}
		p := newProse(row.Body)
		start, end := 0, len(p.runes)
		if i == from.ordinal {
			start = min(from.letters, end)
		}
		if i == to.ordinal {
			end = min(to.letters, end)
		}
		text := p.source(start, end)
		if from.ordinal != to.ordinal && text != "" {
			text = vm.Tagged(row.Name, row.Tag) + ": " + furtherLines.Replace(text)
		}
		if text != "" {
			copied = append(copied, text)
		}
	}
	if len(copied) > 0 {
		fyne.CurrentApp().Clipboard().SetContent(strings.Join(copied, "\n"))
	}
}

// furtherLines indents all lines of a text but the first, whatever ends one.
var furtherLines = strings.NewReplacer("\n", "\n    ", "\u2028", "\u2028    ", "\u2029", "\u2029    ")

// mark draws the selection.
func (t *transcript) mark() []fyne.CanvasObject {
	from, to, ok := t.span()
	if !ok {
		return nil
	}
	var objects []fyne.CanvasObject
	for _, r := range t.shown {
		if r.prose == nil || r.ordinal < from.ordinal || r.ordinal > to.ordinal {
			continue
		}
		start, end := 0, len(r.prose.runes)
		if r.ordinal == from.ordinal {
			start = from.letters
		}
		if r.ordinal == to.ordinal {
			end = to.letters
		}
		r.prose.selected(start, end, func(b box) {
			if len(objects) == len(t.marks) {
				t.marks = append(t.marks, &canvas.Rectangle{CornerRadius: 2})
			}
			m := t.marks[len(objects)]
			m.FillColor = theme.Color(theme.ColorNameSelection)
			m.Move(fyne.NewPos(r.text.x+b.x, r.top+r.text.y+b.y))
			m.Resize(fyne.NewSize(b.w, b.h))
			objects = append(objects, m)
		})
	}
	return objects
}
