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

// settled is a window that shows the settings of the room Lab, which Ada hosts.
func settled(t *testing.T, width, height float32) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := inRoom(t, width, height)
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Ruled{Rules: chat.Rules{
		Topic:      "Soldering on Friday",
		Moderators: []chat.MemberID{{7}},
		Banned:     []chat.Sentence{{Whom: chat.MemberID{8}, Name: "Mallory", Until: noon.Add(48 * time.Hour)}},
	}}}})
	asked.take()
	win.openRoomSettings(1)
	asked.expect(t, "describe 1")
	d := lab
	d.Acts = []chat.Message{{From: me, Name: "Ada", Text: "Mallory", At: noon.Add(-time.Hour), Deed: chat.Deed{Act: chat.Ban, Whom: chat.MemberID{8}, For: 48 * time.Hour}}}
	win.Apply([]vm.Event{d})
	asked.take()
	return win, asked, w
}

func TestRoomSettingsLookTheSame(t *testing.T) {
	_, _, w := settled(t, 1100, 1500)
	w.Canvas().Unfocus()
	test.AssertRendersToMarkup(t, "room_settings.xml", w.Canvas())
}

func TestRoomSettingsName(t *testing.T) {
	win, asked, _ := settled(t, 1100, 700)
	c := win.roomSettings.naming
	if c.name.Text != "Lab" || c.topic.Text != "Soldering on Friday" || !c.rename.disabled || !c.set.disabled {
		t.Fatalf("begins with %q, %q; can rename %v, can set %v", c.name.Text, c.topic.Text, !c.rename.disabled, !c.set.disabled)
	}
	for _, bad := range []string{"", "  ", strings.Repeat("x", 200)} {
		c.name.SetText(bad)
		c.name.OnSubmitted(bad)
		if !c.rename.disabled || c.hint.text == "" {
			t.Errorf("%q can be a name: %q", bad, c.hint.text)
		}
	}
	asked.expect(t)
	c.name.SetText(" Laboratory ")
	if !strings.Contains(c.hint.text, "closes for a moment") {
		t.Errorf("says %q", c.hint.text)
	}
	test.Tap(c.rename)
	asked.expect(t, "retitle 1 Laboratory")
	win.Apply([]vm.Event{vm.Retitled{Room: 1, Name: "Laboratory"}})
	if win.roomSettings.name.text != "Laboratory" || !c.rename.disabled {
		t.Errorf("shows %q; can be renamed %v", win.roomSettings.name.text, !c.rename.disabled)
	}
	c.topic.SetText("")
	test.Tap(c.set)
	if got := asked.take(); len(got) != 1 || got[0] != `do topic ""` {
		t.Errorf("asked %q", got)
	}
}

func TestRoomSettingsPassword(t *testing.T) {
	win, asked, w := settled(t, 1100, 700)
	c := win.roomSettings.guard
	if c.locked || c.remove.Visible() || !c.set.disabled {
		t.Error("a room without a password has one to be removed")
	}
	c.secret.SetText("swordfish")
	test.Tap(c.keep)
	test.Tap(c.set)
	asked.expect(t, `relock 1 with "swordfish", keep true`)
	if !c.set.disabled || c.outcome.text != "Changing…" {
		t.Errorf("while it is changed it says %q", c.outcome.text)
	}
	win.Apply([]vm.Event{vm.Relocked{Room: 1, Locked: true}})
	if !c.locked || c.secret.Text != "" || !strings.HasPrefix(c.outcome.text, "Done.") || c.set.text != "Change the password" {
		t.Errorf("locked %v, typed %q, says %q and %q", c.locked, c.secret.Text, c.outcome.text, c.set.text)
	}
	test.Tap(c.remove)
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "Everybody on this network may come in") {
		t.Fatalf("asks %q", text)
	}
	w.Canvas().FocusNext()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, `relock 1 with "", keep false`)
	win.Apply([]vm.Event{vm.Relocked{Room: 1, Locked: true, Trouble: vm.Trouble{Kind: vm.OwnFiles, Detail: "the disk is full"}}})
	if !c.locked || !strings.Contains(c.outcome.text, "the disk is full") {
		t.Errorf("locked %v, says %q", c.locked, c.outcome.text)
	}
}

func TestRoomSettingsMembers(t *testing.T) {
	win, asked, _ := settled(t, 1100, 900)
	v := win.roomSettings
	text := screenText(v.root)
	for _, want := range []string{"Bo", "not here now", "Mallory", "until 7 Mar", "banned Mallory for 2 days", "Today 11:00"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not show %q: %s", want, text)
		}
	}
	find(t, v.members.root, "Make moderator").onPress()
	find(t, v.members.root, "No longer moderator").onPress()
	find(t, v.banned.root, "Lift").onPress()
	got := asked.take()
	if len(got) != 3 {
		t.Errorf("asked %q", got)
	}
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Ruled{}}, vm.Happened{Room: 1, Event: chat.Left{Member: chat.Member{ID: bo, Name: "Bo"}}}})
	if !v.banned.none.Visible() || !v.members.none.Visible() {
		t.Errorf("an empty room shows %s", screenText(v.root))
	}
}

// find is the button of a part that says something.
func find(t *testing.T, part fyne.CanvasObject, text string) *button {
	t.Helper()
	for _, o := range test.LaidOutObjects(part) {
		if b, ok := o.(*button); ok && b.text == text {
			return b
		}
	}
	t.Fatalf("no button says %q", text)
	return nil
}

// TestRoomSettingsAreTheHosts asks for them where there are none.
func TestRoomSettingsAreTheHosts(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{vm.Opened{Room: 2, Name: "Kitchen"}})
	asked.take()
	win.openRoomSettings(2)
	if win.over != cover(win.details) {
		t.Error("somebody else’s room shows no details")
	}
	win.closeCover()
	win.openRoomSettings(9)
	if win.over != nil {
		t.Error("a room that is not there has settings")
	}
	win.openRoomSettings(1)
	win.Apply([]vm.Event{vm.Closed{Room: 1}})
	if win.over != nil {
		t.Error("a room that is closed has settings")
	}
}
