package ui

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// field is a line to type into, inside a dialog or a form.
type field struct {
	widget.Entry
	onEscape func()
	onFocus  func()
	limit    int    // runes it takes at most
	asks     string // the placeholder as it is read out
}

// maxField bounds what a field takes; names and addresses are far shorter.
const maxField = 256

func newField(placeholder string) *field {
	f := &field{limit: maxField}
	f.asking(placeholder)
	f.ExtendBaseWidget(f)
	return f
}

// asking sets the placeholder before the field is drawn.
func (f *field) asking(placeholder string) {
	f.asks, f.PlaceHolder = placeholder, fromLeftSide(placeholder)
}

// TypedRune takes a letter unless the field is full.
func (f *field) TypedRune(r rune) {
	if utf8.RuneCountInString(f.Text) < f.limit || f.SelectedText() != "" {
		f.Entry.TypedRune(r)
	}
}

// core is what Fyne does not know of the widget that embeds this.
func (f *field) core() any { return f }

// KeyDown tells that somebody is there.
func (f *field) KeyDown(e *fyne.KeyEvent) {
	heard(f)
	f.Entry.KeyDown(e)
}

// TypedKey lets Escape leave the dialog. The keys of the window are not for the
// field.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyEscape && f.onEscape != nil:
		f.escape()
	case e.Name == fyne.KeyEscape || e.Name == fyne.KeyF6 || e.Name == fyne.KeyF1:
		passKey(f, e)
	default:
		f.Entry.TypedKey(e)
	}
}

func (f *field) escape() {
	if f.onEscape != nil {
		f.onEscape()
	}
}

// FocusGained tells that the keyboard came.
func (f *field) FocusGained() {
	f.Entry.FocusGained()
	if f.onFocus != nil {
		f.onFocus()
	}
}

// whenFocused says what to do when the keyboard comes.
func (f *field) whenFocused(do func()) { f.onFocus = do }

// TypedShortcut pastes no more than the field takes.
func (f *field) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		stays := utf8.RuneCountInString(f.Text) - utf8.RuneCountInString(f.SelectedText())
		if utf8.RuneCountInString(paste.Clipboard.Content())+stays > f.limit {
			return
		}
	}
	f.Entry.TypedShortcut(s)
	if _, ok := s.(*desktop.CustomShortcut); ok {
		passShortcut(f, s)
	}
}

// mark selects everything, so that typing replaces it.
func (f *field) mark() { f.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }
