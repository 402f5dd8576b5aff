package ui

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// choosing is what the keyboard does in a transcript: one line is chosen, and
// what can be done with a line is done with it.
type choosing struct {
	key     vm.LineKey
	near    int  // its ordinal, when it was chosen
	byMouse bool // the keyboard came here by a click: no line stands out
	shift   shiftKey
	ring    *canvas.Rectangle
}

// FocusGained lets the keys choose a line: the one of before, or the newest in
// view.
func (t *transcript) FocusGained() {
	t.focused = true
	if t.rowOf(t.choice.key) == nil {
		t.choice.key = 0
		for _, r := range t.shown {
			if choosable(r.line.Line) && r.top+r.bubble.y < t.Size().Height {
				t.choice.key, t.choice.near = r.line.Key, r.ordinal
			}
		}
	}
	t.arrange()
}

// FocusLost ends that.
func (t *transcript) FocusLost() {
	t.focused, t.choice.shift.held = false, false
	// A menu gives the keyboard back; whoever goes elsewhere begins anew.
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c == nil || c.Overlays().Top() == nil {
		t.choice.byMouse, t.choice.key = false, 0
	}
	t.arrange()
}

// KeyDown follows Shift.
func (t *transcript) KeyDown(e *fyne.KeyEvent) {
	heard(t)
	t.choice.shift.down(e)
}

// KeyUp follows Shift.
func (t *transcript) KeyUp(e *fyne.KeyEvent) {
	t.choice.shift.up(e)
}

func choosable(line vm.Line) bool { return line.Kind == vm.Spoken }

// chosen is the row of the line that the keyboard chose; nil where none stands
// out.
func (t *transcript) chosen() *lineRow {
	if !t.focused || t.choice.byMouse {
		return nil
	}
	return t.rowOf(t.choice.key)
}

// ring draws the edge around the chosen line.
func (t *transcript) ring() []fyne.CanvasObject {
	r := t.chosen()
	if r == nil {
		return nil
	}
	if t.choice.ring == nil {
		t.choice.ring = &canvas.Rectangle{CornerRadius: 14}
	}
	const off = 3
	t.choice.ring.FillColor, t.choice.ring.StrokeColor, t.choice.ring.StrokeWidth = theme.Color(colorNone), theme.Color(colorAccent), 2
	put(t.choice.ring, r.bubble.x-off, r.top+r.bubble.y-off, r.bubble.w+2*off, r.bubble.h+2*off)
	canvas.Refresh(t.choice.ring)
	return []fyne.CanvasObject{t.choice.ring}
}

// lineKey does what a key does with the chosen line; false where the key means
// something else.
func (t *transcript) lineKey(e *fyne.KeyEvent) bool {
	r := t.chosen()
	switch e.Name {
	case fyne.KeyUp:
		t.chooseNext(-1)
	case fyne.KeyDown:
		t.chooseNext(1)
	case fyne.KeyEscape:
		if t.can.leave == nil {
			return false
		}
		t.can.leave()
	case fyne.KeyReturn, fyne.KeyEnter, desktop.KeyMenu:
		t.menuOf(r)
	case fyne.KeyF10:
		if !t.choice.shift.held {
			return false
		}
		t.menuOf(r)
	case fyne.KeyDelete:
		if r != nil && r.line.MayDelete && t.can.erase != nil {
			t.can.erase(refOf(r.line), vm.Tagged(r.line.Name, r.line.Tag), r.line.Mine)
		}
	default:
		return false
	}
	return true
}

// chooseNext moves the choice by a line and brings it into view.
func (t *transcript) chooseNext(by int) {
	lines := t.source.Lines()
	i, ok := lines.Find(t.choice.key, t.choice.near)
	if t.choice.byMouse || !ok || t.choice.key == 0 {
		t.choice.byMouse, t.choice.key = false, 0
		t.FocusGained()
		return
	}
	for i += by; i >= lines.First() && i < lines.End(); i += by {
		if choosable(lines.At(i)) {
			t.choice.key, t.choice.near = lines.At(i).Key, i
			t.bring(i)
			return
		}
	}
	if by > 0 {
		t.toEnd()
	} else {
		t.toStart()
	}
}

// chooseSeen has the choice follow a key that scrolls: to the first line that is seen
// whole, or to the last.
func (t *transcript) chooseSeen(last bool) {
	if t.choice.byMouse {
		return
	}
	var to *lineRow
	for _, r := range t.shown {
		y := r.top + r.bubble.y
		whole := y >= 0 && y+r.bubble.h <= t.Size().Height
		if whole && choosable(r.line.Line) && (to == nil || last) {
			to = r
		}
	}
	if to != nil {
		t.choice.key, t.choice.near = to.line.Key, to.ordinal
		t.arrange()
	}
}

