package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// switching is the open switcher of a window with two rooms, and one to be found.
func switching(t *testing.T) (*Window, *record, fyne.Window, *switcherField) {
	t.Helper()
	win, asked, w := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{{Host: bo, Room: chat.RoomID{9}, Name: "Print shop", HostName: "Bo"}}}})
	shortcut(win, fyne.KeyK, fyne.KeyModifierShortcutDefault)
	f, ok := w.Canvas().Focused().(*switcherField)
	if !ok {
		t.Fatalf("the keyboard is in %T", w.Canvas().Focused())
	}
	return win, asked, w, f
}

// offered is what the switcher lists, up to the commands.
func offered(f *switcherField) (names []string) {
	for _, j := range f.switcher.jumps {
		text := ""
		for _, r := range j.runs {
			text += r.Text
		}
		if j.name == "" {
			names = append(names, text)
		}
	}
	return names
}

func TestSwitcherListsUnreadRoomsFirst(t *testing.T) {
	win, _, _, f := switching(t)
	if got := offered(f); !slices.Equal(got, []string{"Kitchen", "Lab", "Print shop"}) {
		t.Errorf("lists %q", got)
	}
	f.switcher.sheet.close()
	win.selectRoom(2)
	speak(win.desk, 1, 1)
	shortcut(win, fyne.KeyK, fyne.KeyModifierShortcutDefault)
	f = win.window.Canvas().Focused().(*switcherField)
	if got := offered(f); got[0] != "Lab" || f.switcher.jumps[0].count != 1 {
		t.Errorf("lists %q, with %d unread lines", got, f.switcher.jumps[0].count)
	}
}

func TestSwitcherGoes(t *testing.T) {
	win, asked, w, f := switching(t)
	test.Type(f, "kit")
	press(f, fyne.KeyReturn)
	if win.sheet != nil || win.desk.Selected().Key() != 2 {
		t.Fatal("Enter does not go to the room")
	}
	if w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
	}
	again := func(query string) *switcherField {
		shortcut(win, fyne.KeyK, fyne.KeyModifierShortcutDefault)
		f := w.Canvas().Focused().(*switcherField)
		test.Type(f, query)
		return f
	}
	press(again("print"), fyne.KeyReturn)
	asked.expect(t, "join found b00000")

	press(again("bo"), fyne.KeyDown, fyne.KeyReturn) // the room that Bo keeps is before him
	if win.desk.Selected().Key() != 1 || win.pane().composer.entry.Text != "@Bo " {
		t.Errorf("begins to write %q in room %d", win.pane().composer.entry.Text, win.desk.Selected().Key())
	}
	f = again("bo")
	press(f, fyne.KeyDown)
	f.shift.held = true
	press(f, fyne.KeyReturn)
	if win.sheet == nil || !strings.Contains(screenText(w.Canvas().Overlays().Top()), "Safety number") {
		t.Error("Shift+Enter does not show the safety number")
	}
	win.escape()

	press(again("connections"), fyne.KeyReturn)
	if win.over != cover(win.sockets) {
		t.Error("does not do what is listed to do")
	}
}

func TestSwitcherByKeys(t *testing.T) {
	win, _, w, f := switching(t)
	last := len(f.switcher.jumps) - 1
	press(f, fyne.KeyUp)
	if f.switcher.at != last {
		t.Errorf("Up from the first goes to %d, want the last, %d", f.switcher.at, last)
	}
	press(f, fyne.KeyDown)
	test.Type(f, "zzz")
	if len(f.switcher.jumps) != 0 || !strings.Contains(screenText(w.Canvas().Overlays().Top()), "Nothing here") {
		t.Error("says nothing where nothing is found")
	}
	press(f, fyne.KeyReturn, fyne.KeyDown)
	press(f, fyne.KeyEscape)
	if win.sheet != nil || w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Error("Escape does not lead back to the composer")
	}
}

func TestSwitcherLooksTheSame(t *testing.T) {
	_, _, w, f := switching(t)
	test.Type(f, "ro")
	test.AssertRendersToMarkup(t, "switcher.xml", w.Canvas())
}

// TestSwitcherKeepsTheChoice lets things happen while somebody looks through the
// list: a line that makes another room the first of them, a room that is found,
// one that goes.
func TestSwitcherKeepsTheChoice(t *testing.T) {
	win, asked, _, f := switching(t)
	s := f.switcher
	press(f, fyne.KeyDown, fyne.KeyDown)
	chosen := func() string { return s.jumps[s.at].runs[0].Text }
	order := offered(f)
	if chosen() != "Print shop" {
		t.Fatalf("%q is chosen", chosen())
	}
	said := chat.Message{Seq: 1, ID: chat.MessageID{1}, From: bo, Name: "Bo", Text: "hello", At: noon}
	win.Watch(false)
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Said{Message: said}}})
	if got := offered(f); !slices.Equal(got, order) {
		t.Errorf("a line in a room makes the list %q of %q", got, order)
	}
	shop := vm.Found{Host: bo, Room: chat.RoomID{9}, Name: "Print shop", HostName: "Bo"}
	cellar := vm.Found{Host: bo, Room: chat.RoomID{8}, Name: "Cellar", HostName: "Bo"}
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{cellar, shop}}})
	if got := offered(f); chosen() != "Print shop" || !slices.Equal(got, append(order, "Cellar")) {
		t.Errorf("with another room found %q is chosen of %q", chosen(), got)
	}
	press(f, fyne.KeyReturn)
	asked.expect(t, "join found b00000")

	press(f, fyne.KeyEscape)
	shortcut(win, fyne.KeyK, fyne.KeyModifierShortcutDefault)
	f = win.window.Canvas().Focused().(*switcherField)
	s = f.switcher
	press(f, fyne.KeyUp)
	last, offset := s.at, s.scroll.Offset
	win.Apply([]vm.Event{vm.Lobby{}})
	if s.at != last || s.scroll.Offset != offset || offset.Y == 0 {
		t.Errorf("the list jumps from %v to %v", offset, s.scroll.Offset)
	}
	test.Type(f, "k")
	if s.at != 0 {
		t.Errorf("what is typed chooses row %d", s.at)
	}
}

