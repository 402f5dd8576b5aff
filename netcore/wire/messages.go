package wire

import (
	"time"

	"landline/netcore/chat"
)

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
