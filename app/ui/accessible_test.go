package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestEverythingToPressHasAName goes over a window with a room, and wants words
// for each part that can be pressed.
func TestEverythingToPressHasAName(t *testing.T) {
	win, _, w := inRoom(t, 1200, 700)
	win.openProfile()
	found := 0
	look := func(root fyne.CanvasObject) {
		for _, o := range test.LaidOutObjects(root) {
			a, ok := o.(fyne.Accessible)
			if !ok || !o.Visible() || a.AccessibilityRole() != fyne.AccessibleRoleButton {
				continue
			}
			if b, ok := o.(*button); ok && b.text == "" && b.glyph == "" {
				continue // not used yet: what it stands in is hidden
			}
			found++
			name := a.AccessibilityLabel()
			if b, symbol := o.(*button); symbol && b.text == "" && name == b.glyph || name == "" {
				t.Errorf("a %T at %v, as big as %v, says %q", o, o.Position(), o.Size(), name)
			}
		}
	}
	look(w.Content())
	look(w.Canvas().Overlays().Top())
	if found < 20 {
		t.Errorf("only %d parts were looked at", found)
	}
}

func TestNamesOfRows(t *testing.T) {
	win, _, _ := inRoom(t, 1200, 700)
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Presented{ID: bo, Status: chat.Status{Presence: chat.Away, Words: "at lunch"}}}})
	var said []string
	for i := range win.people.places {
		said = append(said, win.people.rows[i].AccessibilityLabel())
	}
	if all := strings.Join(said, " / "); !strings.Contains(all, "Away, Bo, at lunch") || !strings.Contains(all, "HOST / Online, Ada, you") {
		t.Errorf("the people say %q", all)
	}
	if got := win.side.me.AccessibilityLabel(); got != "Online, Ada, Online" {
		t.Errorf("the own row says %q", got)
	}
	secret := newField("Password")
	secret.Password = true
	secret.SetText("tulip")
	if got := secret.AccessibilityLabel(); got != "Password" {
		t.Errorf("a password says %q", got)
	}
}
