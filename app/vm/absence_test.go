package vm

import (
	"testing"
	"time"
)

// TestAbsence follows the link of a room: what is said of its host, at length and
// in a few words.
func TestAbsence(t *testing.T) {
	const kept = " What this computer has kept of the room can be read."
	lost, refused := Trouble{Kind: NoAnswer}, Trouble{Kind: Kicked}
	for _, test := range []struct {
		name   string
		events []Event
		want   string
		state  string
	}{
		{"in the room", nil, "", "Connected"},
		{"lost", []Event{Linked{Room: 1, Link: Reconnecting, Trouble: lost}}, "The host is away since 12:00." + kept, "Host away · trying again"},
		{"lost a moment ago", []Event{Linked{Room: 1, Link: Reconnecting, Trouble: Trouble{Kind: Lost}}}, "The host is away since 12:00." + kept, "Reconnecting…"},
		{"sent out", []Event{Linked{Room: 1, Link: Reconnecting, Trouble: refused}}, "", "Reconnecting…"},
		{"ended", []Event{Linked{Room: 1, Link: Ended, Trouble: lost}}, "", "Not connected"},
		{"back", []Event{Linked{Room: 1, Link: Reconnecting, Trouble: lost}, Linked{Room: 1, Link: Seated}}, "", "Connected"},
		{"of an earlier day", []Event{Opened{Room: 2, Name: "Lab"}, Absent{Room: 2, Since: noon.Add(-26 * time.Hour)}, Linked{Room: 2, Link: Reconnecting, Trouble: lost}},
			"The host is away since 4 Mar, 10:00." + kept, "Host away · trying again"},
		{"since nobody knows when", []Event{Opened{Room: 2, Name: "Lab"}, Linked{Room: 2, Link: Reconnecting, Trouble: lost}}, "The host is away." + kept, "Host away · trying again"},
		{"my own", []Event{Opened{Room: 2, Name: "Lab", Hosting: true}, Linked{Room: 2, Link: Reconnecting, Trouble: lost}}, "", "Opening again…"},
	} {
		d := seated()
		d.Apply(noon, test.events...)
		if got := d.Selected().Absence(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if got := d.Selected().State(); got != test.state {
			t.Errorf("%s: in a few words %q, want %q", test.name, got, test.state)
		}
	}
}
