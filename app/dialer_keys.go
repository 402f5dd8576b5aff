package app

import (
	"errors"
	"net/netip"
	"slices"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// recognise compares the key that the host has proved with the one that this
// profile knows.
func (d *dialer) recognise(host chat.MemberID) error {
	_, err := d.check(host)
	return err
}

// check is recognise, which also tells whether any key was known.
func (d *dialer) check(host chat.MemberID) (known bool, err error) {
	if d.room.IsZero() {
		return d.profile.known.Check(d.knownAs(), host)
	}
	return d.profile.check(d.room, host)
}

// met records the key of a host that has let this person in, at first contact.
// Before that it stays unknown, so that a room with a password has to prove that
// it knows the password, also where it was asked for at an earlier attempt.
//
// A room that was reached by its address is known by its id from then on, too: a
// host who has the same id and another key is no first contact, wherever they are,
// and nothing is noted of them until a person has decided.
func (d *dialer) met(host chat.MemberID, room chat.RoomID) error {
	if !d.room.IsZero() {
		room = d.room // the session sees to it that no other one is there
	}
	if err := d.profile.admit(room, host); err != nil {
		return err
	}
	known, err := d.check(host)
	if err == nil && d.room.IsZero() {
		err = d.same(room, host, known)
	}
	if err == nil {
		err = d.profile.adopt(room)
	}
	for _, name := range []string{d.knownAs(), placeOf(room)} {
		if err == nil {
			err = d.profile.known.Meet(name, host)
		}
	}
	if err != nil {
		return d.changed(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.host = host
	d.first = d.first || !known && !d.invited // who invites vouches for the key
	return nil
}

// same makes sure that whoever answers at an address is the host of the room that
// they show. Who has taken the key already, for the address at which they sat in that
// room, is not asked again; known tells that it is known at the address.
func (d *dialer) same(room chat.RoomID, host chat.MemberID, known bool) error {
	_, err := d.profile.check(room, host)
	var changed *identity.KeyChangedError
	if !errors.As(err, &changed) {
		return err
	}
	if known && d.settled(room, changed.Known) {
		return d.profile.trust(placeOf(room), host)
	}
	return &elsewhereError{err, room}
}

// settled tells whether a person has taken a host's key already in place of the one
// that a room was known by: at the address at which they sat in that room last, and
// under no other.
func (d *dialer) settled(room chat.RoomID, was chat.MemberID) bool {
	if d.profile.history == nil {
		return false
	}
	rooms, err := d.profile.history.Rooms()
	return err == nil && slices.ContainsFunc(rooms, func(r history.Room) bool {
		return r.Place == d.place() && r.ID == room && r.Host == was && !r.Hosted
	})
}

// elsewhereError is that of a room, reached by a typed address, which this profile
// knows by another host's key.
type elsewhereError struct {
	error
	room chat.RoomID
}

func (e *elsewhereError) Unwrap() error { return e.error }

func isKeyChange(err error) bool {
	var changed *identity.KeyChangedError
	return errors.As(err, &changed)
}

// changed is the error of an attempt that ended because of the host's key.
func (d *dialer) changed(err error) error {
	if isKeyChange(err) {
		return &netcore.DialError{Target: d.target, Fault: netcore.KeyChanged, Err: err}
	}
	return err
}

// introduced tells, once, whether the host was met for the first time.
func (d *dialer) introduced() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	first := d.first
	d.first = false
	return first
}

// pinned is the key that the host must prove; zero where none is known. Met
// tells whether anything but the network vouches for it: it is known from
// before, or somebody invited this person. Nobody is dialled where an invitation
// names another key than the one that this profile knows for the room: whoever
// made it decides nothing here.
func (d *dialer) pinned() (pin chat.MemberID, met bool, err error) {
	known, met, err := d.profile.known.Lookup(d.knownAs())
	if err == nil {
		err = d.profile.admit(d.room, d.expects())
	}
	if err != nil {
		return pin, false, err
	}
	host := d.expects()
	switch {
	case d.invited:
		_, err := d.check(host)
		return host, true, d.changed(err)
	case !host.IsZero():
		return host, met, nil
	}
	return known, met, nil
}

// expects is the key that the host must prove; zero before first contact.
func (d *dialer) expects() chat.MemberID {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.host
}

// knownAs is the name under which the host's key is remembered: the room's
// where it was found, the address as a person types it otherwise.
func (d *dialer) knownAs() string {
	if !d.room.IsZero() {
		return placeOf(d.room)
	}
	return "address " + d.target.String()
}

// trustNew takes the given key in place of the known one: the person has
// decided so. Name is that which was known by another key, empty for what is
// dialled: a room that was met before has one besides its address. addrs tells where
// that host is heard, where the room was found.
func (d *dialer) trustNew(name string, given chat.MemberID, addrs func() []netip.AddrPort) error {
	d.mu.Lock()
	d.host, d.addrs = given, addrs
	d.mu.Unlock()
	err := d.profile.trust(d.knownAs(), given)
	if err == nil && name != "" {
		err = d.profile.trust(name, given)
	}
	return err
}
