package ui

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// openDoctor shows why a room may not be seen.
func (w *Window) openDoctor() {}

// openRoomSettings opens what the host can change of a room.
func (w *Window) openRoomSettings(room vm.Key) {}

// answer begins a reply to a line.
func (p *roomPane) answer(line chat.Ref, quote vm.Quote) {}

// react chooses an emoji for a line, or takes it back.
func (w *Window) react(room vm.Key, line chat.Ref, emoji string, on bool) {}

// pickEmoji opens the emoji picker above or below a place of the window and
// hands over what was chosen.
func (w *Window) pickEmoji(at box, chosen func(emoji string)) {}
