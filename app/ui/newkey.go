package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// readGroups is how many groups of a new key a person types as the host reads
// them: 64 bits, more than anybody searches for a key that ends alike.
const readGroups = 4

// newKeyView shows the key that a host is known by beside the one that was
// shown now. The keyboard starts on staying away; the new key is taken only
// where the person has typed the end of it, and by no key that habit presses.
type newKeyView struct {
	window *Window
	sheet  *sheet
	room   vm.Key
	given  string
	typed  *field
	state  *paragraph
	accept *button
}

func openNewKey(w *Window, room *vm.Room, n vm.Notice, closed func()) *sheet {
	v := &newKeyView{window: w, room: room.Key(), given: n.Given}
	marked, differ := differing(inFours(n.Known), inFours(n.Given))
	v.typed = newField("0000 0000 0000 0000")
	v.typed.limit = 2 * 5 * readGroups
	v.typed.TextStyle.Monospace = true
	v.typed.OnChanged = func(string) { v.refresh() }
	v.state = newParagraph("", sizeSmall+1, colorMuted)
	v.accept = newButton(danger, "", words.T("Take the new key"), v.take)
	v.accept.wary = true
	stay := newButton(plain, "", words.T("Stay away"), func() { v.sheet.close() })
	escape := func() { v.sheet.close() }
	v.typed.onEscape, v.accept.onEscape, stay.onEscape = escape, escape, escape

	head := column(2, sheetTitle(words.T("The host shows another key")), newLabel(room.Name(), sizeText, colorMuted))
	middle := newReading(column(1.5*grid,
		newParagraph(words.T("Somebody may be pretending to be the host, or stand between you and them. It may also be harmless: the host has made a "+
			"new profile, or another program answers at that address."), sizeText, colorInk),
		newFree(&pairLayout{need: 25 * grid},
			newFingerprint(words.T("Known until now")).set(n.Known, marked...).root,
			newFingerprint(words.T("Shown now")).set(n.Given, marked...).root),
		newParagraph(differ, sizeSmall, colorMuted),
		newParagraph(words.T("Reach the host another way, in person or by telephone, and let them read you the end of their key, which they see when "+
			"they click their own name. Type what you hear, not what you see here."), sizeText, colorInk),
		column(grid/2, caption(words.T("The last %d groups, as the host reads them", readGroups)), v.typed, v.state)))
	v.refresh()
	v.sheet = openTall(w.window, 64*grid, head, middle, answers(stay, v.accept), stay, closed)
	v.sheet.holds = retyped(v.typed)
	v.sheet.room = v.room
	middle.follows(v.typed)
	return v.sheet
}

// differing tells which groups of two keys differ, and says how many.
func differing(a, b []string) (marked []bool, said string) {
	n := max(len(a), len(b))
	marked = make([]bool, n)
	differ := 0
	for i := range marked {
		if marked[i] = i >= len(a) || i >= len(b) || a[i] != b[i]; marked[i] {
			differ++
		}
	}
	if differ == n {
		return marked, words.T("All %d groups differ.", n)
	}
	return marked, words.T("%d of %d groups differ: those with a line under them.", differ, n)
}

// matches tells whether the end of the new key was typed. Spaces and capital
// letters do not matter.
func (v *newKeyView) matches() bool {
	end := 4 * readGroups
	digits := hexDigits(v.typed.Text)
	return len(v.given) >= end && digits == v.given[len(v.given)-end:]
}

// hexDigits is what was typed without what people put between groups.
func hexDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == ':' || r == '.' {
			return -1
		}
		return r
	}, strings.ToLower(text))
}

func (v *newKeyView) refresh() {
	typed := hexDigits(v.typed.Text)
	matches := v.matches()
	v.accept.enable(matches)
	switch {
	case matches:
		v.state.set(words.T("It is the key that was shown now. If you heard this from the host, it is theirs."), colorInk)
	case len(typed) >= 4*readGroups:
		v.state.set(words.T("That is not the key that was shown now. Do not take it: stay away, and tell the host."), colorDanger)
	default:
		v.state.set(words.T("%d of %d digits.", len(typed), 4*readGroups), colorMuted)
	}
	if v.sheet != nil {
		v.sheet.layout()
	}
}

func (v *newKeyView) take() {
	if !v.matches() {
		return
	}
	v.sheet.close()
	v.window.passwords.asked(v.room)
	v.window.actions.TrustNewKey(v.room, v.given)
}

// pairLayout sets two parts of one width side by side, or one below the other
// where each would be narrower than it needs.
type pairLayout struct {
	need  float32
	width float32 // of the last layout
}

// below tells whether the second part stands below the first.
func (p *pairLayout) below() bool { return p.width > 0 && (p.width-grid)/2 < p.need }

// Layout implements fyne.Layout.
func (p *pairLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	if p.below() {
		first := parts[0].MinSize().Height
		put(parts[0], 0, 0, size.Width, first)
		put(parts[1], 0, first+grid, size.Width, parts[1].MinSize().Height)
		return
	}
	half := (size.Width - grid) / 2
	put(parts[0], 0, 0, half, size.Height)
	put(parts[1], half+grid, 0, half, size.Height)
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (p *pairLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	a, b := parts[0].MinSize(), parts[1].MinSize()
	if p.below() {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+grid+b.Height)
	}
	return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
}
