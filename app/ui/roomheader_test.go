package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// TestRoomHeaderSaysItsState resizes a window, at several sizes of text and in
// several languages: how the room is reached is always said to the end.
func TestRoomHeaderSaysItsState(t *testing.T) {
	win, _, w := inRoom(t, 1300, 700)
	t.Cleanup(func() {
		words.Use(words.English)
		setTextSize(vm.UsualText)
	})
	for _, language := range []words.Language{words.English, words.German, words.French, words.Arabic} {
		for _, size := range []int{100, 130, 150} {
			win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: size}, Language: language}})
			for _, width := range []float32{420, 500, 540, 719, 800, 999, 1300} {
				w.Resize(fyne.NewSize(width, 700))
				w.Content().Refresh() // as a canvas lays out anew whose part grew or shrank
				h := win.pane().header
				if h.status.root.Visible() == h.under.Visible() {
					t.Fatalf("%s, %d %%, %v wide: the state stands in two places, or in none", language, size, width)
				}
				state := h.status.words
				if h.under.Visible() {
					state = h.below.words
				}
				if need := fyne.MeasureText(state.text, state.size, state.style).Width; need > state.Size().Width+0.5 {
					t.Errorf("%s, %d %%, %v wide: %q has %v, and needs %v", language, size, width, state.text, state.Size().Width, need)
				}
				if foot := h.root.MinSize().Height; h.under.Visible() && h.under.Position().Y+h.below.root.Position().Y+h.below.root.Size().Height > foot {
					t.Errorf("%s, %d %%, %v wide: the state reaches beyond the header", language, size, width)
				}
			}
		}
	}
}

// TestPlaceholderOfOneLine asks for a message to a room of a long name: what is
// drawn of that takes one line, and is whole again as soon as there is a place.
func TestPlaceholderOfOneLine(t *testing.T) {
	win, _, w := inRoom(t, 420, 700)
	const name = "Ground floor, east wing: printers, projectors and everything else with a plug"
	win.Apply([]vm.Event{vm.Retitled{Room: 1, Name: name}})
	d := win.pane().composer.entry
	if got := d.PlaceHolder; got == "Message "+name || got[:15] != "Message Ground " {
		t.Errorf("in a narrow window it asks %q", got)
	}
	w.Resize(fyne.NewSize(1300, 700))
	if got := d.PlaceHolder; got != "Message "+name {
		t.Errorf("in a wide window it asks %q", got)
	}
}
