package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
	"landline/assets"
)

// keeper are Actions that keep what a person prefers, as a desk does.
type keeper struct {
	record
	win      *Window
	language words.Language // of the system
}

func (k *keeper) Prefer(p vm.Prefs) {
	k.record.Prefer(p)
	language := p.Language
	if language == "" {
		language = k.language
	}
	k.win.Apply([]vm.Event{vm.Preferred{Prefs: p, Language: language}})
}

// inSettings is a window of a person who looks at the settings.
func inSettings(t *testing.T, width, height float32) (*Window, *keeper, fyne.Window) {
	t.Helper()
	win, _, w := inRoom(t, width, height)
	k := &keeper{win: win, language: words.English}
	win.actions = k
	win.openSettings()
	win.Apply([]vm.Event{
		vm.System{Program: "Landline 0.1.0", Folder: "/home/ada/.local/share/landline", Bytes: 12_345_678, Downloads: "/home/ada/Downloads", Language: words.German,
			Cards: []vm.Card{{Name: "eth0", Addresses: []string{"192.168.1.20", "fe80::1"}}, {Name: "tun0", Addresses: []string{"10.8.0.2"}}}},
		vm.Passwords{List: []vm.KeptPassword{
			{Name: "Front desk", Hosting: true, Place: "room 1"}, {Place: "address 192.168.1.7:7678", Host: bo}}},
	})
	k.expect(t, "survey", "list passwords")
	return win, k, w
}

// checkNamed is the box in the settings with that word beside it.
func checkNamed(t *testing.T, v *settingsView, text string) *check {
	t.Helper()
	for _, c := range v.controls {
		if c, ok := c.(*check); ok && c.text == text {
			return c
		}
	}
	t.Fatalf("there is no box %q", text)
	return nil
}

// buttonIn is the button with that symbol, or word.
func buttonIn(t *testing.T, v *settingsView, name string) *button {
	t.Helper()
	for _, c := range v.controls {
		if b, ok := c.(*button); ok && (b.text == name || b.text == "" && b.glyph == name) {
			return b
		}
	}
	t.Fatalf("there is no button %q", name)
	return nil
}

func TestSettingsLookTheSame(t *testing.T) {
	for name, size := range map[string]fyne.Size{"settings.xml": {Width: 960, Height: 2200}, "settings_narrow.xml": {Width: 400, Height: 2600}} {
		win, _, _ := inSettings(t, 1200, 900)
		w := test.NewTempWindow(t, win.settings.root)
		w.SetPadded(false)
		w.Resize(size)
		test.AssertRendersToMarkup(t, name, w.Canvas())
	}
}

// TestSettingsSwitches presses each box, twice: what it stands for changes, and
// changes back.
func TestSettingsSwitches(t *testing.T) {
	win, _, _ := inSettings(t, 1200, 900)
	for name, is := range map[string]func(vm.Prefs) bool{
		"Nothing moves by itself":         func(p vm.Prefs) bool { return p.Still },
		"Enter begins a new line":         func(p vm.Prefs) bool { return p.BreakOnEnter },
		"Others see that I am writing":    func(p vm.Prefs) bool { return !p.NoTyping },
		"Tell me on the desktop":          func(p vm.Prefs) bool { return !p.Silent },
		"With the words that were said":   func(p vm.Prefs) bool { return !p.Secretive },
		"With a soft sound":               func(p vm.Prefs) bool { return p.Sound },
		"Go on when the window is closed": func(p vm.Prefs) bool { return p.ToTray },
	} {
		before := win.desk.Prefs()
		c := checkNamed(t, win.settings, name)
		first := c.on
		press(c, fyne.KeySpace)
		if c.on == first || is(win.desk.Prefs()) == first {
			t.Errorf("%s: pressed, it is %v and shows %v", name, is(win.desk.Prefs()), c.on)
		}
		press(c, fyne.KeySpace)
		if p := win.desk.Prefs(); c.on != first || !slices.Equal(p.Interfaces, before.Interfaces) || is(p) != first {
			t.Errorf("%s: pressed twice, %+v became %+v", name, before, p)
		}
	}
}

// TestSettingsLooks chooses each look, whatever the system asks for.
func TestSettingsLooks(t *testing.T) {
	win, _, w := inSettings(t, 1200, 900)
	for _, c := range win.settings.controls {
		tile, ok := c.(*lookTile)
		if !ok {
			continue
		}
		test.Tap(tile)
		if win.desk.Prefs().Look != tile.look || !tile.chosen {
			t.Errorf("%q was pressed, and the look is %q", tile.look, win.desk.Prefs().Look)
		}
		if tile.look == vm.LookDark != inDark() {
			t.Errorf("with the look %q it is dark: %v", tile.look, inDark())
		}
		for _, o := range test.LaidOutObjects(w.Content()) {
			if text, ok := o.(*canvas.Text); ok && inDark() && text.Color == light.ink {
				t.Errorf("%q is still light", text.Text)
			}
		}
	}
}

