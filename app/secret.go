package app

import "sync"

// secret is the password of one room, as far as this process knows it: typed by
// the person since it began, or kept on this computer, in book. Its methods may be
// called from any goroutine; those that are given the book read or write it.
type secret struct {
	failed func(error) // keeping or reading it failed; nil where nobody cares

	mu    sync.Mutex
	typed string // as pake.Prepare leaves it; empty for none
	keep  bool   // the person asked for that
}

// give takes what the person typed, in place of all before.
func (s *secret) give(password string, keep bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.typed, s.keep = password, keep
}

// given is what the person typed; empty for nothing.
func (s *secret) given() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.typed
}

// password is the one to try at a place; empty for none.
func (s *secret) password(book passwords, place string) string {
	if typed := s.given(); typed != "" {
		return typed
	}
	kept, err := book.get(place)
	s.report(err)
	return kept
}

// right notes that the room took that password, or was opened with it. Only then
// it is kept, if the person asked for that; else what was kept is forgotten.
func (s *secret) right(book passwords, place, password string) {
	s.mu.Lock()
	typed, keep := s.typed, s.keep
	s.mu.Unlock()
	switch {
	case password == "" || typed != password: // none, or the kept one
	case keep:
		if kept, err := book.get(place); err == nil && kept == password {
			return
		}
		s.report(book.keep(place, password))
	default:
		s.report(book.forget(place, anyPassword))
	}
}

// wrong notes that it was not the room's: it is not tried again, here or by
// another program of this profile. For one guess somebody has to type.
func (s *secret) wrong(book passwords, place, password string) {
	same := func(other string) bool { return other == password }
	s.mu.Lock()
	if same(s.typed) {
		s.typed, s.keep = "", false
	}
	s.mu.Unlock()
	s.report(book.forget(place, same))
}

// forget drops it for good.
func (s *secret) forget(book passwords, place string) {
	s.give("", false)
	s.report(book.forget(place, anyPassword))
}

func (s *secret) report(err error) {
	if err != nil && s.failed != nil {
		s.failed(err)
	}
}
