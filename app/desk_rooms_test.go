package app

import (
	"log/slog"
	"testing"

	"landline/netcore/chat"
)

// TestAddOnce adds seats as those do who asked for a room at the same moment: it is in
// the window once, beside another host's of that id.
func TestAddOnce(t *testing.T) {
	d := newDesk(t.Context(), profileWithHistory(t), "test", slog.New(slog.DiscardHandler))
	defer d.Close()
	seatOf := func(host chat.MemberID) *seat {
		return d.newSeat(RoomSeat{Name: "Lab", Room: chat.RoomID{7}, Host: host}, func() {})
	}
	first, again, twin := seatOf(keyNow), seatOf(keyNow), seatOf(keyTwin)
	for _, tt := range []struct{ add, other *seat }{{first, nil}, {again, first}, {twin, nil}, {twin, twin}} {
		if other := d.addOnce(tt.add); other != tt.other {
			t.Errorf("seat %d finds %v there", tt.add.key, other)
		}
	}
	if len(d.seats) != 2 {
		t.Errorf("there are %d seats", len(d.seats))
	}
}
