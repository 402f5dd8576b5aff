package chat

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
)

// RoomID names a room for all its life, across restarts and changes of
// address: 128 random bits.
type RoomID [16]byte

// MessageID names one message: 128 random bits, chosen by the author before
// the first attempt to send, so that a message sent twice counts once.
type MessageID [16]byte

// MemberID names a person: the SHA-256 of the DER-encoded public key
// (SubjectPublicKeyInfo, RFC 5280 section 4.1) that they proved in TLS. It is
// also the fingerprint by which a host is pinned.
type MemberID [32]byte

// Epoch names one life of a room's log: 64 random bits. Sequence numbers of
// two epochs have nothing to do with each other.
type Epoch [8]byte

// NewRoomID draws a RoomID.
func NewRoomID() (id RoomID) { draw(id[:]); return id }

// NewMessageID draws a MessageID.
func NewMessageID() (id MessageID) { draw(id[:]); return id }

// NewEpoch draws an Epoch.
func NewEpoch() (e Epoch) { draw(e[:]); return e }

// draw fills b. crypto/rand.Read ends the program rather than return an error.
func draw(b []byte) { _, _ = rand.Read(b) }

// IsZero tells whether the id was never set.
func (id RoomID) IsZero() bool { return id == RoomID{} }

// IsZero tells whether the id was never set.
func (id MessageID) IsZero() bool { return id == MessageID{} }

// IsZero tells whether the id was never set.
func (id MemberID) IsZero() bool { return id == MemberID{} }

// IsZero tells whether the epoch was never set.
func (e Epoch) IsZero() bool { return e == Epoch{} }

// String is the id in 32 hexadecimal digits.
func (id RoomID) String() string { return hex.EncodeToString(id[:]) }

// String is the id in 32 hexadecimal digits.
func (id MessageID) String() string { return hex.EncodeToString(id[:]) }

// String is the id in 64 hexadecimal digits.
func (id MemberID) String() string { return hex.EncodeToString(id[:]) }

// String is the epoch in 16 hexadecimal digits.
func (e Epoch) String() string { return hex.EncodeToString(e[:]) }

// Tag is a short label, six hexadecimal digits, that tells people of one name
// apart on a screen. It proves nothing: anybody can search for a key with a
// given tag.
func (id MemberID) Tag() string { return hex.EncodeToString(id[:3]) }

// MarshalText writes the id as String does.
func (id RoomID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// MarshalText writes the id as String does.
func (id MessageID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// MarshalText writes the id as String does.
func (id MemberID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// MarshalText writes the epoch as String does.
func (e Epoch) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *RoomID) UnmarshalText(text []byte) error { return unhex("room id", id[:], text) }

// UnmarshalText reads what MarshalText wrote.
func (id *MessageID) UnmarshalText(text []byte) error { return unhex("message id", id[:], text) }

// UnmarshalText reads what MarshalText wrote.
func (id *MemberID) UnmarshalText(text []byte) error { return unhex("member id", id[:], text) }

// UnmarshalText reads what MarshalText wrote.
func (e *Epoch) UnmarshalText(text []byte) error { return unhex("epoch", e[:], text) }

// unhex fills dst from exactly as many hexadecimal digits as it takes.
func unhex(what string, dst, text []byte) error {
	if len(text) != hex.EncodedLen(len(dst)) {
		return fmt.Errorf("chat: %s has %d characters, want %d hexadecimal digits", what, len(text), hex.EncodedLen(len(dst)))
	}
	if _, err := hex.Decode(dst, text); err != nil {
		return fmt.Errorf("chat: %s %q: %w", what, text, err)
	}
	return nil
}

// MarshalBinary is the id's 16 bytes.
func (id RoomID) MarshalBinary() ([]byte, error) { return id[:], nil }

// MarshalBinary is the id's 16 bytes.
func (id MessageID) MarshalBinary() ([]byte, error) { return id[:], nil }

// MarshalBinary is the id's 32 bytes.
func (id MemberID) MarshalBinary() ([]byte, error) { return id[:], nil }

// MarshalBinary is the epoch's 8 bytes.
func (e Epoch) MarshalBinary() ([]byte, error) { return e[:], nil }

// UnmarshalBinary takes exactly 16 bytes; a shorter id is an error, not an id
// padded with zeros.
func (id *RoomID) UnmarshalBinary(b []byte) error { return exactly("room id", id[:], b) }

// UnmarshalBinary takes exactly 16 bytes.
func (id *MessageID) UnmarshalBinary(b []byte) error { return exactly("message id", id[:], b) }

// UnmarshalBinary takes exactly 32 bytes.
func (id *MemberID) UnmarshalBinary(b []byte) error { return exactly("member id", id[:], b) }

// UnmarshalBinary takes exactly 8 bytes.
func (e *Epoch) UnmarshalBinary(b []byte) error { return exactly("epoch", e[:], b) }

// exactly copies src to dst where both have one length.
func exactly(what string, dst, src []byte) error {
	if len(src) != len(dst) {
		return fmt.Errorf("chat: %s has %d bytes, want %d", what, len(src), len(dst))
	}
	copy(dst, src)
	return nil
}
