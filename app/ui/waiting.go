package ui

import (
	"time"

	"fyne.io/fyne/v2"
)

// ticking runs tick on the UI thread with 0 to 1, once a frame over d, and
// last with 1. Stop ends it early; then the 1 does not come.
type ticking func(d time.Duration, tick func(done float32)) (stop func())

// animate is the ticking of a real window.
func animate(d time.Duration, tick func(done float32)) (stop func()) {
	a := fyne.NewAnimation(d, tick)
	a.Curve = fyne.AnimationLinear
	a.Start()
	return a.Stop
}

// wait does something after a while, once for all that asked meanwhile.
type wait struct {
	run  ticking
	long time.Duration
	do   func()

	running bool
	stop    func()
}

func newWait(run ticking, long time.Duration, do func()) *wait {
	return &wait{run: run, long: long, do: do}
}

// begin starts the wait, unless it runs already.
func (w *wait) begin() {
	if w.running {
		return
	}
	w.running = true
	stop := w.run(w.long, func(done float32) {
		if done == 1 && w.running {
			w.running = false
			w.do()
		}
	})
	w.stop = stop
}

// again starts the wait from its beginning.
func (w *wait) again() {
	w.cancel()
	w.begin()
}

// cancel drops what was waited for.
func (w *wait) cancel() {
	if w.running {
		w.running = false
		w.stop()
	}
}

// flush does now what was waited for; nothing where nothing was.
func (w *wait) flush() {
	if w.running {
		w.cancel()
		w.do()
	}
}
