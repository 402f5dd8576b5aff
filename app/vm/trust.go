package vm

import (
	"slices"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// trust is what a window knows of keys, passwords and invitations.
type trust struct {
	verified []chat.MemberID // in order
	rooms    map[Key]*surety
}

// surety is what is known of one room's host and door.
type surety struct {
	host   chat.MemberID // proved last
	met    time.Time     // when this computer met that key for the first time; zero for earlier
	link   string        // of the invitation
	locked bool          // it wants a password
}

// note takes in what an event says of trust.
func (d *Desk) note(now time.Time, event Event) {
	switch e := event.(type) {
	case Opened:
		if e.Locked {
			d.surety(e.Room).locked = true
		}
	case Met:
		d.surety(e.Room).meet(e, now)
	case Invitation:
		d.surety(e.Room).link = e.Link
	case Relocked:
		d.surety(e.Room).locked = e.Locked
	case Verified:
		d.trust.verified = slices.Clone(e.Keys)
		slices.SortFunc(d.trust.verified, compareIDs)
	case Linked:
		if e.Trouble.Kind == PasswordWanted || e.Trouble.Kind == PasswordWrong {
			d.surety(e.Room).locked = true
		}
	case Closed:
		delete(d.trust.rooms, e.Room)
	}
}

// surety is what is known of a room, to be added to. What comes late, of a room
// that is closed, is not kept.
func (d *Desk) surety(room Key) *surety {
	if d.Room(room) == nil {
		return &surety{}
	}
	if d.trust.rooms == nil {
		d.trust.rooms = make(map[Key]*surety)
	}
	s := d.trust.rooms[room]
	if s == nil {
		s = &surety{}
		d.trust.rooms[room] = s
	}
	return s
}

// meet takes in whose key the host proved. Coming back to a host whom this
// window met for the first time does not make them older friends.
func (s *surety) meet(e Met, now time.Time) {
	if s.host != e.Host {
		s.host, s.met = e.Host, time.Time{}
	}
	if e.First {
		s.met = now
	}
}

// Invitation is the link by which others join a room; empty while none is
// known.
func (d *Desk) Invitation(room Key) string {
	if s := d.trust.rooms[room]; s != nil {
		return s.link
	}
	return ""
}

// Verified tells whether this person has compared the key with the one whose
// it is.
func (d *Desk) Verified(id chat.MemberID) bool {
	_, found := slices.BinarySearchFunc(d.trust.verified, id, compareIDs)
	return found
}

// Guarded tells whether a room wants a password, as far as this window knows.
// What the lobby hears counts more than what was met at the door earlier.
func (d *Desk) Guarded(room *Room) bool {
	for _, f := range d.lobby {
		if f.Room == room.id && room.keptBy(f.Host) {
			return f.Locked
		}
	}
	s := d.trust.rooms[room.key]
	return s != nil && s.locked
}

func compareIDs(a, b chat.MemberID) int { return slices.Compare(a[:], b[:]) }

// Keeper is the host of a room, as this computer knows them.
type Keeper struct {
	ID       chat.MemberID // zero while unknown
	Name     string        // as the room calls them; empty while they were not seen in it
	Me       bool
	Verified bool
	Met      time.Time // the first time, where that was in this window; else zero
}

// Keeper is whose key the host of a room has proved.
func (d *Desk) Keeper(room *Room) Keeper {
	k := Keeper{}
	if s := d.trust.rooms[room.key]; s != nil {
		k.ID, k.Met = s.host, s.met
	}
	for _, m := range room.people.members {
		if m.Host && (k.ID.IsZero() || m.ID == k.ID) {
			k.ID, k.Name = m.ID, m.Name
		}
	}
	if room.hosting && k.ID.IsZero() {
		k.ID, k.Name = d.me.ID, d.me.Name
	}
	k.Me = !k.ID.IsZero() && k.ID == d.me.ID
	k.Verified = d.Verified(k.ID)
	return k
}

// Standing says how sure it is that the host is who they say, in a few words
// and in a sentence on what can be done.
func (k Keeper) Standing(now time.Time) (what, more string) {
	switch {
	case k.Me:
		return words.T("You keep this room"), words.T("Others see your key, and can compare the safety number with you.")
	case k.ID.IsZero():
		return words.T("The host’s key is not known yet"), words.T("It is known once you have been in the room.")
	case k.Verified:
		return words.T("Verified"), words.T("You have compared the safety number with the host of this room.")
	case !k.Met.IsZero():
		met := k.Met.In(now.Location())
		if sameDay(met, now) {
			return words.T("First contact"), words.T("You met this host on this computer for the first time today. Compare the safety number to be sure that it is them.")
		}
		return words.T("First contact"), words.T("You met this host on this computer for the first time on %s. Compare the safety number to be sure that it is them.", words.Day(met))
	default:
		return words.T("The same key as before"), words.T("It is the key that this computer knows. Compare the safety number to be sure whose it is.")
	}
}
