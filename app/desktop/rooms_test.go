//go:build !nogui

package desktop_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"go.uber.org/goleak"
)

const (
	transcript = "*ui.transcript"
	person     = "*ui.personRow"
)

// openAs is a window of a person who starts the program for the first time.
func openAs(d *display, name, profile string) *window {
	d.t.Helper()
	w := d.open(profile)
	w.sees("Welcome to Landline", "")
	w.types(name)
	w.sees("ROOMS", "")
	return w
}

// host opens a room on a port that the system picks.
func (w *window) host(room string) {
	w.t.Helper()
	w.click("Host a room")
	for _, letter := range room {
		w.keyboard().TypedRune(letter)
	}
	w.Canvas().FocusNext()
	w.keyboard().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	w.types("0")
	w.sees("Message "+room, "")
}

// seesPeople waits until the people column lists those people, in any order.
func (w *window) seesPeople(names ...string) {
	w.t.Helper()
	slices.Sort(names)
	w.until("the people in the room", func() bool {
		shown := slices.DeleteFunc(w.texts(person), func(text string) bool { return !slices.Contains(names, text) })
		return slices.Equal(slices.Sorted(slices.Values(shown)), names)
	}, w)
}

// seesState waits until the newest own line carries a symbol.
func (w *window) seesState(glyph string) {
	w.t.Helper()
	w.until("the "+glyph+" of the newest line", func() bool {
		states := w.glyphs(transcript)
		return len(states) > 0 && states[len(states)-1] == glyph
	}, w)
}

// TestWindowsTalk has two people meet in two windows with one host between
// them. It does what they would do, and looks at what they would see.
func TestWindowsTalk(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	d := newDisplay(t)
	adas := t.TempDir()
	ada := openAs(d, "Ada", adas)
	bo := openAs(d, "Bo", t.TempDir())
	defer bo.close()
	ada.host("Front desk")
	ada.seesPeople("Ada", "you", "HOST")

	bo.click("Front desk") // in the lobby
	bo.sees("Message Front desk", "")
	bo.seesPeople("Ada", "Bo", "you", "HOST")
	ada.seesPeople("Ada", "Bo", "you", "HOST")

	bo.types("Is anybody here?")
	bo.seesState("ticks")
	ada.sees("Is anybody here?", transcript)
	ada.sees("Bo", transcript)
	ada.types("Yes, come in.")
	ada.seesState("ticks")
	bo.sees("Yes, come in.", transcript)

	// A line waits while its host is away, and arrives when Ada is back.
	ada.close()
	bo.sees("Retry now", "")
	bo.types("Are you still there?")
	bo.seesState("clock")
	ada = d.open(adas)
	defer ada.close()
	ada.seesPeople("Ada", "you", "HOST")
	if bo.shows("Retry now", "") {
		bo.click("Retry now")
	}
	ada.sees("Are you still there?", transcript)
	bo.seesState("ticks")
	bo.seesPeople("Ada", "Bo", "you", "HOST")
	if bo.shows("Retry now", "") {
		t.Error("back in the room the banner is still there")
	}

	ada.clickGlyph("leave")
	ada.click("Close the room")
	ada.sees("Nobody has a room open yet", "")
	bo.sees("Retry now", "")
}
