package ui

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"landline/netcore/chat"
)

// draft is the field of a composer. Enter sends and Shift+Enter breaks the
// line, or Enter breaks it and Ctrl+Enter sends; in Fyne's own field Shift+Enter
// sends. What a reader takes for one letter is one here too.
type draft struct {
	widget.Entry
	onSend   func()
	onLong   func()
	onFocus  func(bool)
	onEscape func()
	onUp     func()                    // Up, where nothing is written
	onTyped  func(changed bool)        // the person changed the text, or moved the caret alone
	onKey    func(*fyne.KeyEvent) bool // is asked first; true: it took the key
	keepsTab func() bool               // Tab is a key for onKey now
	breaks   func() bool               // Enter breaks the line
	// onShortcut hears every shortcut: Fyne asks the window only where
	// nothing is focused.
	onShortcut func(fyne.Shortcut)
	asks       string // the whole placeholder: what is drawn of it takes one line
	shift      shiftKey
	behind     bool // the caret belongs behind the text
	rows       int
}

func newDraft(placeholder string) *draft {
	d := &draft{}
	d.MultiLine = true
	d.Wrapping = fyne.TextWrapWord
	d.asks, d.PlaceHolder = placeholder, fromLeftSide(placeholder)
	d.ExtendBaseWidget(d)
	d.SetMinRowsVisible(1)
	return d
}

// CreateRenderer leaves out the field's own ground and border, which the card
// around it draws. (A theme of its own would do that too, but Fyne loads all fonts
// once more for each part that has one.)
func (d *draft) CreateRenderer() fyne.WidgetRenderer { return bareRenderer{d.Entry.CreateRenderer()} }

type bareRenderer struct{ fyne.WidgetRenderer }

// Objects implements fyne.WidgetRenderer.
func (r bareRenderer) Objects() []fyne.CanvasObject { return r.WidgetRenderer.Objects()[2:] }

// put gives the field a text that was written before. The caret goes behind it,
// however the text is wrapped, until the person moves it.
func (d *draft) put(text string) {
	d.SetText(text)
	d.behind = true
	d.follow()
}

// follow moves the caret behind the text where it belongs there.
func (d *draft) follow() {
	if d.behind {
		d.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
}

// typed tells what the person did, to the text as it was before.
func (d *draft) typed(before string) {
	if d.onTyped != nil {
		d.onTyped(d.Text != before)
	}
}

// MouseDown puts the caret where the pointer is.
func (d *draft) MouseDown(e *desktop.MouseEvent) {
	d.behind = false
	d.Entry.MouseDown(e)
	d.typed(d.Text)
}

// AcceptsTab is false, so that Tab moves on, unless it completes a word.
func (d *draft) AcceptsTab() bool { return d.keepsTab != nil && d.keepsTab() }

// KeyDown follows Shift.
func (d *draft) KeyDown(e *fyne.KeyEvent) {
	d.shift.down(e)
	heard(d)
	d.Entry.KeyDown(e)
}

// KeyUp follows Shift.
func (d *draft) KeyUp(e *fyne.KeyEvent) {
	d.shift.up(e)
	d.Entry.KeyUp(e)
}

// FocusGained shows where the keyboard is.
func (d *draft) FocusGained() {
	d.Entry.FocusGained()
	d.follow()
	d.onFocus(true)
}

// FocusLost forgets Shift, whose release goes elsewhere.
func (d *draft) FocusLost() {
	d.shift.held = false
	d.Entry.FocusLost()
	d.onFocus(false)
}

// TypedKey sends or breaks the line on Enter. Escape leaves what lies over the
// room.
func (d *draft) TypedKey(e *fyne.KeyEvent) {
	if d.onKey != nil && d.onKey(e) {
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		if d.onEscape != nil {
			d.onEscape()
			return
		}
	case fyne.KeyF6, fyne.KeyF1:
		passKey(d, e)
		return
	case fyne.KeyUp:
		if d.Text == "" && d.onUp != nil {
			d.onUp()
			return
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if !d.shift.held && (d.breaks == nil || !d.breaks()) {
			d.onSend()
			return
		}
	}
	d.behind = false
	defer d.typed(d.Text)
	for range d.letter(e.Name) {
		d.Entry.TypedKey(e)
	}
}

// letter is how many characters a key has to pass for one letter (Unicode
// Standard Annex 29).
func (d *draft) letter(key fyne.KeyName) int {
	if d.SelectedText() != "" {
		return 1
	}
	before := d.before()
	switch key {
	case fyne.KeyBackspace, fyne.KeyLeft:
		return lastLetter(before[strings.LastIndexByte(before, '\n')+1:])
	case fyne.KeyDelete, fyne.KeyRight:
		return firstLetter(d.Text[len(before):])
	}
	return 1
}

// lastLetter is how many characters the last letter of a text takes; 1 for none.
func lastLetter(text string) int {
	n := 1
	for letters := graphemes.FromString(text); letters.Next(); {
		n = utf8.RuneCountInString(letters.Value())
	}
	return n
}

// firstLetter is how many the first one takes.
func firstLetter(text string) int {
	letters := graphemes.FromString(text)
	if !letters.Next() {
		return 1
	}
	return utf8.RuneCountInString(letters.Value())
}

// TypedRune takes a letter unless the draft is far beyond what can be sent:
// Fyne's field grows slow with its length.
func (d *draft) TypedRune(r rune) {
	if len(d.Text) < 2*chat.MaxText {
		d.behind = false
		defer d.typed(d.Text)
		d.Entry.TypedRune(r)
	}
}

// TypedShortcut refuses to paste what no message could hold, sends on
// Ctrl+Enter, and hands the window's shortcuts on.
func (d *draft) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		if len(s.Clipboard.Content())+len(d.Text) > 2*chat.MaxText {
			d.onLong()
			return
		}
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierShortcutDefault && (s.KeyName == fyne.KeyReturn || s.KeyName == fyne.KeyEnter) {
			d.onSend()
			return
		}
	}
	d.behind = false
	defer d.typed(d.Text)
	d.Entry.TypedShortcut(s)
	if d.onShortcut != nil {
		d.onShortcut(s)
	}
}

// ask changes the placeholder.
func (d *draft) ask(placeholder string) {
	d.asks = placeholder
	d.invite()
}

// invite draws as much of the placeholder as one line holds.
func (d *draft) invite() {
	drawn := d.asks
	if width := d.Size().Width - 2*theme.InnerPadding(); width > 0 {
		drawn = shorten(drawn, width, sizeText, fyne.TextStyle{})
	}
	if drawn = fromLeftSide(drawn); drawn != d.PlaceHolder {
		d.SetPlaceHolder(drawn)
	}
}

// Resize wraps the text anew.
func (d *draft) Resize(size fyne.Size) {
	changed := size.Width != d.Size().Width
	d.Entry.Resize(size)
	if changed {
		d.invite()
		d.grow()
		d.follow()
	}
}

// grow makes the field as high as its text, up to six lines.
func (d *draft) grow() {
	rows := 1
	if width := d.Size().Width - 2*grid; width > 0 && d.Text != "" {
		text := d.Text
		if len(text) > chat.MaxText {
			text = text[:chat.MaxText]
		}
		rows = min(len(faceText.wrap([]rune(text), width)), maxRows)
	}
	if rows != d.rows {
		d.rows = rows
		d.SetMinRowsVisible(rows)
	}
}
