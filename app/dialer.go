package app

import (
	"context"
	"net/netip"
	"sync"

	"landline/netcore"
	"landline/netcore/chat"
)

// dialer reaches one room for a session, again and again.
type dialer struct {
	profile *profile
	program string
	as      func() string // the name to go by, asked at every attempt
	history uint64
	target  netcore.Target // what was typed; zero where the room was found

	// Where the room was found:
	room  chat.RoomID
	addrs func() []netip.AddrPort // where it is heard now

	mu   sync.Mutex
	host chat.MemberID // the key that the host must prove; zero before first contact
}

// dial joins the room. The key that the host must have is the one that this
// profile knows for the room or for the typed address; at first contact it is
// whatever the host proves, and is remembered.
func (d *dialer) dial(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
	cfg := netcore.ClientConfig{
		Identity: d.profile.identity, Name: d.as(), Program: d.program,
		Pin: d.pinned(), Resume: from, History: d.history,
		Trust: d.trust,
	}
	if d.addrs != nil {
		cfg.Addrs = d.addrs()
	}
	client, err := netcore.Dial(ctx, d.target, cfg)
	if err != nil {
		return nil, err
	}
	d.pin(client.Host())
	return client, nil
}

func (d *dialer) pinned() chat.MemberID {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.host
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

// trust compares the host's key with the known one, and remembers it where
// none is known.
func (d *dialer) trust(host chat.MemberID) error {
	known, err := d.profile.known.Check(d.knownAs(), host)
	if err != nil || known {
		return err
	}
	return d.profile.known.Trust(d.knownAs(), host)
}

// trustNew takes the given key in place of the known one: the person has
// decided so.
func (d *dialer) trustNew(given chat.MemberID) error {
	d.pin(given)
	return d.profile.known.Trust(d.knownAs(), given)
}
