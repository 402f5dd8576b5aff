package app

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/app/vm"
)

// TestFeedHandsOverInOrder has many goroutines push: each one's events arrive
// in its order, in few deliveries.
func TestFeedHandsOverInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const writers, events = 8, 5000
		var deliveries int
		last := make(map[vm.Key]int)
		f := newFeed(func(call func()) { call() }, func(batch []vm.Event) {
			deliveries++
			for _, e := range batch {
				q := e.(vm.Queued)
				if got := int(q.At.Unix()); got != last[q.Room]+1 {
					t.Errorf("writer %d: event %d behind %d", q.Room, got, last[q.Room])
				}
				last[q.Room]++
			}
		})
		ctx, cancel := context.WithCancel(t.Context())
		var ran, wrote sync.WaitGroup
		ran.Go(func() { f.run(ctx) })
		for w := range writers {
			wrote.Go(func() {
				for n := range events {
					f.push(vm.Queued{Room: vm.Key(w), At: time.Unix(int64(n+1), 0)})
				}
			})
		}
		wrote.Wait()
		time.Sleep(time.Second)
		cancel()
		ran.Wait()
		for w := range writers {
			if last[vm.Key(w)] != events {
				t.Errorf("writer %d: %d events arrived, want %d", w, last[vm.Key(w)], events)
			}
		}
		if most := writers*events/feedLimit + 25; deliveries > most {
			t.Errorf("%d deliveries, want at most %d", deliveries, most)
		}
	})
}

// TestFeedHoldsBack has a window that hangs: pushing waits at the limit, and
// goes on when the feed ends. What the window itself puts never waits.
func TestFeedHoldsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFeed(func(func()) {}, func([]vm.Event) {})
		ctx, cancel := context.WithCancel(t.Context())
		var runs sync.WaitGroup
		runs.Go(func() { f.run(ctx) })
		pushed := 0
		runs.Go(func() {
			for range 2 * feedLimit {
				f.push(vm.Closed{})
				pushed++
			}
		})
		synctest.Wait()
		if pushed != feedLimit {
			t.Errorf("%d events were pushed to a window that hangs, want %d", pushed, feedLimit)
		}
		f.put(vm.Closed{})
		cancel()
		runs.Wait()
		if pushed != 2*feedLimit {
			t.Errorf("after the end %d events were pushed, want %d", pushed, 2*feedLimit)
		}
	})
}
