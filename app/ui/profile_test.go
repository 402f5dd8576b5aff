package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// profiled is a window with the profile open, of a person who says that.
func profiled(t *testing.T, mine chat.Status) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := inRoom(t, 1100, 760)
	t.Cleanup(func() { clear(hues) })
	win.Apply([]vm.Event{vm.Myself{Status: mine}})
	shortcut(win, fyne.KeyP, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)
	if win.sheet == nil {
		t.Fatal("Ctrl+Shift+P opens nothing")
	}
	return win, asked, w
}

func TestProfileIsSaved(t *testing.T) {
	_, asked, w := profiled(t, chat.Status{Presence: chat.Away, Words: "at lunch"})
	c := w.Canvas()
	name := c.Focused().(*field)
	test.Type(name, "Ada Lovelace") // over what was there, which is marked
	c.FocusNext()
	status := c.Focused().(*field)
	status.SetText("in  the\tlab ")
	c.FocusNext()
	row := c.Focused().(*hueRow)
	press(row, fyne.KeyRight, fyne.KeyRight)
	press(status, fyne.KeyReturn)
	asked.expect(t, "rename Ada Lovelace", "status {Presence:1 Words:in the lab Hue:31}")
}

func TestProfileChangesNothingByItself(t *testing.T) {
	win, asked, w := profiled(t, chat.Status{Words: "at lunch", Hue: 200})
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t)
	if win.sheet != nil {
		t.Error("stays open")
	}
}

func TestProfileHides(t *testing.T) {
	win, asked, w := profiled(t, chat.Status{Presence: chat.DoNotDisturb})
	for range 3 {
		w.Canvas().FocusNext()
	}
	hidden := w.Canvas().Focused().(*check)
	press(hidden, fyne.KeySpace)
	w.Canvas().FocusPrevious()
	w.Canvas().FocusPrevious()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, "status {Presence:3 Words: Hue:0}")
	win.Apply([]vm.Event{vm.Myself{Status: chat.Status{Presence: chat.Hidden}}})
	if got := win.side.tag.text; got != "Hidden" {
		t.Errorf("the own row says %q", got)
	}
}

func TestProfileRefuses(t *testing.T) {
	win, asked, w := profiled(t, chat.Status{})
	name := w.Canvas().Focused().(*field)
	name.SetText("  ")
	press(name, fyne.KeyReturn)
	w.Canvas().FocusNext()
	name.SetText("Ada")
	status := w.Canvas().Focused().(*field)
	status.SetText(strings.Repeat("ä", chat.MaxStatus/2+1))
	press(status, fyne.KeyReturn)
	asked.expect(t)
	if win.sheet == nil || !strings.Contains(screenText(w.Canvas().Overlays().Top()), "140 bytes") {
		t.Error("does not say what is too long")
	}
}

func TestProfileLooksTheSame(t *testing.T) {
	_, _, w := profiled(t, chat.Status{Words: "at lunch", Hue: 200})
	w.Canvas().Unfocus()
	test.AssertRendersToMarkup(t, "profile.xml", w.Canvas())
}

func TestHueRowByTapping(t *testing.T) {
	quietApp(t)
	told := 0
	row := newHueRow(me, 0, func() { told++ })
	row.Resize(fyne.NewSize(400, 80))
	for i := range hueSteps + 1 {
		x, y, side := row.place(i)
		test.TapAt(row, fyne.NewPos(x+side/2, y+side/2))
		if row.at() != i || row.hue != hueAt(i) {
			t.Errorf("a tap on choice %d chooses %d", i, row.at())
		}
	}
	if told != hueSteps+1 {
		t.Errorf("told of %d choices", told)
	}
	if row.hue = 359; row.at() != hueSteps {
		t.Errorf("a hue of 359 stands at %d", row.at())
	}
}

