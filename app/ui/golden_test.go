package ui

import (
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// quietApp is an app in our theme. What a test changes for the whole program is as
// usual after it: the language, the size of text, the colours that people chose.
func quietApp(t testing.TB) {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(Theme())
	t.Cleanup(func() {
		clear(hues)
		words.Use(words.English)
		if sizeText != usualText {
			setTextSize(vm.UsualText)
		}
	})
}

// allDark looks for text of a window that stayed in the light look when everything
// else became dark.
func allDark(t *testing.T, w fyne.Window) {
	t.Helper()
	texts := 0
	for _, o := range test.LaidOutObjects(w.Content()) {
		text, ok := o.(*canvas.Text)
		if !ok || text.Text == "" {
			continue
		}
		texts++
		if c := color.NRGBAModel.Convert(text.Color); c == light.ink || c == light.muted || c == light.accent {
			t.Errorf("%q is still light", text.Text)
		}
	}
	if texts < 30 {
		t.Errorf("only %d texts were looked at", texts)
	}
}

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

// forced is our theme in one variant, whatever the system asks for.
type forced struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

func (f forced) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return f.Theme.Color(name, f.variant)
}

// TestThemeChangesEverywhere switches to dark while the window is open, and
// then looks for text that stayed in the light palette's ink.
func TestThemeChangesEverywhere(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	test.ApplyTheme(t, forced{Theme(), theme.VariantLight})
	speak(win.desk, 1, 4)
	win.Apply([]vm.Event{
		vm.Lobby{Rooms: []vm.Found{{Host: bo, Name: "Kitchen", HostName: "Bo", People: 2}}},
		vm.Linked{Room: 1, Link: vm.Reconnecting, Trouble: vm.Trouble{Kind: vm.NoAnswer, Target: "lab"}},
	})
	test.ApplyTheme(t, forced{Theme(), theme.VariantDark})
	allDark(t, w)
}

// TestTranscriptLooksTheSame draws what a room shows of its past, and of lines
// that are not said yet.
func TestTranscriptLooksTheSame(t *testing.T) {
	quietApp(t)
	d := recalls(4, 6)
	cleo := chat.MemberID{3}
	d.Apply(noon,
		vm.Opened{Room: 2, Name: "Kitchen"},
		vm.Recalled{Room: 1, Lines: page(1, 2), Edge: vm.EdgeBegin},
		vm.Happened{Room: 1, Event: chat.Entered{Epoch: chat.Epoch{1}, First: 9, Head: 10, After: 8, Resumed: true,
			Members: []chat.Member{{ID: me, Name: "Ada", Host: true}, {ID: bo, Name: "Bo"}, {ID: cleo, Name: "Cleo"}}}},
		vm.Happened{Room: 1, Event: chat.Received{List: []chat.Receipt{{ID: bo, Seq: 9}, {ID: cleo, Seq: 6}}}},
		vm.Happened{Room: 1, Event: chat.Said{Message: message(9)}},
		vm.Happened{Room: 1, Event: chat.Said{Message: message(10)}},
		vm.Unsaid{Room: 1, ID: chat.MessageID{0xF1}, Text: "not taken", At: noon, Why: chat.Refuse(chat.NotKept, "")},
	)
	_, w := view(t, d)
	w.Resize(fyne.NewSize(600, 900))
	test.AssertRendersToMarkup(t, "transcript.xml", w.Canvas())
}

// TestDeedsLookTheSame draws what deeds make of lines: an answer, an edit, a
// reaction, a tombstone, an act of keeping order, and what was not done.
func TestDeedsLookTheSame(t *testing.T) {
	win, _, _ := ordered(t, 1200)
	about := func(seq uint64) chat.Ref { return chat.Ref{Seq: seq, ID: chat.MessageID{byte(seq), 7}} }
	does(win, 3, bo, "Is the projector free at ten?", chat.Deed{})
	does(win, 4, me, "It is.", chat.Deed{About: about(3)})
	does(win, 5, cleo, "👍", chat.Deed{Act: chat.React, About: about(4)})
	does(win, 6, me, "👍", chat.Deed{Act: chat.React, About: about(3)})
	does(win, 7, bo, "Is the projector free at eleven?", chat.Deed{Act: chat.Edit, About: about(3)})
	does(win, 8, dee, "rude", chat.Deed{})
	does(win, 9, cleo, "", chat.Deed{Act: chat.Delete, About: about(8)})
	does(win, 10, cleo, "Dee", chat.Deed{Act: chat.Mute, Whom: dee, For: 10 * time.Minute})
	does(win, 11, me, "Bring a cable.", chat.Deed{})
	does(win, 12, me, "Or two.", chat.Deed{})
	x, y := chat.MessageID{0xF1}, chat.MessageID{0xF2}
	win.Apply([]vm.Event{
		vm.Queued{Room: 1, ID: x, Text: "Bring the cable.", At: noon, Deed: chat.Deed{Act: chat.Edit, About: about(11)}},
		vm.Queued{Room: 1, ID: y, Text: "Or three.", At: noon, Deed: chat.Deed{Act: chat.Edit, About: about(12)}},
		vm.Happened{Room: 1, Event: chat.Declined{ID: y, Refusal: chat.Refuse(chat.NotKept, "")}},
	})
	tr, w := view(t, win.desk)
	w.Resize(fyne.NewSize(600, 900))
	tr.update()
	test.AssertRendersToMarkup(t, "deeds.xml", w.Canvas())
}

func TestPeopleLookTheSame(t *testing.T) {
	win, _, _ := ordered(t, 1200)
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: chat.MemberID{5}, Name: "Bo"}}}})
	p := newPeopleColumn(win)
	p.update(win.desk.Room(1))
	w := test.NewTempWindow(t, p.root)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(224, 400))
	test.AssertRendersToMarkup(t, "people.xml", w.Canvas())
}
