package ui

import (
	"slices"
	"testing"
	"time"
)

// handClock is ticking that a test moves by hand.
type handClock struct{ runs []*handRun }

type handRun struct {
	long, gone time.Duration
	tick       func(float32)
}

func (c *handClock) run(d time.Duration, tick func(float32)) (stop func()) {
	r := &handRun{long: d, tick: tick}
	c.runs = append(c.runs, r)
	return func() { c.runs = slices.DeleteFunc(c.runs, func(other *handRun) bool { return other == r }) }
}

// pass lets time go by.
func (c *handClock) pass(d time.Duration) {
	for _, r := range slices.Clone(c.runs) {
		if r.gone += d; r.gone >= r.long {
			c.runs = slices.DeleteFunc(c.runs, func(other *handRun) bool { return other == r })
		}
		r.tick(min(float32(r.gone)/float32(r.long), 1))
	}
}

func TestWait(t *testing.T) {
	var clock handClock
	done := 0
	w := newWait(clock.run, time.Second, func() { done++ })
	expect := func(when string, want, running int) {
		t.Helper()
		if done != want || len(clock.runs) != running {
			t.Errorf("%s: done %d times, want %d; %d waits run, want %d", when, done, want, len(clock.runs), running)
		}
	}
	w.flush()
	w.cancel()
	expect("nothing to wait for", 0, 0)
	w.begin()
	clock.pass(900 * time.Millisecond)
	w.begin()
	clock.pass(100 * time.Millisecond)
	expect("begun twice", 1, 0)
	w.again()
	clock.pass(900 * time.Millisecond)
	w.again()
	clock.pass(900 * time.Millisecond)
	expect("begun again", 1, 1)
	clock.pass(100 * time.Millisecond)
	expect("after that", 2, 0)
	w.begin()
	w.flush()
	expect("flushed", 3, 0)
	w.begin()
	w.cancel()
	clock.pass(time.Hour)
	expect("cancelled", 3, 0)
}
