package app

import (
	"cmp"
	"errors"
	"slices"

	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// The id of a room is no secret: beacons and links carry it, and whoever likes can
// open a room of the same id. It is the same room only where its host has the key
// that this profile knows for it, or where it hosts the room itself.

// errOwnRoom is why nobody enters a room that has the id of one which this profile
// hosts, and another host.
var errOwnRoom = errors.New("app: that room has the id of one that you host, and another host")

// elsewhereError is that of a room, reached by a typed address, which this profile
// knows by another host's key.
type elsewhereError struct {
	error
	room chat.RoomID
}

func (e *elsewhereError) Unwrap() error { return e.error }

// tenure tells, of all rooms with one id, which are one room with a host's.
type tenure struct {
	room chat.RoomID
	host chat.MemberID   // zero where it is not known, which counts as the room's own
	me   chat.MemberID   // this profile
	keys []chat.MemberID // those of the room's own host, as far as this profile knows; none: anybody's
}

// tenure tells what is one room with that of a host. It reads from disk.
func (p *profile) tenure(room chat.RoomID, host chat.MemberID) (tenure, error) {
	keys, err := p.keysOf(p.latest(), room)
	return tenure{room, host, p.identity.ID(), keys}, err
}

// latest are the settings as the file has them now: another process may have opened
// a room since this one looked.
func (p *profile) latest() Settings {
	kept, content, err := p.settings.read()
	if err != nil || content == nil {
		return p.settings.get()
	}
	return kept
}

// keysOf are the keys of the host of a room: this profile's, or else those by which
// it ever knew the room, where a person took one in place of another.
func (p *profile) keysOf(kept Settings, room chat.RoomID) ([]chat.MemberID, error) {
	if _, mine := kept.hostedIn(room); mine {
		return []chat.MemberID{p.identity.ID()}, nil
	}
	if room.IsZero() {
		return nil, nil
	}
	return p.known.Keys(placeOf(room))
}

// admit tells whether a host may have a room of that id, as far as this profile
// hosts it; the error is errOwnRoom where they may not.
func (p *profile) admit(room chat.RoomID, host chat.MemberID) error {
	if room.IsZero() || host == p.identity.ID() {
		return nil
	}
	kept := p.latest()
	if _, mine := kept.hostedIn(room); mine {
		return errOwnRoom
	}
	return nil
}

// same makes sure that a host is the one by whose key a room is known. Who has taken
// the key already, for the address at which they sat in that room, is not asked again;
// known tells that it is known at the address that is dialled.
func (d *dialer) same(room chat.RoomID, host chat.MemberID, known bool) error {
	_, err := d.profile.known.Check(placeOf(room), host)
	var changed *identity.KeyChangedError
	if !errors.As(err, &changed) {
		return err
	}
	if known && d.profile.settled(d.knownAs(), room, changed.Known) {
		return d.profile.known.Trust(placeOf(room), host)
	}
	if d.room.IsZero() {
		return &elsewhereError{err, room}
	}
	return err
}

// own tells whether the host is the room's own, and not one who uses its id.
func (t tenure) own() bool { return owns(t.keys, t.host) }

func owns(keys []chat.MemberID, host chat.MemberID) bool {
	return host.IsZero() || len(keys) == 0 || slices.Contains(keys, host)
}

// covers tells whether what is kept under a host, or was kept by this profile as the
// host, is of the same room.
func (t tenure) covers(host chat.MemberID, hosted bool) bool {
	switch {
	case hosted:
		return t.host == t.me
	case t.own():
		return owns(t.keys, host)
	}
	return host == t.host
}

// settled tells whether a person has taken a host's key already in place of the one
// that a room was known by: at the address at which they sat in that room last, and
// under no other.
func (p *profile) settled(place string, room chat.RoomID, was chat.MemberID) bool {
	if p.history == nil {
		return false
	}
	rooms, err := p.history.Rooms()
	return err == nil && slices.ContainsFunc(rooms, func(r history.Room) bool {
		return r.Place == place && r.ID == room && r.Host == was && !r.Hosted
	})
}

// ownFirst leaves out what is kept of others that use the id of a room, where
// something is kept of the room itself.
func (p *profile) ownFirst(rooms []history.Room) ([]history.Room, error) {
	kept := p.latest()
	strange := make(map[int]bool)
	own := make(map[chat.RoomID]bool)
	for i, r := range rooms {
		keys, err := p.keysOf(kept, r.ID)
		if err != nil {
			return nil, err
		}
		strange[i] = !r.Hosted && !owns(keys, r.Host)
		own[r.ID] = own[r.ID] || !strange[i]
	}
	var list []history.Room
	for i, r := range rooms {
		if !strange[i] || !own[r.ID] {
			list = append(list, r)
		}
	}
	return list, nil
}

// tenureOf tells whose room a seat is in. It reads from disk.
func (d *Desk) tenureOf(s *seat) (tenure, error) { return d.profile.tenure(s.room(), d.keeperOf(s)) }

// keeperOf is the key of the host whose room a seat is in; zero where it is not
// known. It reads from disk.
func (d *Desk) keeperOf(s *seat) chat.MemberID {
	if s.dialer != nil {
		if host := s.dialer.expects(); !host.IsZero() {
			return host
		}
	}
	host := d.hostOf(s)
	if at := s.at.Load(); host.IsZero() && at != nil && at.seat != nil {
		if r, err := at.seat.Describe(); err == nil {
			host = cmp.Or(host, r.Host)
		}
	}
	return host
}
