package app

import (
	"context"
	"net/netip"
	"os"
	"slices"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// lobbyChanged passes on which rooms are on this network. Discovery calls it.
func (d *Desk) lobbyChanged(changes []discover.Change) {
	rooms := d.tell.Rooms()
	d.mu.Lock()
	d.found = rooms
	for _, s := range d.seats {
		if s.dialer != nil {
			s.dialer.sighted(changes)
		}
	}
	d.mu.Unlock()
	lobby := vm.Lobby{Rooms: make([]vm.Found, 0, len(rooms))}
	for _, r := range rooms {
		found := vm.Found{
			Host: r.Host, Room: r.Room, Name: r.Name, HostName: r.HostName, People: r.People,
			Locked: r.Locked,
			MDNS:   r.Via&discover.MDNS != 0, Presence: r.Via&discover.Presence != 0, Distance: r.Distance,
		}
		for _, a := range r.Addrs {
			found.Addresses = append(found.Addresses, a.String())
		}
		lobby.Rooms = append(lobby.Rooms, found)
	}
	d.feed.replace(lobby, func(e vm.Event) bool {
		_, ok := e.(vm.Lobby)
		return ok
	})
}

// lobby is every room heard on this network.
func (d *Desk) lobby() []discover.Room {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.found
}

// whereabouts tells where a room is heard now, or was heard last.
func (d *Desk) whereabouts(last discover.Room) func() []netip.AddrPort {
	return whereabouts(d.lobby, last)
}

// addressIn is the likeliest address of a room that was found.
func addressIn(r discover.Room) string {
	if len(r.Addrs) == 0 {
		return ""
	}
	return r.Addrs[0].String()
}

// addrsOf is the address that addressIn wrote down.
func addrsOf(address string) []netip.AddrPort {
	addr, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil
	}
	return []netip.AddrPort{addr}
}

// JoinFound dials a room of the lobby.
func (d *Desk) JoinFound(host chat.MemberID, room chat.RoomID) {
	found := d.lobby()
	i := slices.IndexFunc(found, func(r discover.Room) bool { return r.Host == host && r.Room == room })
	if i < 0 {
		return
	}
	r := found[i]
	d.runs.Go(func() {
		if err := d.profile.admit(room, host); err != nil {
			d.feed.push(vm.JoinFailed{Trouble: troubleOf(err, addressIn(r))})
			return
		}
		d.enter(RoomSeat{Name: r.Name, Room: room, Host: host, Target: addressIn(r), Locked: r.Locked},
			&dialer{room: room, host: host, addrs: d.whereabouts(r)}, false)
	})
}

// WatchSockets switches the stream of vm.Sockets on or off.
func (d *Desk) WatchSockets(on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sockets != nil {
		d.sockets()
		d.sockets = nil
	}
	if !on {
		return
	}
	ctx, cancel := context.WithCancel(d.ctx)
	d.sockets = cancel
	d.runs.Go(func() {
		ticks := time.NewTicker(time.Second)
		defer ticks.Stop()
		for {
			d.feed.push(d.socketsNow())
			select {
			case <-ticks.C:
			case <-ctx.Done():
				return
			}
		}
	})
}

// socketsNow is every socket of the rooms in this window.
func (d *Desk) socketsNow() vm.Sockets {
	d.mu.Lock()
	seats := make([]*seat, 0, len(d.seats))
	for _, s := range d.seats {
		seats = append(seats, s)
	}
	d.mu.Unlock()
	slices.SortFunc(seats, func(a, b *seat) int { return int(a.key - b.key) })

	now := vm.Sockets{PID: os.Getpid()}
	for _, s := range seats {
		if h := s.hosting.Load(); h != nil {
			now.Listening = append(now.Listening, h.listening())
			now.Conns = append(now.Conns, h.inward()...)
			continue
		}
		if conn, ok := s.outward(); ok {
			now.Conns = append(now.Conns, conn)
		}
	}
	for _, addr := range d.tell.Listening() {
		now.Listening = append(now.Listening, vm.ListeningSocket{Network: "udp", Local: addr.String()})
	}
	return now
}

func (h *hosting) listening() vm.ListeningSocket {
	return vm.ListeningSocket{
		Room: h.name, Network: "tcp", Local: h.ln.Addr().String(),
		Backlog: netcore.Backlog(h.ln), Accepted: h.host.Accepted(),
	}
}

// inward is every connection that others made to a room of this window.
func (h *hosting) inward() []vm.Connection {
	var conns []vm.Connection
	for _, other := range h.host.Seats() {
		if other.Socket.Local.Network() == "pipe" {
			continue // this window's own seat: no socket
		}
		conns = append(conns, connectionOf(h.name, other.Member.Name, true, other.Socket))
	}
	slices.SortFunc(conns, func(a, b vm.Connection) int { return a.Since.Compare(b.Since) })
	return conns
}

// outward is the connection to a room that somebody else hosts.
func (s *seat) outward() (vm.Connection, bool) {
	socket, _, ok := s.session.socket()
	return connectionOf(s.name(), s.name(), false, socket), ok
}

func connectionOf(room, who string, inward bool, s netcore.Socket) vm.Connection {
	conn := vm.Connection{Room: room, Who: who, Inward: inward, RTT: s.RTT, In: s.In, Out: s.Out, Since: s.Since}
	if s.Local != nil {
		conn.Local, conn.Remote = s.Local.String(), s.Remote.String()
	}
	return conn
}
