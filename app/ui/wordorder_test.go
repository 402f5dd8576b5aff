package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"landline/app/words"
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

func TestFromLeftSide(t *testing.T) {
	defer words.Use(words.English)
	for _, test := range []struct {
		language words.Language
		text     string
		want     string // with | for each mark of the direction
	}{
		{words.English, "", ""},
		{words.English, "Bo joined.", "Bo joined."},
		{words.English, "Bo joined שלום.", "Bo joined |שלום|."},
		{words.English, "שלום, Bo", "Bo| ,|שלום"},
		{words.Arabic, "", ""},
		{words.Arabic, "Bo's room.", "Bo's room."},
		{words.Arabic, "Bo انضم.", ".|انضم| |Bo"},
		{words.Arabic, "كاملة، 11 من 11", "11| |من| |11| ،|كاملة"},
		{words.Arabic, "(لا)", "(|لا|)"},
	} {
		words.Use(test.language)
		if got := strings.ReplaceAll(fromLeftSide(test.text), string(leftMark), "|"); got != test.want {
			t.Errorf("%s: %q is given as %q, want %q", test.language, test.text, got, test.want)
		}
	}
}
