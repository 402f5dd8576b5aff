package ui

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
)

// Measures of the list of completions.
const (
	completionRow  = 4 * grid
	completionPad  = grid / 2
	completionWide = 34 * grid
	completionSign = 18
)

// completion lists what the word that is being written can become. The keyboard
// stays in the field under it.
type completion struct {
	widget.BaseWidget
	entry  *draft
	ask    func(before string) (list []vm.Completion, from int)
	onSize func() // it came, went, or has another height

	list   []vm.Completion
	from   int // where the word begins, in bytes
	chosen int
	seen   string // the text before the caret for which it came
	shut   string // the same, for which it was put away
	held   bool   // the mouse is down on it, which takes the keyboard from the field

	ground *canvas.Rectangle
	mark   *canvas.Rectangle
	discs  []*canvas.Circle
	signs  []*canvas.Text
	labels []*canvas.Text
	drawn  []fyne.CanvasObject
}

func newCompletion(entry *draft, ask func(before string) ([]vm.Completion, int), onSize func()) *completion {
	c := &completion{
		entry: entry, ask: ask, onSize: onSize,
		ground: &canvas.Rectangle{CornerRadius: 1.5 * grid}, mark: &canvas.Rectangle{CornerRadius: grid},
	}
	entry.onKey, entry.keepsTab = c.key, c.open
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// open tells whether there is anything to choose from.
func (c *completion) open() bool { return len(c.list) > 0 }

// look asks anew what the word before the caret can become. A short name between
// two colons becomes its emoji at once.
func (c *completion) look() {
	before := c.entry.before()
	if emoji, from, ok := vm.ShortName(before); ok {
		c.set(nil, 0)
		c.entry.replace(utf8.RuneCountInString(before[from:]), emoji)
		return
	}
	c.seen = before
	list, from := c.ask(before)
	if before == c.shut || c.entry.SelectedText() != "" {
		list = nil
	} else {
		c.shut = ""
	}
	c.set(list, from)
}

// set shows another list.
func (c *completion) set(list []vm.Completion, from int) {
	changed := len(list) != len(c.list)
	c.list, c.from, c.chosen = list, from, 0
	setHidden(c, len(list) == 0)
	if changed {
		c.onSize()
	}
	c.Refresh()
}

// putAway closes the list until something else is written.
func (c *completion) putAway() {
	c.shut = c.entry.before()
	c.set(nil, 0)
}

// stale closes a list for a text that is gone: the menu of the field can undo
// what was typed without a word. It tells whether it did.
func (c *completion) stale() bool {
	if !c.open() || c.entry.before() == c.seen {
		return false
	}
	c.set(nil, 0)
	return true
}

// key moves the choice, takes it, or closes the list; false where the key is
// none of the list's.
func (c *completion) key(e *fyne.KeyEvent) bool {
	if !c.open() || c.stale() {
		return false
	}
	n := len(c.list)
	switch e.Name {
	case fyne.KeyUp:
		c.chosen = (c.chosen - 1 + n) % n
	case fyne.KeyDown:
		c.chosen = (c.chosen + 1) % n
	case fyne.KeyTab, fyne.KeyReturn, fyne.KeyEnter:
		if c.entry.shift.held {
			return false
		}
		c.take(c.chosen)
		return true
	case fyne.KeyEscape:
		c.putAway()
		return true
	default:
		return false
	}
	c.Refresh()
	return true
}

// take puts one of the list in place of the word.
func (c *completion) take(i int) {
	before, choice := c.entry.before(), c.list[i]
	from := min(c.from, len(before))
	c.set(nil, 0)
	c.entry.replace(utf8.RuneCountInString(before[from:]), choice.Text)
}

func (c *completion) at(y float32) int {
	return max(min(int((y-completionPad)/completionRow), len(c.list)-1), 0)
}

// MouseDown keeps the list while the field loses the keyboard.
func (c *completion) MouseDown(*desktop.MouseEvent) { c.held = true }

// MouseUp ends that.
func (c *completion) MouseUp(*desktop.MouseEvent) { c.held = false }

// blurred closes the list when the keyboard leaves the field.
func (c *completion) blurred() {
	if !c.held {
		c.set(nil, 0)
	}
}

// Tapped takes what is under the pointer, and gives the keyboard back.
func (c *completion) Tapped(e *fyne.PointEvent) {
	if !c.open() {
		return
	}
	if window := fyne.CurrentApp().Driver().CanvasForObject(c.entry); window != nil {
		window.Focus(c.entry)
	}
	if !c.stale() {
		c.take(c.at(e.Position.Y))
	}
}

// MouseIn implements desktop.Hoverable.
func (c *completion) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseOut is of no interest: the choice stays for the keyboard.
func (c *completion) MouseOut() {}

// MouseMoved marks what is under the pointer.
func (c *completion) MouseMoved(e *desktop.MouseEvent) {
	if i := c.at(e.Position.Y); c.open() && i != c.chosen {
		c.chosen = i
		c.Refresh()
	}
}

// Cursor is a hand.
func (c *completion) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible: what Tab would take.
func (c *completion) AccessibilityLabel() string {
	if !c.open() {
		return ""
	}
	return c.list[c.chosen].Label
}

// AccessibilityRole implements fyne.Accessible.
func (c *completion) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (c *completion) CreateRenderer() fyne.WidgetRenderer { return &completionRenderer{c} }

type completionRenderer struct{ completion *completion }

func (r *completionRenderer) Destroy()                     {}
func (r *completionRenderer) Layout(fyne.Size)             { r.completion.draw() }
func (r *completionRenderer) Objects() []fyne.CanvasObject { return r.completion.drawn }

func (r *completionRenderer) MinSize() fyne.Size {
	return fyne.NewSize(20*grid, float32(len(r.completion.list))*completionRow+2*completionPad)
}

func (r *completionRenderer) Refresh() {
	r.completion.draw()
	canvas.Refresh(r.completion.ground)
}

// draw gives every row its place.
func (c *completion) draw() {
	size := c.Size()
	g := c.ground
	g.FillColor, g.StrokeColor, g.StrokeWidth = theme.Color(colorCard), theme.Color(colorEdge), 1
	g.Shadow = canvas.Shadow{Color: theme.Color(theme.ColorNameShadow), BlurRadius: 1.5 * grid, Offset: fyne.NewPos(0, 2)}
	g.Resize(size)
	c.mark.FillColor = theme.Color(colorOwn)
	put(c.mark, completionPad, completionPad+float32(c.chosen)*completionRow, size.Width-2*completionPad, completionRow)
	c.drawn = append(c.drawn[:0], g, c.mark)
	for i := range c.list {
		c.row(i, completionPad+float32(i)*completionRow)
	}
}

func (c *completion) row(i int, y float32) {
	if i == len(c.labels) {
		c.discs = append(c.discs, &canvas.Circle{})
		c.signs, c.labels = append(c.signs, &canvas.Text{}), append(c.labels, &canvas.Text{})
	}
	const left, side = 1.5 * grid, 3 * grid
	it, sign, label := c.list[i], c.signs[i], c.labels[i]
	at := box{left, y + (completionRow-side)/2, side, side}
	if it.Emoji != "" {
		sign.TextStyle = fyne.TextStyle{}
		paintEmoji(sign, it.Emoji, completionSign, at)
	} else {
		paintAvatar(c.discs[i], sign, it.Who, it.Name, side)
		put(c.discs[i], at.x, at.y, side, side)
		min := sign.MinSize()
		put(sign, at.x+(side-min.Width)/2, at.y+(side-min.Height)/2, min.Width, min.Height)
		canvas.Refresh(c.discs[i])
		canvas.Refresh(sign)
		c.drawn = append(c.drawn, c.discs[i])
	}
	x := at.x + side + 1.25*grid
	label.Text = fromLeftSide(shorten(it.Label, c.Size().Width-x-grid, sizeText, fyne.TextStyle{}))
	label.TextSize, label.Color = sizeText, theme.Color(colorInk)
	min := label.MinSize()
	put(label, x, y+(completionRow-min.Height)/2, min.Width, min.Height)
	canvas.Refresh(label)
	mirror([]fyne.CanvasObject{c.discs[i], sign, label}, c.Size().Width)
	c.drawn = append(c.drawn, sign, label)
}
