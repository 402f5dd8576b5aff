package app

import (
	"context"
	"slices"
	"sync"
	"time"
)

// scribe changes the settings beside the UI thread, in the order in which it
// was asked to. Where the disk does not take a change it goes on trying, for as
// long as it runs.
type scribe struct {
	settings *settings
	failed   func(error) // writing began to fail; nil: it works again
	bell     chan struct{}
	ended    chan struct{} // closed when run has tried for the last time

	stuck bool // the last attempt failed; owned by run

	mu    sync.Mutex
	edits []func(*Settings) // not written yet: as many as a person's clicks
	tried []chan struct{}   // to be closed when these are written, or cannot be
}

func newScribe(s *settings, failed func(error)) *scribe {
	return &scribe{settings: s, failed: failed, bell: make(chan struct{}, 1), ended: make(chan struct{})}
}

// note asks for a change. It never waits.
func (s *scribe) note(edit func(*Settings)) {
	s.mu.Lock()
	s.edits = append(s.edits, edit)
	s.mu.Unlock()
	ring(s.bell)
}

// settle waits until all that was noted before is written, or could not be.
func (s *scribe) settle() {
	tried := make(chan struct{})
	s.mu.Lock()
	s.tried = append(s.tried, tried)
	s.mu.Unlock()
	ring(s.bell)
	select {
	case <-tried:
	case <-s.ended:
	}
}

// run writes until ctx ends, and then once more what is left.
func (s *scribe) run(ctx context.Context) {
	defer close(s.ended)
	var again <-chan time.Time // nil while nothing failed
	for {
		select {
		case <-s.bell:
		case <-again:
		case <-ctx.Done():
			s.write()
			return
		}
		again = nil
		if !s.write() {
			again = time.After(retryPause)
		}
	}
}

// write makes all that was noted one change of the file, and tells whether that
// succeeded. What failed comes before what is noted from then on.
func (s *scribe) write() bool {
	s.mu.Lock()
	edits, tried := s.edits, s.tried
	s.edits, s.tried = nil, nil
	s.mu.Unlock()
	defer func() {
		for _, done := range tried {
			close(done)
		}
	}()
	if len(edits) == 0 {
		return true
	}
	err := s.settings.change(func(now *Settings) {
		for _, edit := range edits {
			edit(now)
		}
	})
	if err != nil {
		s.mu.Lock()
		s.edits = slices.Concat(edits, s.edits)
		s.mu.Unlock()
	}
	if stuck := err != nil; stuck != s.stuck {
		s.stuck = stuck
		s.failed(err)
	}
	return err == nil
}
