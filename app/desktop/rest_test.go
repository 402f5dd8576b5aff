//go:build !nogui

package desktop

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// resting is a UI thread on which nothing happens but what the test has happen.
type resting struct {
	*rester
	rests  atomic.Int64
	events bool // of the person, all the time
	fails  bool
	woken  chan struct{}
}

func newResting(moves bool) *resting {
	r := &resting{woken: make(chan struct{}, 1)}
	r.rester = newRester(func() bool { return moves }, func(do func()) { do() })
	r.display = r
	return r
}

func (r *resting) sleep(d time.Duration) (ok, event bool) {
	if r.fails {
		return false, false
	}
	r.rests.Add(1)
	if r.events {
		return true, true
	}
	select {
	case <-r.woken:
		return true, true
	case <-time.After(d):
		return true, false
	}
}

func (r *resting) wake() {
	select {
	case r.woken <- struct{}{}:
	default:
	}
}

// in lets d pass and returns how often the thread rested.
func (r *resting) in(d time.Duration) int64 {
	before := r.rests.Load()
	time.Sleep(d)
	synctest.Wait()
	return r.rests.Load() - before
}

func TestRest(t *testing.T) {
	for _, tt := range []struct {
		name     string
		set      func(*resting)
		moves    bool
		min, max int64 // rests in ten seconds
	}{
		{"nothing happens", func(*resting) {}, false, 26, 30},
		{"the person does something all the time", func(r *resting) { r.events = true }, false, 8, 11},
		{"something moves", func(*resting) {}, true, 0, 0},
		{"there is no rest here", func(r *resting) { r.fails = true }, false, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newResting(tt.moves)
				tt.set(r)
				r.begin()
				defer r.close()
				if n := r.in(10 * time.Second); n < tt.min || n > tt.max {
					t.Errorf("%d rests in ten seconds, want %d to %d", n, tt.min, tt.max)
				}
			})
		})
	}
}

// TestPostEndsRest posts at moments of every kind: none may wait for the end of
// a rest.
func TestPostEndsRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newResting(false)
		queue := make(chan func(), 1000) // as Fyne has one
		r.do = func(do func()) { queue <- do }
		over := make(chan struct{})
		go func() {
			defer close(over)
			for do := range queue {
				do()
			}
		}()
		r.begin()
		for i := range 2000 {
			time.Sleep(time.Duration(i*7%501) * time.Millisecond)
			ran := make(chan time.Time, 1)
			posted := time.Now()
			r.post(func() { ran <- time.Now() })
			if d := (<-ran).Sub(posted); d != 0 {
				t.Fatalf("post %d waited for %v", i, d)
			}
		}
		if r.rests.Load() == 0 {
			t.Error("it never rested")
		}
		r.close()
		close(queue)
		<-over
	})
}

// TestRestWhilePosted has the program post something at every frame.
func TestRestWhilePosted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newResting(false)
		r.begin()
		ran := 0
		for range 600 {
			r.post(func() { ran++ })
			time.Sleep(frame)
		}
		if n := r.rests.Load(); ran != 600 || n != 0 {
			t.Errorf("%d of 600 ran, with %d rests between them", ran, n)
		}
		r.close()
	})
}

// TestRestEnds closes where the UI thread is gone, and nothing runs any more.
func TestRestEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newResting(false)
		gone := atomic.Bool{}
		r.do = func(do func()) {
			if !gone.Load() {
				do()
			}
		}
		r.begin()
		if r.in(5*time.Second) == 0 {
			t.Error("it never rested")
		}
		gone.Store(true)
		if n := r.in(5 * time.Second); n > 1 {
			t.Errorf("%d rests without a thread", n)
		}
		r.close()
		r.close()
	})
}
