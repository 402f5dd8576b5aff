package wire

import (
	"fmt"
	"slices"
	"time"

	"landline/netcore/chat"
)

// Version is the newest version of the protocol that this package speaks, and
// Oldest the oldest.
const (
	Version = 1
	Oldest  = 1
)

// Receipts is a capability (Hello.Capabilities, Welcome.Capabilities): the host
// tells Received frames to who has it.
const Receipts uint64 = 1

// Presence is another: a client that lists it hears Presented and Typing frames,
// and a host that does takes Present, Types, Rename and Reach frames.
const Presence uint64 = 2

// Has tells whether a list of capabilities has one of them.
func Has(capabilities []uint64, one uint64) bool { return slices.Contains(capabilities, one) }

// Kind is a frame's number.
type Kind uint64

// The kinds. A number is never used again for something else.
const (
	KindHello    Kind = 1
	KindWelcome  Kind = 2
	KindMembers  Kind = 3
	KindRefused  Kind = 4
	KindSay      Kind = 5
	KindSaid     Kind = 6
	KindAccepted Kind = 7
	KindDeclined Kind = 8
	KindJoined   Kind = 9
	KindLeft     Kind = 10
	KindPing     Kind = 11
	KindPong     Kind = 12
	KindBye      Kind = 13
	KindFetch    Kind = 14
	KindPage     Kind = 15
	KindHave     Kind = 16
	KindReceived Kind = 17
	KindRules    Kind = 18
	KindWanted   Kind = 19
	KindShare    Kind = 20
	KindConfirm  Kind = 21
	KindTwice    Kind = 22

	KindPresent   Kind = 23
	KindPresented Kind = 24
	KindTypes     Kind = 25
	KindTyping    Kind = 26
	KindRename    Kind = 27
	KindReach     Kind = 28
	KindReached   Kind = 29
)

// Frame is one of the structs below.
type Frame interface{ Kind() Kind }

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

// Say asks the host to take a message.
type Say struct {
	ID    chat.MessageID `cbor:"1,keyasint"`
	Text  string         `cbor:"2,keyasint"`
	Heard uint64         `cbor:"3,keyasint,omitempty"` // messages of this connection that the client knows to be declined as not kept

	Act      chat.Act       `cbor:"4,keyasint,omitempty"`
	AboutSeq uint64         `cbor:"5,keyasint,omitempty"`
	AboutID  chat.MessageID `cbor:"6,keyasint,omitzero"`
	Whom     chat.MemberID  `cbor:"7,keyasint,omitzero"`
	For      int64          `cbor:"8,keyasint,omitempty"` // milliseconds
}

// Deed is what the frame asks for beside its text.
func (s Say) Deed() chat.Deed {
	return chat.Deed{
		Act: s.Act, About: chat.Ref{Seq: s.AboutSeq, ID: s.AboutID}, Whom: s.Whom,
		For: time.Duration(s.For) * time.Millisecond,
	}
}

// SayOf puts a message on its way to the host into a frame.
func SayOf(id chat.MessageID, text string, d chat.Deed) Say {
	return Say{
		ID: id, Text: text, Act: d.Act, AboutSeq: d.About.Seq, AboutID: d.About.ID, Whom: d.Whom,
		For: d.For.Milliseconds(),
	}
}

// Said is one message of the log.
type Said struct {
	Seq    uint64         `cbor:"1,keyasint"`
	ID     chat.MessageID `cbor:"2,keyasint"`
	From   chat.MemberID  `cbor:"3,keyasint"`
	Name   string         `cbor:"4,keyasint"`
	Text   string         `cbor:"5,keyasint"`
	Millis int64          `cbor:"6,keyasint"` // since 1970 UTC, by the host's clock

	Act      chat.Act       `cbor:"7,keyasint,omitempty"`
	AboutSeq uint64         `cbor:"8,keyasint,omitempty"`
	AboutID  chat.MessageID `cbor:"9,keyasint,omitzero"`
	Whom     chat.MemberID  `cbor:"10,keyasint,omitzero"`
	For      int64          `cbor:"11,keyasint,omitempty"` // milliseconds
	Edited   bool           `cbor:"12,keyasint,omitempty"`
}

// Accepted answers a Say whose message the log has already.
type Accepted struct {
	ID  chat.MessageID `cbor:"1,keyasint"`
	Seq uint64         `cbor:"2,keyasint"`
}

