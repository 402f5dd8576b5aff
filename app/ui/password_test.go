package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// ended is a room that is not open to this person, and why.
func ended(room vm.Key, kind vm.TroubleKind) vm.Event {
	return vm.Linked{Room: room, Link: vm.Ended, Trouble: vm.Trouble{Kind: kind, Target: "10.0.0.2:7678"}}
}

func TestHostDialogTakesAPassword(t *testing.T) {
	win, asked, w := openAs(t, 1000, 700)
	win.openHost()
	win.Apply([]vm.Event{vm.PortVerdict{Port: "7678", Free: true}})
	asked.take()
	d := win.host
	if !d.secret.Password || d.keep.Visible() || d.keep.on || !strings.Contains(d.hint.text, "everybody") {
		t.Errorf("begins with %q, masked %v", d.hint.text, d.secret.Password)
	}
	w.Canvas().Focus(d.secret.field)
	test.Type(d.secret.field, " swan7")
	if !strings.Contains(d.hint.text, "guessed") || d.ok.disabled || !d.keep.Visible() {
		t.Errorf("of a short password it says %q, and refuses it: %v", d.hint.text, d.ok.disabled)
	}
	test.Type(d.secret.field, " lake")
	if !strings.Contains(d.hint.text, "never sent") {
		t.Errorf("of a good password it says %q", d.hint.text)
	}
	d.secret.SetText(strings.Repeat("é", 129))
	if !d.ok.disabled || !strings.Contains(d.hint.text, "too long") {
		t.Errorf("258 bytes may be opened: %q", d.hint.text)
	}
	d.secret.SetText("swan\tlake")
	if !d.ok.disabled || !strings.Contains(d.hint.text, "tabs") {
		t.Errorf("a tab may be opened: %q", d.hint.text)
	}
	press(d.secret.field, fyne.KeyReturn)
	asked.expect(t)
	d.secret.SetText(" swan lake")
	w.Canvas().Focus(d.keep)
	press(d.keep, fyne.KeySpace)
	press(d.secret.field, fyne.KeyReturn)
	asked.expect(t, "host Ada’s room on 7678", `with " swan lake", keep true`)
}

// TestKeepingNeedsAPassword keeps nothing where the password was taken out
// again after the box was ticked.
func TestKeepingNeedsAPassword(t *testing.T) {
	win, asked, _ := openAs(t, 1000, 700)
	win.openHost()
	win.Apply([]vm.Event{vm.PortVerdict{Port: "7678", Free: true}})
	asked.take()
	win.host.secret.SetText("swan lake")
	test.Tap(win.host.keep)
	win.host.secret.SetText("")
	test.Tap(win.host.ok)
	asked.expect(t, "host Ada’s room on 7678")
}

func TestPasswordIsMaskedUntilShown(t *testing.T) {
	win, _, w := openAs(t, 1000, 700)
	win.openHost()
	f := win.host.secret
	f.SetText("swan lake")
	if text := screenText(w.Canvas().Overlays().Top()); strings.Contains(text, "swan") {
		t.Errorf("on the screen stands %q", text)
	}
	w.Canvas().Focus(f.field)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(f.show) {
		t.Fatalf("after the field comes %T", w.Canvas().Focused())
	}
	press(f.show, fyne.KeyReturn)
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "swan lake") || f.show.text != "Hide" {
		t.Errorf("shown, on the screen stands %q", text)
	}
	press(f.show, fyne.KeyReturn)
	if text := screenText(w.Canvas().Overlays().Top()); strings.Contains(text, "swan") || f.show.text != "Show" {
		t.Errorf("hidden again, on the screen stands %q", text)
	}
}

// TestPasswordIsAskedOnce opens the prompt by itself for a room that was asked
// for just now, and after that from the banner alone.
func TestPasswordIsAskedOnce(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{ended(1, vm.PasswordWanted)})
	if win.sheet != nil {
		t.Fatal("asks for the password of a room that nobody asked for")
	}
	win.Apply([]vm.Event{vm.Opened{Room: 3, Name: "Cellar", Address: "10.0.0.2:7678", Asked: true}, vm.Linked{Room: 3}})
	win.Apply([]vm.Event{ended(3, vm.PasswordWanted)})
	p := win.passwords.open
	if p == nil || w.Canvas().Focused() != fyne.Focusable(p.password.field) {
		t.Fatalf("does not ask; the keyboard is in %T", w.Canvas().Focused())
	}
	press(p.password.field, fyne.KeyEscape)
	if win.sheet != nil || win.passwords.open != nil {
		t.Fatal("Escape leaves the prompt open")
	}
	win.Apply([]vm.Event{ended(3, vm.PasswordWanted)})
	if win.sheet != nil {
		t.Error("asks a second time by itself")
	}
	banner := win.pane().banner
	if banner.act.text != "Give the password…" {
		t.Errorf("the banner offers %q", banner.act.text)
	}
	test.Tap(banner.act)
	if win.passwords.open == nil {
		t.Error("the banner's button opens nothing")
	}
	asked.expect(t)
}

