package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// TestMenuReadsInOrder has somebody of a Hebrew name in a menu.
func TestMenuReadsInOrder(t *testing.T) {
	_, _, w := open(t, 600, 400)
	const label = "Mute שלום until 14:00"
	items := []*fyne.MenuItem{fyne.NewMenuItem(label, func() {}), fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Ban Bo", func() {})}
	menu := newMenu(items, w.Canvas())
	menu.Show()
	if items[0].Label != fromLeftSide(label) || items[0].Label == label || items[2].Label != "Ban Bo" {
		t.Errorf("the menu says %q and %q", items[0].Label, items[2].Label)
	}
}

// TestFromLeftSide has one text as a sentence of the program, and as what somebody
// else wrote.
func TestFromLeftSide(t *testing.T) {
	defer words.Use(words.English)
	for _, test := range []struct {
		language     words.Language
		text         string
		ours, theirs string // with | for each mark of the direction
	}{
		{words.English, "", "", ""},
		{words.English, "Bo joined.", "Bo joined.", "Bo joined."},
		{words.English, "Bo joined שלום.", "Bo joined |שלום|.", "Bo joined |שלום|."},
		{words.English, "שלום, Bo", "שלום|, Bo", "Bo| ,|שלום"},
		{words.English, "שלום #b00000", "שלום| #b00000", "b00000|# |שלום"},
		{words.English, "אבג banned דהו until then", "אבג| banned |דהו| until then", "until then| |דהו| |banned| |אבג"},
		{words.Arabic, "", "", ""},
		{words.Arabic, "Bo's room.", "Bo's room.", "Bo's room."},
		{words.Arabic, "Bo انضم.", ".|انضم| |Bo", "Bo |انضم|."},
		{words.Arabic, "حظر Bo المستخدم Cleo", "Cleo| |المستخدم| |Bo| |حظر", "Cleo| |المستخدم| |Bo| |حظر"},
		{words.Arabic, "Bo حظر Cleo", "Cleo| |حظر| |Bo", "Bo |حظر| Cleo"},
		{words.Arabic, "كاملة، 11 من 11", "11| |من| |11| ،|كاملة", "11| |من| |11| ،|كاملة"},
		{words.Arabic, "(لا)", "(|لا|)", "(|لا|)"},
	} {
		words.Use(test.language)
		marked := func(s string) string { return strings.ReplaceAll(s, string(leftMark), "|") }
		if got := marked(fromLeftSide(test.text)); got != test.ours {
			t.Errorf("%s: the sentence %q is given as %q, want %q", test.language, test.text, got, test.ours)
		}
		if got := marked(theirsFromLeftSide(test.text)); got != test.theirs {
			t.Errorf("%s: %q of somebody else's is given as %q, want %q", test.language, test.text, got, test.theirs)
		}
	}
}

// TestSentencesSayWhoDidIt reads each sentence about two people from the side of
// its language: whoever stands first in it, in whichever script, stays there.
func TestSentencesSayWhoDidIt(t *testing.T) {
	defer words.Use(words.English)
	for _, language := range words.All {
		words.Use(language)
		for _, pair := range [][2]string{{"אבג", "דהו"}, {"Ada", "Bo"}, {"אבג", "Bo"}, {"Ada", "דהו"}} {
			for _, sentence := range []string{"%s sent %s out of the room", "%s made %s a moderator", "%s banned %s until it is lifted"} {
				text := words.T(sentence, pair[0], pair[1])
				drawn := fromLeftSide(text)
				meant := strings.Index(text, pair[0]) < strings.Index(text, pair[1])
				read := strings.Index(drawn, pair[0]) < strings.Index(drawn, pair[1])
				if language.RightToLeft() && drawn != text { // nothing turns what has no letter of it
					read = !read
				}
				if read != meant {
					t.Errorf("%s: %q is given as %q", language, text, drawn)
				}
			}
		}
	}
}

// TestTopicsAndNotesStandInTheirOrder draws a topic from its own side, and a note
// from that of the window.
func TestTopicsAndNotesStandInTheirOrder(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{
		vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: chat.MemberID{0xCC}, Name: "אבג"}}},
		vm.Happened{Room: 1, Event: chat.Ruled{Rules: chat.Rules{Topic: "שלום, Bo"}}},
	})
	drawn := screenText(win.window.Canvas().Content())
	for _, want := range []string{"אבג" + string(leftMark) + " joined", theirsFromLeftSide("שלום, Bo")} {
		if !strings.Contains(drawn, want) {
			t.Errorf("%q is not on the screen", want)
		}
	}
}
