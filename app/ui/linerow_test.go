package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// TestLinesStayInTheirPlace draws lines with long names, tags, and reasons why they
// were not said, in every language and in large text: nothing of them outgrows a
// narrow window.
func TestLinesStayInTheirPlace(t *testing.T) {
	win, _, _ := ordered(t, 420)
	const name = "Maximiliane von Hohenstein-Feuerbach (3rd floor)"
	for _, id := range []chat.MemberID{cleo, {0x44}} {
		win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: id, Name: name}}}})
	}
	win.Apply([]vm.Event{
		vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{Seq: 3, ID: chat.MessageID{3, 7}, From: cleo, Name: name, Text: "Hello", At: noon}}},
		vm.Unsaid{Room: 1, ID: chat.MessageID{0xF1}, Text: "not taken", At: noon, Why: chat.Refuse(chat.NotKept, "")},
	})
	for _, language := range words.All {
		win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: 150}, Language: language}})
		tr := win.pane().transcript
		tags := 0
		for _, r := range tr.shown {
			for _, f := range r.figs {
				text, ok := f.object.(*canvas.Text)
				if !ok || text.Text == "" {
					continue
				}
				if text.Text == "#"+cleo.Tag() {
					tags++
				}
				if wide := fyne.MeasureText(text.Text, text.TextSize, text.TextStyle).Width; f.x < -0.5 || f.x+wide > r.width+0.5 {
					t.Errorf("%s: %q reaches from %v to %v of %v", language, text.Text, f.x, f.x+wide, r.width)
				}
			}
		}
		if tags != 1 {
			t.Errorf("%s: the tag is drawn %d times", language, tags)
		}
	}
}
