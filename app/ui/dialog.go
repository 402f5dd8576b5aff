package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/app/words"
)

// sheet is a dialog: a card over the dimmed window. Enter confirms, Escape
// leaves, and the keyboard stays inside.
type sheet struct {
	window  fyne.Window
	overlay *scrim
	room    vm.Key      // it ends with that room; 0 for none
	update  func()      // draws what there is now; nil where nothing changes
	holds   func() bool // closing it would throw away what was typed; nil where it never would
	closed  func()
}

// openSheet shows body on a card as wide as width, and puts the keyboard into
// first. Closed runs when the sheet goes, however it goes.
func openSheet(w fyne.Window, width float32, body fyne.CanvasObject, first fyne.Focusable, closed func()) *sheet {
	s := &sheet{window: w, closed: closed}
	card := newPanel(colorCard, colorLine, 2*grid, inset(3*grid, 3*grid, body))
	card.lifted = true
	s.overlay = newScrim(card, width, s.close)
	if win := drawnIn(w); win != nil {
		s.overlay.moved = win.touched
	}
	closePopovers(w.Canvas())
	// An overlay takes the keyboard without telling the part that had it: a Shift
	// that is released over it would be held there for ever.
	w.Canvas().Unfocus()
	w.Canvas().Overlays().Add(s.overlay)
	s.overlay.Resize(w.Canvas().Size())
	if first != nil {
		focusOn(w.Canvas(), first)
	}
	return s
}

// openTall is openSheet for a dialog that may be higher than the window: middle
// scrolls then. The keyboard starts on first.
func openTall(w fyne.Window, width float32, head fyne.CanvasObject, middle *reading, foot fyne.CanvasObject, first fyne.Focusable, closed func()) *sheet {
	s := openSheet(w, width, newFree(sheetLayout{}, head, middle, foot), first, closed)
	middle.onEscape = s.close
	return s
}

// layout fits the card to what changed in it. It does nothing before the sheet
// is open.
func (s *sheet) layout() {
	if s != nil && s.overlay != nil {
		s.overlay.Refresh()
	}
}

// close takes the sheet away.
func (s *sheet) close() {
	if s.overlay == nil {
		return
	}
	s.window.Canvas().Overlays().Remove(s.overlay)
	s.overlay = nil
	if s.closed != nil {
		s.closed()
	}
}

// keeps tells whether closing the sheet would throw away what was typed. There may
// be no sheet.
func (s *sheet) keeps() bool { return s != nil && s.holds != nil && s.holds() }

// retyped tells, later, whether one of the fields has another text than now.
func retyped(fields ...*field) func() bool {
	began := make([]string, len(fields))
	for i, f := range fields {
		began[i] = f.Text
	}
	return func() bool {
		for i, f := range fields {
			if f.Text != began[i] {
				return true
			}
		}
		return false
	}
}

// scrim dims the window and holds a card in its middle. It swallows clicks, so
// that a slip beside the card does not throw away what was typed.
type scrim struct {
	widget.BaseWidget
	card   fyne.CanvasObject
	width  float32
	escape func()
	moved  func() // the mouse
}

func newScrim(card fyne.CanvasObject, width float32, escape func()) *scrim {
	s := &scrim{card: card, width: width, escape: escape}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped swallows clicks.
func (s *scrim) Tapped(*fyne.PointEvent) {}

// Cursor leaves the pointer as it is; it tells that somebody is there, as that of
// the window does.
func (s *scrim) Cursor() desktop.Cursor {
	if s.moved != nil {
		s.moved()
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (s *scrim) CreateRenderer() fyne.WidgetRenderer {
	return &scrimRenderer{scrim: s, shade: canvas.NewRectangle(theme.Color(colorShade))}
}

type scrimRenderer struct {
	scrim *scrim
	shade *canvas.Rectangle
}

func (r *scrimRenderer) Destroy() {}

func (r *scrimRenderer) Layout(size fyne.Size) {
	r.shade.Resize(size)
	width := min(r.scrim.width, size.Width-2*grid)
	r.scrim.card.Resize(fyne.NewSize(width, r.scrim.card.MinSize().Height))
	// A paragraph knows its height only once it knows its width.
	height := min(r.scrim.card.MinSize().Height, size.Height-2*grid)
	r.scrim.card.Resize(fyne.NewSize(width, height))
	r.scrim.card.Move(fyne.NewPos((size.Width-width)/2, (size.Height-height)*0.4))
}

func (r *scrimRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(4 * grid) }

func (r *scrimRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.shade, r.scrim.card}
}

func (r *scrimRenderer) Refresh() {
	r.shade.FillColor = theme.Color(colorShade)
	r.Layout(r.scrim.Size())
	canvas.Refresh(r.shade)
	r.scrim.card.Refresh()
}

// sheetTitle is the head of a dialog.
func sheetTitle(text string) fyne.CanvasObject {
	return newLabel(text, sizeTitle, colorInk).bold()
}

// caption names a field.
func caption(text string) *label { return newLabel(text, sizeSmall, colorMuted) }

// answers sets the buttons of a dialog to its right, and one below another
// where the window is narrow.
func answers(buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return newFree(&flowLayout{gap: grid, right: true}, buttons...)
}

// confirm asks before something that cannot be undone. The keyboard starts on
// the answer that changes nothing.
func confirm(w fyne.Window, title, text, yes string, do, closed func()) *sheet {
	var s *sheet
	cancel := newButton(plain, "", words.T("Cancel"), func() { s.close() })
	ok := newButton(danger, "", yes, func() { s.close(); do() })
	cancel.onEscape, ok.onEscape = func() { s.close() }, func() { s.close() }
	body := column(2*grid, sheetTitle(title), newParagraph(text, sizeText, colorMuted), answers(cancel, ok))
	s = openSheet(w, 52*grid, body, cancel, closed)
	return s
}
