package vm

import (
	"testing"
	"time"
)

// TestAbsence follows the link of a room: what is said of its host.
func TestAbsence(t *testing.T) {
	const kept = " What this computer has kept of the room can be read."
	lost, refused := Trouble{Kind: NoAnswer}, Trouble{Kind: Kicked}
	for _, test := range []struct {
		name   string
		events []Event
		want   string
	}{
		{"in the room", nil, ""},
		{"lost", []Event{Linked{Room: 1, Link: Reconnecting, Trouble: lost}}, "The host is away since 12:00." + kept},
		{"sent out", []Event{Linked{Room: 1, Link: Reconnecting, Trouble: refused}}, ""},
		{"ended", []Event{Linked{Room: 1, Link: Ended, Trouble: lost}}, ""},
		{"back", []Event{Linked{Room: 1, Link: Reconnecting, Trouble: lost}, Linked{Room: 1, Link: Seated}}, ""},
		{"of an earlier day", []Event{Opened{Room: 2, Name: "Lab"}, Absent{Room: 2, Since: noon.Add(-26 * time.Hour)}, Linked{Room: 2, Link: Reconnecting, Trouble: lost}},
			"The host is away since 4 Mar, 10:00." + kept},
		{"since nobody knows when", []Event{Opened{Room: 2, Name: "Lab"}, Linked{Room: 2, Link: Reconnecting, Trouble: lost}}, "The host is away." + kept},
		{"my own", []Event{Opened{Room: 2, Name: "Lab", Hosting: true}, Linked{Room: 2, Link: Reconnecting, Trouble: lost}}, ""},
	} {
		d := seated()
		d.Apply(noon, test.events...)
		if got := d.Selected().Absence(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
