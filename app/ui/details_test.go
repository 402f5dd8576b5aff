package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

var lab = vm.Details{Room: 1, ID: chat.RoomID{0x3f, 0x91}, Host: me, Epoch: chat.Epoch{0x4f, 0x2a},
	Lines: 1204, First: 1, Head: 1204, Bytes: 482_300, Hosting: true, Folder: "/home/ada/Downloads"}

// detailed is a window that shows the details of the room Lab.
func detailed(t *testing.T, width, height float32) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := inRoom(t, width, height)
	shortcut(win, fyne.KeyI, fyne.KeyModifierShortcutDefault)
	asked.expect(t, "describe 1")
	win.Apply([]vm.Event{lab})
	return win, asked, w
}

func TestDetails(t *testing.T) {
	win, asked, _ := detailed(t, 1100, 700)
	v := win.details
	if got := v.whole.what.text; got != "Complete, 1,204 of 1,204, no gaps." {
		t.Errorf("says %q", got)
	}
	if v.keeper.key.digits.groups[0] != "aa00" || v.life.text.text != "4f2a 0000 0000 0000" || v.id.text.text != lab.ID.String() {
		t.Errorf("host %q, life %q, room %q", v.keeper.key.digits.groups, v.life.text.text, v.id.text.text)
	}
	if n := len(v.address.rows); n != 2 {
		t.Fatalf("%d addresses", n)
	}
	copying := v.address.rows[1].copy
	test.Tap(copying)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "[::1]:7678" || copying.button.text != "Copied" {
		t.Errorf("copied %q, says %q", got, copying.button.text)
	}
	copying.MouseOut()
	if copying.button.text != "Copy" {
		t.Errorf("says %q afterwards", copying.button.text)
	}
	gaps := lab
	gaps.Lines, gaps.Gaps, gaps.Waiting = 1104, []vm.Span{{First: 1, Last: 100}}, 3
	win.Apply([]vm.Event{gaps})
	if got := v.whole.what.text; got != "1,104 of 1,204 here; 100 older lines are with the host." || v.whole.gaps.Visible() || !strings.HasPrefix(v.whole.outbox.text, "3 lines") {
		t.Errorf("says %q, %q", got, v.whole.outbox.text)
	}
	shortcut(win, fyne.KeyI, fyne.KeyModifierShortcutDefault)
	asked.expect(t)
	if win.over != nil {
		t.Error("Ctrl+I does not put the details away")
	}
	test.Tap(win.pane().header.info)
	asked.expect(t, "describe 1")
	win.Apply([]vm.Event{vm.Closed{Room: 1}})
	if win.over != nil {
		t.Error("shows the details of a room that is closed")
	}
}

// TestDetailsFollowTheRoom wants one question at a time, however much happens.
func TestDetailsFollowTheRoom(t *testing.T) {
	win, asked, _ := detailed(t, 1100, 700)
	joined := func(room vm.Key) vm.Event {
		return vm.Happened{Room: room, Event: chat.Left{Member: chat.Member{ID: bo, Name: "Bo"}}}
	}
	win.Apply([]vm.Event{joined(2)})
	asked.expect(t)
	win.Apply([]vm.Event{joined(1), joined(1), joined(1)})
	win.Apply([]vm.Event{joined(1)})
	asked.expect(t, "describe 1")
	win.Apply([]vm.Event{lab})
	asked.expect(t, "describe 1")
	win.Apply([]vm.Event{lab})
	asked.expect(t)
	win.leaveCover()
	win.Apply([]vm.Event{joined(1), lab})
	asked.expect(t)
}

func TestKeepingIsAskedFirst(t *testing.T) {
	win, asked, w := detailed(t, 1100, 700)
	v := win.details
	win.keepFor(lab, vm.Keep{})
	asked.expect(t)
	win.keepFor(lab, vm.Keep{Lines: 10_000})
	asked.expect(t, "keep 1 0 days 10000 lines")
	win.keepFor(lab, vm.Keep{Lines: 1_000})
	asked.expect(t)
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "204 lines") {
		t.Fatalf("asks %q", text)
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t)
	win.keepFor(lab, vm.Keep{Days: 30})
	w.Canvas().FocusNext()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, "keep 1 30 days 0 lines")
	month := lab
	month.Keep = vm.Keep{Days: 30}
	win.Apply([]vm.Event{month})
	if v.keep.text != "for 30 days" {
		t.Errorf("says %q", v.keep.text)
	}
	test.Tap(v.keep)
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "The last 1,000 lines") {
		t.Errorf("offers %q", text)
	}
}

