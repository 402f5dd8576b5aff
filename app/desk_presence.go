package app

import (
	"maps"
	"slices"
	"sync"

	"landline/app/vm"
	"landline/netcore/chat"
)

// self is what the rooms of a window have to hear about its person.
type self struct {
	mu     sync.Mutex
	name   string
	status chat.Status // as the person chose it
	idle   bool
}

// restore takes what an earlier window left.
func (s *self) restore(kept Settings) {
	status := chat.Status{Words: kept.Status, Hue: kept.Hue}
	if kept.Hidden {
		status.Presence = chat.Hidden
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.name = kept.Name
	if chat.CheckStatus(status) != nil { // the file may be of another hand
		status = chat.Status{Presence: status.Presence}
	}
	s.status = status
}

// now is what this person goes by and says. Who is online and has not touched the
// window for a while is away.
func (s *self) now() (name string, status chat.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	status = s.status
	if s.idle && status.Presence == chat.Online {
		status.Presence = chat.Away
	}
	return s.name, status
}

// choose takes what the person chose. Who is away because they are not at the
// window, and changes something else, has not chosen that.
func (s *self) choose(status chat.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.idle && status.Presence == chat.Away {
		status.Presence = chat.Online
	}
	s.status = status
}

// change changes it, with change.
func (s *self) change(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// SetStatus tells everybody what this person says about themselves. The words, the
// colour and that they hide are kept for the next start.
func (d *Desk) SetStatus(status chat.Status) {
	if err := chat.CheckStatus(status); err != nil {
		d.log.Error("a status cannot be told", "err", err)
		return
	}
	d.self.choose(status)
	d.book.note(func(s *Settings) {
		s.Status, s.Hue, s.Hidden = status.Words, status.Hue, status.Presence == chat.Hidden
	})
	d.introduce()
}

// Idle says that this person is not at the window, or back.
func (d *Desk) Idle(idle bool) {
	_, before := d.self.now()
	d.self.change(func() { d.self.idle = idle })
	if _, now := d.self.now(); now != before {
		d.introduce()
	}
}

// introduce tells the window, and every room, what this person goes by and says
// about themselves.
func (d *Desk) introduce() {
	name, status := d.self.now()
	d.feed.put(vm.Myself{Status: status})
	d.mu.Lock()
	seats := slices.Collect(maps.Values(d.seats))
	d.mu.Unlock()
	for _, s := range seats {
		s.session.introduce()
		if h := s.hosting.Load(); h != nil {
			h.keptBy(name)
		}
	}
}

// Typing says that this person writes in a room, unless they want nobody to know.
func (d *Desk) Typing(room vm.Key) {
	if _, status := d.self.now(); status.Presence == chat.Hidden || d.prefs().NoTyping {
		return
	}
	if s := d.seat(room); s != nil {
		s.session.typing()
	}
}
