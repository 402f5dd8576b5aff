package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
)

var (
	knownKey = strings.Repeat("00112233445566778899aabbccddeeff", 2)
	givenKey = "0011" + strings.Repeat("9f", 22) + "0123456789abcdef"[:12] + "cdef"
)

// changedKey is a window with the view of a changed key open.
func changedKey(t *testing.T, width, height float32) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := inRoom(t, width, height)
	win.selectRoom(2)
	win.Apply([]vm.Event{vm.Linked{Room: 2, Link: vm.Ended, Trouble: vm.Trouble{Kind: vm.KeyChanged, Target: "10.0.0.2:7678", Known: knownKey, Given: givenKey}}})
	b := win.pane().banner
	if b.act.text != "Compare the keys…" {
		t.Fatalf("the banner offers %q", b.act.text)
	}
	test.Tap(b.act)
	asked.expect(t)
	if win.sheet == nil {
		t.Fatal("the banner's button opens nothing")
	}
	return win, asked, w
}

// stops is where the keyboard goes in the dialog that is open, once round.
func stops(w fyne.Window) []fyne.Focusable {
	first := w.Canvas().Focused()
	list := []fyne.Focusable{first}
	for range 20 {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() == first {
			break
		}
		list = append(list, w.Canvas().Focused())
	}
	return list
}

func TestNewKeyIsNotTakenByHabit(t *testing.T) {
	win, asked, w := changedKey(t, 1100, 800)
	round := stops(w)
	if len(round) != 2 {
		t.Fatalf("the keyboard stops at %d parts", len(round))
	}
	stay, typed, accept := round[0].(*button), round[1].(*field), find(t, w.Canvas().Overlays().Top(), "Take the new key")
	if stay.text != "Stay away" || !accept.disabled || accept.kind != danger {
		t.Fatalf("the keyboard begins on %q; %q can be pressed: %v", stay.text, accept.text, !accept.disabled)
	}
	press(accept, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	press(typed, fyne.KeyReturn, fyne.KeyEnter)
	test.Tap(accept)
	asked.expect(t)
	press(stay, fyne.KeyReturn)
	if asked.expect(t); win.sheet != nil {
		t.Error("Enter does not stay away")
	}
	test.Tap(win.pane().banner.act)
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if asked.expect(t); win.sheet != nil {
		t.Error("Escape does not stay away")
	}
	if typed.Text != "" {
		t.Errorf("keeps %q", typed.Text)
	}
}

func TestNewKeyIsTakenOnceItsEndWasRead(t *testing.T) {
	win, asked, w := changedKey(t, 1100, 800)
	accept, typed := find(t, w.Canvas().Overlays().Top(), "Take the new key"), stops(w)[1].(*field)
	for _, text := range []string{
		"", "cdef", "0123 4567 89ab", // too little
		"ccdd eeff ccdd eeff", "8899 aabb ccdd eeff", // of the known key
		"0011 9f9f 9f9f 9f9f", // its beginning
		"0123 4567 89ab cdee", "0123 4567 89ab cdef 0", "g123 4567 89ab cdef",
	} {
		typed.SetText(text)
		if press(typed, fyne.KeyReturn); !accept.disabled {
			t.Errorf("%q is enough", text)
		}
	}
	typed.SetText("8899 aabb ccdd eeff")
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "That is not the key that was shown now") {
		t.Errorf("of another key it says %q", text)
	}
	for _, text := range []string{"0123 4567 89ab cdef", "0123456789ABCDEF", " 0123-4567-89AB-CDEF "} {
		if typed.SetText(text); accept.disabled {
			t.Errorf("%q is not enough", text)
		}
	}
	press(typed, fyne.KeyReturn)
	press(accept, fyne.KeyReturn, fyne.KeyEnter)
	asked.expect(t)
	if win.sheet == nil {
		t.Fatal("Enter ends the view")
	}
	press(accept, fyne.KeySpace)
	asked.expect(t, "trust 2 "+givenKey)
	if win.sheet != nil {
		t.Error("the view stays after the key was taken")
	}
	win.Apply([]vm.Event{vm.Linked{Room: 2}, vm.Linked{Room: 2, Link: vm.Seated}})
	if w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Errorf("in the room, the keyboard is in %T", w.Canvas().Focused())
	}
}

func TestDiffering(t *testing.T) {
	for _, c := range []struct{ a, b, words, marked string }{
		{"aaaabbbbcccc", "ddddeeeeffff", "All 3 groups differ.", "xxx"},
		{"aaaabbbbcccc", "aaaaeeeecccc", "1 of 3 groups differ: those with a line under them.", ".x."},
		{"aaaa", "aaaabbbb", "1 of 2 groups differ: those with a line under them.", ".x"},
	} {
		marked, words := differing(inFours(c.a), inFours(c.b))
		var got strings.Builder
		for _, m := range marked {
			got.WriteString(map[bool]string{true: "x", false: "."}[m])
		}
		if got.String() != c.marked || words != c.words {
			t.Errorf("%s and %s: %s, %q", c.a, c.b, got.String(), words)
		}
	}
}

// TestNewKeyWithoutEnd takes no key that is too short to be one.
func TestNewKeyWithoutEnd(t *testing.T) {
	v := &newKeyView{given: "", typed: newField("")}
	if v.matches() {
		t.Error("an empty key matches nothing typed")
	}
}

func TestNewKeyLooksTheSame(t *testing.T) {
	win, _, w := changedKey(t, 600, 800)
	w.Canvas().Unfocus()
	settle(w)
	test.AssertObjectRendersToMarkup(t, "new_key.xml", win.sheet.overlay.card)
}
