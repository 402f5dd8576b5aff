package discover

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"landline/netcore/chat"
)

// A beacon is one UDP packet:
//
//	magic      4 bytes "LLB1"
//	signature  64 bytes, Ed25519 (RFC 8032) over context and body
//	body       deterministic CBOR (RFC 8949 section 4.2.1):
//
//	beacon = {
//	  1: bstr .size 32,          ; the host's Ed25519 public key
//	  2: bstr .size 8,           ; which run of the program
//	  3: uint,                   ; number of the packet, growing, from 1
//	  ? 4: bool,                 ; a question: hosts, answer now
//	  ? 5: [1*64 room],          ; rooms hosted
//	  ? 6: [1*64 bstr .size 16], ; rooms hosted no longer: goodbye
//	}
//	room = {
//	  1: bstr .size 16,          ; room id
//	  2: tstr, 3: tstr,          ; room's and host's name, 1 to 64 bytes
//	  4: 1..65535,               ; TCP port
//	  ? 5: uint,                 ; seats taken
//	  ? 6: bool,                 ; the room wants a password
//	}
//
// Unknown keys are ignored; a number is never given a second meaning. There is
// no address in it: the packet's source is where to dial.
const (
	beaconMagic   = "LLB1"
	beaconContext = "landline presence 1\x00"
	beaconHeader  = len(beaconMagic) + ed25519.SignatureSize

	maxBeacon     = 1200
	maxPeople     = 1_000_000
	beaconReserve = 160 // header, keys 1 to 4 and the heads of two arrays, with room to spare
)

// Why a packet is not a beacon.
var (
	errNotBeacon = errors.New("not a beacon")
	errSignature = errors.New("signature does not match")
)

type beaconBody struct {
	Key   []byte       `cbor:"1,keyasint"`
	By    []byte       `cbor:"2,keyasint"`
	Seq   uint64       `cbor:"3,keyasint"`
	Hello bool         `cbor:"4,keyasint,omitempty"`
	Rooms []beaconRoom `cbor:"5,keyasint,omitempty"`
	Gone  [][]byte     `cbor:"6,keyasint,omitempty"`
}

type beaconRoom struct {
	ID       []byte `cbor:"1,keyasint"`
	Name     string `cbor:"2,keyasint"`
	HostName string `cbor:"3,keyasint"`
	Port     uint16 `cbor:"4,keyasint"`
	People   uint64 `cbor:"5,keyasint,omitempty"`
	Locked   bool   `cbor:"6,keyasint,omitempty"`
}

// beacon is a packet that was opened: signed by the host's key, each part
// within its limits, each name clean.
type beacon struct {
	host  chat.MemberID
	by    instance
	seq   uint64
	hello bool
	rooms []Hosting
	gone  []chat.RoomID
}

var (
	beaconEnc = must(cbor.EncOptions{
		Sort: cbor.SortCoreDeterministic, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
	}.EncMode())
	beaconDec = must(cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		UTF8: cbor.UTF8RejectInvalid, MaxNestedLevels: 4, MaxArrayElements: maxPerIdentity, MaxMapPairs: 16,
	}.DecMode())
)

func must[M any](mode M, err error) M {
	if err != nil {
		panic(err)
	}
	return mode
}

// hostOf is the identity of a key. Writing an Ed25519 key as DER cannot fail.
func hostOf(public ed25519.PublicKey) chat.MemberID {
	return sha256.Sum256(must(x509.MarshalPKIXPublicKey(public)))
}

// seal signs a body.
func seal(signer Signer, b beaconBody) []byte {
	b.Key = signer.Public()
	message := append([]byte(beaconContext), must(beaconEnc.Marshal(b))...)
	packet := append([]byte(beaconMagic), signer.Sign(message)...)
	return append(packet, message[len(beaconContext):]...)
}

// open reads a packet and checks it, the cheap checks first.
func open(packet []byte) (beacon, error) {
	if len(packet) <= beaconHeader || len(packet) > maxBeacon || string(packet[:len(beaconMagic)]) != beaconMagic {
		return beacon{}, errNotBeacon
	}
	signature, body := packet[len(beaconMagic):beaconHeader], packet[beaconHeader:]
	var raw beaconBody
	if err := beaconDec.Unmarshal(body, &raw); err != nil {
		return beacon{}, fmt.Errorf("beacon: %w", err)
	}
	b, err := raw.check()
	if err != nil {
		return beacon{}, fmt.Errorf("beacon: %w", err)
	}
	if !ed25519.Verify(raw.Key, append([]byte(beaconContext), body...), signature) {
		return beacon{}, errSignature
	}
	b.host = hostOf(raw.Key)
	return b, nil
}

// check refuses whatever is out of bounds.
func (raw beaconBody) check() (b beacon, err error) {
	if len(raw.Key) != ed25519.PublicKeySize || len(raw.By) != len(b.by) || raw.Seq == 0 {
		return b, errNotBeacon
	}
	b.seq, b.hello, b.by = raw.Seq, raw.Hello, instance(raw.By)
	for _, r := range raw.Rooms {
		h, err := r.hosting()
		if err != nil {
			return b, err
		}
		b.rooms = append(b.rooms, h)
	}
	for _, id := range raw.Gone {
		if len(id) != len(chat.RoomID{}) {
			return b, errNotBeacon
		}
		b.gone = append(b.gone, chat.RoomID(id))
	}
	return b, nil
}

func (r beaconRoom) hosting() (h Hosting, err error) {
	if len(r.ID) != len(h.Room) || r.Port == 0 || r.People > maxPeople {
		return h, errNotBeacon
	}
	h = Hosting{Room: chat.RoomID(r.ID), Port: r.Port, People: int(r.People), Locked: r.Locked}
	if h.Name, err = chat.HeardName(r.Name); err != nil {
		return h, err
	}
	h.HostName, err = chat.HeardName(r.HostName)
	return h, err
}

// bodies spreads rooms and goodbyes over as few packets as hold them. There is
// at least one, so that a question goes out from a program without rooms.
func bodies(hello bool, rooms []Hosting, gone []chat.RoomID) []beaconBody {
	packets := []beaconBody{{Hello: hello}}
	left := maxBeacon - beaconReserve
	next := func(size int) *beaconBody {
		if size > left {
			packets = append(packets, beaconBody{})
			left = maxBeacon - beaconReserve
		}
		left -= size
		return &packets[len(packets)-1]
	}
	for _, id := range gone {
		b := next(len(id) + 1)
		b.Gone = append(b.Gone, id[:])
	}
	for _, h := range rooms {
		r := beaconRoom{
			ID: h.Room[:], Name: h.Name, HostName: h.HostName, Port: h.Port, People: uint64(h.People), Locked: h.Locked,
		}
		b := next(len(must(beaconEnc.Marshal(r))))
		b.Rooms = append(b.Rooms, r)
	}
	return packets
}
