package app

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// SetStatus tells everybody what this person says about themselves.
func (d *Desk) SetStatus(status chat.Status) {}

// Idle says that this person is not at the window, or back.
func (d *Desk) Idle(idle bool) {}

// Typing says that this person writes in a room.
func (d *Desk) Typing(room vm.Key) {}
