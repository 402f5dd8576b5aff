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
// Of another host's room with the same id it removes nothing.
func (d *Desk) Forget(room vm.Key) {
	s := d.seat(room)
	if s == nil || s.left.Swap(true) {
		return
	}
	d.giveUp(s)
	d.runs.Go(func() {
		<-s.done // by then it is known which room its place is
		t, err := d.tenureOf(s)
		seats := []*seat{s}
		if err == nil {
			seats = append(seats, d.sharing(s, t)...)
		}
		for _, s := range seats {
			<-s.done
		}
		if err == nil {
			err = d.erase(seats, t)
		}
		if err != nil {
			d.log.Error("a room cannot be forgotten", "err", err)
			d.warn(func() {
				d.unsafe = words.T("Not all of “%s” could be removed from this computer: %s.", s.name(), sentence(err))
			})
		}
		d.letGo(seats...)
		d.tellKnown()
	})
}

// giveUp takes a seat that was left out of the window, and ends it.
func (d *Desk) giveUp(s *seat) {
	d.mu.Lock()
	delete(d.seats, s.key)
	d.leaving = append(d.leaving, s)
	d.mu.Unlock()
	s.cancel()
}

// letGo tells whoever waits for seats that were given up, and the window, that
// nothing is left to do about them.
func (d *Desk) letGo(seats ...*seat) {
	d.mu.Lock()
	d.leaving = slices.DeleteFunc(d.leaving, func(other *seat) bool { return slices.Contains(seats, other) })
	d.mu.Unlock()
	for _, s := range seats {
		close(s.gone)
		d.feed.push(vm.Closed{Room: s.key})
	}
}

// sharing gives up the other seats in the room of a seat, and returns them: it may be
// here twice, by its address too. Who has no place yet waits for what is given up
// (Desk.await), and came to be there again.
func (d *Desk) sharing(s *seat, t tenure) (seats []*seat) {
	if t.room.IsZero() {
		return nil
	}
	for _, other := range d.seatsIn(t.room) {
		if other.at.Load() == nil {
			continue
		}
		_, host, err := d.keeperOf(other)
		if err == nil && other != s && t.covers(host, other.dialer == nil) && !other.left.Swap(true) {
			d.giveUp(other)
			seats = append(seats, other)
		}
	}
	return seats
}

// erase removes what is kept of a room whose seats have all ended. It does nothing
// where another process sits there.
//
// First the room leaves the window, so that no next start opens it half empty; its
// host's key, and that it is this person's, are forgotten after what was said. Where
// that fails, or the program is killed, the room is still among those that are known,
// and can be forgotten again.
func (d *Desk) erase(seats []*seat, t tenure) error {
	places := d.traces(seats, t)
	release, err := d.claim(t, places)
	if err != nil {
		return errors.Join(err, release())
	}
	p := d.profile
	back := func(r RoomSeat) bool { return d.seatIn(r) != nil } // joined again meanwhile
	err = d.amend(func(s *Settings) { s.vacate(t, places, back) })
	if failed := p.history.Forget(t.room, t.covers, places...); failed != nil {
		return errors.Join(err, failed, release())
	}
	var files []string
	for _, name := range places {
		err = errors.Join(err, p.secrets.forget(name, anyPassword), p.known.Forget(name))
		files = append(files, p.seatFiles(name)...)
	}
	if t.own && !t.room.IsZero() {
		files = append(files, p.roomLock(t.room))
	}
	err = errors.Join(err, d.amend(func(s *Settings) { s.disown(t) }))
	// While they are locked, so that nobody else has locked one of them. Windows
	// removes no file that is open, and then only one that nobody has.
	left := removeAll(files...)
	err = errors.Join(err, release())
	if left != nil {
		err = errors.Join(err, removeAll(files...))
	}
	return err
}

// claim makes sure that no process sits at one of the places or keeps the room
// open, until release is called, which is never nil.
func (d *Desk) claim(t tenure, places []string) (release func() error, err error) {
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
	if t.room.IsZero() || !t.own {
		return release, nil
	}
	lock, err := d.profile.lockRoom(t.room)
	if err == nil && lock == nil {
		err = errOpenElsewhere
	}
	if err == nil {
		held = append(held, lock.Close)
	}
	return release, err
}

// traces are the names of all places of a room, those of its seats among them, each
// once.
func (d *Desk) traces(seats []*seat, t tenure) (places []string) {
	for _, s := range seats {
		places = append(places, d.placeName(s))
		if at := s.at.Load(); at != nil && at.name != "" {
			places = append(places, at.name)
		}
	}
	if !t.room.IsZero() {
		places = append(places, d.placesOf(t)...)
	}
	if !t.own {
		places = slices.DeleteFunc(places, func(place string) bool { return place == placeOf(t.room) })
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// placesOf are the names of the places at which something may be kept of a room whose
// id is known. That which has the id alone for its name is the room's own host's.
func (d *Desk) placesOf(t tenure) (places []string) {
	known, err := d.profile.history.Rooms()
	if err != nil {
		d.unread(err)
	}
	for _, r := range known {
		if r.ID == t.room && r.Place != "" && t.covers(r.Host, r.Hosted) {
			places = append(places, r.Place)
		}
	}
	if t.own {
		places = append(places, placeOf(t.room))
	}
	for _, key := range t.keys {
		places = append(places, placeBeside(t.room, key))
	}
	return places
}

// amend changes the settings, and waits until they are written. The edit comes behind
// all that was noted before, which would bring a forgotten room back.
func (d *Desk) amend(edit func(*Settings)) error {
	d.book.note(edit)
	err := d.book.settle()
	d.feed.push(vm.Recent{Targets: d.profile.settings.get().Recent})
	return err
}

// disown removes a room from those that this profile hosts.
func (s *Settings) disown(t tenure) {
	s.Hosted = slices.DeleteFunc(s.Hosted, func(h Hosted) bool {
		return h.Room == t.room && !t.room.IsZero() && t.covers(chat.MemberID{}, true)
	})
}

// vacate takes a room out of the window, unless stays says otherwise, and removes what
// is known by the names of its places.
func (s *Settings) vacate(t tenure, places []string, stays func(RoomSeat) bool) {
	s.Rooms = slices.DeleteFunc(s.Rooms, func(r RoomSeat) bool {
		if stays(r) {
			return false
		}
		if !r.Room.IsZero() {
			return r.Room == t.room && t.covers(r.Host, r.Hosting)
		}
		target, err := netcore.ParseTarget(r.Target)
		return err == nil && slices.Contains(places, (&dialer{target: target}).knownAs())
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
