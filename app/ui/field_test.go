package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestFieldTakesSoMuch fills a field by typing and by pasting: what is marked makes
// room, and letters of several bytes are one each.
func TestFieldTakesSoMuch(t *testing.T) {
	quietApp(t)
	f := newField("")
	f.limit = 5
	test.NewTempWindow(t, f).Canvas().Focus(f)
	paste := func(text string) {
		clipboard := fyne.CurrentApp().Clipboard()
		clipboard.SetContent(text)
		f.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	}
	expect := func(what, want string) {
		t.Helper()
		if f.Text != want {
			t.Errorf("after %s it holds %q, want %q", what, f.Text, want)
		}
	}
	test.Type(f, "655356")
	expect("typing six", "65535")
	f.mark()
	test.Type(f, "80")
	expect("typing over it", "80")
	paste("9999")
	expect("pasting too much", "80")
	paste("999")
	expect("pasting what fits", "80999")
	f.mark()
	paste("会議は十時")
	expect("pasting over it", "会議は十時")
	f.mark()
	paste(strings.Repeat("x", 6))
	expect("pasting too much over it", "会議は十時")
}
