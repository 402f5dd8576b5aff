package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestSelectionStaysWithItsLine selects in an own line that waits, while another line
// comes in above it.
func TestSelectionStaysWithItsLine(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{vm.Queued{Room: 1, ID: chat.MessageID{99}, Text: "mine that waits", At: noon}})
	tr := win.pane().transcript
	r := tr.shown[len(tr.shown)-1]
	tr.picked = selection{spot{r.ordinal, r.line.Key, 0}, spot{r.ordinal, r.line.Key, 4}}
	key := r.line.Key
	speak(win.desk, 1, 1)
	win.Apply(nil)
	marks := tr.mark()
	if len(marks) != 1 {
		t.Fatalf("%d marks", len(marks))
	}
	if at := tr.rowAt(marks[0].Position().Y + marks[0].Size().Height/2); at == nil || at.line.Key != key {
		t.Error("another line is marked")
	}
	tr.copySelection()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "mine" {
		t.Errorf("copies %q", got)
	}
}

// TestSelectionGoesWithItsLine has the host decline the line that it is in, and the
// person take that back.
func TestSelectionGoesWithItsLine(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	id := chat.MessageID{99}
	win.Apply([]vm.Event{
		vm.Queued{Room: 1, ID: id, Text: "mine that waits", At: noon},
		vm.Happened{Room: 1, Event: chat.Declined{ID: id, Refusal: chat.Refuse(chat.TextTooLong, "")}},
	})
	tr := win.pane().transcript
	r := tr.shown[len(tr.shown)-1]
	tr.picked = selection{spot{r.ordinal, r.line.Key, 0}, spot{r.ordinal, r.line.Key, 4}}
	win.desk.TakeBack(1, id)
	win.Apply(nil)
	if len(tr.mark()) != 0 || tr.selected() {
		t.Error("something is selected in a line that is gone")
	}
}