// TestSettingsTextSize makes text as large and as small as it goes, with the
// keyboard, which stays where it is although everything is drawn anew.
func TestSettingsTextSize(t *testing.T) {
	win, _, w := inSettings(t, 1200, 900)
	more := buttonIn(t, win.settings, "plus")
	w.Canvas().Focus(more)
	for range 20 {
		press(w.Canvas().Focused(), fyne.KeySpace)
	}
	if got := win.desk.Prefs().TextSize; got != vm.LargestText || sizeText != 21 || faceText.size != 21 || faceName.size != 19 {
		t.Errorf("the largest is %d: text %v, in a room %v, names %v", got, sizeText, faceText.size, faceName.size)
	}
	if b, ok := w.Canvas().Focused().(*button); !ok || b == more || b.glyph != "plus" {
		t.Errorf("the keyboard is on %T", w.Canvas().Focused())
	}
	if win.over != cover(win.settings) {
		t.Error("the settings closed")
	}
	for range 20 {
		press(buttonIn(t, win.settings, "minus"), fyne.KeySpace)
	}
	if got := win.desk.Prefs().TextSize; got != vm.SmallestText || faceText.size != 11 {
		t.Errorf("the smallest is %d: %v", got, faceText.size)
	}
	if w := faceText.width([]rune("a")); w != fyne.MeasureText("a", faceText.size, fyne.TextStyle{}).Width {
		t.Errorf("a letter is still %v wide", w)
	}
}

// TestSettingsKeepDraft changes the size of text while a line is written.
func TestSettingsKeepDraft(t *testing.T) {
	win, k, _ := inSettings(t, 1200, 900)
	win.leaveCover()
	test.Type(win.pane().composer.entry, "half a line")
	k.Prefer(vm.Prefs{TextSize: 120})
	if got := win.pane().composer.entry.Text; got != "half a line" {
		t.Errorf("of the line is left %q", got)
	}
}

// TestSettingsLanguage changes the language, Fyne's own menus included.
func TestSettingsLanguage(t *testing.T) {
	win, k, _ := inSettings(t, 1200, 900)
	k.Prefer(vm.Prefs{Language: words.German})
	if words.Current() != words.German || win.over == nil {
		t.Errorf("it speaks %s, and the settings are open: %v", words.Current(), win.over != nil)
	}
	if got := lang.L("Select all"); got != words.T("Select all") {
		t.Errorf("Fyne says %q, Landline %q", got, words.T("Select all"))
	}
	k.Prefer(vm.Prefs{})
	if words.Current() != words.English || lang.L("Paste") != "Paste" {
		t.Errorf("the system's language is back, and it speaks %s: %q", words.Current(), lang.L("Paste"))
	}
}

// TestSettingsPort types ports that can be, and some that cannot.
func TestSettingsPort(t *testing.T) {
	win, _, w := inSettings(t, 1200, 900)
	i := slices.IndexFunc(win.settings.controls, func(c fyne.Focusable) bool {
		f, ok := c.(*field)
		return ok && f.PlaceHolder == usualPort
	})
	port := win.settings.controls[i].(*field)
	w.Canvas().Focus(port)
	for text, want := range map[string]int{"9000": 9000, "65535": 65535, "": 0, "7678": 0} {
		port.SetText(text)
		if got := win.desk.Prefs().Port; got != want {
			t.Errorf("%q gives port %d, want %d", text, got, want)
		}
	}
	port.SetText("8000")
	if got := win.proposedPort(); got != "8000" {
		t.Errorf("a new room is proposed port %s", got)
	}
	for _, text := range []string{"70000", "0", "-1", "port"} {
		port.SetText(text)
		if got := win.desk.Prefs().Port; got != 8000 || port.Text != text {
			t.Errorf("%q gives port %d, and stands there as %q", text, got, port.Text)
		}
	}
}

// TestSettingsInterfaces takes networks out until one is left.
func TestSettingsInterfaces(t *testing.T) {
	win, k, _ := inSettings(t, 1200, 900)
	eth, tun := checkNamed(t, win.settings, "eth0"), checkNamed(t, win.settings, "tun0")
	test.Tap(tun)
	if got := win.desk.Prefs().Interfaces; !slices.Equal(got, []string{"eth0"}) || tun.on || !eth.on {
		t.Errorf("without tun0 it is %v, shown %v and %v", got, eth.on, tun.on)
	}
	test.Tap(eth)
	if got := win.desk.Prefs().Interfaces; !slices.Equal(got, []string{"eth0"}) || !eth.on {
		t.Errorf("without the last one it is %v, shown %v", got, eth.on)
	}
	test.Tap(tun)
	if got := win.desk.Prefs().Interfaces; got != nil {
		t.Errorf("with all of them it is %v", got)
	}
	k.Prefer(vm.Prefs{Interfaces: []string{"wlan0"}})
	if c := checkNamed(t, win.settings, "wlan0"); !c.on {
		t.Error("one that is chosen and not there is shown as not chosen")
	}
}

