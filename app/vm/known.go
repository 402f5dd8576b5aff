package vm

import (
	"time"

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
