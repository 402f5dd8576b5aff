package app

import "landline/netcore"

// introduce tells the room what this person goes by and says about themselves. It
// never blocks. While away it does nothing: the next stay begins with it.
func (s *session) introduce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.self == nil || s.client == nil || s.epoch.IsZero() {
		return
	}
	name, status := s.self() // here, so that no older one is told behind a newer one
	_ = s.client.Rename(name)
	_ = s.client.Present(status)
}

// typing tells the room that this person writes. It never blocks.
func (s *session) typing() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil && !s.epoch.IsZero() {
		s.client.Typing()
	}
}

// reach asks the host to dial this computer back; a chat.Reached follows. It never
// blocks. The errors are those of netcore.Client.Reach, and netcore.ErrClosed
// while away.
func (s *session) reach(port uint16) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil || s.epoch.IsZero() {
		return netcore.ErrClosed
	}
	return s.client.Reach(port)
}
