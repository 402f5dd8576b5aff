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
