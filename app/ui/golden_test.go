package ui

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

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
