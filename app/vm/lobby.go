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

// Keeper is what the room's host is called where rooms are listed: by name, and
// with their tag where somebody could take this room or its host for another's.
func (f Found) Keeper() string {
	if f.alike || mistaken(f.HostName) {
		return Tagged(f.HostName, f.Host.Tag())
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

// sortLobby has the rooms of the lobby in their order, each told apart from the
// others.
func (d *Desk) sortLobby(rooms []Found) {
	rooms = slices.Clone(rooms)
	tellApart(rooms)
	far := make(map[place]int, len(rooms))
	for _, f := range rooms {
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

// claim is what a room of the lobby has to be among those that are shown.
type claim struct {
	Found
	at     int  // its place in the order shown
	turn   int  // how many rooms of its host, or of its address, come before it
	been   bool // this person was in this very room
	known  bool // this person knows its host
	signed bool // its host's key vouches for it: mDNS alone may claim any
}

// fair brings those that are to be shown to the front of rooms, and leaves both
// parts in their order. Rooms in which this person was come first, then of every
// host the first room, then the second ones. One address counts as one host, since
// a computer can have any number of keys.
func (d *Desk) fair(rooms []Found) []Found {
	claims := d.claims(rooms)
	slices.SortStableFunc(claims, func(a, b claim) int {
		return cmp.Or(before(a.been, b.been), before(a.known, b.known), before(a.signed, b.signed))
	})
	ofHost := make(map[chat.MemberID]int)
	for i, c := range claims {
		claims[i].turn = ofHost[c.Host]
		ofHost[c.Host]++
	}
	slices.SortStableFunc(claims, func(a, b claim) int { return cmp.Compare(a.turn, b.turn) })
	ofAddress := make(map[string]int)
	for i, c := range claims {
		address := c.address()
		claims[i].turn = max(c.turn, ofAddress[address])
		ofAddress[address]++
	}
	slices.SortStableFunc(claims, func(a, b claim) int {
		return cmp.Or(before(a.been, b.been), cmp.Compare(a.turn, b.turn), before(a.known, b.known), before(a.signed, b.signed))
	})
	sorted := make([]Found, 0, len(claims))
	for _, part := range [][]claim{claims[:maxLobby], claims[maxLobby:]} {
		slices.SortFunc(part, func(a, b claim) int { return cmp.Compare(a.at, b.at) })
		for _, c := range part {
			sorted = append(sorted, c.Found)
		}
	}
	return sorted
}

// claims weighs rooms that are in the order shown.
func (d *Desk) claims(rooms []Found) []claim {
	been, hosts := make(map[place]bool), make(map[chat.MemberID]bool)
	visited := func(host chat.MemberID, room chat.RoomID) {
		if !host.IsZero() {
			been[place{host, room}], hosts[host] = true, true
		}
	}
	for _, k := range d.earlier {
		visited(k.Host, k.Room)
	}
	for _, r := range d.rooms {
		visited(r.Host(), r.id)
	}
	claims := make([]claim, 0, len(rooms))
	for i, f := range rooms {
		claims = append(claims, claim{
			Found: f, at: i, been: been[place{f.Host, f.Room}],
			known: hosts[f.Host] || d.Verified(f.Host), signed: f.Presence,
		})
	}
	return claims
}

// address is the likeliest address of the room's host, without the port.
func (c claim) address() string {
	if len(c.Addresses) == 0 {
		return ""
	}
	socket := c.Addresses[0]
	return socket[:max(strings.LastIndexByte(socket, ':'), 0)]
}

// before orders what is so before what is not.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Known lists the rooms of earlier days that are neither in this window nor on
// this network now, the one in which somebody spoke last first, at most 100.
func (d *Desk) Known() []KnownRoom {
	var list []KnownRoom
	for _, k := range d.earlier {
		if len(list) < maxLobby && !d.present(k) {
			list = append(list, k)
		}
	}
	return list
}

// present tells whether a room of an earlier day is shown elsewhere.
func (d *Desk) present(k KnownRoom) bool {
	return slices.ContainsFunc(d.rooms, func(r *Room) bool { return r.id == k.Room }) ||
		slices.ContainsFunc(d.lobby, func(f Found) bool { return f.Room == k.Room && (f.Host == k.Host || k.Host.IsZero()) })
}

// Last says when somebody spoke last in a room of an earlier day, as far as this
// computer knows.
func (k KnownRoom) Last(now time.Time) string {
	switch {
	case k.Newest.IsZero():
		return words.T("nothing was said")
	case k.Hosted:
		return words.T("you host it · %s", When(k.Newest, now))
	}
	return words.T("host away · %s", When(k.Newest, now))
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
