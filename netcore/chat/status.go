package chat

import "time"

// Presence is how reachable a person says they are.
type Presence uint8

// The presences.
const (
	Online       Presence = 0
	Away         Presence = 1 // not at the computer for a while
	DoNotDisturb Presence = 2
	Hidden       Presence = 3 // does not say
)

// MaxStatus is how long the words of a Status may be, in bytes of UTF-8.
const MaxStatus = 140

// Status is what a person tells the others in a room about themselves. It is
// told anew at each stay and kept nowhere.
type Status struct {
	Presence Presence
	Words    string // a line of their own; at most MaxStatus bytes
	Hue      uint16 // of their picture, 1 to 360 degrees; 0 for the one of their key
}

// Presented tells what a person says about themselves now. It comes after
// Entered for everybody who has said something, and whenever it changes.
type Presented struct {
	ID MemberID
	Status
}

// Typing tells that a person is writing in the room at this moment. It holds for
// TypingFor, or until they say a line.
type Typing struct{ Member }

// TypingFor is how long a Typing holds. Who goes on writing says so again.
const TypingFor = 6 * time.Second

func (Presented) event() {}
func (Typing) event()    {}
