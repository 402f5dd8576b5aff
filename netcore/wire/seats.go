package wire

import (
	"fmt"

	"landline/netcore/chat"
)

// Hello is the client's first frame.
type Hello struct {
	Oldest       uint64     `cbor:"1,keyasint"` // oldest version of the protocol it speaks
	Newest       uint64     `cbor:"2,keyasint"` // newest one
	Program      string     `cbor:"3,keyasint"` // its name and version, for people
	Name         string     `cbor:"4,keyasint"` // what the member wants to be called
	Epoch        chat.Epoch `cbor:"5,keyasint"` // the log it knows; zero for none
	Seq          uint64     `cbor:"6,keyasint"` // how far it knows that log
	History      uint64     `cbor:"7,keyasint"` // where the log is another: this many of the newest messages
	Capabilities []uint64   `cbor:"8,keyasint,omitempty"`

	ID    chat.MessageID `cbor:"9,keyasint,omitzero"`  // of the message Seq; zero where unknown
	Place Place          `cbor:"10,keyasint,omitzero"` // where the profile lies; zero where it is not told
}

// Place names the one place where a profile lies, on one computer and in one
// folder. It tells two copies of a profile apart, and nothing else.
type Place [16]byte

// MarshalBinary is the place's 16 bytes.
func (p Place) MarshalBinary() ([]byte, error) { return p[:], nil }

// UnmarshalBinary takes exactly 16 bytes.
func (p *Place) UnmarshalBinary(b []byte) error {
	if len(b) != len(p) {
		return fmt.Errorf("wire: place has %d bytes, want %d", len(b), len(p))
	}
	copy(p[:], b)
	return nil
}

// Welcome is the host's answer to a Hello: the seat is taken. Rules frames
// follow, then Members frames, then Said frames from After+1 on.
type Welcome struct {
	Version      uint64      `cbor:"1,keyasint"` // the version both will speak
	Program      string      `cbor:"2,keyasint"`
	Room         chat.RoomID `cbor:"3,keyasint"`
	RoomName     string      `cbor:"4,keyasint"`
	Epoch        chat.Epoch  `cbor:"5,keyasint"`
	Head         uint64      `cbor:"6,keyasint"` // the newest message's number
	After        uint64      `cbor:"7,keyasint"` // messages up to here are not sent
	Name         string      `cbor:"8,keyasint"` // what the member is called, cleaned
	Members      uint64      `cbor:"9,keyasint"` // how many the Members frames will list
	Capabilities []uint64    `cbor:"10,keyasint,omitempty"`
	First        uint64      `cbor:"11,keyasint"`           // the oldest message that is kept; Head+1 for none
	Resumed      bool        `cbor:"12,keyasint,omitempty"` // the log goes on from the Hello's cursor
	Rules        uint64      `cbor:"13,keyasint,omitempty"` // how many Rules frames follow
}

// Member is a person in a Members, Joined or Left frame.
type Member struct {
	ID   chat.MemberID `cbor:"1,keyasint"`
	Name string        `cbor:"2,keyasint"`
	Host bool          `cbor:"3,keyasint,omitempty"`
}

// MembersPerFrame bounds a Members frame so that it fits MaxFrame.
const MembersPerFrame = 256

// Members lists people who were in the room at the time of the Welcome.
type Members struct {
	List []Member `cbor:"1,keyasint"`
}

// Refused is the host's no to a Hello, or its reason for ending a stay.
type Refused struct {
	Code   chat.Code `cbor:"1,keyasint"`
	Detail string    `cbor:"2,keyasint,omitempty"`
}

// Joined tells that a person came in.
type Joined struct {
	Member Member `cbor:"1,keyasint"`
}

// Left tells that a person went.
type Left struct {
	Member Member `cbor:"1,keyasint"`
}

// Ping asks for a Pong with the same token. Both sides may send it.
type Ping struct {
	Token uint64 `cbor:"1,keyasint"`
}

// Pong answers a Ping.
type Pong struct {
	Token uint64 `cbor:"1,keyasint"`
}

// Bye is the client's last frame: it leaves on purpose.
type Bye struct{}

// Rules tells what holds in the room: behind the Welcome, and to somebody who
// becomes a moderator. Where it does not fit into one frame the lists of several
// belong together, and the rest is that of the first.
type Rules struct {
	Topic      string          `cbor:"1,keyasint,omitempty"`
	Slow       int64           `cbor:"2,keyasint,omitempty"` // milliseconds
	Locked     bool            `cbor:"3,keyasint,omitempty"`
	Moderators []chat.MemberID `cbor:"4,keyasint,omitempty"`
	Muted      []Sentence      `cbor:"5,keyasint,omitempty"`
	Banned     []Sentence      `cbor:"6,keyasint,omitempty"` // only to moderators
	More       bool            `cbor:"7,keyasint,omitempty"` // the lists go on in the next Rules frame
}

// SentencesPerFrame bounds a Rules frame so that it fits MaxFrame: muted and
// banned people together.
const SentencesPerFrame = 256

// Sentence is what one person may not do.
type Sentence struct {
	Whom   chat.MemberID `cbor:"1,keyasint"`
	Name   string        `cbor:"2,keyasint"`
	Millis int64         `cbor:"3,keyasint,omitempty"` // until then, since 1970 UTC; 0 until lifted
}

// Wanted is the host's answer to a Hello where the room has a password: the
// joiner proves that they know it, by CPace (package pake). A joiner who does
// not know it ends the connection.
type Wanted struct{}

// Share is one side's public share of CPace: first the joiner's, which the
// host's answers.
type Share struct {
	Share []byte `cbor:"1,keyasint"` // 32 bytes
}

// Confirm proves that the sender came to the same key: first the joiner. The
// host's is followed by its Welcome.
type Confirm struct {
	Tag []byte `cbor:"1,keyasint"` // 64 bytes
}

// Twice tells that a member sits in the room from two copies of one profile.
type Twice struct {
	Member Member `cbor:"1,keyasint"`
}

// MemberOf puts a member into a frame.
func MemberOf(m chat.Member) Member { return Member(m) }

// Member is the member that the frame carries.
func (m Member) Member() chat.Member { return chat.Member(m) }
