package ui

import "time"

// idleness follows whether somebody is at the window. The wait until they are
// away is not begun anew at each touch, which may be each move of the mouse: when
// it ends it looks how long ago the last touch was.
type idleness struct {
	last  time.Time // of a touch
	begun time.Time // when the wait began
	away  bool
	until *wait
}

// touched tells that somebody is at the window: a key, the mouse.
func (w *Window) touched() {
	w.idle.last = w.now()
	if w.idle.away {
		w.idle.away = false
		w.actions.Idle(false)
	}
	w.awaitIdle()
}

// awaitIdle begins to wait until nobody was at the window for as long as they
// chose.
func (w *Window) awaitIdle() {
	if after, ok := w.desk.Prefs().Away(); ok && !w.idle.away {
		w.waitIdle(after - w.now().Sub(w.idle.last))
	}
}

func (w *Window) waitIdle(left time.Duration) {
	if w.idle.until == nil {
		w.idle.until = newWait(w.ticks, 0, w.idleNow)
	}
	if !w.idle.until.running {
		w.idle.until.long, w.idle.begun = max(left, 0), w.now()
		w.idle.until.begin()
	}
}

// idleNow is the end of a wait. One that ended at once, as where the system wants
// no animations, is not begun again: checkIdle does its work then.
func (w *Window) idleNow() {
	early := w.now().Sub(w.idle.begun) < w.idle.until.long/2
	if w.checkIdle(); !early {
		w.awaitIdle()
	}
}

// checkIdle says that nobody is at the window, if it is so.
func (w *Window) checkIdle() {
	if w.idle.last.IsZero() {
		w.touched()
		return
	}
	after, ok := w.desk.Prefs().Away()
	if ok && !w.idle.away && w.now().Sub(w.idle.last) >= after {
		w.idle.away = true
		w.actions.Idle(true)
	}
}
