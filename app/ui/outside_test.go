package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
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

// TestShowLeavesWhatWasTyped follows an alert while a dialog is open: as it came,
// and with something typed into it.
func TestShowLeavesWhatWasTyped(t *testing.T) {
	for name, open := range map[string]func(*Window){
		"an edit":    func(w *Window) { w.revise(1, chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}) },
		"a topic":    func(w *Window) { w.openTopic(1) },
		"a new room": func(w *Window) { w.openHost() },
		"an address": func(w *Window) { w.openJoin() },
		"a status":   func(w *Window) { w.profileAt(true) },
		"a password": func(w *Window) { w.askPassword(2) },
	} {
		win, _, w := ordered(t, 1200)
		does(win, 3, me, "hello", chat.Deed{})
		open(win)
		if win.sheet == nil {
			t.Fatalf("no dialog for %s", name)
		}
		win.Show(2, 0)
		if win.sheet != nil {
			t.Errorf("%s as it came stays open", name)
		}
		win.selectRoom(1)
		open(win)
		typing := w.Canvas().Focused()
		test.Type(typing, "x")
		win.Show(2, 0)
		if win.sheet == nil || w.Canvas().Focused() != typing || win.desk.Selected().Key() != 2 {
			t.Errorf("%s is gone, or the keyboard from it, or room 2 is not behind it", name)
		}
	}
	win, _, _ := inRoom(t, 1200, 700)
	win.openProfile()
	for _, o := range test.LaidOutObjects(win.sheet.overlay) {
		if c, ok := o.(*check); ok {
			test.Tap(c)
		}
	}
	if win.Show(2, 0); win.sheet == nil {
		t.Error("a check that was set is gone")
	}
}

// labels writes a menu down, one level deep.
func labels(menu *fyne.Menu) string {
	var out []string
	for _, item := range menu.Items {
		label := item.Label
		if item.IsSeparator {
			label = "-"
		}
		if item.Checked {
			label += "*"
		}
		if item.ChildMenu != nil {
			label += " [" + labels(item.ChildMenu) + "]"
		}
		out = append(out, label)
	}
	return strings.Join(out, ", ")
}

// TestTrayMenu opens the menu of the tray icon and does what it offers.
func TestTrayMenu(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.Watch(false)
	speak(win.desk, 1, 2)
	win.Apply([]vm.Event{vm.Myself{Status: chat.Status{Presence: chat.Away, Words: "lunch"}}})
	fronts := 0
	menu := win.TrayMenu(func() { fronts++ }, func() {})
	want := "Open Landline, -, Kitchen, Lab (2), -, Status [Online, Away*, Do not disturb, Hidden], -, Quit Landline"
	if got := labels(menu); got != want {
		t.Errorf("the menu is %q, want %q", got, want)
	}
	menu.Items[2].Action()
	if fronts != 1 || win.desk.Selected().Name() != "Kitchen" {
		t.Errorf("the window came to the front %d times, and shows %q", fronts, win.desk.Selected().Name())
	}
	calls := len(asked.calls)
	menu.Items[5].ChildMenu.Items[2].Action()
	if len(asked.calls) != calls+1 {
		t.Errorf("asked %q", asked.calls)
	}
	for key := vm.Key(3); key < 20; key++ {
		win.Apply([]vm.Event{vm.Opened{Room: key, Name: "Room"}})
	}
	if list := win.trayList(); len(list) != trayRooms || list[0].Name() != "Lab" {
		t.Errorf("%d rooms, first %q", len(list), list[0].Name())
	}
}