// TestSwitcherKeepsItsRows has rooms come and go under the mouse.
func TestSwitcherKeepsItsRows(t *testing.T) {
	win, asked, _, f := switching(t)
	s := f.switcher
	rows := func() (rows []string) {
		for i, j := range s.jumps {
			rows = append(rows, fmt.Sprint(j.runs[0].Text, " at ", s.rows[i].tile.Position().Y))
		}
		return rows
	}
	before := rows()
	found := func(names ...string) (list []vm.Found) {
		for _, name := range names {
			list = append(list, vm.Found{Host: bo, Room: chat.RoomID{name[0]}, Name: name, HostName: "Bo"})
		}
		return list
	}
	win.Apply([]vm.Event{vm.Lobby{Rooms: found("Attic", "Cellar")}}) // the print shop is gone
	if got := rows(); len(got) != len(before)+2 || !slices.Equal(got[:len(before)], before) || s.jumps[len(before)].found != (chat.RoomID{'A'}) {
		t.Errorf("the rows are %q of %q", got, before)
	}
	s.leap(slices.IndexFunc(s.jumps, func(j jump) bool { return j.found == chat.RoomID{9} }), false)
	asked.expect(t, "join found b00000")
}

// TestSwitcherIsBounded has more rooms come and go than anybody reads through, and a
// command that would do nothing any more.
func TestSwitcherIsBounded(t *testing.T) {
	done := 0
	list := []jump{{name: "gone", do: func() { done++ }}, {name: "here", do: func() { done++ }}}
	for i := range byte(250) {
		list = inPlacesOf(list, []jump{{found: chat.RoomID{i}}, {name: "here", do: func() { done++ }}})
	}
	if len(list) != maxListed || list[0].do != nil || list[1].do == nil || list[0].name != "gone" || list[2].found != (chat.RoomID{0}) {
		t.Errorf("%d rows, the first %+v", len(list), list[0])
	}
}

// TestSwitcherTellsNamesakesApart lists two who are called Bo.
func TestSwitcherTellsNamesakesApart(t *testing.T) {
	win, _, _, f := switching(t)
	test.Type(f, "bo")
	note := func() (notes []string) {
		for _, j := range win.jumps("bo") {
			if j.label == "Bo" {
				notes = append(notes, j.note)
			}
		}
		return notes
	}
	if got := note(); !slices.Equal(got, []string{"in Lab"}) {
		t.Errorf("of one it says %q", got)
	}
	second := chat.MemberID{0x22}
	win.Apply([]vm.Event{vm.Happened{Room: 2, Event: chat.Joined{Member: chat.Member{ID: second, Name: "Bo"}}}})
	if got, want := note(), []string{"#" + bo.Tag() + " · in Lab", "#" + second.Tag() + " · in Kitchen"}; !slices.Equal(got, want) {
		t.Errorf("of two it says %q, want %q", got, want)
	}
}

// TestSwitcherForgetsShift has somebody hold Shift down while they go to another
// program: what they come back for is Enter.
func TestSwitcherForgetsShift(t *testing.T) {
	win, _, _, f := switching(t)
	f.SetText("bo")
	press(f, fyne.KeyDown) // past the room that Bo keeps
	f.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	f.FocusLost()
	f.FocusGained()
	press(f, fyne.KeyReturn)
	if win.sheet != nil || win.pane().composer.entry.Text != "@Bo " {
		t.Errorf("a dialog is open: %v; begins to write %q", win.sheet != nil, win.pane().composer.entry.Text)
	}
}

// TestSwitcherSaysItsKeysToTheEnd opens it in large text, in every language, in a
// thin window: no hint is cut, and the list stands still while another comes.
func TestSwitcherSaysItsKeysToTheEnd(t *testing.T) {
	win, _, w, f := switching(t)
	f.switcher.sheet.close()
	for _, language := range words.All {
		for _, width := range []float32{400, 1100} {
			w.Resize(fyne.NewSize(width, 700))
			win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: 150}, Language: language}})
			shortcut(win, fyne.KeyK, fyne.KeyModifierShortcutDefault)
			s := w.Canvas().Focused().(*switcherField).switcher
			high := s.scroll.Size().Height
			for _, query := range []string{"", "bo", "nobody at all"} {
				s.text.SetText(query)
				for i := range max(len(s.jumps), 1) {
					s.choose(i)
					settle(w)
					foot := placeOf(s.hint).y + s.hint.MinSize().Height
					if end := placeOf(s.sheet.overlay.card); foot > end.y+end.h || s.scroll.Size().Height != high {
						t.Errorf("%s, %v wide: %q ends at %v of %v; the list is %v high, and was %v", language, width, s.hint.text, foot, end.y+end.h, s.scroll.Size().Height, high)
					}
				}
			}
			s.sheet.close()
		}
	}
}
