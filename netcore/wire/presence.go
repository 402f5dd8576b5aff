package wire

import "landline/netcore/chat"

// Present tells the host what the member says about themselves.
type Present struct {
	Presence uint64 `cbor:"1,keyasint,omitempty"`
	Words    string `cbor:"2,keyasint,omitempty"`
	Hue      uint64 `cbor:"3,keyasint,omitempty"` // degrees
}

// Standing is what one person says about themselves.
type Standing struct {
	ID       chat.MemberID `cbor:"1,keyasint"`
	Presence uint64        `cbor:"2,keyasint,omitempty"`
	Words    string        `cbor:"3,keyasint,omitempty"`
	Hue      uint64        `cbor:"4,keyasint,omitempty"`
}

// StandingsPerFrame bounds a Presented frame so that it fits MaxFrame.
const StandingsPerFrame = 256

// Presented tells what people say about themselves, of those for whom that
// changed.
type Presented struct {
	List []Standing `cbor:"1,keyasint"`
}

// Types tells the host that the member is writing.
type Types struct{}

// Typing tells that somebody is writing.
type Typing struct {
	Member Member `cbor:"1,keyasint"`
}

// Rename asks the host to call the member something else.
type Rename struct {
	Name string `cbor:"1,keyasint"`
}

// Reach asks the host to dial the member back: the address that the connection
// comes from, and this port.
type Reach struct {
	Port uint16 `cbor:"1,keyasint"`
}

// Reached answers a Reach.
type Reached struct {
	Port    uint16 `cbor:"1,keyasint"`
	Outcome uint64 `cbor:"2,keyasint"` // a chat.DialBack
	Address string `cbor:"3,keyasint,omitempty"`
}

// Kind is KindPresent.
func (Present) Kind() Kind { return KindPresent }

// Kind is KindPresented.
func (Presented) Kind() Kind { return KindPresented }

// Kind is KindTypes.
func (Types) Kind() Kind { return KindTypes }

// Kind is KindTyping.
func (Typing) Kind() Kind { return KindTyping }

// Kind is KindRename.
func (Rename) Kind() Kind { return KindRename }

// Kind is KindReach.
func (Reach) Kind() Kind { return KindReach }

// Kind is KindReached.
func (Reached) Kind() Kind { return KindReached }

// PresentOf puts a status into a frame.
func PresentOf(s chat.Status) Present {
	return Present{Presence: uint64(s.Presence), Words: s.Words, Hue: uint64(s.Hue)}
}

// StandingOf puts somebody's status into a part of a frame.
func StandingOf(id chat.MemberID, s chat.Status) Standing {
	return Standing{ID: id, Presence: uint64(s.Presence), Words: s.Words, Hue: uint64(s.Hue)}
}

// Status is what the frame carries, unchecked. A presence of a newer program
// counts as Online, and a hue that is none as one beyond all.
func (p Present) Status() chat.Status { return statusOf(p.Presence, p.Words, p.Hue) }

// Status is what the person says, as Present.Status.
func (s Standing) Status() chat.Status { return statusOf(s.Presence, s.Words, s.Hue) }

func statusOf(presence uint64, words string, hue uint64) chat.Status {
	s := chat.Status{Words: words, Hue: uint16(min(hue, 1<<16-1))}
	if presence <= uint64(chat.Hidden) {
		s.Presence = chat.Presence(presence)
	}
	return s
}
