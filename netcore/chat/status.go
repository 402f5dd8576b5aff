package chat

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

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

// CheckStatus checks what a person says about themselves: a presence that this
// program knows, words of at most MaxStatus bytes on one line, without control
// characters, invisible ones and those that turn the direction of writing, and a
// hue of at most 360. It refuses with TextInvalid or TextTooLong.
func CheckStatus(s Status) error {
	switch {
	case s.Presence > Hidden:
		return Refuse(TextInvalid, "there is no such presence")
	case s.Hue > 360:
		return Refuse(TextInvalid, "a hue has at most 360 degrees")
	case len(s.Words) > MaxStatus:
		return Refuse(TextTooLong, "a status may take at most 140 bytes")
	case !utf8.ValidString(s.Words):
		return Refuse(TextInvalid, "a status must be valid UTF-8")
	case strings.ContainsFunc(s.Words, func(r rune) bool { return unicode.IsControl(r) || undrawn(r) && !joins(r) || breaks(r) }):
		return Refuse(TextInvalid, "a status may not hold control characters or invisible ones")
	case s.Words != "" && !strings.ContainsFunc(s.Words, visible):
		return Refuse(TextInvalid, "a status needs a visible character")
	}
	return nil
}

// Shown is what others hear of a status: of who is Hidden nothing but the colour
// of their picture, which tells nothing of where they are.
func (s Status) Shown() Status {
	if s.Presence == Hidden {
		s.Words = ""
	}
	return s
}

// reach orders the presences by how well a person can be reached, the best
// first: who does not want to be disturbed is there, who is away is not.
var reach = [...]int{Online: 0, DoNotDisturb: 1, Away: 2, Hidden: 3}

// Nearer tells whether somebody of presence p can be reached better than one of
// presence other. Both must be known ones.
func (p Presence) Nearer(other Presence) bool { return reach[p] < reach[other] }

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
