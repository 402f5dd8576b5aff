package vm

import (
	"cmp"
	"slices"
	"strings"

	"landline/netcore/chat"
)

// claim is what a room of the lobby has to be among those that are shown.
type claim struct {
	Found
	at     int  // its place in the order shown
	been   bool // this person was in this very room
	known  bool // this person knows its host
	signed bool // its host's key vouches for it: mDNS alone may claim any
	round  int  // in which it is dealt
}

// fair brings those that are to be shown to the front of rooms, and leaves both
// parts in their order. Rooms in which this person was come first, then of every
// host the first room, then the second ones. One network counts as one host, since
// a computer can have any number of keys.
func (d *Desk) fair(rooms []Found) []Found {
	claims := d.claims(rooms)
	slices.SortStableFunc(claims, claim.compare)
	deal(claims, func(c claim) chat.MemberID { return c.Host })
	deal(claims, claim.network)
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

// compare orders what is shown before what is not.
func (c claim) compare(o claim) int {
	return cmp.Or(before(c.been, o.been), cmp.Compare(c.round, o.round), before(c.known, o.known), before(c.signed, o.signed))
}

// deal puts claims into rounds, and in the order of these: of all with one key the
// first has its turn in the first round, the second in the second, and so on, or
// later where it had a later one.
func deal[K comparable](claims []claim, key func(claim) K) {
	rounds := make(map[K]int)
	for i, c := range claims {
		k := key(c)
		claims[i].round = max(c.round, rounds[k])
		rounds[k]++
	}
	slices.SortStableFunc(claims, claim.compare)
}

// network is the likeliest address of the room's host, without the port: of an
// address of IPv6 the first half, which all that a computer gives itself share (RFC
// 4291, section 2.5.1).
func (c claim) network() string {
	if len(c.Addresses) == 0 {
		return ""
	}
	socket := c.Addresses[0]
	host := socket[:max(strings.LastIndexByte(socket, ':'), 0)]
	if host, ok := strings.CutPrefix(host, "["); ok {
		return prefixOf(strings.TrimSuffix(host, "]"))
	}
	return host
}

// prefixOf is the first 64 bits of an address of IPv6, and its zone.
func prefixOf(address string) string {
	address, zone, _ := strings.Cut(address, "%")
	head, tail, shortened := strings.Cut(address, "::")
	groups, rest := groupsOf(head), groupsOf(tail)
	if shortened {
		groups = append(groups, slices.Repeat([]string{"0"}, max(8-len(groups)-len(rest), 0))...)
	}
	groups = append(groups, rest...)
	return strings.Join(groups[:min(4, len(groups))], ":") + "%" + zone
}

func groupsOf(part string) []string {
	return strings.FieldsFunc(part, func(r rune) bool { return r == ':' })
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
