package vm

import (
	"slices"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// KnownRoom is a room of an earlier day of which this computer has something.
type KnownRoom struct {
	Room   chat.RoomID
	Host   chat.MemberID // zero where it is not known
	Name   string
	Hosted bool      // by this profile
	Locked bool      // with Hosted: it has a password
	Newest time.Time // when the newest line was said that is here; zero for none
}

// Known replaces the list of rooms that this computer has something of, the one in
// which somebody spoke last first.
type Known struct{ Rooms []KnownRoom }

// Absent tells since when a room of an earlier day was not reached from here. It
// follows Opened, where that is known.
type Absent struct {
	Room  Key
	Since time.Time
}

// Retitled tells that a room which this window hosts has another name.
type Retitled struct {
	Room Key
	Name string
}

func (Known) event()    {}
func (Absent) event()   {}
func (Retitled) event() {}

// Identified tells the id of a room before anybody is in it: it was entered on an
// earlier day.
type Identified struct {
	Room Key
	ID   chat.RoomID
}

func (Identified) event() {}

// Woken tells that the moment of Actions.Wake has come.
type Woken struct{ Room Key }

func (Woken) event() {}

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