// bring scrolls no further than it takes to show line i.
func (t *transcript) bring(i int) {
	const edge = 2 * grid
	high, r := t.Size().Height, t.bind(i)
	for _, shown := range t.shown {
		if shown == r && r.top+r.lead >= 0 && r.top+r.height <= high {
			t.arrange()
			return
		}
	}
	up := len(t.shown) == 0 || i < t.shown[0].ordinal || r.ordinal == i && r.top < 0
	t.pinned = false
	if up {
		t.hold(i, -edge)
		t.nearTop(true)
	} else {
		t.hold(i, -max(high-r.height-edge, 0))
	}
	t.arrange()
}

// TypedRune does what a letter stands for with the chosen line. Any other begins
// a message: who types here means the composer.
func (t *transcript) TypedRune(c rune) {
	if r := t.chosen(); r != nil && t.letter(r, unicode.ToLower(c)) {
		return
	}
	if t.onType != nil {
		t.onType(c)
	}
}

// letter answers, changes, copies, or reacts to a line.
func (t *transcript) letter(r *lineRow, c rune) bool {
	line, ref := r.line, refOf(r.line)
	switch c {
	case 'r':
		if line.MayAnswer && t.can.answer != nil {
			t.can.answer(ref)
		}
	case 'e':
		if line.MayEdit && t.can.edit != nil {
			t.can.edit(ref)
		}
	case 'c':
		if line.Act == chat.Line {
			t.copyLine(line)
		}
	case '+':
		if line.MayReact && t.can.react != nil {
			t.can.react(t.inWindow(bubbleOf(r)), ref, line.Reactions.Mine())
		}
	default:
		return false
	}
	return true
}

func bubbleOf(r *lineRow) box { return box{r.bubble.x, r.top + r.bubble.y, r.bubble.w, r.bubble.h} }

// menuOf opens the menu of a line under its bubble.
func (t *transcript) menuOf(r *lineRow) {
	if r == nil {
		return
	}
	b := t.inWindow(bubbleOf(r))
	t.menu(r, fyne.NewPos(b.x+2*grid, b.y+min(b.h, 4*grid)))
}

// menu opens what can be done with a line at a place of the window. The keyboard
// is on its first entry where it came from there.
func (t *transcript) menu(r *lineRow, at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	items := t.choices(r)
	if c == nil || len(items) == 0 {
		return
	}
	m := newMenu(items, c)
	m.ShowAtPosition(at)
	if t.chosen() != nil {
		m.ActivateNext()
	}
}

// choices is what can be done with a line. By the time that one is taken the row
// may show another line, so they hold on to the line.
func (t *transcript) choices(r *lineRow) (items []*fyne.MenuItem) {
	line, ref, near, at := r.line, refOf(r.line), r.ordinal, bubbleOf(r)
	rule := false // a line above the next one
	offer := func(word string, may bool, do func()) {
		if !may {
			return
		}
		if rule && len(items) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		rule = false
		items = append(items, fyne.NewMenuItem(word, do))
	}
	said := line.Act == chat.Line
	offer(words.T("Say again"), line.Why != "" && line.Again && t.can.sayAgain != nil, func() { t.can.sayAgain(line.Tried) })
	offer(words.T("Take back"), line.Why != "" && t.can.takeBack != nil, func() { t.can.takeBack(line.Tried) })
	rule = true
	offer(words.T("Reply"), line.MayAnswer && t.can.answer != nil, func() { t.can.answer(ref) })
	offer(words.T("React…"), line.MayReact && t.can.react != nil, func() {
		if now := t.rowOf(line.Key); now != nil {
			at = bubbleOf(now)
		}
		t.can.react(t.inWindow(at), ref, line.Reactions.Mine())
	})
	offer(words.T("Show the line it answers"), !line.About.IsZero() && t.can.seek != nil, func() { t.toSource(line, near) })
	rule = true
	offer(words.T("Copy message"), said, func() { t.copyLine(line) })
	offer(words.T("Copy selection"), said && t.selected(), t.copySelection)
	link := ""
	if t.can.link != nil && said && line.State == vm.Settled && line.Seq != 0 {
		link = t.can.link(ref)
	}
	offer(words.T("Copy link to the line"), link != "", func() { copyText(link) })
	rule = true
	offer(words.T("Who has it"), line.Mine && line.Of > 0 && said && t.can.reception != nil, func() { t.can.reception(ref) })
	offer(words.T("Edit…"), line.MayEdit && t.can.edit != nil, func() { t.can.edit(ref) })
	offer(words.T("Delete…"), line.MayDelete && t.can.erase != nil, func() { t.can.erase(ref, vm.Tagged(line.Name, line.Tag), line.Mine) })
	return items
}

func copyText(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }
