package app

import (
	"errors"
	"slices"

	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// The id of a room is no secret: beacons and links carry it, and whoever likes can
// open a room of the same id. It is the same room only where its host has a key that
// this profile knows for it, or where this profile hosts it.

// errOwnRoom is why nobody enters a room that has the id of one which this profile
// hosts, and another host.
var errOwnRoom = errors.New("app: that room has the id of one that you host, and another host")

// roomHost is whom this profile knows as the host of the room of one id.
type roomHost struct {
	self bool            // this profile
	keys []chat.MemberID // theirs: the one that counts now last, before it those that it replaced; none: nobody was met
}

// key is the one that the host must prove; zero where nobody was met.
func (h roomHost) key() chat.MemberID {
	if len(h.keys) == 0 {
		return chat.MemberID{}
	}
	return h.keys[len(h.keys)-1]
}

// owns tells whether a host is the room's own, and not one who uses its id. A host
// whose key is not known counts as its own, unless the room is this profile's.
func (h roomHost) owns(host chat.MemberID) bool {
	if host.IsZero() {
		return !h.self
	}
	return len(h.keys) == 0 || slices.Contains(h.keys, host)
}

// tenure is the room of one id as one host keeps it: the room itself, or another
// host's who uses its id.
type tenure struct {
	room chat.RoomID
	own  bool            // the room itself
	self bool            // which this profile hosts
	keys []chat.MemberID // the host's, old ones too
}

// tenure tells of which room somebody is the host.
func (h roomHost) tenure(room chat.RoomID, host chat.MemberID) tenure {
	switch {
	case !h.owns(host):
		return tenure{room: room, keys: []chat.MemberID{host}}
	case len(h.keys) == 0 && !host.IsZero():
		return tenure{room: room, own: true, keys: []chat.MemberID{host}}
	}
	return tenure{room, true, h.self, h.keys}
}

// covers tells whether what is kept of a host, or was kept by this profile as the
// host, is of this room. What is kept of nobody known is the room's itself.
func (t tenure) covers(host chat.MemberID, hosted bool) bool {
	if hosted {
		return t.self
	}
	return host.IsZero() && t.own || slices.Contains(t.keys, host)
}

// hostIn is whom this profile knows as the host of a room, by its settings and its
// list of known hosts. Either may be gone, or older than the room: then the history
// tells. It reads from disk.
func (p *profile) hostIn(room chat.RoomID) (h roomHost, err error) {
	if room.IsZero() {
		return h, nil
	}
	var met []chat.MemberID
	if p.history != nil {
		met, h.self, err = p.history.HostsOf(room)
	}
	if errors.Is(err, history.ErrDamaged) {
		err = nil // of which people were told; the other two are left
	}
	if kept := p.settings.get(); !h.self {
		_, h.self = kept.hostedIn(room)
	}
	switch {
	case err != nil:
	case h.self:
		h.keys = []chat.MemberID{p.identity.ID()}
	default:
		if h.keys, err = p.known.Keys(placeOf(room)); len(h.keys) == 0 {
			h.keys = met
		}
	}
	return h, err
}

// tenure tells of which room somebody is the host. It reads from disk.
func (p *profile) tenure(room chat.RoomID, host chat.MemberID) (tenure, error) {
	h, err := p.hostIn(room)
	return h.tenure(room, host), err
}

// own tells which lives of a room are those of the room itself (history.Catalogue).
func (p *profile) own(room chat.RoomID) (history.Whose, error) {
	h, err := p.hostIn(room)
	return h.tenure(room, h.key()).covers, err
}

// ownFirst leaves out what is kept of others that use the id of a room, where
// something is kept of the room itself.
func (p *profile) ownFirst(rooms []history.Room) ([]history.Room, error) {
	kept := make(map[chat.RoomID]bool)
	own := make([]bool, len(rooms))
	for i, r := range rooms {
		whose, err := p.own(r.ID)
		if err != nil {
			return nil, err
		}
		own[i] = whose(r.Host, r.Hosted)
		kept[r.ID] = kept[r.ID] || own[i]
	}
	var list []history.Room
	for i, r := range rooms {
		if own[i] || !kept[r.ID] {
			list = append(list, r)
		}
	}
	return list, nil
}

// admit tells whether a host may have a room of that id, as far as this profile
// hosts it; the error is errOwnRoom where they may not.
func (p *profile) admit(room chat.RoomID, host chat.MemberID) error {
	if host == p.identity.ID() {
		return nil
	}
	h, err := p.hostIn(room)
	if err == nil && h.self {
		return errOwnRoom
	}
	return err
}

// check compares a host with the one by whose key a room is known; known is false
// where nobody was met. A different key is an *identity.KeyChangedError.
func (p *profile) check(room chat.RoomID, host chat.MemberID) (known bool, err error) {
	h, err := p.hostIn(room)
	key := h.key()
	if err == nil && !key.IsZero() && key != host {
		err = &identity.KeyChangedError{Name: placeOf(room), Known: key, Given: host}
	}
	return !key.IsZero(), err
}

// trust has a name of the list of known hosts known by a key from now on: a person
// decided so.
func (p *profile) trust(name string, key chat.MemberID) error {
	room, _, _ := roomIn(name)
	if err := p.adopt(room); err != nil {
		return err
	}
	return p.known.Trust(name, key)
}

// adopt puts the keys of a room that the history alone knows on the list of known
// hosts, before another one is put there.
func (p *profile) adopt(room chat.RoomID) error {
	h, err := p.hostIn(room)
	if err != nil || h.self || len(h.keys) == 0 {
		return err
	}
	if _, known, err := p.known.Lookup(placeOf(room)); known || err != nil {
		return err
	}
	for _, key := range h.keys {
		if err := p.known.Trust(placeOf(room), key); err != nil {
			return err
		}
	}
	return nil
}
