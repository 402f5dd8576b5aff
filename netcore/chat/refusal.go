package chat

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Code says why something was refused. It travels over the wire by its
// number, so a number is never given a second meaning. A Code is an error, so
// errors.Is(err, chat.RoomFull) holds at both ends.
type Code uint16

// The codes, with what a caller can do about each.
const (
	NameInvalid     Code = 1  // choose another name
	RoomFull        Code = 2  // wait until somebody leaves
	TooManySeats    Code = 3  // this identity sits here too often already
	NotSeated       Code = 4  // join before speaking
	TextInvalid     Code = 5  // nothing visible, not UTF-8, control characters
	TextTooLong     Code = 6  // shorten it below MaxText bytes
	VersionMismatch Code = 7  // update the older of the two programs
	ProtocolBroken  Code = 8  // the peer broke the protocol
	Closing         Code = 10 // the host is leaving; it may come back
	IDReused        Code = 11 // the message id belongs to somebody else's message
	TooManyAttempts Code = 12 // wait before joining again
	Busy            Code = 13 // too much waits to be sent already; say it later
	NotKept         Code = 14 // the host cannot write its log: disk full or read-only; say it later
	PasswordWanted  Code = 15 // join again with the room's password
	PasswordWrong   Code = 16 // join again with the right password
	Banned          Code = 17 // a moderator decided so
	Kicked          Code = 18 // a moderator decided so; coming back is allowed
	Muted           Code = 19 // wait until a moderator lifts it, or until it runs out
	TooFast         Code = 20 // slow mode: say it a little later
	RoomLocked      Code = 21 // nobody new may come in now
	NotAllowed      Code = 22 // only a moderator, the host or the author may do that
	NoSuchMessage   Code = 23 // the message is not in the log, or cannot be treated so
	NoSuchPerson    Code = 24 // nobody of that key is, or was, in the room
	TooManyRules    Code = 25 // lift some first
	DeedInvalid     Code = 26 // the act is none, or lacks what it needs
)

var sentences = map[Code]string{ //nolint:gosec // none of them is a password
	NameInvalid:     "that name cannot be used",
	RoomFull:        "the room is full",
	TooManySeats:    "this identity sits in the room too often already",
	NotSeated:       "join the room before speaking in it",
	TextInvalid:     "that message cannot be said",
	TextTooLong:     "that message is too long",
	VersionMismatch: "the two programs speak no common version of the protocol",
	ProtocolBroken:  "the other program broke the protocol",
	Closing:         "the host is closing the room",
	IDReused:        "that message id is taken",
	TooManyAttempts: "too many refused attempts from this address; wait a minute",
	Busy:            "too much waits to be sent already",
	PasswordWanted:  "the room has a password",
	PasswordWrong:   "that is not the room's password",
	Banned:          "you are banned from the room",
	Kicked:          "a moderator sent you out of the room",
	Muted:           "you are muted in this room",
	TooFast:         "this room is slowed down; say it a little later",
	RoomLocked:      "the room is locked: nobody new may come in",
	NotAllowed:      "you may not do that in this room",
	NoSuchMessage:   "that message is not there",
	NoSuchPerson:    "nobody of that key is in the room",
	TooManyRules:    "the list is full; lift some first",
	DeedInvalid:     "that cannot be done so",
	NotKept:         "the host cannot store the line: its disk is full or cannot be written",
}

// Error is a plain sentence for logs; screens make their own from the code.
func (c Code) Error() string {
	if s, ok := sentences[c]; ok {
		return s
	}
	return fmt.Sprintf("refused with code %d", uint16(c))
}

// Refusal is a Code with the detail that the refusing side gave.
type Refusal struct {
	Code   Code
	Detail string // a sentence without a full stop, at most MaxDetail bytes; may be empty
}

// MaxDetail bounds a detail, in bytes: it can be of another program's making, and
// has to fit into a frame, and on a screen.
const MaxDetail = 512

// Refuse makes a Refusal. Of a detail beyond MaxDetail it keeps the beginning, and
// a space in place of each control character and invisible one.
func Refuse(code Code, detail string) Refusal {
	detail = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || undrawn(r) && !joins(r) || breaks(r) {
			return ' '
		}
		return r
	}, detail)
	if len(detail) > MaxDetail {
		detail = strings.ToValidUTF8(detail[:MaxDetail], "") // without half a character at the end
	}
	return Refusal{Code: code, Detail: detail}
}

// Error is the detail, or the code's own sentence where there is none.
func (r Refusal) Error() string {
	if r.Detail != "" {
		return r.Detail
	}
	return r.Code.Error()
}

// Unwrap lets errors.Is find the Code.
func (r Refusal) Unwrap() error { return r.Code }

// AsRefusal finds the Refusal in err; ok is false where there is none.
func AsRefusal(err error) (r Refusal, ok bool) {
	if errors.As(err, &r) {
		return r, true
	}
	var code Code
	if errors.As(err, &code) {
		return Refusal{Code: code}, true
	}
	return Refusal{}, false
}
