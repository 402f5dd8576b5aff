package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/words"
)

// openKeySheet lists the keys.
func (w *Window) openKeySheet() {
	if !w.ready() {
		return
	}
	var s *sheet
	done := newButton(plain, "", words.T("Close"), func() { s.close() })
	done.onEscape = func() { s.close() }
	head := column(grid/2, sheetTitle(words.T("Keys")),
		newParagraph(words.T("Everything works without a mouse. Ctrl+K finds what has no key of its own."), sizeText-1, colorMuted))
	middle := newReading(newFree(&balanced{gap: 4 * grid, need: 36 * grid}, keyGroups(w.commands())...))
	s = openTall(w.window, 100*grid, head, middle, answers(done), done, w.sheetClosed)
	w.sheet = s
}

// keyGroups draws the commands that have keys, a group for each topic.
func keyGroups(commands []command) (groups []fyne.CanvasObject) {
	for t := moving; t <= program; t++ {
		rows := []fyne.CanvasObject{newLabel(t.String(), sizeSmall+1, colorAccent).bold()}
		for _, c := range commands {
			if c.topic == t && len(c.keys) > 0 {
				rows = append(rows, ends(2*grid, none(), newParagraph(c.name, sizeText-1, colorInk).wide(24*grid), newKeyCaps(c)))
			}
		}
		groups = append(groups, column(grid*0.75, rows...))
	}
	return groups
}

// newKeyCaps draws the keys of a command as they look on a keyboard.
func newKeyCaps(c command) fyne.CanvasObject {
	var caps []fyne.CanvasObject
	for _, text := range capWords(c) {
		caps = append(caps, newPanel(colorPaper, colorEdge, grid/2, inset(1, grid*0.75, newLabel(text, sizeSmall, colorInk).fixed())))
	}
	return newFree(centreLayout{}, row(grid/2, caps...))
}

// capWords writes the keys of a command; those that count as its first and last
// alone.
func capWords(c command) (caps []string) {
	keys := c.keys
	if c.pick != nil && len(keys) > 2 {
		return []string{keys[0].String() + " … " + keys[len(keys)-1].String()}
	}
	for _, k := range keys {
		caps = append(caps, k.String())
	}
	return caps
}

// keyLine writes the keys of a command on one line.
func keyLine(c command) string { return strings.Join(capWords(c), "   ") }

// balanced sets parts in two columns that are about as high as each other, or
// in one where two would be too narrow. Their order goes down the columns.
type balanced struct {
	gap, need float32
	width     float32 // of the last layout
}

// split is the part that begins the second column; all of them for one column.
func (t *balanced) split(parts []fyne.CanvasObject) int {
	if t.width > 0 && t.width < 2*t.need+t.gap {
		return len(parts)
	}
	best, at := float32(-1), len(parts)
	for i := range parts {
		if high := max(t.high(parts[:i]), t.high(parts[i:])); best < 0 || high < best {
			best, at = high, i
		}
	}
	return at
}

func (t *balanced) high(parts []fyne.CanvasObject) (high float32) {
	for i, p := range parts {
		if i > 0 {
			high += 2.5 * grid
		}
		high += p.MinSize().Height
	}
	return high
}

// Layout implements fyne.Layout.
func (t *balanced) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	t.width = size.Width
	at, width := t.split(parts), size.Width
	if at < len(parts) {
		width = (size.Width - t.gap) / 2
	}
	t.stack(parts[:at], 0, width)
	t.stack(parts[at:], width+t.gap, width)
	mirror(parts, size.Width)
}

func (t *balanced) stack(parts []fyne.CanvasObject, x, width float32) {
	y := float32(0)
	for _, p := range parts {
		high := p.MinSize().Height
		put(p, x, y, width, high)
		y += high + 2.5*grid
	}
}

// MinSize implements fyne.Layout.
func (t *balanced) MinSize(parts []fyne.CanvasObject) fyne.Size {
	at := t.split(parts)
	return fyne.NewSize(30*grid, max(t.high(parts[:at]), t.high(parts[at:])))
}
