package ui

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"landline/app/vm"
	"landline/app/words"
)

// preferred makes the window what the person wants it to be. What would be drawn
// anew waits for as long as something is being written there: a dialog keeps its
// language and the size of its text until it closes.
func (w *Window) preferred(e vm.Preferred) {
	before, now := w.drawn, e.Prefs
	anew := now.Text() != before.Text() || e.Language != "" && e.Language != words.Current()
	if w.later = nil; anew && w.holding() {
		w.later = &e
		return
	}
	w.drawn = now
	if now.Look != before.Look {
		fyne.CurrentApp().Settings().SetTheme(themeOf(now.Look))
	}
	if now.Text() != before.Text() {
		setTextSize(now.Text())
		fyne.CurrentApp().Settings().SetTheme(themeOf(now.Look)) // Fyne's own widgets ask again
	}
	if e.Language != "" && e.Language != words.Current() {
		words.Use(e.Language)
		speakFyne()
	}
	if anew {
		w.redraw()
	}
}

// holding tells whether drawing everything anew would throw away what is being
// written. What stands in a composer would not be lost.
func (w *Window) holding() bool {
	return w.sheet.keeps() || w.over == cover(w.roomSettings) && w.roomSettings.keeps()
}

// catchUp draws everything anew where that had to wait.
func (w *Window) catchUp() {
	if e := w.later; e != nil && !w.holding() {
		w.preferred(*e)
	}
}

// redraw is rebuild for a person who may be looking at the settings: they stay
// where they were.
func (w *Window) redraw() {
	place, open := w.settings.place()
	w.rebuild()
	if open {
		w.openSettings()
		w.settings.back(place)
	}
}

// prefer changes one thing among what the person chose. That counts at once: the
// next change starts from there, even before the program has confirmed this one.
func (w *Window) prefer(change func(*vm.Prefs)) {
	prefs := w.desk.Prefs()
	change(&prefs)
	w.desk.Apply(w.now(), vm.Preferred{Prefs: prefs})
	w.actions.Prefer(prefs)
}

// speakFyne has the menu of Fyne's text fields speak the language of the window.
// Fyne takes its language from the system alone, so the words go in under that
// one, whichever it is.
func speakFyne() {
	said := map[string]string{
		"Cut": words.T("Cut"), "Copy": words.T("Copy"), "Paste": words.T("Paste"),
		"Select all": words.T("Select all"), "Undo": words.T("Undo"), "Redo": words.T("Redo"),
	}
	content, err := json.Marshal(said)
	if err == nil {
		err = lang.AddTranslationsForLocale(content, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("The menu of text fields keeps its language", err)
	}
}
