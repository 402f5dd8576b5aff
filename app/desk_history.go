package app

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// SayAgain says a line that the room did not take once more.
func (d *Desk) SayAgain(room vm.Key, id chat.MessageID) {}

// TookBack forgets a line that the room did not take.
func (d *Desk) TookBack(room vm.Key, id chat.MessageID) {}

// Draft keeps what is being written.
func (d *Desk) Draft(room vm.Key, text string) {}

// Read keeps how far the person has read.
func (d *Desk) Read(room vm.Key, seq uint64) {}

// Older asks for older lines.
func (d *Desk) Older(room vm.Key) {}

// Search looks through everything on this computer.
func (d *Desk) Search(q vm.Query) {}

// Around asks for the lines around a hit.
func (d *Desk) Around(hit vm.Hit) {}

// Show brings a hit to the screen.
func (d *Desk) Show(hit vm.Hit) {}

// Describe asks how a room is kept.
func (d *Desk) Describe(room vm.Key) {}

// Keep sets how long a room's lines are kept.
func (d *Desk) Keep(room vm.Key, keep vm.Keep) {}

// Export writes a room to a file.
func (d *Desk) Export(room vm.Key, format vm.Format, path string) {}
