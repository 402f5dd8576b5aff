package netcore

import "landline/netcore/chat"

// Guestbook keeps who has ever had a seat in a room. Whoever stands in it gets
// back into a locked room, is not kept out because of an address that somebody
// else was banned with, and does not wait behind strangers who guess the
// password. A room without one keeps it in memory. Its methods may be called
// from any goroutine; they may take as long as a disk does.
type Guestbook interface {
	// Guests lists who stands in the book, at most GuestsKept, the newest last.
	Guests() ([]chat.MemberID, error)

	// NoteGuests adds people and strikes others off. Beyond GuestsKept the
	// oldest are forgotten.
	NoteGuests(came, gone []chat.MemberID) error
}

// GuestsKept bounds a Guestbook.
const GuestsKept = 10_000
