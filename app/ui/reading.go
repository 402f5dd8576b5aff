package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// reading is the part of a dialog that scrolls where the window is too low for
// all of it. The keyboard stops there only then, and its arrows scroll.
type reading struct {
	widget.BaseWidget
	scroll   *container.Scroll
	onEscape func()
	focused  bool
}

// barSpace lets the scroll bar stand beside the content, in the dialog's margin.
const barSpace = 1.5 * grid

func newReading(content fyne.CanvasObject) *reading {
	padded := layout.NewCustomPaddedLayout(0, 0, 0, barSpace)
	r := &reading{scroll: container.NewVScroll(container.New(padded, content))}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *reading) CreateRenderer() fyne.WidgetRenderer {
	rim := &canvas.Rectangle{CornerRadius: grid / 2}
	page := wheeled(r.scroll)
	return &readingRenderer{reading: r, page: page, rim: rim, objects: []fyne.CanvasObject{page, rim}}
}

type readingRenderer struct {
	reading *reading
	page    fyne.CanvasObject
	rim     *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *readingRenderer) Destroy()                     {}
func (r *readingRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *readingRenderer) Layout(size fyne.Size) {
	r.page.Resize(size.AddWidthHeight(barSpace, 0))
	put(r.rim, -grid/2, -grid/2, size.Width+grid, size.Height+grid)
}

func (r *readingRenderer) MinSize() fyne.Size { return r.reading.scroll.MinSize() }

func (r *readingRenderer) Refresh() {
	r.rim.FillColor, r.rim.StrokeColor, r.rim.StrokeWidth = theme.Color(colorNone), theme.Color(colorAccent), 0
	if r.reading.focused {
		r.rim.StrokeWidth = 2
	}
	canvas.Refresh(r.rim)
	r.reading.scroll.Refresh()
}

// whole is the height that shows everything.
func (r *reading) whole() float32 { return r.scroll.Content.MinSize().Height }

// Disabled lets the keyboard pass by where there is nothing to scroll. It
// implements fyne.Disableable.
func (r *reading) Disabled() bool { return r.whole() <= r.Size().Height+0.5 }

// Enable does nothing: the height alone decides.
func (r *reading) Enable() {}

// Disable does nothing: the height alone decides.
func (r *reading) Disable() {}

// FocusGained shows where the keyboard is.
func (r *reading) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost undoes FocusGained.
func (r *reading) FocusLost() { r.focused = false; r.Refresh() }

// TypedRune is of no interest.
func (r *reading) TypedRune(rune) {}

// TypedKey scrolls.
func (r *reading) TypedKey(e *fyne.KeyEvent) {
	page := max(r.Size().Height-3*grid, 3*grid)
	switch e.Name {
	case fyne.KeyUp:
		r.scrollTo(r.scroll.Offset.Y - 4*grid)
	case fyne.KeyDown:
		r.scrollTo(r.scroll.Offset.Y + 4*grid)
	case fyne.KeyPageUp:
		r.scrollTo(r.scroll.Offset.Y - page)
	case fyne.KeyPageDown, fyne.KeySpace:
		r.scrollTo(r.scroll.Offset.Y + page)
	case fyne.KeyHome:
		r.scrollTo(0)
	case fyne.KeyEnd:
		r.scrollTo(r.whole())
	case fyne.KeyEscape:
		if r.onEscape != nil {
			r.onEscape()
		}
	default:
		passKey(r, e)
	}
}

func (r *reading) scrollTo(y float32) {
	y = max(min(y, r.whole()-r.Size().Height), 0)
	r.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

// follows brings a part of the content into view when the keyboard comes to it.
func (r *reading) follows(parts ...follower) { follow(r.scroll, parts...) }

// follower is a part that tells when the keyboard comes to it.
type follower interface {
	fyne.CanvasObject
	whenFocused(do func())
}

// follow scrolls a part into view when the keyboard comes to it.
func follow(scroll *container.Scroll, parts ...follower) {
	const room = 3 * grid // for what stands beside the part
	for _, part := range parts {
		part.whenFocused(func() {
			driver := fyne.CurrentApp().Driver()
			top := driver.AbsolutePositionForObject(part).Y - driver.AbsolutePositionForObject(scroll).Y
			y, foot := scroll.Offset.Y, top+part.Size().Height
			switch {
			case top < 0:
				y += top - room
			case foot > scroll.Size().Height:
				y += foot - scroll.Size().Height + room
			default:
				return
			}
			scroll.ScrollToOffset(fyne.NewPos(0, max(min(y, scroll.Content.MinSize().Height-scroll.Size().Height), 0)))
			if scroll.OnScrolled != nil { // Fyne tells only of what the pointer scrolls
				scroll.OnScrolled(scroll.Offset)
			}
		})
	}
}

// sheetLayout lays out a dialog that may be higher than the window: its head
// and its foot stand, what lies between scrolls.
type sheetLayout struct{}

func (sheetLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	head, middle, foot := parts[0], parts[1].(*reading), parts[2]
	const between = 2 * grid
	for _, p := range []fyne.CanvasObject{head, foot} {
		// A paragraph knows its height only once it knows its width.
		p.Resize(fyne.NewSize(size.Width, p.MinSize().Height))
	}
	high, low := head.MinSize().Height, foot.MinSize().Height
	put(head, 0, 0, size.Width, high)
	put(middle, 0, high+between, size.Width, size.Height-high-low-2*between)
	put(foot, 0, size.Height-low, size.Width, low)
}

func (sheetLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	head, middle, foot := parts[0].MinSize(), parts[1].(*reading), parts[2].MinSize()
	width := max(head.Width, middle.MinSize().Width, min(foot.Width, 30*grid))
	return fyne.NewSize(width, head.Height+middle.whole()+foot.Height+4*grid)
}
