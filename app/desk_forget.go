package app

import (
	"errors"
	"os"
	"slices"
	"strings"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore"
	"landline/netcore/chat"
)

// Forget leaves a room and removes all that this computer keeps of it: what was
// said and written there, the password and the key of its host, and where it was.
func (d *Desk) Forget(room vm.Key) {
	s := d.seat(room)
	if s == nil || s.left.Swap(true) {
		return
	}
	seats := []*seat{s}
	if id := s.room(); !id.IsZero() {
		for _, other := range d.seatsIn(id) { // it may be here twice, by its address too
			if other != s && !other.left.Swap(true) {
				seats = append(seats, other)
			}
		}
	}
	d.mu.Lock()
	for _, s := range seats {
		delete(d.seats, s.key)
		d.leaving = append(d.leaving, s)
	}
	d.mu.Unlock()
	for _, s := range seats {
		s.cancel()
	}
	d.runs.Go(func() {
		for _, s := range seats {
			<-s.done
		}
		if err := d.erase(seats); err != nil {
			d.log.Error("a room cannot be forgotten", "err", err)
			d.warn(func() {
				d.unsafe = words.T("Not all of “%s” could be removed from this computer: %s.", s.name(), sentence(err))
			})
		}
		d.mu.Lock()
		d.leaving = slices.DeleteFunc(d.leaving, func(other *seat) bool { return slices.Contains(seats, other) })
		d.mu.Unlock()
		for _, s := range seats {
			d.feed.push(vm.Closed{Room: s.key})
		}
		d.tellKnown()
	})
}

// erase removes what is kept of a room whose seats have all ended. It goes on
// where something fails, and does nothing where another process sits there.
func (d *Desk) erase(seats []*seat) error {
	room, places := d.traces(seats)
	release, err := d.claim(room, places)
	if err != nil {
		return errors.Join(err, release())
	}
	p := d.profile
	err = p.history.Forget(room, nil, places...)
	var files []string
	for _, name := range places {
		err = errors.Join(err, p.secrets.forget(name, anyPassword), p.known.Forget(name))
		files = append(files, p.seatFiles(name)...)
	}
	if !room.IsZero() {
		files = append(files, p.roomLock(room))
	}
	return errors.Join(err, d.strike(room, places), release(), removeAll(files...))
}

// claim makes sure that no process sits at one of the places or keeps the room
// open, until release is called, which is never nil.
func (d *Desk) claim(room chat.RoomID, places []string) (release func() error, err error) {
	var held []func() error
	release = func() (err error) {
		for _, end := range held {
			err = errors.Join(err, end())
		}
		return err
	}
	for _, name := range places {
		at, err := d.profile.sit(name, false)
		held = append(held, at.close)
		if err != nil {
			return release, err
		}
	}
	if room.IsZero() {
		return release, nil
	}
	lock, err := d.profile.lockRoom(room)
	if err == nil && lock == nil {
		err = errOpenElsewhere
	}
	if err == nil {
		held = append(held, lock.Close)
	}
	return release, err
}

// traces are the room of the seats, zero where it is not known, and the names of
// all its places.
func (d *Desk) traces(seats []*seat) (room chat.RoomID, places []string) {
	for _, s := range seats {
		if id := s.room(); !id.IsZero() {
			room = id
		}
		places = append(places, d.placeName(s))
	}
	if !room.IsZero() {
		places = append(places, placeOf(room))
		known, err := d.profile.history.Rooms()
		if err != nil {
			d.unread(err)
		}
		for _, r := range known {
			if r.ID == room && r.Place != "" {
				places = append(places, r.Place)
			}
		}
	}
	slices.Sort(places)
	return room, slices.Compact(places)
}

// strike removes a room from the settings, and waits until they are written.
func (d *Desk) strike(room chat.RoomID, places []string) error {
	d.book.settle() // lest what was noted before brings it back
	err := d.profile.settings.change(func(s *Settings) { s.strike(room, places) })
	d.feed.push(vm.Recent{Targets: d.profile.settings.get().Recent})
	return err
}

// strike removes a room, and what is known by the names of its places.
func (s *Settings) strike(room chat.RoomID, places []string) {
	s.Hosted = slices.DeleteFunc(s.Hosted, func(h Hosted) bool { return h.Room == room && !room.IsZero() })
	s.Rooms = slices.DeleteFunc(s.Rooms, func(r RoomSeat) bool {
		target, err := netcore.ParseTarget(r.Target)
		return !room.IsZero() && r.Room == room || r.Room.IsZero() && err == nil && slices.Contains(places, (&dialer{target: target}).knownAs())
	})
	for _, place := range places {
		delete(s.Alerts, place)
		if address, ok := strings.CutPrefix(place, "address "); ok {
			s.Recent = slices.DeleteFunc(s.Recent, func(target string) bool { return target == address })
		}
	}
}

// removeAll removes files; one that is not there is as good as removed.
func removeAll(paths ...string) (err error) {
	for _, path := range paths {
		if failed := os.Remove(path); failed != nil && !errors.Is(failed, os.ErrNotExist) {
			err = errors.Join(err, failed)
		}
	}
	return err
}
