package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
)

const link = "landline://10.0.0.1:7678/?room=07000000000000000000000000000000&key=aa00000000000000000000000000000000000000000000000000000000000000&name=Lab"

func TestInvitation(t *testing.T) {
	win, _, w := inRoom(t, 1100, 800)
	win.showInvitation(1)
	copying := w.Canvas().Focused().(*copyButton) // Escape is heard there before there is a link
	if text := screenText(w.Canvas().Overlays().Top()); !copying.disabled || !strings.Contains(text, "once the room is open") {
		t.Errorf("before there is a link it says %q", text)
	}
	win.Apply([]vm.Event{vm.Invitation{Room: 1, Link: link}})
	if round := stops(w); len(round) != 2 {
		t.Errorf("the keyboard stops at %d parts", len(round))
	}
	text := screenText(w.Canvas().Overlays().Top())
	if !strings.Contains(strings.ReplaceAll(text, " ", ""), link) || !strings.Contains(text, "no password") {
		t.Errorf("says %q", text)
	}
	press(copying, fyne.KeyReturn)
	if got := fyne.CurrentApp().Clipboard().Content(); got != link {
		t.Errorf("copied %q", got)
	}
	press(copying, fyne.KeyEscape)
	if win.sheet != nil {
		t.Error("Escape leaves the view open")
	}
	win.Apply([]vm.Event{ended(1, vm.PasswordWanted)})
	win.showInvitation(1)
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "The password of the room is not in it") {
		t.Errorf("of a room with a password it says %q", text)
	}
}

func TestJoinDialogTakesInvitations(t *testing.T) {
	win, asked, w := openAs(t, 1000, 700)
	win.openJoin()
	d := win.join
	for text, want := range map[string]bool{"": false, "10.0.0.1": false, "landlin": false, " LANDLINE://x": true, link: true} {
		if d.address.SetText(text); d.invited.Visible() != want {
			t.Errorf("%q is an invitation: %v", text, !want)
		}
	}
	d.address.SetText("")
	clipboard := test.NewClipboard()
	clipboard.SetContent(link)
	w.Canvas().Focus(d.address)
	d.address.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	press(d.address, fyne.KeyReturn)
	asked.expect(t, "join "+link)
	win.Apply([]vm.Event{vm.Opened{Room: 4, Name: "Lab", Asked: true}, ended(4, vm.PasswordWanted)})
	if win.passwords.open == nil {
		t.Error("does not ask for the password of the room that the link leads to")
	}
}

// TestLinkThatCannotBeTried says why also where Landline began with the link,
// and no dialog is open.
func TestLinkThatCannotBeTried(t *testing.T) {
	win, _, w := openAs(t, 1000, 700)
	win.Apply([]vm.Event{vm.JoinFailed{Trouble: vm.Trouble{Kind: vm.AddressInvalid, Target: "landline://", Detail: "it has no host"}}})
	if win.join == nil || !win.join.trouble.Visible() || !strings.Contains(win.join.trouble.text, "no host") {
		t.Fatal("does not say why")
	}
	if w.Canvas().Focused() != fyne.Focusable(win.join.address) {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
	}
}