func TestPasswordPrompt(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{vm.Opened{Room: 3, Name: "Cellar", Address: "10.0.0.2:7678"}, ended(3, vm.PasswordWanted)})
	test.Tap(win.pane().banner.act)
	p := win.passwords.open
	press(p.password.field, fyne.KeyReturn)
	asked.expect(t)
	test.Type(p.password.field, "swan")
	press(p.password.field, fyne.KeyReturn, fyne.KeyReturn)
	asked.expect(t, `unlock with "swan", keep false`)
	win.Apply([]vm.Event{vm.Linked{Room: 3}, ended(1, vm.PasswordWrong)})
	if !p.waiting || !p.ok.disabled {
		t.Error("what became of another room, or of nothing yet, counts")
	}
	win.Apply([]vm.Event{ended(3, vm.PasswordWrong)})
	if !strings.Contains(p.trouble.text, "not the password") || p.password.Text != "swan" || p.password.SelectedText() == "" {
		t.Errorf("wrong: says %q, keeps %q", p.trouble.text, p.password.Text)
	}
	if w.Canvas().Focused() != fyne.Focusable(p.password.field) || win.passwords.open != p {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
	}
	win.Apply([]vm.Event{ended(3, vm.PasswordWrong)})
	asked.expect(t)
	p.password.SetText("swan lake")
	test.Tap(p.keep)
	test.Tap(p.ok)
	asked.expect(t, `unlock with "swan lake", keep true`)
	win.Apply([]vm.Event{vm.Linked{Room: 3, Link: vm.Seated}})
	if win.sheet != nil || win.passwords.open != nil || w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Errorf("in the room, the keyboard is in %T", w.Canvas().Focused())
	}
}

// TestOwnRoomAsksForItsPassword after a restart, in words of its own.
func TestOwnRoomAsksForItsPassword(t *testing.T) {
	win, asked, w := openAs(t, 1000, 700)
	win.Apply([]vm.Event{vm.Opened{Room: 1, Name: "Lab", Hosting: true, Locked: true}, ended(1, vm.PasswordWanted)})
	p := win.passwords.open
	if p == nil {
		t.Fatal("does not ask")
	}
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "Your room has a password") || p.ok.text != "Open the room" {
		t.Errorf("asks %q", text)
	}
	test.Type(p.password.field, "swan lake")
	press(p.password.field, fyne.KeyReturn)
	asked.expect(t, `unlock with "swan lake", keep false`)
	win.Apply([]vm.Event{vm.Closed{Room: 1}})
	if win.sheet != nil {
		t.Error("asks for the password of a room that is closed")
	}
}

func TestLocksAreSeenAndSpoken(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	cellar := vm.Found{Host: bo, Room: chat.RoomID{8}, Name: "Cellar", HostName: "Bo", People: 2, Locked: true}
	hall := vm.Found{Host: bo, Room: chat.RoomID{9}, Name: "Hall", HostName: "Bo", People: 1}
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{cellar, hall}}})
	for _, f := range []vm.Found{cellar, hall} {
		r := win.side.foundRows[foundKey{f.Host, f.Room}]
		if shown := r.locks.root.Visible() && r.locks.password.Visible(); shown != f.Locked || strings.Contains(r.host.text, "password") != f.Locked {
			t.Errorf("%s: a lock %v, and the words %q", f.Name, shown, r.host.text)
		}
	}
	win.Apply([]vm.Event{vm.Opened{Room: 5, Name: "Safe", Hosting: true, Locked: true}, vm.Linked{Room: 5, Link: vm.Seated}})
	if r := win.side.roomRows[5]; !r.locks.password.Visible() || r.locks.closed.Visible() || r.state.text != "You host this room · password" {
		t.Errorf("an own room says %q", r.state.text)
	}
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Entered{Room: chat.RoomID{7}, Name: "Lab", Epoch: chat.Epoch{1}, Rules: chat.Rules{Locked: true}}}})
	if r := win.side.roomRows[1]; r.locks.password.Visible() || !r.locks.closed.Visible() || r.state.text != "You host this room · no newcomers" {
		t.Errorf("a room closed to newcomers says %q", r.state.text)
	}
}

func TestPasswordDialogsLookTheSame(t *testing.T) {
	win, _, w := openAs(t, 600, 700)
	win.openHost()
	win.Apply([]vm.Event{vm.PortVerdict{Port: "7678", Free: true}})
	win.host.secret.SetText("swan")
	w.Canvas().Unfocus()
	settle(w)
	test.AssertObjectRendersToMarkup(t, "host_dialog.xml", win.sheet.overlay.card)
	win.closeSheet()
	win.Apply([]vm.Event{vm.Opened{Room: 3, Name: "Cellar", Address: "10.0.0.2:7678"}, ended(3, vm.PasswordWanted)})
	win.askPassword(3)
	win.passwords.open.password.SetText("swan")
	win.passwords.open.submit()
	win.Apply([]vm.Event{ended(3, vm.PasswordWrong)})
	w.Canvas().Unfocus()
	settle(w)
	test.AssertObjectRendersToMarkup(t, "password_prompt.xml", win.sheet.overlay.card)
}
