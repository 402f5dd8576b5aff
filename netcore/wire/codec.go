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

// Error quotes the decoder only in part: what it says of a doubled key repeats the
// key, escaped, which can take twice the frame.
func (e *DecodeError) Error() string {
	return fmt.Sprintf("wire: frame of kind %d: %.200s", e.Kind, e.Err.Error())
}

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

// decoders has what reads the body of each kind.
var decoders = [...]func([]byte) (Frame, error){
	KindHello:     as[Hello],
	KindWelcome:   as[Welcome],
	KindMembers:   as[Members],
	KindRefused:   as[Refused],
	KindSay:       as[Say],
	KindSaid:      as[Said],
	KindAccepted:  as[Accepted],
	KindDeclined:  as[Declined],
	KindJoined:    as[Joined],
	KindLeft:      as[Left],
	KindPing:      as[Ping],
	KindPong:      as[Pong],
	KindBye:       as[Bye],
	KindFetch:     as[Fetch],
	KindPage:      as[Page],
	KindHave:      as[Have],
	KindReceived:  as[Received],
	KindRules:     as[Rules],
	KindWanted:    as[Wanted],
	KindShare:     as[Share],
	KindConfirm:   as[Confirm],
	KindTwice:     as[Twice],
	KindPresent:   as[Present],
	KindPresented: as[Presented],
	KindTypes:     as[Types],
	KindTyping:    as[Typing],
	KindRename:    as[Rename],
	KindReach:     as[Reach],
	KindReached:   as[Reached],
}

func decodeBody(kind Kind, body []byte) (Frame, error) {
	if kind < Kind(len(decoders)) && decoders[kind] != nil {
		return decoders[kind](body)
	}
	return Unknown{Number: kind}, decMode.Wellformed(body)
}

func as[F Frame](body []byte) (Frame, error) {
	var f F
	err := decMode.Unmarshal(body, &f)
	return f, err
}
