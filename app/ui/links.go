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
	if strings.HasPrefix(strings.ToLower(to), "landline:") {
		w.actions.Join(to)
		return
	}
	u, err := url.Parse(to)
	if err != nil {
		return
	}
	open := func() { _ = fyne.CurrentApp().OpenURL(u) } // where no program opens it, nothing is to be done
	if !asking || w.sheet != nil {
		open()
		return
	}
	var s *sheet
	cancel := newButton(plain, "", words.T("Cancel"), func() { s.close() })
	ok := newButton(primary, "", words.T("Open it"), func() { s.close(); open() })
	cancel.onEscape, ok.onEscape = func() { s.close() }, func() { s.close() }
	body := column(2*grid, sheetTitle(words.T("Open this link?")),
		newParagraph(words.T("The message shows other words than where it leads:"), sizeText, colorMuted),
		newParagraph(to, sizeText, colorInk).mono(), answers(cancel, ok))
	s = openSheet(w.window, 56*grid, body, cancel, w.sheetClosed)
	w.sheet = s
}
