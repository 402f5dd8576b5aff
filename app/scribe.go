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

	mu    sync.Mutex
	edits []func(*Settings) // as many as a person's clicks
}

func newScribe(s *settings, failed func(error)) *scribe {
	return &scribe{settings: s, failed: failed, bell: make(chan struct{}, 1)}
}

// note asks for a change. It never waits.
func (s *scribe) note(edit func(*Settings)) {
	s.mu.Lock()
	s.edits = append(s.edits, edit)
	s.mu.Unlock()
	ring(s.bell)
}

// run writes until ctx ends and all that was noted by then is written.
func (s *scribe) run(ctx context.Context) {
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
	edits := s.edits
	s.edits = nil
	s.mu.Unlock()
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