// Declined answers a Say that the host does not take.
type Declined struct {
	ID     chat.MessageID `cbor:"1,keyasint"`
	Code   chat.Code      `cbor:"2,keyasint"`
	Detail string         `cbor:"3,keyasint,omitempty"`
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

// Fetch asks for a part of the log that was not sent by itself.
type Fetch struct {
	Where chat.Where `cbor:"1,keyasint"`
	Seq   uint64     `cbor:"2,keyasint"`
	Limit uint64     `cbor:"3,keyasint"` // messages at most; MessagesPerFrame where it is more
}

// MessagesPerFrame and TextPerFrame bound a Page so that it fits MaxFrame.
const (
	MessagesPerFrame = 128
	TextPerFrame     = 32 * 1024 // bytes of texts together
)

// Page answers a Fetch: a part of the log, in order and without a hole. The
// answers come in the order of the questions.
type Page struct {
	Where chat.Where `cbor:"1,keyasint"`
	Seq   uint64     `cbor:"2,keyasint"`
	Limit uint64     `cbor:"3,keyasint"`
	First uint64     `cbor:"4,keyasint"` // the oldest message that is kept
	List  []Said     `cbor:"5,keyasint"`
}

// Have tells the host that the member has everything up to Seq on disk.
type Have struct {
	Seq uint64 `cbor:"1,keyasint"`
}

// Receipt is how far one person has the log.
type Receipt struct {
	ID  chat.MemberID `cbor:"1,keyasint"`
	Seq uint64        `cbor:"2,keyasint"`
}

// ReceiptsPerFrame bounds a Received frame so that it fits MaxFrame.
const ReceiptsPerFrame = 256

// Received tells how far people have the log, of those for whom that changed.
type Received struct {
	List []Receipt `cbor:"1,keyasint"`
}

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

// Unknown is a frame of a kind that this program does not know. It is skipped.
type Unknown struct{ Number Kind }

// Kind is KindHello.
func (Hello) Kind() Kind { return KindHello }

// Kind is KindWelcome.
func (Welcome) Kind() Kind { return KindWelcome }

// Kind is KindMembers.
func (Members) Kind() Kind { return KindMembers }

// Kind is KindRefused.
func (Refused) Kind() Kind { return KindRefused }

// Kind is KindSay.
func (Say) Kind() Kind { return KindSay }

// Kind is KindSaid.
func (Said) Kind() Kind { return KindSaid }

// Kind is KindAccepted.
func (Accepted) Kind() Kind { return KindAccepted }

// Kind is KindDeclined.
func (Declined) Kind() Kind { return KindDeclined }

// Kind is KindJoined.
func (Joined) Kind() Kind { return KindJoined }

// Kind is KindLeft.
func (Left) Kind() Kind { return KindLeft }

// Kind is KindPing.
func (Ping) Kind() Kind { return KindPing }

// Kind is KindPong.
func (Pong) Kind() Kind { return KindPong }

// Kind is KindBye.
func (Bye) Kind() Kind { return KindBye }

// Kind is KindFetch.
func (Fetch) Kind() Kind { return KindFetch }

// Kind is KindPage.
func (Page) Kind() Kind { return KindPage }

// Kind is KindHave.
func (Have) Kind() Kind { return KindHave }

// Kind is KindReceived.
func (Received) Kind() Kind { return KindReceived }

// Kind is KindRules.
func (Rules) Kind() Kind { return KindRules }

// Kind is KindWanted.
func (Wanted) Kind() Kind { return KindWanted }

// Kind is KindShare.
func (Share) Kind() Kind { return KindShare }

// Kind is KindConfirm.
func (Confirm) Kind() Kind { return KindConfirm }

// Kind is KindTwice.
func (Twice) Kind() Kind { return KindTwice }

// Kind is the number that the frame came with.
func (u Unknown) Kind() Kind { return u.Number }

// SaidOf puts a message of the log into a frame.
func SaidOf(m chat.Message) Said {
	return Said{
		Seq: m.Seq, ID: m.ID, From: m.From, Name: m.Name, Text: m.Text, Millis: m.At.UnixMilli(),
		Act: m.Act, AboutSeq: m.About.Seq, AboutID: m.About.ID, Whom: m.Whom, For: m.For.Milliseconds(), Edited: m.Edited,
	}
}

// Message is the message that the frame carries.
func (s Said) Message() chat.Message {
	return chat.Message{
		Seq: s.Seq, ID: s.ID, From: s.From, Name: s.Name, Text: s.Text, At: time.UnixMilli(s.Millis).UTC(),
		Deed: chat.Deed{
			Act: s.Act, Edited: s.Edited, About: chat.Ref{Seq: s.AboutSeq, ID: s.AboutID}, Whom: s.Whom,
			For: time.Duration(s.For) * time.Millisecond,
		},
	}
}

// MemberOf puts a member into a frame.
func MemberOf(m chat.Member) Member { return Member(m) }

// Member is the member that the frame carries.
func (m Member) Member() chat.Member { return chat.Member(m) }
