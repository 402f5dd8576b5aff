//go:build !nogui

package desktop

import (
	"sync"
	"sync/atomic"
	"time"
)

// How the UI thread rests. What the person does and what the program posts end a
// rest at once; what Fyne posts for itself, a click on the tray icon above all,
// waits for its end.
const (
	restFor = 300 * time.Millisecond
	awake   = time.Second            // at every frame, after an event of the person
	busy    = 100 * time.Millisecond // at every frame, while something is posted or moves
	between = 20 * time.Millisecond  // two rests: one frame at least
)

// rester lets the UI thread sleep while nothing happens. Fyne looks for events
// and for what is to be drawn sixty times a second, however quiet it is, and a
// window that is only there would take more than a hundredth of a processor.
type rester struct {
	moving func() bool  // something has to be drawn at every frame; asked on the UI thread
	do     func(func()) // runs a function on the UI thread, sometime or never
	display

	posted  atomic.Int64 // and not run yet
	lately  atomic.Bool  // something was posted since the last rest
	mu      sync.Mutex
	resting bool // guarded by mu: the display is there to be woken

	stopped chan struct{}
	stop    func()
	running sync.WaitGroup
}

// display is what the UI thread sleeps on.
type display interface {
	// sleep waits on the UI thread until something happens on the display, which
	// is dealt with before it returns, or for d. It is not ok where it cannot.
	sleep(d time.Duration) (ok, event bool)

	wake() // ends a sleep, from any goroutine
}

// newRester is one that does not rest yet.
func newRester(moving func() bool, do func(func())) *rester {
	r := &rester{moving: moving, do: do, display: screen{}, stopped: make(chan struct{})}
	r.stop = sync.OnceFunc(func() { close(r.stopped) })
	return r
}

// post runs a function on the UI thread, sometime. It may be called from any
// goroutine.
func (r *rester) post(do func()) {
	r.lately.Store(true)
	r.posted.Add(1)
	r.do(func() {
		r.posted.Add(-1)
		do()
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.resting {
		r.wake()
	}
}

// begin has the UI thread rest from now on, until close.
func (r *rester) begin() { r.running.Go(r.run) }

// close returns once there will be no rest any more. It may be called twice.
func (r *rester) close() {
	r.stop()
	r.running.Wait()
}

func (r *rester) run() {
	until := time.NewTimer(awake)
	defer until.Stop()
	rested := make(chan time.Duration, 1)
	for {
		select {
		case <-until.C:
		case <-r.stopped:
			return
		}
		r.do(func() { rested <- r.rest() })
		select {
		case pause := <-rested:
			if pause == 0 {
				return
			}
			until.Reset(pause)
		case <-r.stopped: // and the UI thread perhaps with it
			return
		}
	}
}

// rest rests, where nothing happens, and says how long not to after it; 0 where
// it cannot. It runs on the UI thread.
func (r *rester) rest() (pause time.Duration) {
	if r.lately.Swap(false) || r.moving() || !r.lieDown() {
		return busy
	}
	ok, event := r.sleep(restFor)
	r.rise()
	switch {
	case !ok:
		return 0
	case event && !r.lately.Load():
		return awake
	default:
		return between
	}
}

// lieDown has what is posted from now on wake the display. It is false where
// something waits already: that may be behind the rest in Fyne's queue.
func (r *rester) lieDown() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.resting = r.posted.Load() == 0
	return r.resting
}

// rise waits for who is waking the display: after it Fyne may close that.
func (r *rester) rise() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.resting = false
}
