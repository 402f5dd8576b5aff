package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

func TestFirstStartLooksTheSame(t *testing.T) {
	win, _, w := open(t, 600, 500)
	win.Apply([]vm.Event{vm.Named{ID: me}})
	w.Canvas().Unfocus()
	test.AssertRendersToMarkup(t, "first_start.xml", w.Canvas())
}

func TestRoomLooksTheSame(t *testing.T) {
	win, _, w := inRoom(t, 1100, 500)
	speak(win.desk, 1, 4)
	win.Apply([]vm.Event{
		vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: chat.MemberID{3}, Name: "Cleo"}}},
		vm.Queued{Room: 1, ID: chat.MessageID{0xF1}, Text: "on its way", At: noon},
	})
	w.Canvas().Unfocus()
	test.AssertRendersToMarkup(t, "room.xml", w.Canvas())
}
