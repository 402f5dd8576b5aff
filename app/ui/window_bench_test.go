package ui

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// BenchmarkWindowApply is one line heard in a room of a thousand people, with
// the whole window drawn.
func BenchmarkWindowApply(b *testing.B) {
	quietApp(b)
	w := test.NewTempWindow(b, nil)
	win := New(w, &record{})
	win.now = func() time.Time { return noon }
	w.Resize(fyne.NewSize(1200, 800))
	members := make([]chat.Member, 1000)
	for i := range members {
		members[i] = chat.Member{ID: chat.MemberID{byte(i), byte(i >> 8)}, Name: fmt.Sprintf("Person %d", i)}
	}
	win.Apply([]vm.Event{
		vm.Named{ID: me, Name: "Ada"}, vm.Opened{Room: 1, Name: "Lab"}, vm.Linked{Room: 1, Link: vm.Seated},
		vm.Happened{Room: 1, Event: chat.Entered{Name: "Lab", Epoch: chat.Epoch{1}, Members: members}},
	})
	seq := uint64(0)
	for b.Loop() {
		seq++
		win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{
			Seq: seq, ID: chat.MessageID{byte(seq), byte(seq >> 8), byte(seq >> 16), 1}, From: bo, Name: "Bo", Text: "a line", At: noon}}}})
	}
}
