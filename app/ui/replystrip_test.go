package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/app/words"
)

// TestReplyStripLooksTheSame draws the strip over a message that answers another:
// in both looks, with more than its place holds, and with what is read from the
// right.
func TestReplyStripLooksTheSame(t *testing.T) {
	long := strings.Repeat("Does anybody know whose bicycle stands in front of the fire door? ", 3)
	for _, scene := range []struct {
		name     string
		variant  fyne.ThemeVariant
		language words.Language
		quote    vm.Quote
	}{
		{"light", theme.VariantLight, words.English, vm.Quote{Name: "Bo", Text: "Is the projector free at ten?"}},
		{"dark", theme.VariantDark, words.English, vm.Quote{Name: "Bo", Tag: "40cd94", Text: "Is the projector free at ten?"}},
		{"long", theme.VariantLight, words.English, vm.Quote{Name: "Maximiliane von Hohenstein-Feuerbach zu Winterthur", Text: long}},
		{"leftward", theme.VariantLight, words.English, vm.Quote{Name: "נועה", Text: "בוקר טוב, אני בחדר 4."}},
		{"arabic", theme.VariantLight, words.Arabic, vm.Quote{Name: "Bo", Text: "صباح الخير! هل الطابعة تعمل؟"}},
	} {
		t.Run(scene.name, func(t *testing.T) {
			quietApp(t)
			words.Use(scene.language)
			test.ApplyTheme(t, forced{Theme(), scene.variant})
			s := newReplyStrip(func() {})
			if !s.set(scene.quote, true) || s.set(scene.quote, true) {
				t.Error("the strip does not tell when it comes")
			}
			w := test.NewTempWindow(t, newPanel(colorPaper, colorNone, 0, s.root))
			w.SetPadded(false)
			w.Resize(fyne.NewSize(360, s.root.MinSize().Height))
			test.AssertRendersToMarkup(t, "reply_"+scene.name+".xml", w.Canvas())
		})
	}
}
