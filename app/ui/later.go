package ui

import (
	"landline/app/vm"
)

// openRoomSettings opens what the host can change of a room.
func (w *Window) openRoomSettings(room vm.Key) {}
