package ui

import (
	"time"

	"fyne.io/fyne/v2"
)

// moves is ticks for what moves on the screen. Where the person wants nothing to
// move by itself, it ticks at the end alone: what is shown for a while is shown
// as long, and changes at once.
func (w *Window) moves(d time.Duration, tick func(done float32)) (stop func()) {
	moving := true
	w.moving++
	still := func() {
		if moving {
			moving = false
			w.moving--
		}
	}
	halt := w.ticks(d, func(done float32) {
		if done == 1 {
			still()
		}
		if done == 1 || !w.desk.Prefs().Still {
			tick(done)
		}
	})
	return func() {
		still()
		halt()
	}
}

// Moving tells whether something moves that has to be drawn at every frame. It
// belongs to the UI thread.
func (w *Window) Moving() bool { return w.moving > 0 }

// stillApp is a running program in which Fyne's own widgets do not move: the
// caret does not blink. Fyne reads that from a file of its own, and has no call
// for it.
type stillApp struct{ fyne.App }

// Settings implements fyne.App.
func (a stillApp) Settings() fyne.Settings { return stillSettings{a.App.Settings()} }

type stillSettings struct{ fyne.Settings }

// ShowAnimations implements fyne.Settings.
func (stillSettings) ShowAnimations() bool { return false }

// HoldStill stops what moves in Fyne's own widgets, for good. Fyne draws the
// whole window anew for each shade of a fading caret, which takes 15 % of a
// processor without a graphics card. It belongs before New.
func HoldStill() { fyne.SetCurrentApp(stillApp{fyne.CurrentApp()}) }
