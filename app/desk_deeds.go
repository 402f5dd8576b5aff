package app

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// Do says a line that does something.
func (d *Desk) Do(room vm.Key, text string, deed chat.Deed) {}

// Unlock dials a room once more with a password, or opens one of this window.
func (d *Desk) Unlock(room vm.Key, password string, keep bool) {}

// Verify notes whether this person has compared a key with the one whose it is.
func (d *Desk) Verify(id chat.MemberID, verified bool) {}
