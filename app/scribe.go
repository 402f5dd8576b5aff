package app

import (
	"context"
	"slices"
	"sync"
	"time"
)

// scribe changes the settings beside the UI thread, in the order in which it
// was asked to. Where the disk does not take a change it goes on trying, for as
// long as it runs. Whoever ends it settles last, when nobody notes any more.
type scribe struct {
	settings *settings
	failed   func(error) // writing began to fail; nil: it works again
	bell     chan struct{}

	turn  sync.Mutex // held over a change of the file; before mu
	stuck bool       // the last attempt failed

	mu    sync.Mutex
	edits []func(*Settings) // not written yet: as many as this person's clicks, and their rooms' comings and goings
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

// settle waits until all that was noted before is written, also after run has
// ended. The error is why it is not; run tries again then.
func (s *scribe) settle() error {
	err := s.write()
	if err != nil {
		ring(s.bell)
	}
	return err
}

// run writes until ctx ends, and then once more what was noted by then.
func (s *scribe) run(ctx context.Context) {
	var again <-chan time.Time // nil while nothing failed
	for {
		select {
		case <-s.bell:
		case <-again:
		case <-ctx.Done():
			_ = s.write() // failed was told
			return
		}
		again = nil
		if s.write() != nil {
			again = time.After(retryPause)
		}
	}
}

// write makes all that was noted one change of the file. What failed comes before
// what is noted from then on.
func (s *scribe) write() error {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.mu.Lock()
	edits := s.edits
	s.edits = nil
	s.mu.Unlock()
	if len(edits) == 0 {
		return nil
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
	return err
}
