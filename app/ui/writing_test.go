package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

func TestEnterBreaksTheLineWhereThatIsPreferred(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{BreakOnEnter: true}}})
	entry := win.pane().composer.entry
	test.Type(entry, "one")
	press(entry, fyne.KeyReturn)
	test.Type(entry, "two")
	asked.expect(t)
	entry.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	asked.expect(t, "say 1 one\ntwo")
}

// TestLettersOfManyCharacters deletes and passes over what a reader takes for
// one letter at a time.
func TestLettersOfManyCharacters(t *testing.T) {
	const family, flag, e = "👩‍👩‍👧‍👦", "🇸🇪", "e\u0301"
	win, _, _ := inRoom(t, 1100, 700)
	entry := win.pane().composer.entry
	entry.put("x" + family + flag + e)
	for _, want := range []string{"x" + family + flag, "x" + family, "x", ""} {
		if press(entry, fyne.KeyBackspace); entry.Text != want {
			t.Errorf("Backspace leaves %+q, want %+q", entry.Text, want)
		}
	}
	entry.put("x" + family + flag)
	for _, want := range []string{"x" + family, "x", ""} {
		if press(entry, fyne.KeyLeft); entry.before() != want {
			t.Errorf("Left leads behind %+q, want %+q", entry.before(), want)
		}
	}
	press(entry, fyne.KeyRight, fyne.KeyRight)
	if press(entry, fyne.KeyDelete); entry.Text != "x"+family {
		t.Errorf("Delete leaves %+q", entry.Text)
	}
	entry.put("a\n")
	if press(entry, fyne.KeyBackspace); entry.Text != "a" {
		t.Errorf("Backspace at the beginning of a line leaves %q", entry.Text)
	}
}

func TestNamesAreCompleted(t *testing.T) {
	win, asked, _ := ordered(t, 1100)
	pane := win.pane()
	entry, list := pane.composer.entry, pane.completion
	test.Type(entry, "ask @")
	if !list.Visible() || len(list.list) != 3 || !entry.AcceptsTab() {
		t.Fatalf("%d names are offered", len(list.list))
	}
	if bottom := list.Position().Y + list.Size().Height; bottom > pane.composer.root.Position().Y {
		t.Error("the list stands over the composer")
	}
	press(entry, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp)
	if list.chosen != 2 {
		t.Errorf("Up from the first leads to %d", list.chosen)
	}
	press(entry, fyne.KeyEscape)
	if list.Visible() || entry.AcceptsTab() {
		t.Error("Escape leaves the list open")
	}
	test.Type(entry, "cl")
	press(entry, fyne.KeyTab)
	test.Type(entry, "or :thumbsup:, not foo@bo")
	if want := "ask @Cleo or 👍, not foo@bo"; entry.Text != want {
		t.Errorf("the text is %q, want %q", entry.Text, want)
	}
	press(entry, fyne.KeyReturn)
	asked.expect(t, "say 1 ask @Cleo or 👍, not foo@bo")
	test.Type(entry, "@d")
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, completionPad+5)})
	if entry.Text != "@Dee " {
		t.Errorf("a click makes %q", entry.Text)
	}
	entry.SetText("")
	test.Type(entry, "in the middle :coff")
	press(entry, fyne.KeyReturn)
	if entry.Text != "in the middle ☕" {
		t.Errorf("an emoji completed makes %q", entry.Text)
	}
	asked.expect(t)
}

// TestCompletionOfATextThatIsGone undoes what was typed from the menu of the
// field, of which the list does not hear.
func TestCompletionOfATextThatIsGone(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	pane := win.pane()
	entry, list := pane.composer.entry, pane.completion
	undone := func() {
		t.Helper()
		test.Type(entry, "hello @B")
		if entry.Undo(); entry.Text != "hello " || !list.open() {
			t.Fatalf("the text is %q, and completions are offered: %v", entry.Text, list.open())
		}
	}
	undone()
	press(entry, fyne.KeyReturn)
	asked.expect(t, "say 1 hello")
	undone()
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, completionPad+5)})
	if entry.Text != "hello " || list.open() {
		t.Errorf("a click makes it %q", entry.Text)
	}
}

func TestCompletionInsideAText(t *testing.T) {
	win, _, _ := ordered(t, 1100)
	entry := win.pane().composer.entry
	entry.put("hi , come")
	press(entry, fyne.KeyHome)
	for range 3 {
		press(entry, fyne.KeyRight)
	}
	test.Type(entry, "@bo")
	press(entry, fyne.KeyTab)
	if entry.Text != "hi @Bo , come" || entry.before() != "hi @Bo " {
		t.Errorf("%q, the caret behind %q", entry.Text, entry.before())
	}
}

func TestCompletionLooksTheSame(t *testing.T) {
	win, _, _ := ordered(t, 1100)
	d := newDraft("")
	d.onFocus = func(bool) {}
	list := newCompletion(d, win.desk.Room(1).Complete, func() {})
	w := test.NewTempWindow(t, list)
	w.SetPadded(false)
	d.put("see @")
	list.look()
	w.Resize(fyne.NewSize(240, list.MinSize().Height))
	test.AssertRendersToMarkup(t, "completion.xml", w.Canvas())
}

func TestWritingIsTold(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	entry := win.pane().composer.entry
	entry.put("a draft of before")
	press(entry, fyne.KeyLeft)
	if len(asked.typed) != 0 {
		t.Error("a draft of before counts as writing")
	}
	test.Type(entry, "xy")
	if len(asked.typed) != 2 || asked.typed[0] != 1 {
		t.Errorf("told %v", asked.typed)
	}
	win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{NoTyping: true}}})
	test.Type(entry, "z")
	if len(asked.typed) != 2 {
		t.Error("told although the person does not want it")
	}
}

