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
