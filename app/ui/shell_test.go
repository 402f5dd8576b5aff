package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
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

// TestDrawersGiveTheKeyboardBack closes drawers in the ways that are no key.
func TestDrawersGiveTheKeyboardBack(t *testing.T) {
	win, _, w := inRoom(t, 420, 700)
	home := fyne.Focusable(win.pane().composer.entry)
	win.openRooms()
	test.Tap(win.shell.shade)
	if w.Canvas().Focused() != home {
		t.Errorf("after a click beside the rooms the keyboard is on %T", w.Canvas().Focused())
	}
	win.openRooms()
	w.Resize(fyne.NewSize(1200, 700))
	w.Resize(fyne.NewSize(420, 700))
	if win.side.root.Visible() || w.Canvas().Focused() != home {
		t.Errorf("the drawer is out again, or the keyboard stayed in it: %T", w.Canvas().Focused())
	}
	w.Resize(fyne.NewSize(1200, 700))
	w.Canvas().Focus(win.side.roomRows[1].tile)
	w.Resize(fyne.NewSize(420, 700))
	if w.Canvas().Focused() != home {
		t.Errorf("the rooms are no column any more, and the keyboard is on %T", w.Canvas().Focused())
	}
}

// TestPeopleOfACoveredRoom asks for the people while a view lies over their room.
func TestPeopleOfACoveredRoom(t *testing.T) {
	for _, width := range []float32{420, 1200} {
		win, _, w := inRoom(t, width, 700)
		win.openConnections()
		win.togglePeople()
		if win.over != nil || !win.people.root.Visible() {
			t.Errorf("%v wide: the people are not beside their room", width)
		}
		win.togglePeople()
		if win.people.root.Visible() || win.shell.drawn() || w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
			t.Errorf("%v wide: the people stay, or the keyboard: %T", width, w.Canvas().Focused())
		}
		win.rebuild()
		if win.people.root.Visible() {
			t.Errorf("%v wide: drawn anew, the people are back", width)
		}
	}
}

// TestKeyboardLeavesARoomThatIsGone has the keyboard on a room of the lobby that
// goes: Enter does not ask for it any more.
func TestKeyboardLeavesARoomThatIsGone(t *testing.T) {
	win, asked, w := inRoom(t, 1200, 700)
	kitchen := vm.Found{Host: bo, Room: chat.RoomID{9}, Name: "Print shop", HostName: "Bo"}
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{kitchen}}})
	row := win.side.foundRows[foundKey{bo, kitchen.Room}]
	w.Canvas().Focus(row.tile)
	win.Apply([]vm.Event{vm.Lobby{}})
	if w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Errorf("the keyboard is on %T", w.Canvas().Focused())
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t)
}

// TestKeyboardStaysWhereAnotherRoomIsGone has a room closed, other than the one on
// the screen, while somebody types elsewhere.
func TestKeyboardStaysWhereAnotherRoomIsGone(t *testing.T) {
	for name, begin := range map[string]func(*Window) fyne.Focusable{
		"in a filter of the search": func(w *Window) fyne.Focusable {
			w.openSearch(true)
			w.search.filters.name.Show()
			return w.search.filters.name
		},
		"in the list of rooms":  func(w *Window) fyne.Focusable { return w.side.me },
		"in the list of people": func(w *Window) fyne.Focusable { return w.people.list },
	} {
		t.Run(name, func(t *testing.T) {
			win, _, w := inRoom(t, 1100, 700)
			at := begin(win)
			w.Canvas().Focus(at)
			win.Apply([]vm.Event{vm.Closed{Room: 2}})
			if w.Canvas().Focused() != at {
				t.Errorf("the keyboard went to %T", w.Canvas().Focused())
			}
		})
	}
}

// TestBesideIsMirrored sets two parts beside each other, and below, in a language
// that is read from the right.
func TestBesideIsMirrored(t *testing.T) {
	quietApp(t)
	words.Use(words.Arabic)
	first, second := gap(100, 20), gap(40, 20)
	l := &besideLayout{gap: 10, need: 80}
	for _, width := range []float32{200, 110} {
		l.Layout([]fyne.CanvasObject{first, second}, fyne.NewSize(width, 60))
		if below := width == 110; below != (second.Position().Y > 0) || second.Position().X != map[bool]float32{false: 0, true: 70}[below] {
			t.Errorf("%v wide: the second part stands at %v", width, second.Position())
		}
	}
}

// TestColumnsAreMirrored wants what comes first at the right, where a language is
// read from there.
func TestColumnsAreMirrored(t *testing.T) {
	quietApp(t)
	words.Use(words.Arabic)
	label := func() fyne.CanvasObject { return newLabel("Ada", sizeText, colorInk) }
	for name, l := range map[string]fyne.Layout{"a name and more": leadLayout{}, "two keys": &pairLayout{need: 80}, "two columns": &balanced{gap: 10, need: 80}} {
		first, second := label(), label()
		l.Layout([]fyne.CanvasObject{first, second}, fyne.NewSize(200, 60))
		if from := first.Position().X; from < second.Position().X+second.Size().Width || from+first.Size().Width != 200 {
			t.Errorf("%s: the first stands at %v, the second at %v", name, first.Position(), second.Position())
		}
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
