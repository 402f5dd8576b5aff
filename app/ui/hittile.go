package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// Letters of a line that a list of hits shows: of the hit, and of a line round
// one.
const (
	excerptLetters = 220
	aroundLetters  = 160
)

// hitTile is one line that was found.
type hitTile struct {
	tile
	view   *searchView
	place  int
	hit    vm.Hit
	words  string
	face   *avatar
	head   *fyne.Container // who and where
	who    *label
	where  *label
	when   *label
	text   *markedText
	look   *button
	around *aroundBox
}

func newHitTile(v *searchView, place int) *hitTile {
	t := &hitTile{view: v, place: place}
	t.face = newAvatar(3.5 * grid)
	t.who = newLabel("", sizeText-1, colorInk).bold().theirs()
	t.where, t.when = newLabel("", sizeSmall, colorMuted), newLabel("", sizeSmall, colorMuted).fixed()
	t.text = newMarkedText(colorAccent, 60*grid)
	t.around = newAroundBox()
	t.look = newButton(quiet, "chevron", words.T("Around"), func() { v.choose(place); v.lookAround() }).compact().dropping()
	t.look.onEscape = v.window.escape
	t.head = newFree(leadLayout{}, t.who, t.where)
	head := ends(grid, none(), t.head, row(grid/2, t.when, t.look))
	body := ends(1.5*grid, newFree(topLayout{}, t.face), column(2, head, t.text, t.around.root), none())
	t.content = inset(grid, 1.5*grid, body)
	t.onPress = func() { v.choose(place); v.showChosen() } // this one, whatever else is looked for
	t.ExtendBaseWidget(t)
	return t
}

// update draws the hit, unless it stands so already.
func (t *hitTile) update(h vm.Hit) {
	s := t.view.window.desk.Search()
	if wanted := s.Words(); t.hit != h || t.words != wanted {
		t.hit, t.words = h, wanted
		t.face.set(h.Message.From, h.Message.Name)
		t.where.set(words.T("in %s", h.Name))
		t.text.set(vm.Excerpt(vm.PlainText(h.Message.Text), wanted, excerptLetters))
	}
	if who := t.view.window.desk.Author(h.Message.From, h.Message.Name); who != t.who.text {
		t.who.set(who)
		t.head.Refresh() // a label that is cut short takes no more space by itself
	}
	t.when.set(vm.When(h.Message.At, t.view.window.now()))
	t.choose(t.place == s.ChosenAt())
	lines, open := s.Around(h)
	t.around.update(t.view.window, h, lines, open)
	word := words.T("Around")
	if t.view.window.narrow {
		word = ""
	}
	if open {
		t.look.set("close", word)
	} else {
		t.look.set("chevron", word)
	}
}

// TypedKey lets the arrows choose wherever the keyboard is.
func (t *hitTile) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter || !t.view.key(e, false) {
		t.tile.TypedKey(e)
	}
}

// aroundBox shows the lines round a hit.
type aroundBox struct {
	root *fyne.Container
	box  *fyne.Container
	rows []*aroundRow
	note *paragraph
}

func newAroundBox() *aroundBox {
	b := &aroundBox{box: column(grid / 2), note: newParagraph("", sizeSmall, colorMuted).wide(50 * grid)}
	b.box.Add(b.note)
	b.root = inset(grid/2, 0, newPanel(colorPaper, colorLine, grid, inset(grid, 1.25*grid, b.box)))
	b.root.Hide()
	return b
}

func (b *aroundBox) update(w *Window, h vm.Hit, lines []chat.Message, open bool) {
	setHidden(b.root, !open)
	if !open {
		return
	}
	note := words.T("Looking…")
	if w.desk.Search().Lost() {
		note = words.T("The room no longer has this line. This is what was said around it.")
	}
	b.note.set(note, colorMuted)
	setHidden(b.note, len(lines) > 0 && !w.desk.Search().Lost())
	for i, m := range lines {
		if i == len(b.rows) {
			b.rows = append(b.rows, newAroundRow())
			b.box.Add(b.rows[i].root)
		}
		b.rows[i].update(w.desk.Author(m.From, m.Name), m, vm.When(m.At, w.now()), m.Seq == h.Message.Seq)
		setHidden(b.rows[i].when, w.narrow)
	}
	for i, row := range b.rows {
		setHidden(row.root, i >= len(lines))
	}
}

// aroundRow is one line round a hit, or the hit itself, which has a bar.
type aroundRow struct {
	root *fyne.Container
	bar  *panel
	when *label
	text *markedText
}

func newAroundRow() *aroundRow {
	r := &aroundRow{bar: newPanel(colorAccent, colorNone, 1, nil)}
	r.when = newLabel("", sizeSmall, colorMuted).fixed()
	r.text = newMarkedText(colorInk, 50*grid)
	r.root = newFree(barLayout{}, r.bar, ends(grid, none(), r.text, newFree(topLayout{}, r.when)))
	return r
}

func (r *aroundRow) update(who string, m chat.Message, when string, hit bool) {
	setHidden(r.bar, !hit)
	r.when.set(when)
	text, _ := vm.Told(m)
	r.text.set(append([]vm.Run{{Text: who + "  ", Found: true}}, vm.Excerpt(text, "", aroundLetters)...))
}

// barLayout sets a thin bar where the lines of a part begin.
type barLayout struct{}

func (barLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	put(parts[0], 0, 0, 3, size.Height)
	put(parts[1], 1.25*grid, 0, size.Width-1.25*grid, size.Height)
	mirror(parts, size.Width)
}

func (barLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return parts[1].MinSize().AddWidthHeight(1.25*grid, 0)
}

// leadLayout gives the first of two labels all that it needs, up to most of
// the width, and the second the rest.
type leadLayout struct{}

func (leadLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	lead := parts[0].(*label)
	width := min(fyne.MeasureText(lead.text, lead.size, lead.style).Width+1, size.Width*0.65)
	put(parts[0], 0, 0, width, size.Height)
	put(parts[1], width+grid, 0, size.Width-width-grid, size.Height)
	mirror(parts, size.Width)
}

func (leadLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(6*grid, max(parts[0].MinSize().Height, parts[1].MinSize().Height))
}
