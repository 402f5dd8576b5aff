package vm

import (
	"cmp"
	"slices"
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

func sortedLobby(rooms []Found) []Found {
	rooms = slices.Clone(rooms)
	slices.SortFunc(rooms, func(a, b Found) int {
		return cmp.Or(
			cmp.Compare(a.Name, b.Name),
			slices.Compare(a.Host[:], b.Host[:]),
			slices.Compare(a.Room[:], b.Room[:]),
		)
	})
	return rooms
}
