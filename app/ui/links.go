package ui

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/words"
)

// openLink follows a link of a message. Asking is whether the person sees first
// where it leads: the message shows something else. A link of our own stays in
// the program.
func (w *Window) openLink(to string, asking bool) {
	follow, word := w.following(to)
	switch {
	case follow == nil:
	case !asking:
		follow()
	case w.sheet == nil: // over another sheet nobody could be asked
		w.askLink(to, word, follow)
	}
}

// following is what follows a link, and the word for it; nil where nothing can.
func (w *Window) following(to string) (follow func(), word string) {
	if strings.HasPrefix(strings.ToLower(to), "landline:") {
		return func() { w.actions.Join(to) }, words.T("Join")
	}
	u, err := url.Parse(to)
	if err != nil {
		return nil, ""
	}
	// Where no program opens it, nothing is to be done.
	return func() { _ = fyne.CurrentApp().OpenURL(u) }, words.T("Open it")
}

// askLink shows where a link leads before it is followed.
func (w *Window) askLink(to, word string, follow func()) {
	var s *sheet
	cancel := newButton(plain, "", words.T("Cancel"), func() { s.close() })
	ok := newButton(primary, "", word, func() { s.close(); follow() })
	cancel.onEscape, ok.onEscape = func() { s.close() }, func() { s.close() }
	body := column(2*grid, sheetTitle(words.T("Open this link?")),
		newParagraph(words.T("The message shows other words than where it leads:"), sizeText, colorMuted),
		newParagraph(to, sizeText, colorInk).mono(), answers(cancel, ok))
	s = openSheet(w.window, 56*grid, body, cancel, w.sheetClosed)
	w.sheet = s
}
