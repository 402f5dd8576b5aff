package app

import (
	"context"
	"time"

	"landline/app/vm"
)

// alarmLook is how often an alarm looks at the clock: a computer that slept, or
// whose clock was set, is late by no more than that.
const alarmLook = 30 * time.Second

// alarm rings at one moment, the last that was set.
type alarm struct{ at chan time.Time }

func newAlarm() alarm { return alarm{make(chan time.Time, 1)} }

// set sets it to a moment; zero for none. One goroutine at a time may call it, and
// it never waits.
func (a alarm) set(at time.Time) {
	select {
	case <-a.at: // nobody has seen it yet
	default:
	}
	a.at <- at
}

// run rings until ctx ends.
func (a alarm) run(ctx context.Context, ring func()) {
	look := time.NewTimer(0)
	defer look.Stop()
	for at := (time.Time{}); ; {
		select {
		case at = <-a.at:
		case <-look.C:
		case <-ctx.Done():
			return
		}
		if at.IsZero() {
			continue
		}
		if left := time.Until(at.Round(0)); left > 0 {
			look.Reset(min(left, alarmLook))
			continue
		}
		at = time.Time{}
		ring()
	}
}

// Wake draws a room anew at a moment.
func (d *Desk) Wake(room vm.Key, at time.Time) {
	if s := d.seat(room); s != nil {
		s.alarm.set(at)
	}
}
