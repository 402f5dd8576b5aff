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

// Message is one entry of a room's log.
type Message struct {
	Seq  uint64 // 1, 2, 3, … without holes; given by the host
	ID   MessageID
	From MemberID
	Name string // the author's name when it was said
	Text string
	At   time.Time // the host's clock when it accepted the line, to the millisecond
	Deed           // zero for a plain line
}

// Entered is the first event of every stay: the room as it was at that moment.
// The messages from After+1 to Head follow as Said, then those said since.
type Entered struct {
	Room    RoomID
	Host    MemberID // the key that the host has proved
	Name    string
	Epoch   Epoch
	First   uint64 // the oldest message that the host keeps; Head+1 where it keeps none
	Head    uint64 // the newest message's Seq; 0 in a room where nothing was said
	After   uint64 // the messages up to here are not sent by themselves
	Resumed bool   // the host's log goes on from the reader's cursor
	Members []Member
	Rules   Rules // as of Head: the acts up to there are in it
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

// Where says on which side of a number the messages of a Want lie.
type Where uint8

// The places of a Want.
const (
	Before Where = 1 // the newest ones below Seq
	After  Where = 2 // the oldest ones above Seq
	Around Where = 3 // Seq itself, and as many on either side
)

// Want asks for a part of the log: at most Limit messages.
type Want struct {
	Where Where
	Seq   uint64
	Limit uint64
}

// Paged answers a Want. The messages are in order and without a hole; there
// are fewer than were asked for where the log ends, or is no longer kept.
type Paged struct {
	Want
	First    uint64 // the oldest message that the host keeps now
	Messages []Message
}

// Receipt tells that a person has everything up to Seq on their own disk.
type Receipt struct {
	ID  MemberID
	Seq uint64
}

// Twice tells that somebody sits in the room twice, from two copies of one
// profile: their key is in two places, of which one may be a thief's. The
// person concerned and the moderators hear of it.
type Twice struct{ Member }

// Ruled tells a person who became a moderator all that holds in the room, now
// that they may know it: who is banned too. It takes the place of what they
// know, and has every act that they were told of.
type Ruled struct{ Rules }

// Received tells how far the people in the room have the log: only of those
// for whom that changed since the last Received.
type Received struct{ List []Receipt }

func (Entered) event()  {}
func (Twice) event()    {}
func (Ruled) event()    {}
func (Paged) event()    {}
func (Received) event() {}
func (Said) event()     {}
func (Accepted) event() {}
func (Joined) event()   {}
func (Left) event()     {}
func (Declined) event() {}
