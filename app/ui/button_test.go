package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var _ fyne.Disableable = (*button)(nil)

// TestTabPassesDisabledButtons goes through a row of buttons with the keyboard.
func TestTabPassesDisabledButtons(t *testing.T) {
	quietApp(t)
	var list []*button
	line := row(grid)
	for _, text := range []string{"one", "two", "three"} {
		b := newButton(plain, "", text, func() {})
		list = append(list, b)
		line.Add(b)
	}
	one, two, three := list[0], list[1], list[2]
	w := test.NewTempWindow(t, line)
	c := w.Canvas()
	at := func(want *button) {
		t.Helper()
		if got, _ := c.Focused().(*button); got != want {
			t.Errorf("the keyboard is on %v, want %q", got, want.text)
		}
	}

	two.enable(false)
	c.Focus(one)
	c.FocusNext()
	at(three)
	c.FocusPrevious()
	at(one)
	two.Enable()
	c.FocusNext()
	at(two)

	two.Disable() // under the keyboard: its press may have done that
	at(two)
	c.FocusNext()
	at(three)
	c.FocusPrevious()
	at(one)
	if c.Focus(two); two.focused {
		t.Error("a disabled button takes the keyboard")
	}
	focusOn(c, two)
	if at(two); !two.disabled {
		t.Error("the keyboard enables a button")
	}
}

// TestSpaceIsNotSaid presses a dialog's button with Space, as the driver tells of
// it: the letter comes after the key, to whatever has the keyboard then.
func TestSpaceIsNotSaid(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	win.leave(1)
	if _, asked := w.Canvas().Focused().(*button); !asked {
		t.Fatalf("nothing is asked: the keyboard is on %T", w.Canvas().Focused())
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	w.Canvas().Focused().TypedRune(' ')
	if win.sheet != nil {
		t.Error("Space does not press the button")
	}
	if said := win.pane().composer.entry.Text; said != "" {
		t.Errorf("the composer has %q", said)
	}
}
