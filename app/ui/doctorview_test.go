package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// sick is a diagnosis with a bit of everything.
func sick() vm.Diagnosis {
	return vm.Diagnosis{
		At: noon,
		Interfaces: []vm.Interface{
			{
				Name: "wlan0", Addresses: []string{"192.168.1.20/24", "fe80::1c2d/64"}, Up: true, Kind: vm.Wireless, Used: true,
				MDNS:     vm.Radio{Used: true, Sent: 12, Heard: 31, Own: 12, Last: noon.Add(-4 * time.Second)},
				Presence: vm.Radio{Used: true, Sent: 8, Heard: 8, Own: 8},
			},
			{Name: "docker0", Addresses: []string{"172.17.0.1/16"}, Kind: vm.Container, Virtual: true, Why: "No cable and no network is connected to it."},
		},
		Firewalls: []vm.Firewall{
			{Name: "ufw", Active: true, Command: "sudo ufw allow 7678/tcp", How: "In a terminal."},
			{Name: "firewalld", Command: "sudo firewall-cmd", How: "In a terminal."},
		},
		Findings: []vm.Finding{
			{Code: "no-landline", Bad: true, Text: "Other computers are heard, but no Landline.", Do: "Check that Landline runs there."},
			{Code: "firewall", Text: "The firewall ufw is on.", Do: "Let Landline through the firewall.", Command: "sudo ufw allow 7678/tcp"},
		},
		Report: "the report\n",
	}
}

// examined is a window that shows the doctor, and what it found.
func examined(t *testing.T, width, height float32) (*Window, *doctorView, *record, fyne.Window) {
	t.Helper()
	win, asked, w := inRoom(t, width, height)
	win.openDoctor()
	asked.expect(t, "diagnose true")
	v, ok := win.over.(*doctorView)
	if !ok {
		t.Fatal("the doctor is not shown")
	}
	if v.watched.text != "Looking…" || !v.report.disabled {
		t.Errorf("before anything is known it says %q", v.watched.text)
	}
	win.Apply([]vm.Event{sick()})
	return win, v, asked, w
}

func TestDoctorSaysWhatWasFound(t *testing.T) {
	win, v, asked, _ := examined(t, 1100, 900)
	if n := len(v.findings.cards); n != 2 || v.findings.cards[0].what.text != "Other computers are heard, but no Landline." {
		t.Fatalf("%d findings", n)
	}
	bad, note := v.findings.cards[0], v.findings.cards[1]
	if bad.command.root.Visible() || bad.symbol.name != "alert" || !note.command.root.Visible() || note.symbol.name != "info" {
		t.Error("the first finding has a command, or the second none")
	}
	test.Tap(note.command.copy)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "sudo ufw allow 7678/tcp" {
		t.Errorf("copied %q", got)
	}
	wlan, docker := v.cards.cards[0], v.cards.cards[1]
	if !strings.Contains(wlan.mdns.text, "19 of others, the last 4 s ago") || docker.mdns.Visible() || !docker.why.Visible() {
		t.Errorf("the cards say %q and %q", wlan.mdns.text, docker.why.text)
	}
	if on, off := v.firewalls.cards[0], v.firewalls.cards[1]; !on.command.root.Visible() || off.command.root.Visible() {
		t.Error("the firewall that is off has a command, or the other none")
	}
	better := sick()
	better.Findings, better.Firewalls = better.Findings[1:], nil
	win.Apply([]vm.Event{better})
	if v.findings.cards[1].root.Visible() || v.firewalls.cards[0].root.Visible() || !v.noWall.Visible() {
		t.Error("what is gone is shown still")
	}
	test.Tap(v.report)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "the report\n" {
		t.Errorf("copied %q", got)
	}
	if v.report.button.text != "Copied" {
		t.Errorf("the button says %q", v.report.button.text)
	}
	win.openDoctor()
	asked.expect(t, "diagnose false")
	if win.over != nil {
		t.Error("asked again, the doctor stays")
	}
}

func TestDoctorKeepsTheKeyboardWhereItIs(t *testing.T) {
	win, v, _, w := examined(t, 1100, 500)
	w.Canvas().Focus(v.probe.address)
	test.Type(v.probe.address, "lab")
	v.scroll.ScrollToOffset(fyne.NewPos(0, 100))
	win.Apply([]vm.Event{sick()})
	if w.Canvas().Focused() != v.probe.address || v.probe.address.Text != "lab" || v.scroll.Offset.Y != 100 {
		t.Error("a new diagnosis moves the keyboard or the page")
	}
}

