package app

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// How many of a room's newest lines to hear.
const (
	wholeHistory = 1 << 62
	newestPage   = 200 // what a window shows at first; older ones come on demand
)

// redialTime bounds how long an attempt waits for an address of a room that was
// reached before. A computer that is off answers nothing: whoever waits for it
// with one attempt would be late when it is back.
const redialTime = time.Second

// dialer reaches one room for a session, again and again.
type dialer struct {
	profile *profile
	program string
	as      func() string  // the name to go by, asked at every attempt
	history uint64         // to hear as a newcomer
	anew    uint64         // to hear where the log is another than the known one
	target  netcore.Target // what was typed, or stands in an invitation; zero where the room was found
	patient bool           // also the first attempt is short: others follow
	secret  *secret        // the room's password

	receipts bool // to hear how far others have the log
	presence bool // to hear what others say about themselves

	// Where the room was found, or somebody was invited to it:
	room    chat.RoomID
	invited bool // room and host are those of an invitation

	mu    sync.Mutex
	addrs func() []netip.AddrPort // where a room that was found is heard now
	host  chat.MemberID           // the key that the host must prove; zero before first contact
	again func()                  // dials now; nil before there is a session
	first bool                    // the key was met for the first time, and nobody was told
}

// dial joins the room. The key that the host must have is the one that this
// profile knows for the room or for the typed address; at first contact it is
// whatever the host proves, and is remembered once that has let this person in.
func (d *dialer) dial(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
	pin, met, err := d.pinned()
	if err != nil {
		return nil, err
	}
	password := d.secret.password(d.profile.secrets, d.place())
	cfg := netcore.ClientConfig{
		Identity: d.profile.identity, Place: d.profile.place, Name: d.as(), Program: d.program,
		Pin: pin, Unmet: !met, Trust: d.recognise, Password: password,
		Resume: from, History: d.history, Receipts: d.receipts, Presence: d.presence,
	}
	if !from.Epoch.IsZero() {
		cfg.History = d.anew
	}
	if d.patient {
		cfg.Connect = connectSoon
	}
	if addrs := d.heard(); addrs != nil {
		cfg.Addrs = addrs()
	}
	client, err := netcore.Dial(ctx, d.target, cfg)
	if errors.Is(err, chat.PasswordWrong) {
		d.secret.wrong(d.profile.secrets, d.place(), password)
	}
	if err != nil {
		return nil, err
	}
	if err := d.met(client.Host(), client.Room()); err != nil {
		_ = client.Close()
		return nil, err
	}
	d.secret.right(d.profile.secrets, d.place(), password)
	d.patient = true
	return client, nil
}

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

// connectSoon connects, or gives up soon.
func connectSoon(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
	soon := net.Dialer{Timeout: redialTime}
	return soon.DialContext(ctx, "tcp", to.String())
}

// found points the dialer at a room that was found. It must come before the
// first dial.
func (d *dialer) found(r discover.Room, addrs func() []netip.AddrPort) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.room, d.host, d.addrs = r.Room, r.Host, addrs
}

// redirect has the room dialled where addrs tells, too.
func (d *dialer) redirect(addrs func() []netip.AddrPort) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.addrs = addrs
}

// whenSighted has again called whenever the room is heard of once more.
func (d *dialer) whenSighted(again func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.again = again
}

// sighted looks for the room among those that were just found: whoever waits
// for the next attempt need not wait any longer.
func (d *dialer) sighted(changes []discover.Change) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.again == nil {
		return
	}
	for _, c := range changes {
		if c.Kind == discover.Found && d.leadsTo(c.Room) {
			d.again()
			return
		}
	}
}

// leadsTo tells whether r is what the dialer dials.
func (d *dialer) leadsTo(r discover.Room) bool {
	if !d.room.IsZero() {
		return r.Room == d.room && r.Host == d.host
	}
	at, err := netip.ParseAddrPort(d.target.HostPort())
	return err == nil && slices.Contains(r.Addrs, at)
}

func (d *dialer) heard() func() []netip.AddrPort {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.addrs
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
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.invited:
		_, err := d.check(d.host)
		return d.host, true, d.changed(err)
	case !d.host.IsZero():
		return d.host, met, nil
	}
	return known, met, nil
}

// expects is the key that the host must prove; zero before first contact.
func (d *dialer) expects() chat.MemberID {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.host
}

// shared is the address to tell others of a room that was reached at remote:
// that one, unless it means something on this network's segment only, and the
// room is heard at another one.
func (d *dialer) shared(remote net.Addr) (at netip.AddrPort, ok bool) {
	at, err := netip.ParseAddrPort(remote.String())
	if err != nil {
		return at, false
	}
	if heard := d.heard(); heard != nil && at.Addr().IsLinkLocalUnicast() {
		for _, other := range heard() {
			if !other.Addr().IsLinkLocalUnicast() && !other.Addr().IsLoopback() {
				return other, true
			}
		}
	}
	return at, true
}

// knownAs is the name under which the host's key is remembered: the room's
// where it was found, the address as a person types it otherwise.
func (d *dialer) knownAs() string {
	if !d.room.IsZero() {
		return placeOf(d.room)
	}
	return "address " + d.target.String()
}

// place is where this profile keeps what it has of the seat, as far as it knows the
// host now.
func (d *dialer) place() string {
	if d.room.IsZero() {
		return d.knownAs()
	}
	return d.profile.placeIn(d.room, d.expects())
}

// placed is place, once the keys are on the list that the history alone knows. It
// reads from disk.
func (d *dialer) placed() (string, error) {
	err := d.profile.adopt(d.room)
	return d.place(), err
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
