package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"landline/app/vm"
)

// feedLimit is how many events may wait for the window. Beyond it the
// sessions wait, and through them the hosts: a window that hangs costs memory
// up to here, and nobody a message.
const feedLimit = 4096

// feedPause is the least time between two deliveries to the window: what
// comes in between is drawn together.
const feedPause = 50 * time.Millisecond

// feed is the one bridge from everything that runs to the window. At most one
// call waits on the UI thread, and it takes everything that came meanwhile.
type feed struct {
	post  func(func())     // runs a function on the UI thread, sometime
	apply func([]vm.Event) // takes the events, on the UI thread

	bell  chan struct{}
	space chan struct{} // closed and replaced whenever the feed was emptied

	mu      sync.Mutex
	waiting []vm.Event
	ended   bool
}

func newFeed(post func(func()), apply func([]vm.Event)) *feed {
	return &feed{post: post, apply: apply, bell: make(chan struct{}, 1), space: make(chan struct{})}
}

// put hands an event to the window without ever waiting, for calls that come
// from the UI thread itself.
func (f *feed) put(e vm.Event) {
	f.mu.Lock()
	f.waiting = append(f.waiting, e)
	f.mu.Unlock()
	ring(f.bell)
}

// replace is put for an event that makes an older one of its kind, still
// waiting, superfluous.
func (f *feed) replace(e vm.Event, older func(vm.Event) bool) {
	f.mu.Lock()
	f.waiting = append(slices.DeleteFunc(f.waiting, older), e)
	f.mu.Unlock()
	ring(f.bell)
}

// push hands an event to the window, and waits while too many are before it.
// It must not be called on the UI thread.
func (f *feed) push(e vm.Event) {
	for {
		f.mu.Lock()
		if len(f.waiting) < feedLimit || f.ended {
			f.waiting = append(f.waiting, e)
			f.mu.Unlock()
			ring(f.bell)
			return
		}
		space := f.space
		f.mu.Unlock()
		<-space
	}
}

// run delivers until ctx ends. After that push no longer waits.
func (f *feed) run(ctx context.Context) {
	defer f.end()
	for {
		select {
		case <-f.bell:
		case <-ctx.Done():
			return
		}
		delivered := make(chan struct{})
		f.post(func() {
			defer close(delivered)
			f.apply(f.take())
		})
		select {
		case <-delivered:
		case <-ctx.Done():
			return
		}
		pause := time.NewTimer(feedPause)
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return
		}
	}
}

func (f *feed) take() []vm.Event {
	f.mu.Lock()
	defer f.mu.Unlock()
	events := f.waiting
	f.waiting = nil
	close(f.space)
	f.space = make(chan struct{})
	return events
}

func (f *feed) end() {
	f.mu.Lock()
	f.ended = true
	f.waiting = nil
	f.mu.Unlock()
	f.take()
}