func TestDoctorTriesAnAddress(t *testing.T) {
	win, v, asked, _ := examined(t, 1100, 900)
	if !v.probe.try.disabled {
		t.Error("nothing can be tried")
	}
	test.Type(v.probe.address, " lab.local ")
	test.Tap(v.probe.try)
	asked.expect(t, "probe lab.local")
	if !v.probe.try.disabled || v.probe.result.text.text != "Trying…" {
		t.Errorf("while it runs it says %q", v.probe.result.text.text)
	}
	win.Apply([]vm.Event{vm.Probed{
		Target:  "lab.local",
		Trouble: vm.Trouble{Kind: vm.NoAnswer, Target: "192.168.1.9:7678"},
		Steps: []vm.ProbeStep{
			{Kind: vm.Lookup, At: "lab.local", Found: []string{"192.168.1.9"}},
			{Kind: vm.Connect, At: "192.168.1.9:7678", Trouble: vm.Trouble{Kind: vm.NoAnswer, Target: "192.168.1.9:7678"}},
		},
	}})
	steps := v.probe.steps.cards
	if len(steps) != 2 || steps[0].text.text != "lab.local is 192.168.1.9." || steps[1].symbol.name != "close" || v.probe.try.disabled {
		t.Errorf("the steps: %d", len(steps))
	}
	if got := v.probe.result.text.text; !strings.Contains(got, "No answer from 192.168.1.9:7678") || !strings.Contains(got, "firewall") {
		t.Errorf("says %q", got)
	}
	if report := win.desk.DoctorReport(); !strings.Contains(report, "! No answer") || !strings.HasPrefix(report, "the report\n") {
		t.Errorf("the report is %q", report)
	}
	v.probe.address.OnSubmitted(v.probe.address.Text)
	asked.expect(t, "probe lab.local")
	win.Apply([]vm.Event{vm.Probed{Target: "lab.local", Steps: []vm.ProbeStep{{Kind: vm.Hello, At: "192.168.1.9:7678", Key: chat.MemberID{0xaa}}}}})
	if v.probe.result.symbol.name != "tick" || v.probe.steps.cards[1].root.Visible() {
		t.Errorf("says %q", v.probe.result.text.text)
	}
}

func TestDoctorAsksAPeer(t *testing.T) {
	win, v, asked, w := examined(t, 1100, 900)
	test.Tap(v.reach.ask)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("there are two rooms to choose from, and no menu")
	}
	askings := win.desk.Askings()
	if len(askings) != 2 || askings[0] != (vm.Asking{Room: 1, Name: "Lab", Port: 7678, Host: true}) || askings[1].Room != 2 {
		t.Fatalf("the rooms are %+v", askings)
	}
	v.reach.begin(askings[0])
	asked.expect(t, "ask reach 1 at 7678")
	if !v.reach.ask.disabled || v.reach.result.text.text != "Asking…" {
		t.Errorf("while it runs it says %q", v.reach.result.text.text)
	}
	for _, c := range []struct {
		reached      vm.Reached
		symbol, says string
	}{
		{vm.Reached{Room: 1, Port: 7678, By: "Bo", From: "192.168.1.20:7678", OK: true}, "tick", "Bo could dial this computer at 192.168.1.20:7678. Others can reach it."},
		{vm.Reached{Room: 1, Port: 7678, By: "Bo", Trouble: vm.Trouble{Kind: vm.NoAnswer}}, "alert", "Bo got no answer from this computer at port 7678: its firewall lets nobody in."},
		{vm.Reached{Room: 1, Port: 7678, By: "Bo", Trouble: vm.Trouble{Kind: vm.NobodyListens}}, "alert", "Bo reached this computer, but at port 7678 it refuses connections: no room of yours is open there, or a firewall refuses them."},
		{vm.Reached{Room: 2, Port: 9000, By: "Bo", Trouble: vm.Trouble{Kind: vm.NobodyListens}}, "info", "Bo reached this computer, but at port 9000 it refuses connections: no room of yours is open there, or a firewall refuses them."},
		{vm.Reached{Room: 1, Port: 7678, Trouble: vm.Trouble{Kind: vm.OtherTrouble, Detail: "Nobody else is here."}}, "alert", "Nobody else is here."},
	} {
		win.Apply([]vm.Event{c.reached})
		if r := v.reach.result; r.text.text != c.says || r.symbol.name != c.symbol || v.reach.ask.disabled {
			t.Errorf("says %q with %s", r.text.text, r.symbol.name)
		}
	}
}

func TestDoctorWithoutARoom(t *testing.T) {
	win, asked, _ := open(t, 1100, 700)
	win.Apply([]vm.Event{vm.Named{ID: me, Name: "Ada"}})
	win.openDoctor()
	asked.expect(t, "diagnose true")
	if v := win.over.(*doctorView); v.reach.asking.Visible() || !strings.Contains(v.reach.use.text, "Join a room") {
		t.Errorf("says %q", v.reach.use.text)
	}
}

func TestDoctorLooksTheSame(t *testing.T) {
	win, v, _, w := examined(t, 900, 1100)
	win.Apply([]vm.Event{
		vm.Probed{Target: "lab", Steps: []vm.ProbeStep{{Kind: vm.Hello, At: "192.168.1.9:7678", Key: chat.MemberID{0xaa}}}},
		vm.Reached{Room: 1, Port: 7678, By: "Bo", From: "192.168.1.20:7678", OK: true},
	})
	v.window.leaveCover()
	w.SetContent(v.root)
	test.AssertRendersToMarkup(t, "doctor.xml", w.Canvas())
}
