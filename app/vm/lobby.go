package vm

import (
	"cmp"
	"slices"
	"strings"

	"landline/netcore/chat"
)

// maxLobby bounds the rooms on the network that the window lists; a network
// that announces more is not one that a person reads through.
const maxLobby = 100

// Lobby lists the rooms on this network by name, at most 100 of them; more
// counts the rest. The order does not change while rooms stay.
func (d *Desk) Lobby() (rooms []Found, more int) {
	n := min(len(d.lobby), maxLobby)
	return d.lobby[:n], len(d.lobby) - n
}

// Inside finds the seat that this window has in a room of the lobby; nil where
// it has none. Both the room and its host's key have to match, since a room's
// id alone proves nothing.
func (d *Desk) Inside(f Found) *Room {
	for _, r := range d.rooms {
		if r.id == f.Room && r.keptBy(f.Host) {
			return r
		}
	}
	return nil
}

// Keeper is what the room's host is called where rooms are listed: by name, and
// with their tag where somebody could take this room or its host for another's.
func (f Found) Keeper() string {
	if f.alike || strings.Contains(f.HostName, "#") {
		return f.HostName + " #" + f.Host.Tag()
	}
	return f.HostName
}

// tellApart marks the rooms whose name, or whose host's, looks like one of
// another host (chat.Looks).
func tellApart(rooms []Found) {
	type bearer struct {
		host   chat.MemberID
		shared bool
	}
	names, hosts := make(map[string]bearer), make(map[string]bearer)
	meet := func(list map[string]bearer, name string, host chat.MemberID) {
		key := chat.Looks(name)
		if b, known := list[key]; !known {
			list[key] = bearer{host: host}
		} else if b.host != host {
			list[key] = bearer{b.host, true}
		}
	}
	for _, f := range rooms {
		meet(names, f.Name, f.Host)
		meet(hosts, f.HostName, f.Host)
	}
	for i, f := range rooms {
		rooms[i].alike = names[chat.Looks(f.Name)].shared || hosts[chat.Looks(f.HostName)].shared
	}
}

// sortedLobby has the rooms by name, each told apart from the others.
func sortedLobby(rooms []Found) []Found {
	rooms = slices.Clone(rooms)
	tellApart(rooms)
	slices.SortFunc(rooms, func(a, b Found) int {
		return cmp.Or(
			cmp.Compare(a.Name, b.Name),
			slices.Compare(a.Host[:], b.Host[:]),
			slices.Compare(a.Room[:], b.Room[:]),
		)
	})
	return rooms
}
