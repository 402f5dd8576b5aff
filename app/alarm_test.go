package app

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestAlarm sets an alarm, sets it to another moment, and takes it back.
func TestAlarm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		var rung []time.Duration
		a := newAlarm()
		done := make(chan struct{})
		go func() {
			a.run(ctx, func() { rung = append(rung, time.Since(began)) })
			close(done)
		}()
		a.set(began.Add(time.Minute))
		a.set(began.Add(2 * time.Minute)) // in place of the other
		time.Sleep(5 * time.Minute)
		a.set(began.Add(time.Minute)) // it is past
		time.Sleep(time.Minute)
		a.set(began.Add(time.Hour))
		time.Sleep(time.Minute)
		a.set(time.Time{})
		time.Sleep(2 * time.Hour)
		cancel()
		<-done
		if len(rung) != 2 || rung[0] != 2*time.Minute || rung[1] != 5*time.Minute {
			t.Errorf("rang after %v", rung)
		}
	})
}