func TestMyMenu(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	test.Tap(win.side.me)
	if _, got := menu(t, w); got != "Online, Away, Do not disturb, Hidden, Status…, Profile…" {
		t.Errorf("offers %q", got)
	}
	choose(t, w, 2)
	asked.expect(t, "status {Presence:2 Words: Hue:0}")
	win.Apply([]vm.Event{vm.Myself{Status: chat.Status{Presence: chat.DoNotDisturb, Words: "writing"}}})
	if got := win.side.tag.text; got != "Do not disturb · writing" || win.side.face.presence != chat.DoNotDisturb {
		t.Errorf("the own row says %q", got)
	}
}

// TestHuesAreEverywhere has Bo choose a colour, and looks for it.
func TestHuesAreEverywhere(t *testing.T) {
	win, _, _ := inRoom(t, 1200, 700)
	t.Cleanup(func() { clear(hues) })
	win.Apply([]vm.Event{
		vm.Lobby{Rooms: []vm.Found{{Host: bo, Room: chat.RoomID{8}, Name: "Kitchen", HostName: "Bo"}}},
		vm.Happened{Room: 1, Event: chat.Presented{ID: bo, Status: chat.Status{Presence: chat.Away, Words: "at lunch", Hue: 300}}},
	})
	if got := win.side.foundRows[foundKey{bo, chat.RoomID{8}}].face.hue; got != 300 {
		t.Errorf("in the lobby the hue is %d", got)
	}
	for _, r := range win.people.rows {
		if r.name.text == "Bo" && r.Visible() && (r.face.hue != 300 || r.face.presence != chat.Away || r.note.text != "at lunch") {
			t.Errorf("among the people: hue %d, presence %d, %q", r.face.hue, r.face.presence, r.note.text)
		}
	}
}

func TestTypingIsShown(t *testing.T) {
	win, _, _ := inRoom(t, 1200, 700)
	clock := noon
	win.now = func() time.Time { return clock }
	strip := win.pane().typing
	before := win.pane().transcript.Size()
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Typing{Member: chat.Member{ID: bo, Name: "Bo"}}}})
	if !strip.root.Visible() || strip.text.text != "Bo is typing…" {
		t.Errorf("says %q", strip.text.text)
	}
	if win.pane().transcript.Size() != before {
		t.Error("the lines move")
	}
	typing := func() (note string) {
		for _, r := range win.people.rows {
			if r.Visible() && strings.HasSuffix(r.note.text, "typing…") {
				note += r.note.text
			}
		}
		return note
	}
	if note := typing(); note != "typing…" {
		t.Errorf("the people column says %q", note)
	}
	namesake := chat.Member{ID: chat.MemberID{9}, Name: "Bo"}
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Joined{Member: namesake}}})
	if note := typing(); !strings.HasPrefix(note, "#") || !strings.HasSuffix(note, " · typing…") {
		t.Errorf("beside a namesake the people column says %q", note)
	}
	clock = clock.Add(chat.TypingFor)
	win.Apply(nil)
	if strip.root.Visible() || typing() != "" {
		t.Error("goes on although it is over")
	}
}

// TestAwayByIdleTime moves the clock while nobody is at the window.
func TestAwayByIdleTime(t *testing.T) {
	win, asked, _ := inRoom(t, 1200, 700)
	clock := noon
	win.now = func() time.Time { return clock }
	win.Apply(nil)
	asked.quiet = nil
	later := func(d time.Duration) { clock = clock.Add(d); win.Apply(nil) }
	later(vm.UsualAway - time.Second)
	asked.expectQuiet(t)
	win.pane().composer.entry.KeyDown(&fyne.KeyEvent{Name: fyne.KeyA})
	later(2 * time.Second)
	asked.expectQuiet(t)
	later(vm.UsualAway)
	later(time.Hour)
	asked.expectQuiet(t, "idle true")
	win.shell.root.Cursor() // the mouse moves
	win.shell.root.Cursor()
	asked.expectQuiet(t, "idle false")
	win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{AwayAfter: -1}}})
	later(24 * time.Hour)
	asked.expectQuiet(t)
}