func TestPastingTooMuchIsExplained(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	c := win.pane().composer
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent(strings.Repeat("x", 3*chat.MaxText))
	c.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if !c.hint.Visible() || !strings.Contains(c.hint.text, "too long") || !strings.Contains(c.hint.text, "8,192") || c.entry.Text != "" {
		t.Errorf("pasting says %q", c.hint.text)
	}
}

func TestPickingAnEmoji(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	entry := win.pane().composer.entry
	w.Canvas().Focus(entry)
	test.Type(entry, "cheers ")
	win.openEmoji()
	search, ok := w.Canvas().Focused().(*emojiSearch)
	if !ok {
		t.Fatalf("the keyboard is at %T", w.Canvas().Focused())
	}
	test.Type(search, "beer")
	press(search, fyne.KeyRight, fyne.KeyLeft, fyne.KeyReturn)
	if entry.Text != "cheers 🍺" || w.Canvas().Overlays().Top() != nil || w.Canvas().Focused() != fyne.Focusable(entry) {
		t.Errorf("%q, the keyboard at %T", entry.Text, w.Canvas().Focused())
	}
	if calls := asked.take(); len(calls) != 1 || !strings.Contains(calls[0], "Recents:[🍺]") {
		t.Errorf("asked %q", calls)
	}
	win.openEmoji()
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves the picker open")
	}
}

func TestEmojiGrid(t *testing.T) {
	quietApp(t)
	var got string
	p := newEmojiPicker([]string{"🎉", "👍"}, func(e string) { got = e }, func() {})
	w := test.NewTempWindow(t, p.body)
	w.SetPadded(false)
	w.Resize(p.body.MinSize())
	g := p.grid
	if g.choice() != "🎉" || p.name.text != ":"+vm.EmojiName("🎉")+":" {
		t.Errorf("%q is chosen at first, called %q", g.choice(), p.name.text)
	}
	press(p.search, fyne.KeyRight, fyne.KeyDown)
	if want := vm.EmojiGroups[0].Emoji[1]; g.choice() != want {
		t.Errorf("from the recents Down leads to %s, want %s", g.choice(), want)
	}
	for range 300 {
		press(p.search, fyne.KeyPageDown)
	}
	last := vm.EmojiGroups[len(vm.EmojiGroups)-1].Emoji
	if g.choice() != last[len(last)-1] || g.offset != g.height-g.Size().Height {
		t.Errorf("the end is %s at %v of %v", g.choice(), g.offset, g.height)
	}
	p.tabs[3].press()
	if g.choice() != vm.EmojiGroups[3].Emoji[0] {
		t.Errorf("the tab leads to %s", g.choice())
	}
	if len(g.drawn) > 120 {
		t.Errorf("%d objects are drawn", len(g.drawn))
	}
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1e6)})
	g.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1.5*emojiCell, emojiTitle+5)})
	if got != "👍" {
		t.Errorf("a click takes %q", got)
	}
	test.Type(p.search, "zzzz")
	if press(p.search, fyne.KeyReturn); g.choice() != "" || got != "👍" {
		t.Errorf("a search that finds nothing takes %q", got)
	}
}

// TestEmojiFromRightToLeft chooses emoji where rows are read from the right: the
// arrows, the pointer and the picture agree.
func TestEmojiFromRightToLeft(t *testing.T) {
	quietApp(t)
	words.Use(words.Arabic)
	got := ""
	p := newEmojiPicker([]string{"🎉", "👍", "🌱"}, func(emoji string) { got = emoji }, func() {})
	w := test.NewTempWindow(t, p.body)
	w.SetPadded(false)
	w.Resize(p.body.MinSize())
	g := p.grid
	if press(p.search, fyne.KeyLeft); g.choice() != "👍" {
		t.Errorf("Left leads to %q", g.choice())
	}
	if at := g.mark.Position().X; at < (emojiColumns-2)*emojiCell || at > (emojiColumns-1)*emojiCell {
		t.Errorf("the second emoji is marked %v from the left", at)
	}
	if press(p.search, fyne.KeyLeft, fyne.KeyRight, fyne.KeyRight); g.choice() != "🎉" {
		t.Errorf("Right leads back to %q", g.choice())
	}
	row := fyne.NewPos(0, emojiTitle+5)
	if g.Tapped(&fyne.PointEvent{Position: row.AddXY((emojiColumns-2.5)*emojiCell, 0)}); got != "🌱" {
		t.Errorf("a click on the third one takes %q", got)
	}
	if _, ok := g.cellAt(row); ok {
		t.Error("the end of a short row is an emoji")
	}
	c := w.Canvas()
	c.Focus(p.tabs[0])
	if press(p.tabs[0], fyne.KeyLeft); c.Focused() != fyne.Focusable(p.tabs[1]) {
		t.Errorf("Left leads from the first group to %T", c.Focused())
	}
}

// TestEmojiPickerLooksTheSame draws emoji that Fyne's own font has: those of the
// system's have other measures.
func TestEmojiPickerLooksTheSame(t *testing.T) {
	quietApp(t)
	p := newEmojiPicker(nil, func(string) {}, func() {})
	p.grid.show([]emojiSection{{"Chosen last", []string{"🎉", "👍"}}, {"Food", strings.Fields("🍎 🍏 🍐 🍑 🍒 🍓 🍅 🍆 🌽 🍄 🌰")}})
	w := test.NewTempWindow(t, p.body)
	w.SetPadded(false)
	w.Resize(p.body.MinSize())
	p.grid.choose(1)
	test.AssertRendersToMarkup(t, "emojipicker.xml", w.Canvas())
}
