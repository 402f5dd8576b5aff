package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
)

// large is a window drawn anew: in another language, with larger text.
var large = vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: 130}, Language: words.German}

// TestDrawnAnewBehindADialog changes the language and the size of text while
// somebody writes in a dialog: that stays as it is until it closes.
func TestDrawnAnewBehindADialog(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	test.Type(win.pane().composer.entry, "half a line")
	win.openHost()
	test.Type(win.host.name, "Attic")
	host := win.host
	win.Apply([]vm.Event{large})
	if win.host != host || host.sheet.overlay == nil || host.name.Text != "Attic" || words.Current() != words.English {
		t.Fatalf("the dialog is gone, or speaks %s now: %q", words.Current(), host.name.Text)
	}
	host.sheet.close()
	if words.Current() != words.German || sizeText != 18 || w.Canvas().Focused() != win.pane().composer.entry {
		t.Errorf("after the dialog it speaks %s, in size %v, and the keyboard is on %T", words.Current(), sizeText, w.Canvas().Focused())
	}
	if got := win.pane().composer.entry.Text; got != "half a line" {
		t.Errorf("of the line is left %q", got)
	}
	win.openHost()
	win.Apply([]vm.Event{vm.Preferred{Prefs: large.Prefs, Language: words.French}})
	if win.sheet != nil || words.Current() != words.French {
		t.Error("a dialog in which nobody wrote holds the change up")
	}
}

// TestDrawnAnewOnceRoomSettingsAreLeft does it by leaving what was typed, and
// nothing else.
func TestDrawnAnewOnceRoomSettingsAreLeft(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	win.openRoomSettings(1)
	secret := win.roomSettings.guard.secret
	w.Canvas().Focus(secret)
	test.Type(secret, "correct horse")
	win.Apply([]vm.Event{large})
	win.leaveCover()
	if words.Current() != words.German || win.over != nil || w.Canvas().Focused() != win.pane().composer.entry {
		t.Errorf("it speaks %s, and the keyboard is on %T", words.Current(), w.Canvas().Focused())
	}
}

// TestDrawnAnewBehindRoomSettings does the same while somebody changes a room.
func TestDrawnAnewBehindRoomSettings(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	win.openRoomSettings(1)
	v := win.roomSettings
	w.Canvas().Focus(v.guard.secret)
	test.Type(v.guard.secret, "correct horse")
	win.Apply([]vm.Event{large})
	if win.over != cover(v) || v.guard.secret.Text != "correct horse" || words.Current() != words.English {
		t.Fatal("the password that was being typed is gone")
	}
	v.guard.secret.SetText("")
	win.Apply(nil)
	if words.Current() != words.German || win.roomSettings == v {
		t.Errorf("with nothing typed it speaks %s", words.Current())
	}
}
