package app

import (
	"context"
	"net/netip"
	"sync"

	"landline/netcore"
	"landline/netcore/chat"
)

// wholeHistory asks for everything that the host still has.
const wholeHistory = 1 << 62

// dialer reaches one room for a session, again and again.
type dialer struct {
	profile *profile
	program string
	as      func() string // the name to go by, asked at every attempt
	history uint64
	target  netcore.Target // what was typed; zero where the room was found

	// Where the room was found:
	room chat.RoomID

	mu    sync.Mutex
	addrs func() []netip.AddrPort // where a room that was found is heard now
	host  chat.MemberID           // the key that the host must prove; zero before first contact
}

// dial joins the room. The key that the host must have is the one that this
// profile knows for the room or for the typed address; at first contact it is
// whatever the host proves, and is remembered.
func (d *dialer) dial(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
	pin, err := d.pinned()
	if err != nil {
		return nil, err
	}
	cfg := netcore.ClientConfig{
		Identity: d.profile.identity, Name: d.as(), Program: d.program,
		Pin: pin, Resume: from, History: d.history,
		Trust: func(host chat.MemberID) error { return d.profile.known.Meet(d.knownAs(), host) },
	}
	if from.Seq > 0 {
		// A log that was begun anew is new to its end, for who was here before.
		cfg.History = wholeHistory
	}
	if addrs := d.heard(); addrs != nil {
		cfg.Addrs = addrs()
	}
	client, err := netcore.Dial(ctx, d.target, cfg)
	if err != nil {
		return nil, err
	}
	d.pin(client.Host())
	return client, nil
}

func (d *dialer) heard() func() []netip.AddrPort {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.addrs
}

// pinned is the key that the host must prove; zero at first contact.
func (d *dialer) pinned() (chat.MemberID, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.host.IsZero() {
		return d.host, nil
	}
	id, _, err := d.profile.known.Lookup(d.knownAs())
	return id, err
}

func (d *dialer) pin(host chat.MemberID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.host = host
}

// knownAs is the name under which the host's key is remembered: the room's
// where it was found, the address as a person types it otherwise.
func (d *dialer) knownAs() string {
	if !d.room.IsZero() {
		return "room " + d.room.String()
	}
	return "address " + d.target.String()
}

// trustNew takes the given key in place of the known one: the person has
// decided so. addrs tells where that host is heard, where the room was found.
func (d *dialer) trustNew(given chat.MemberID, addrs func() []netip.AddrPort) error {
	d.mu.Lock()
	d.host, d.addrs = given, addrs
	d.mu.Unlock()
	return d.profile.known.Trust(d.knownAs(), given)
}
