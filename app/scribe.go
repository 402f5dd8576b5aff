package app

import (
	"context"
	"sync"
)

// scribe changes the settings beside the UI thread, in the order in which it
// was asked to.
type scribe struct {
	settings *settings
	failed   func(error)
	bell     chan struct{}
	ended    chan struct{} // closed when run has written the last

	mu    sync.Mutex
	edits []func(*Settings) // as many as a person's clicks
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

// run writes until ctx ends and all that was noted by then is written.
func (s *scribe) run(ctx context.Context) {
	defer close(s.ended)
	for {
		select {
		case <-s.bell:
			s.write()
		case <-ctx.Done():
			s.write()
			return
		}
	}
}

// write makes all that was noted one change of the file.
func (s *scribe) write() {
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
		return
	}
	err := s.settings.change(func(now *Settings) {
		for _, edit := range edits {
			edit(now)
		}
	})
	if err != nil {
		s.failed(err)
	}
}
