package app

import (
	"landline/app/vm"
	"landline/netcore/pake"
)

// Relock gives a hosted room another password, or none. It holds from now on, also
// where the room waits for its old one and is not open: whoever sits at this
// computer keeps the room.
func (d *Desk) Relock(room vm.Key, password string, keep bool) {
	s := d.seat(room)
	if s == nil || s.dialer != nil {
		return
	}
	prepared := ""
	if password != "" {
		var err error
		if prepared, err = pake.Prepare(password); err != nil {
			d.feed.put(vm.Relocked{Room: room, Locked: d.locked(s), Trouble: troubleOf(err, s.name())})
			return
		}
	}
	d.runs.Go(func() {
		err := d.relock(s, prepared, keep)
		d.feed.push(vm.Relocked{Room: room, Locked: d.locked(s), Trouble: troubleOf(err, s.name())})
	})
}

// relock writes down what guards the room from now on before it holds, so that no
// later start opens the room without. Of a seat that was given up it writes
// nothing.
func (d *Desk) relock(s *seat, password string, keep bool) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	if s.left.Load() {
		return nil
	}
	d.mu.Lock()
	kept := s.kept
	d.mu.Unlock()
	now := Hosted{Name: kept.Name, Room: kept.Room, Locked: password != "", Port: kept.Port}
	if now.Locked {
		now.Verifier = verify(password)
	}
	if err := d.profile.lockHosted(now); err != nil {
		return err
	}
	d.mu.Lock()
	s.kept.Locked = now.Locked
	kept = s.kept
	d.mu.Unlock()
	d.book.note(func(all *Settings) {
		if !s.left.Load() {
			all.seat(kept)
		}
	})
	place := placeOf(kept.Room)
	if now.Locked {
		s.secret.give(password, keep)
		s.secret.right(d.profile.secrets, place, password)
	} else {
		s.secret.forget(d.profile.secrets, place)
	}
	if h := s.hosting.Load(); h != nil {
		h.host.Relock(password)
		h.reannounce()
	} else {
		s.session.dialNow()
	}
	return nil
}

// locked tells whether a hosted room has a password.
func (d *Desk) locked(s *seat) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return s.kept.Locked
}

// Retitle gives a hosted room another name. An open one closes for a moment and
// opens again at the same port, with the same id and history: who was in it comes
// back by itself.
func (d *Desk) Retitle(room vm.Key, name string) {
	s := d.seat(room)
	if s == nil || s.dialer != nil || s.name() == name {
		return
	}
	s.called(name)
	d.mu.Lock()
	s.kept.Name = name
	kept := s.kept
	d.mu.Unlock()
	d.keep(kept)
	d.book.note(func(now *Settings) { now.retitle(kept.Room, name) })
	d.feed.put(vm.Retitled{Room: room, Name: name})
	d.runs.Go(func() {
		s.changing.Lock() // it may be opening under the old name at this moment
		defer s.changing.Unlock()
		if h := s.hosting.Load(); h != nil && h.name != name {
			h.end()
		}
	})
}
