package app

import (
	"strings"

	"landline/netcore/chat"
)

// placeOf is the place of a room that is known by its id: where its own host's is
// kept. It is also the name under which the host's key is remembered.
func placeOf(room chat.RoomID) string { return "room " + room.String() }

// placeBeside is the place of a room of that id and a host who is not known to be
// its own.
func placeBeside(room chat.RoomID, host chat.MemberID) string {
	return placeOf(room) + besides + host.String()
}

const besides = " of "

// roomIn is the room of a place that has its id in its name, and the host in it;
// zero for the room's own.
func roomIn(place string) (room chat.RoomID, host chat.MemberID, ok bool) {
	id, byID := strings.CutPrefix(place, "room ")
	id, key, beside := strings.Cut(id, besides)
	ok = byID && room.UnmarshalText([]byte(id)) == nil && (!beside || host.UnmarshalText([]byte(key)) == nil && !host.IsZero())
	if !ok {
		return chat.RoomID{}, chat.MemberID{}, false
	}
	return room, host, true
}

// placeIn is the place for a room that is dialled by its id. Whoever has not proved
// to this profile, or to no avail, that they are its host has nothing to do with what
// is kept at the room's own: whatever is said to them is kept beside it.
func (p *profile) placeIn(room chat.RoomID, host chat.MemberID) string {
	key, _, err := p.known.Lookup(placeOf(room))
	if host.IsZero() || host == p.identity.ID() || err == nil && key == host {
		return placeOf(room)
	}
	return placeBeside(room, host)
}
