package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"landline/app/words"
)

// TestAlert says why the program cannot start: all of it can be seen and copied,
// and Enter, Escape and a click close it.
func TestAlert(t *testing.T) {
	const advice, detail = "Move it away.", "/home/ada/settings.json is damaged"
	for _, language := range []words.Language{words.English, words.German, words.Arabic} {
		t.Run(string(language), func(t *testing.T) {
			quietApp(t)
			words.Use(language)
			w := test.NewTempWindow(t, nil)
			closed := 0
			NewAlert(w, advice, detail, func() { closed++ })
			var shown strings.Builder
			for _, o := range test.LaidOutObjects(w.Content()) {
				if text, ok := o.(*canvas.Text); ok {
					shown.WriteString(text.Text + " ")
				}
			}
			for _, want := range []string{words.T("Landline cannot start"), advice, detail, words.T("Copy"), words.T("Close")} {
				if !strings.Contains(shown.String(), fromLeftSide(want)) {
					t.Errorf("the window says %q, without %q", shown.String(), want)
				}
			}
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if closed != 2 {
				t.Errorf("Enter and Escape closed it %d times", closed)
			}
			w.Canvas().Focus(partOf[*copyButton](t, w))
			press(w.Canvas().Focused(), fyne.KeySpace)
			if got := fyne.CurrentApp().Clipboard().Content(); got != detail {
				t.Errorf("copied %q", got)
			}
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if closed != 3 {
				t.Error("Escape does not close it from there")
			}
		})
	}
}

// TestAlertScrolls has more to say than fits the window, which stays as high as a
// small screen: the buttons can be reached, and the keyboard scrolls.
func TestAlertScrolls(t *testing.T) {
	quietApp(t)
	w := test.NewTempWindow(t, nil)
	closed := false
	NewAlert(w, "Move it away.", strings.Repeat("a file in a folder ", 200), func() { closed = true })
	if size := w.Canvas().Size(); size.Height > alertHeight || size.Width > alertWidth {
		t.Errorf("the window is %v large", size)
	}
	said := partOf[*reading](t, w)
	if said.Disabled() {
		t.Error("what does not fit cannot be scrolled")
	}
	w.Canvas().Focus(said)
	said.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !closed {
		t.Error("Escape does not close it")
	}
}

// partOf is the one part of that type in a window.
func partOf[T fyne.CanvasObject](t *testing.T, w fyne.Window) (part T) {
	t.Helper()
	found := 0
	for _, o := range test.LaidOutObjects(w.Content()) {
		if p, ok := o.(T); ok {
			part = p
			found++
		}
	}
	if found != 1 {
		t.Fatalf("%d parts are a %T", found, part)
	}
	return part
}
