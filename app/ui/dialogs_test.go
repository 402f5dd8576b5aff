package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
)

func TestFirstStartAsksForAName(t *testing.T) {
	win, asked, w := open(t, 1000, 700)
	if w.Canvas().Focused() != nil {
		t.Error("asks before it is known who this is")
	}
	win.Apply([]vm.Event{vm.Named{ID: me}})
	name, ok := w.Canvas().Focused().(*field)
	if !ok {
		t.Fatalf("the keyboard is in %T", w.Canvas().Focused())
	}
	press(name, fyne.KeyReturn)
	asked.expect(t)
	test.Type(name, "  Ada ")
	press(name, fyne.KeyReturn)
	asked.expect(t, "rename Ada")
	win.Apply([]vm.Event{vm.Named{ID: me, Name: "Ada"}})
	if win.root.Objects[1] != fyne.CanvasObject(win.shell.root) {
		t.Error("goes on asking")
	}
}

func TestHostDialog(t *testing.T) {
	win, asked, w := openAs(t, 1000, 700)
	shortcut(win, fyne.KeyN, fyne.KeyModifierShortcutDefault)
	d := win.host
	if d == nil {
		t.Fatal("Ctrl+N opens nothing")
	}
	asked.expect(t, "check 7678")
	win.Apply([]vm.Event{vm.PortVerdict{Port: "7678", Trouble: vm.Trouble{Kind: vm.PortInUse, Port: 7678, Next: 7679}}})
	if !d.ok.disabled || !strings.Contains(d.verdict.text, "in use") || d.take.text != "Use 7679" || !d.take.Visible() {
		t.Errorf("in use: button off %v, %q, offers %q", d.ok.disabled, d.verdict.text, d.take.text)
	}
	test.Tap(d.take)
	asked.expect(t, "check 7679")
	win.Apply([]vm.Event{vm.PortVerdict{Port: "7678", Trouble: vm.Trouble{Kind: vm.PortPrivileged}}})
	if d.ok.disabled {
		t.Error("a verdict on an older port counts")
	}
	win.Apply([]vm.Event{vm.PortVerdict{Port: "7679", Free: true}})
	d.name.SetText("Front desk")
	press(d.name, fyne.KeyReturn, fyne.KeyReturn)
	asked.expect(t, "host Front desk on 7679")
	win.Apply([]vm.Event{vm.HostFailed{Trouble: vm.Trouble{Kind: vm.OtherTrouble, Detail: "No more sockets."}}})
	if d.verdict.text != "No more sockets." {
		t.Errorf("failed with %q", d.verdict.text)
	}
	press(d.name, fyne.KeyReturn)
	asked.expect(t, "host Front desk on 7679")
	win.Apply([]vm.Event{vm.Opened{Room: 2, Name: "Front desk"}, vm.Opened{Room: 3, Name: "Lab", Hosting: true}})
	if win.sheet == nil {
		t.Error("other rooms that open take the dialog away")
	}
	win.Apply([]vm.Event{vm.Opened{Room: 1, Name: "Front desk", Hosting: true}})
	if win.sheet != nil || w.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays after the room opened")
	}
	if w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Errorf("the keyboard is in %T, want the composer", w.Canvas().Focused())
	}
}

func TestHostDialogRefusesNonsense(t *testing.T) {
	win, asked, _ := openAs(t, 1000, 700)
	win.openHost()
	asked.take()
	for _, port := range []string{"", "x", "-1", "70000"} {
		win.host.port.SetText(port)
		if asked.take(); !win.host.ok.disabled {
			t.Errorf("port %q can be opened", port)
		}
	}
	win.host.port.SetText("0")
	win.host.name.SetText("  ")
	asked.take()
	press(win.host.name, fyne.KeyReturn)
	asked.expect(t)
	press(win.host.name, fyne.KeyEscape)
	if win.sheet != nil || win.host != nil {
		t.Error("Escape leaves the dialog open")
	}
}

func TestJoinDialog(t *testing.T) {
	win, asked, w := openAs(t, 1000, 700)
	win.Apply([]vm.Event{vm.Recent{Targets: []string{"a", "b", "c", "d", "e", "f"}}})
	shortcut(win, fyne.KeyJ, fyne.KeyModifierShortcutDefault)
	d := win.join
	if d == nil || w.Canvas().Focused() != fyne.Focusable(d.address) {
		t.Fatal("Ctrl+J does not ask for an address")
	}
	press(d.address, fyne.KeyReturn)
	asked.expect(t)
	test.Type(d.address, "lab : 1")
	press(d.address, fyne.KeyReturn)
	asked.expect(t, "join lab : 1")
	win.Apply([]vm.Event{vm.JoinFailed{Trouble: vm.Trouble{Kind: vm.AddressInvalid, Target: "lab : 1", Detail: "a space"}}})
	if !d.trouble.Visible() || !strings.Contains(d.trouble.text, "lab : 1") {
		t.Errorf("says %q", d.trouble.text)
	}
	win.Apply([]vm.Event{vm.Opened{Room: 3, Name: "Kitchen"}})
	if win.sheet == nil {
		t.Error("another room that opens takes the dialog away")
	}
	press(d.address, fyne.KeyReturn)
	asked.expect(t, "join lab : 1")
	win.Apply([]vm.Event{vm.Opened{Room: 5, Name: "My own", Hosting: true}})
	if win.sheet == nil {
		t.Error("a room of this window's own takes the dialog away")
	}
	win.Apply([]vm.Event{vm.Opened{Room: 4, Name: "lab"}})
	if win.sheet != nil {
		t.Error("the dialog stays after the room opened")
	}
}

func TestTabGoesThroughTheHostDialog(t *testing.T) {
	win, _, w := openAs(t, 1000, 700)
	win.openHost()
	win.Apply([]vm.Event{vm.PortVerdict{Port: "7678", Trouble: vm.Trouble{Kind: vm.PortInUse, Port: 7678, Next: 7679}}})
	d := win.host
	for i, want := range []fyne.Focusable{d.name, d.port, d.take} {
		if got := w.Canvas().Focused(); got != want {
			t.Errorf("stop %d is %T, want %T", i, got, want)
		}
		w.Canvas().FocusNext()
	}
}
