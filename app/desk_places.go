package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// await waits until those seats that were given up, and fit, have let go of
// their rooms: who comes back at once finds everything where it was, or nothing where
// the room was forgotten.
func (d *Desk) await(fits func(*seat) bool) {
	d.mu.Lock()
	leaving := slices.Clone(d.leaving)
	d.mu.Unlock()
	for _, s := range leaving {
		if fits(s) {
			<-s.gone
		}
	}
}

// placeName is the name of the place of a seat, by what is known of the host now.
func (d *Desk) placeName(s *seat) string {
	if s.dialer != nil {
		return s.dialer.place()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return placeOf(s.kept.Room)
}

// handover is how long after its start a window that finds a room taken tries
// again: another one of this profile may be about to end.
const handover = 5 * time.Second

// insists waits a moment before another attempt to take what another process of
// this profile still has. It is false where that has no prospect: the window
// began a while ago, or the room was not in it then.
func (d *Desk) insists(ctx context.Context, s *seat) bool {
	return s.session.patient && time.Since(d.began) < handover && sleep(ctx, doorPause)
}

// placeOf takes the place of a seat.
func (d *Desk) placeOf(ctx context.Context, s *seat) *place {
	name := d.placeFor(s)
	// Of two that wait, the older one does not wait for the newer one.
	d.await(func(other *seat) bool { return other.key < s.key && (d.placeName(other) == name || other.sitsAt(name)) })
	name = d.placeFor(s) // the host's key may be forgotten meanwhile
	at, err := d.profile.sit(name, false)
	for errors.Is(err, errPlaceTaken) && d.insists(ctx, s) {
		at, err = d.profile.sit(name, false)
	}
	// A room that another process keeps open cannot be entered here at all.
	if err != nil && (s.dialer != nil || !errors.Is(err, errPlaceTaken)) {
		d.unkept(s.key, err)
	}
	if at.seat == nil && !errors.Is(err, errPlaceTaken) {
		_ = at.close() // why it is not there was told
		at = &place{name: name, late: true}
	}
	s.at.Store(at)
	return at
}

// placeFor is the name of the place that a seat is to take. It reads from disk.
func (d *Desk) placeFor(s *seat) string {
	if s.dialer == nil {
		return d.placeName(s)
	}
	name, err := s.dialer.placed()
	if err != nil {
		d.log.Error("whose key is known cannot be kept", "err", err)
	}
	// The seat of the key that the room had before may still be there.
	if name == placeOf(s.dialer.room) && d.seatAt(name) != nil {
		return placeBeside(s.dialer.room, s.dialer.expects())
	}
	return name
}

// seatAt is the seat that has taken a place; nil where none has.
func (d *Desk) seatAt(name string) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.seats {
		if s.sitsAt(name) {
			return s
		}
	}
	return nil
}

// bringOn is profile.bringOn for a seat that has ended.
func (d *Desk) bringOn(s *seat, at *place) {
	if err := d.profile.bringOn(at, d.placeName(s)); err != nil {
		d.log.Error("what waits for a room stays beside it", "err", err)
	}
}

// sitsAt tells whether a seat has taken that place.
func (s *seat) sitsAt(name string) bool {
	at := s.at.Load()
	return at != nil && at.name == name
}

// seatsIn are the seats in the room of that id.
func (d *Desk) seatsIn(room chat.RoomID) (seats []*seat) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.seats {
		if s.room() == room {
			seats = append(seats, s)
		}
	}
	return seats
}

func (d *Desk) seat(key vm.Key) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seats[key]
}

// seatIn is the seat in that room; nil where there is none.
func (d *Desk) seatIn(room RoomSeat) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.seats {
		if s.kept.same(room) {
			return s
		}
	}
	return nil
}

// tenureOf tells whose room a seat is in. It reads from disk.
func (d *Desk) tenureOf(s *seat) (tenure, error) {
	room, host, err := d.keeperOf(s)
	if err != nil {
		return tenure{}, err
	}
	return d.profile.tenure(room, host)
}

// keeperOf is the room of a seat and the key of its host; zero where they are not
// known. Of a seat at an address both are of the stay that its place has: another key
// may be known for the address since. It reads from disk.
func (d *Desk) keeperOf(s *seat) (room chat.RoomID, host chat.MemberID, err error) {
	if s.dialer == nil {
		return s.room(), d.profile.identity.ID(), nil
	}
	if host := s.dialer.expects(); !s.dialer.room.IsZero() && !host.IsZero() {
		return s.dialer.room, host, nil
	}
	at := s.at.Load()
	if at == nil || at.seat == nil {
		return s.room(), chat.MemberID{}, nil
	}
	r, err := at.seat.Describe()
	return cmp.Or(r.ID, s.dialer.room), r.Host, err
}

// remember shows and gives to the session what the place has from an earlier
// day.
func (d *Desk) remember(s *seat, at *place) {
	if at.seat == nil {
		return
	}
	room, name := at.room()
	cursor := at.seat.Cursor()
	waiting, failed := at.left()
	s.session.restore(room, cursor, linesOf(waiting), linesOf(failed))
	if !room.IsZero() {
		d.feed.push(vm.Identified{Room: s.key, ID: room})
		s.back.remember(kept{at.seat, s.session.keep, s.back}, cursor, name, at.seat.Read())
	}
	for _, w := range at.seat.Outbox() {
		if w.Failed() {
			d.feed.push(vm.Unsaid{Room: s.key, ID: w.ID, Text: w.Text, At: w.At, Why: w.Why, Deed: w.Deed})
		} else {
			d.feed.push(vm.Queued{Room: s.key, ID: w.ID, Text: w.Text, At: w.At, Deed: w.Deed})
		}
	}
	if draft := at.seat.Draft(); draft != "" {
		d.feed.push(vm.Drafted{Room: s.key, Text: draft})
	}
}
