package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// hosting is one room that this program keeps open for others.
type hosting struct {
	room chat.RoomID
	name string
	host *netcore.Host
	ln   net.Listener
	lock *flock.Flock
	tell *discover.Service // nil for a room that is not announced
	as   string
	bind netip.Addr // zero for all addresses
	log  *slog.Logger
}

// hostOptions say which room to open and where.
type hostOptions struct {
	name    string // of the room, clean
	as      string // the hosting person's name
	bind    string // empty for all addresses
	port    int    // 0 for one that the system picks
	rate    float64
	program string
	log     *slog.Logger
}

// openRoom binds the port and prepares the room; serve runs it. A nil tell
// opens a room of which the network hears nothing. The error is a
// *netcore.BindError where the port cannot be had.
func openRoom(ctx context.Context, p *profile, tell *discover.Service, o hostOptions) (*hosting, error) {
	ln, err := netcore.Listen(ctx, o.bind, o.port)
	if err != nil {
		return nil, err
	}
	room, lock, err := claimRoom(p, o.name)
	if err != nil {
		_ = ln.Close()
		return nil, err
	}
	h := &hosting{room: room, name: o.name, ln: ln, lock: lock, tell: tell, as: o.as, log: o.log}
	h.bind, _ = netip.ParseAddr(o.bind)
	h.host = netcore.NewHost(netcore.HostConfig{
		Identity: p.identity, Room: room, Name: o.name, Program: o.program, Log: o.log,
		Limits: netcore.Limits{Rate: o.rate},
		People: h.announce,
	})
	return h, nil
}

// claimRoom gives the id that this profile's room of that name has. Where
// another process keeps that very room open, this is another room of the same
// name, for as long as it is open.
func claimRoom(p *profile, name string) (chat.RoomID, *flock.Flock, error) {
	var room chat.RoomID
	if err := p.settings.change(func(s *Settings) { room = s.roomID(name) }); err != nil {
		return room, nil, err
	}
	rooms := filepath.Join(p.dir, "rooms")
	if err := os.MkdirAll(rooms, 0o700); err != nil {
		return room, nil, fmt.Errorf("app: rooms: %w", err)
	}
	lock := flock.New(filepath.Join(rooms, room.String()+".lock"))
	mine, err := lock.TryLock()
	if err != nil {
		return room, nil, fmt.Errorf("app: rooms: %w", err)
	}
	if !mine {
		room = chat.NewRoomID()
	}
	return room, lock, nil
}

// port is the one that the room listens on.
func (h *hosting) port() int {
	if tcp, ok := h.ln.Addr().(*net.TCPAddr); ok {
		return tcp.Port
	}
	return 0
}

// announce tells the network about the room.
func (h *hosting) announce(people int) {
	if h.tell == nil {
		return
	}
	err := h.tell.Announce(discover.Hosting{
		Room: h.room, Name: h.name, HostName: h.as, Port: uint16(h.port()), People: people, Bind: h.bind,
	})
	if err != nil {
		h.log.Error("the room cannot be announced", "name", h.name, "err", err)
	}
}

// serve keeps the room open until ctx ends.
func (h *hosting) serve(ctx context.Context) error {
	h.announce(0)
	err := h.host.Serve(ctx, h.ln)
	if h.tell != nil {
		h.tell.Withdraw(h.room)
	}
	return errors.Join(err, h.lock.Unlock())
}

// addresses are what others can type to get here, the likeliest first.
func (h *hosting) addresses() []string {
	var typed []string
	for _, addr := range netcore.AddressesOf(h.ln) {
		typed = append(typed, addr.String())
	}
	return typed
}
