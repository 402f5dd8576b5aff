package wire

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// DecodeError is a payload that is not a frame.
type DecodeError struct {
	Kind Kind // 0 where not even the kind could be read
	Err  error
}

func (e *DecodeError) Error() string { return fmt.Sprintf("wire: frame of kind %d: %v", e.Kind, e.Err) }

// Unwrap is what the CBOR decoder said.
func (e *DecodeError) Unwrap() error { return e.Err }

var (
	encMode = must(cbor.EncOptions{
		Sort:          cbor.SortCoreDeterministic,
		ShortestFloat: cbor.ShortestFloat16,
		NaNConvert:    cbor.NaNConvert7e00,
		InfConvert:    cbor.InfConvertFloat16,
		IndefLength:   cbor.IndefLengthForbidden,
		TagsMd:        cbor.TagsForbidden,
	}.EncMode())

	decMode = must(cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		UTF8:             cbor.UTF8RejectInvalid,
		MaxNestedLevels:  8,
		MaxArrayElements: MembersPerFrame,
		MaxMapPairs:      64,
	}.DecMode())
)

func must[M any](mode M, err error) M {
	if err != nil {
		panic(err)
	}
	return mode
}

// appendPayload appends the kind and the body.
func appendPayload(dst []byte, f Frame) []byte {
	kind := must(encMode.Marshal(uint64(f.Kind())))
	body := must(encMode.Marshal(f))
	return append(append(dst, kind...), body...)
}

// Decode reads one payload. A kind that this program does not know comes back
// as Unknown once its body is well-formed CBOR; any fault is a *DecodeError.
func Decode(payload []byte) (Frame, error) {
	if f, ok := decodeLine(payload); ok {
		return f, nil
	}
	var kind Kind
	body, err := decMode.UnmarshalFirst(payload, &kind)
	if err != nil {
		return nil, &DecodeError{Err: err}
	}
	f, err := decodeBody(kind, body)
	if err != nil {
		return nil, &DecodeError{Kind: kind, Err: err}
	}
	return f, nil
}

func decodeBody(kind Kind, body []byte) (Frame, error) {
	switch kind {
	case KindHello:
		return as[Hello](body)
	case KindWelcome:
		return as[Welcome](body)
	case KindMembers:
		return as[Members](body)
	case KindRefused:
		return as[Refused](body)
	case KindSay:
		return as[Say](body)
	case KindSaid:
		return as[Said](body)
	case KindAccepted:
		return as[Accepted](body)
	case KindDeclined:
		return as[Declined](body)
	case KindJoined:
		return as[Joined](body)
	case KindLeft:
		return as[Left](body)
	case KindPing:
		return as[Ping](body)
	case KindPong:
		return as[Pong](body)
	case KindBye:
		return as[Bye](body)
	case KindFetch:
		return as[Fetch](body)
	case KindPage:
		return as[Page](body)
	case KindHave:
		return as[Have](body)
	case KindReceived:
		return as[Received](body)
	case KindRules:
		return as[Rules](body)
	case KindWanted:
		return as[Wanted](body)
	case KindShare:
		return as[Share](body)
	case KindConfirm:
		return as[Confirm](body)
	case KindTwice:
		return as[Twice](body)
	case KindPresent:
		return as[Present](body)
	case KindPresented:
		return as[Presented](body)
	case KindTypes:
		return as[Types](body)
	case KindTyping:
		return as[Typing](body)
	case KindRename:
		return as[Rename](body)
	case KindReach:
		return as[Reach](body)
	case KindReached:
		return as[Reached](body)
	default:
		return Unknown{Number: kind}, decMode.Wellformed(body)
	}
}

func as[F Frame](body []byte) (Frame, error) {
	var f F
	err := decMode.Unmarshal(body, &f)
	return f, err
}
