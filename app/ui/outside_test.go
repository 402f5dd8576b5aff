package ui

import (
	"testing"

	"landline/app/vm"
)

// TestTitleCountsUnread looks away from the window, and back.
func TestTitleCountsUnread(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	expect := func(want string) {
		t.Helper()
		if got := w.Title(); got != want {
			t.Errorf("the title is %q, want %q", got, want)
		}
	}
	speak(win.desk, 1, 2)
	win.Apply(nil)
	expect("Lab · Landline")
	win.Watch(false)
	speak(win.desk, 3, 5) // one of them is their own
	win.Apply(nil)
	expect("(2) Lab · Landline")
	win.Apply([]vm.Event{vm.Tuned{Room: 1, Alerts: vm.AlertNone}})
	expect("Lab · Landline")
	win.Apply([]vm.Event{vm.Tuned{Room: 1, Alerts: vm.AlertAll}})
	win.openSearch(true)
	expect("(2) Search · Landline")
	win.closeCover()
	win.Watch(true)
	expect("Lab · Landline")
}

// TestShowBringsALineToTheScreen follows alerts: to a line that is in view, to
// one that has to be brought, and to a room that is gone.
func TestShowBringsALineToTheScreen(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	told := 0
	win.Surround(func(*vm.Desk) { told++ })
	speak(win.desk, 1, 80)
	win.selectRoom(2)
	win.openJoin()
	win.Show(1, 5)
	if win.sheet != nil || win.desk.Selected().Key() != 1 {
		t.Errorf("room %d is on the screen, under a dialog: %v", win.desk.Selected().Key(), win.sheet != nil)
	}
	if tr := win.pane().transcript; tr.pinned {
		t.Error("line 5 is not in view")
	}
	if told == 0 {
		t.Error("nobody outside of the window heard of it")
	}
	win.Show(1, 500)
	asked.expect(t, "seek 1 line 500")
	win.Show(2, 0)
	if win.desk.Selected().Key() != 2 {
		t.Error("the room is not on the screen")
	}
	win.Apply([]vm.Event{vm.Closed{Room: 1}})
	win.Show(1, 5)
	if win.desk.Selected().Key() != 2 {
		t.Error("a room that is gone was brought back")
	}
}
