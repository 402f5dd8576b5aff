package ui

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"landline/netcore/chat"
)

// before is the text that stands before the caret.
func (d *draft) before() string {
	at, text := d.CursorTextOffset(), d.Text
	for i := range text {
		if at == 0 {
			return text[:i]
		}
		at--
	}
	return text
}

// replace puts a text in place of the last letters before the caret, as many
// characters as count says; the caret goes behind it. Where the draft would become
// too long it stays as it is.
func (d *draft) replace(count int, text string) {
	kept := d.before()
	length := len(d.Text) - len(kept) + len(text)
	for range count {
		_, size := utf8.DecodeLastRuneInString(kept)
		kept = kept[:len(kept)-size]
	}
	if length+len(kept) > 2*chat.MaxText {
		return
	}
	defer d.typed(d.Text)
	for range count {
		d.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	d.behind = false
	d.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: handed(text)})
}

// handed is a clipboard that holds one text: Fyne's field takes a text at its
// caret from a clipboard alone.
type handed string

// Content is that text.
func (h handed) Content() string { return string(h) }

// SetContent does nothing.
func (h handed) SetContent(string) {}