// TestOthersRoomsAreKeptByTheirHosts offers nothing that a guest cannot decide.
func TestOthersRoomsAreKeptByTheirHosts(t *testing.T) {
	win, _, _ := detailed(t, 1100, 700)
	v := win.details
	if !v.keeping.Visible() || v.others.Visible() {
		t.Error("a host cannot choose how long lines are kept")
	}
	win.selectRoom(2)
	win.openDetails()
	win.Apply([]vm.Event{vm.Details{Room: 2, Lines: 5, First: 1, Head: 5}})
	text := screenText(v.root)
	if v.keeping.Visible() || !strings.Contains(text, "its host decides") {
		t.Errorf("a guest reads %q", text)
	}
}

func TestExport(t *testing.T) {
	win, asked, _ := detailed(t, 1100, 700)
	c := win.details.export
	if c.path.Text != "/home/ada/Downloads/Lab 2026-03-05.txt" || c.outcome.Visible() {
		t.Errorf("proposes %q", c.path.Text)
	}
	test.Tap(c.formats[2])
	if c.path.Text != "/home/ada/Downloads/Lab 2026-03-05.jsonl" || c.formats[2].glyph != "tick" || c.formats[0].glyph != "" {
		t.Errorf("proposes %q", c.path.Text)
	}
	test.Type(c.path, "")
	c.path.SetText("/tmp/mine.jsonl")
	test.Tap(c.formats[1])
	if c.path.Text != "/tmp/mine.html" {
		t.Errorf("a typed path becomes %q", c.path.Text)
	}
	win.Apply([]vm.Event{lab})
	press(c.path, fyne.KeyReturn, fyne.KeyReturn)
	asked.expect(t, "export 1 as html to /tmp/mine.html")
	if c.result.text != "Writing…" || !c.ok.disabled || c.copy.Visible() {
		t.Errorf("while it writes it says %q", c.result.text)
	}
	win.Apply([]vm.Event{vm.Exported{Room: 1, Path: "/tmp/mine.html", Lines: 1204}})
	if c.result.text != "1,204 lines were written to /tmp/mine.html" || !c.copy.Visible() || c.ok.disabled {
		t.Errorf("done, it says %q", c.result.text)
	}
	test.Tap(c.ok)
	win.Apply([]vm.Event{vm.Exported{Room: 1, Path: "/tmp/mine.html", Trouble: vm.Trouble{Kind: vm.OtherTrouble, Detail: "There is a file of that name."}}})
	if c.result.text != "There is a file of that name." || c.result.ink != colorDanger || c.copy.Visible() {
		t.Errorf("failed, it says %q", c.result.text)
	}
	asked.take()
	c.path.SetText("  ")
	press(c.path, fyne.KeyReturn)
	asked.expect(t)
	win.selectRoom(2)
	win.openDetails()
	if c.outcome.Visible() || strings.Contains(c.path.Text, "mine") {
		t.Errorf("another room begins with %q", c.path.Text)
	}
}

func TestDetailsLookTheSame(t *testing.T) {
	win, _, w := detailed(t, 900, 700)
	w.Canvas().Unfocus()
	settle(w)
	test.AssertObjectRendersToMarkup(t, "details.xml", win.details.root)
}

func TestWarningBar(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	bar := win.shell.warning
	if bar.root.Visible() || win.side.root.Position().Y != 0 {
		t.Error("warns of nothing")
	}
	warn := func(text string) { win.Apply([]vm.Event{vm.Warned{Text: text}}) }
	warn("The disk is full.")
	high := bar.root.Size().Height
	if !bar.root.Visible() || high < 3*grid || win.side.root.Position().Y != high || win.middle.Position().Y != high {
		t.Errorf("a bar of %v, and the room begins at %v", high, win.middle.Position().Y)
	}
	if end := win.middle.Position().Y + win.middle.Size().Height; end != 700 {
		t.Errorf("the room ends at %v", end)
	}
	warn(strings.Repeat("The history was damaged and set aside. ", 7))
	w.Resize(fyne.NewSize(420, 700))
	if bar.root.Size().Height <= high || win.middle.Position().Y != bar.root.Size().Height {
		t.Errorf("a longer warning in a narrow window has %v", bar.root.Size().Height)
	}
	test.Tap(bar.away)
	if bar.root.Visible() || win.middle.Position().Y != 0 {
		t.Error("the bar cannot be put away")
	}
	if w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
	}
	warn("The disk is full.")
	warn("")
	if bar.root.Visible() {
		t.Error("a warning that was taken back stays")
	}
}
