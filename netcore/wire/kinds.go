package wire

import (
	"slices"
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

// Frame is one of the structs that have a kind: of seats.go, messages.go and
// presence.go, or Unknown.
type Frame interface{ Kind() Kind }

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