// TestSettingsPasswords forgets a password, after a question.
func TestSettingsPasswords(t *testing.T) {
	win, k, w := inSettings(t, 1200, 900)
	k.take()
	test.Tap(buttonIn(t, win.settings, "Forget"))
	k.expect(t)
	if win.sheet == nil {
		t.Fatal("nothing was asked")
	}
	yes := w.Canvas().Overlays().Top().(*scrim)
	for _, o := range test.LaidOutObjects(yes) {
		if b, ok := o.(*button); ok && b.text == "Forget it" {
			test.Tap(b)
		}
	}
	k.expect(t, "forget password of Front desk")
	before := len(win.settings.controls)
	win.Apply([]vm.Event{vm.Passwords{List: []vm.KeptPassword{{Place: "address 192.168.1.7:7678"}}}})
	if got := len(win.settings.controls); got != before-1 {
		t.Errorf("of %d controls %d are left", before, got)
	}
	win.Apply([]vm.Event{vm.Passwords{}})
	if !onPage(w, "None. A room’s password is kept where") {
		t.Error("an empty list says nothing")
	}
}

// onPage tells whether text that begins so is on the page.
func onPage(w fyne.Window, text string) bool {
	return slices.ContainsFunc(test.LaidOutObjects(w.Content()), func(o fyne.CanvasObject) bool {
		t, ok := o.(*canvas.Text)
		return ok && strings.HasPrefix(t.Text, text)
	})
}

// TestSettingsByKeyboard goes through the page with Tab: the list first, then
// each control, all of which can be left with Escape, and none is out of sight.
func TestSettingsByKeyboard(t *testing.T) {
	win, _, w := inSettings(t, 1200, 700)
	v := win.settings
	if w.Canvas().Focused() != fyne.Focusable(v.sections[0].entry) {
		t.Errorf("the keyboard begins on %T", w.Canvas().Focused())
	}
	last := len(v.sections) - 1
	w.Canvas().Focus(v.sections[last].entry)
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if w.Canvas().Focused() != v.sections[last].first || !v.sections[last].entry.chosen {
		t.Errorf("from the list it comes to %T", w.Canvas().Focused())
	}
	driver := fyne.CurrentApp().Driver()
	for _, c := range v.controls {
		w.Canvas().Focus(c)
		o := c.(fyne.CanvasObject)
		y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(v.scroll).Y
		if y < 0 || y+o.Size().Height > v.scroll.Size().Height {
			t.Errorf("%T is at %v, out of sight", c, y)
		}
		win.openCover(v)
		w.Canvas().Focus(c)
		press(c, fyne.KeyEscape)
		if win.over != nil {
			t.Errorf("Escape on %T does not lead away", c)
		}
		win.openSettings()
	}
}

// TestSettingsNarrow has no list beside the page, and starts on the page.
func TestSettingsNarrow(t *testing.T) {
	win, _, w := inSettings(t, 420, 700)
	if win.settings.list.Visible() && win.settings.wide || w.Canvas().Focused() != win.settings.controls[0] {
		t.Errorf("the list is beside the page: %v; the keyboard is on %T", win.settings.wide, w.Canvas().Focused())
	}
	right := w.Canvas().Size().Width
	for _, c := range win.settings.controls {
		o := c.(fyne.CanvasObject)
		if x := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X + o.Size().Width; x > right+0.5 {
			t.Errorf("%T ends at %v of %v", c, x, right)
		}
	}
}

// TestLicences reads one licence and comes back to its place in the list.
func TestLicences(t *testing.T) {
	win, _, w := inSettings(t, 1000, 700)
	test.Tap(buttonIn(t, win.settings, "Licences of everything inside…"))
	for range 2 {
		w.Canvas().FocusNext()
	}
	want := assets.Licences()[2]
	press(w.Canvas().Focused(), fyne.KeyReturn)
	found := false
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		if text, ok := o.(*canvas.Text); ok && text.Text == want.Part {
			found = true
		}
	}
	if !found {
		t.Errorf("the licence of %s is not shown", want.Part)
	}
	press(w.Canvas().Focused(), fyne.KeyEscape)
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if win.sheet != nil || win.over != cover(win.settings) {
		t.Error("Escape does not lead back to the settings")
	}
}

// TestStill wants what is shown for a while gone at its end, and nothing between.
func TestStill(t *testing.T) {
	win, k, _ := inSettings(t, 1000, 700)
	var ticks []float32
	count := func(done float32) { ticks = append(ticks, done) }
	var clock handClock
	win.run = clock.run
	for _, still := range []bool{false, true} {
		k.Prefer(vm.Prefs{Still: still})
		ticks = nil
		win.moves(time.Second, count)
		clock.pass(time.Second / 2)
		clock.pass(time.Second)
		if moved := len(ticks) > 1; moved == still || ticks[len(ticks)-1] != 1 {
			t.Errorf("still %v: it ticked at %v", still, ticks)
		}
	}
}
