package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
)

// TestMirrored looks at where things stand in a language that is read from the
// right.
func TestMirrored(t *testing.T) {
	words.Use(words.Arabic)
	win, _, _ := inRoom(t, 1200, 700)
	if side := win.side.root; side.Position().X+side.Size().Width != 1200 || win.people.root.Position().X != 0 {
		t.Errorf("the rooms begin at %v, the people at %v", side.Position().X, win.people.root.Position().X)
	}
	driver := fyne.CurrentApp().Driver()
	if face, name := driver.AbsolutePositionForObject(win.side.face).X, driver.AbsolutePositionForObject(win.side.name).X; face <= name {
		t.Errorf("the picture at %v does not stand to the right of the name at %v", face, name)
	}
	if beginning(fyne.TextAlignLeading) != fyne.TextAlignTrailing || beginning(fyne.TextAlignCenter) != fyne.TextAlignCenter {
		t.Error("lines begin at the wrong side")
	}
}

// TestDrawersTakeTheKeyboard opens and closes the columns of a narrow window.
func TestDrawersTakeTheKeyboard(t *testing.T) {
	win, _, w := inRoom(t, 420, 700)
	win.openRooms()
	if got := w.Canvas().Focused(); got != fyne.Focusable(win.side.roomRows[1].tile) {
		t.Errorf("the rooms come out, and the keyboard is in %T", got)
	}
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if win.side.root.Visible() || w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Error("Escape does not lead back to the composer")
	}
	win.togglePeople()
	if got := w.Canvas().Focused(); got != fyne.Focusable(win.people.list) {
		t.Errorf("the people come out, and the keyboard is in %T", got)
	}
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if win.people.root.Visible() {
		t.Error("Escape leaves the drawer open")
	}
}

// TestWelcomeLeadsIn is what a person meets who has no room yet.
func TestWelcomeLeadsIn(t *testing.T) {
	win, asked, w := openAs(t, 1000, 700)
	v := win.welcome
	if v.join.Visible() || v.home() != fyne.Focusable(v.host) {
		t.Error("offers to join although there is nothing to join")
	}
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{{Host: bo, Name: "Kitchen", HostName: "Bo"}}}})
	if v.join.text != "Join “Kitchen”" || v.text.text != "“Kitchen”, kept by Bo. Step in, or host one of your own." {
		t.Errorf("says %q and offers %q", v.text.text, v.join.text)
	}
	test.Tap(v.join)
	asked.expect(t, "join found b00000")
	win.nextRegion(1)
	win.nextRegion(1)
	if w.Canvas().Focused() != fyne.Focusable(v.join) {
		t.Errorf("F6 leads to %T", w.Canvas().Focused())
	}
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{{Host: bo, Name: "Kitchen", HostName: "Bo"}, {Host: cleo, Name: "Lab", HostName: "Cleo"}}}})
	if v.join.Visible() || v.title.text != "There are 2 rooms on this network" {
		t.Errorf("of two rooms it says %q", v.title.text)
	}
}
