package vm

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// maxLobby bounds the rooms on the network that the window lists; a network
// that announces more is not one that a person reads through.
const maxLobby = 100

// Lobby lists the rooms on this network, near ones first and by name among those
// that are about as near, at most 100 of them; more counts the rest. Which 100 is
// decided host by host, so that one computer with many rooms hides no other's. The
// order does not change while rooms stay where they are.
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

// place names a room of the lobby.
type place struct {
	host chat.MemberID
	room chat.RoomID
}

// distances part the rooms that are near from those that are less so. On one
// switch or one radio nearly all are below the first.
var distances = []time.Duration{5 * time.Millisecond, 25 * time.Millisecond, 100 * time.Millisecond}

// nearness is which of the distances a room is below. One that was measured a
// little differently stays where it was, and one not measured yet counts as near.
func nearness(now time.Duration, before int, known bool) int {
	at := func(d time.Duration) int {
		i, _ := slices.BinarySearch(distances, d)
		return i
	}
	if known && at(now*2/3) <= before && before <= at(now*3/2) {
		return before
	}
	return at(now)
}

// sortLobby has the rooms of the lobby in their order.
func (d *Desk) sortLobby(rooms []Found) {
	rooms = slices.Clone(rooms)
	far := make(map[place]int, len(rooms))
	for i, f := range rooms {
		rooms[i].looks, rooms[i].hostLooks = chat.Looks(f.Name), chat.Looks(f.HostName)
		before, known := d.far[place{f.Host, f.Room}]
		far[place{f.Host, f.Room}] = nearness(f.Distance, before, known)
	}
	slices.SortFunc(rooms, func(a, b Found) int {
		return cmp.Or(
			cmp.Compare(far[place{a.Host, a.Room}], far[place{b.Host, b.Room}]),
			cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)),
			slices.Compare(a.Host[:], b.Host[:]),
			slices.Compare(a.Room[:], b.Room[:]),
		)
	})
	d.lobby, d.far = rooms, far
	if len(rooms) > maxLobby {
		d.lobby = d.fair(rooms)
	}
}

// FoundBy says how a room of this window was found.
func (d *Desk) FoundBy(room *Room) string {
	if room.hosting {
		return words.T("You host it on this computer.")
	}
	for _, f := range d.lobby {
		if f.Room != room.id || !room.keptBy(f.Host) {
			continue
		}
		if far := Distance(f.Distance); far != "" {
			return words.T("Heard on this network over %s, %s away.", f.Via(), far)
		}
		return words.T("Heard on this network over %s.", f.Via())
	}
	return words.T("Reached by its address. It is not heard on this network now.")
}
