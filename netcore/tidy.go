package netcore

import (
	"context"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// When a host tidies up.
const (
	rush       = 64                     // handshakes that are worth it
	rushEnds   = 200 * time.Millisecond // without one more
	tidyAtMost = 2 * time.Second        // between two times
)

// tidy gives the memory back that a rush of handshakes leaves behind. Each
// leaves more of it than the member takes from then on, and in a room where
// nobody says anything the collector would not come by for minutes.
type tidy struct {
	bell  chan struct{}
	hands atomic.Int64 // handshakes since the last time
}

func newTidy() *tidy { return &tidy{bell: make(chan struct{}, 1)} }

// shook counts a handshake, also one that failed.
func (t *tidy) shook() {
	if t.hands.Add(1) < rush {
		return
	}
	select {
	case t.bell <- struct{}{}:
	default:
	}
}

// run tidies up behind every rush until ctx ends.
func (t *tidy) run(ctx context.Context) {
	for {
		select {
		case <-t.bell:
		case <-ctx.Done():
			return
		}
		for before := int64(0); before != t.hands.Load(); {
			before = t.hands.Load()
			if !sleep(ctx, rushEnds) {
				return
			}
		}
		t.hands.Store(0)
		debug.FreeOSMemory()
		if !sleep(ctx, tidyAtMost) {
			return
		}
	}
}
