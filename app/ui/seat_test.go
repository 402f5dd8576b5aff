package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

func TestSeatCard(t *testing.T) {
	win, asked, w := detailed(t, 1100, 700)
	c := win.details.seat
	if c.leave.text != "Close the room" || !c.settings.Visible() || c.alerts.text != "as usual: every line" {
		t.Errorf("a host reads %q and %q", c.leave.text, c.alerts.text)
	}
	items := win.alertItems(1)
	if len(items) != 4 || !items[0].Checked {
		t.Fatalf("%d choices", len(items))
	}
	items[3].Action()
	asked.expect(t, "tune 1 none")
	win.Apply([]vm.Event{vm.Tuned{Room: 1, Alerts: vm.AlertNone}})
	row := win.side.roomRows[1]
	if !row.mute.Visible() || !strings.Contains(row.state.text, "muted by you") || c.alerts.text != "nothing" {
		t.Errorf("a muted room reads %q, its details %q", row.state.text, c.alerts.text)
	}
	test.Tap(c.forget)
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "deleted from this computer") {
		t.Fatalf("asks %q", text)
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t)
	test.Tap(c.forget)
	w.Canvas().FocusNext()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, "forget 1")
	if win.over != nil || !win.panes[1].leaving {
		t.Error("a room that is being forgotten can be written in")
	}
}

func TestKnownRooms(t *testing.T) {
	win, asked, w := open(t, 1040, 680)
	win.Apply([]vm.Event{vm.Named{ID: me, Name: "Ada"}})
	if win.side.known.root.Visible() {
		t.Error("shows rooms of earlier days where there are none")
	}
	win.Apply([]vm.Event{vm.Known{Rooms: []vm.KnownRoom{
		{Room: chat.RoomID{1}, Host: bo, Name: "Attic", Newest: noon},
		{Room: chat.RoomID{2}, Host: me, Name: "Bar", Hosted: true, Locked: true, Newest: noon},
	}}})
	w.Canvas().Unfocus()
	test.AssertRendersToMarkup(t, "known_rooms.xml", w.Canvas())
	rows := win.side.known.rows
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	test.Tap(rows[chat.RoomID{1}].tile)
	asked.expect(t, "reopen 01")
	test.Tap(rows[chat.RoomID{2}].tile)
	asked.expect(t)
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, "reopen 02")
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{{Host: bo, Room: chat.RoomID{1}, Name: "Attic", HostName: "Bo"}}}})
	if len(win.side.known.rows) != 1 {
		t.Error("a room whose host is back is still one of earlier days")
	}
}

// TestAbsentHost reads a room whose host is away.
func TestAbsentHost(t *testing.T) {
	win, _, _ := inRoom(t, 1040, 680)
	win.Apply([]vm.Event{vm.Opened{Room: 2, Name: "Kitchen"}, vm.Linked{Room: 2, Link: vm.Seated},
		vm.Linked{Room: 2, Link: vm.Reconnecting, Trouble: vm.Trouble{Kind: vm.NoAnswer, Target: "kitchen"}}})
	if got := win.pane().banner.advice.text; !strings.HasPrefix(got, "The host is away since 12:00.") {
		t.Errorf("says %q", got)
	}
}
