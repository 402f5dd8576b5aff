package chat

import "time"

// Event is a fact about a room, in the past tense: one of the structs below.
// Events are values; they share no state with the room they came from.
type Event interface{ event() }

// Member is one person in a room, under the name they chose. The pair is what
// tells seats apart: one identity may sit in a room under two names.
type Member struct {
	ID   MemberID
	Name string
	Host bool // the person who keeps the room
}

// Message is one line of a room's log.
type Message struct {
	Seq  uint64 // 1, 2, 3, … without holes; given by the host
	ID   MessageID
	From MemberID
	Name string // the author's name when it was said
	Text string
	At   time.Time // the host's clock when it accepted the line, to the millisecond
}

// Entered is the first event of every stay: the room as it was at that moment.
// The messages from After+1 to Head follow as Said, then those said since.
type Entered struct {
	Room    RoomID
	Name    string
	Epoch   Epoch
	Head    uint64 // the newest message's Seq; 0 in a room where nothing was said
	After   uint64 // the messages up to here are not sent again
	Members []Member
}

// Said tells that a message is in the room's log. A line is true when this
// event of it arrives.
type Said struct{ Message }

// Accepted tells the author of a message sent twice that the log has it, under
// the number it was given the first time.
type Accepted struct {
	ID  MessageID
	Seq uint64
}

// Joined tells that a person came in under a name they did not sit under yet.
type Joined struct{ Member }

// Left tells that a person's last seat under a name is empty.
type Left struct{ Member }

// Declined tells the author that the host did not take a message, and why.
type Declined struct {
	ID MessageID
	Refusal
}

func (Entered) event()  {}
func (Said) event()     {}
func (Accepted) event() {}
func (Joined) event()   {}
func (Left) event()     {}
func (Declined) event() {}
