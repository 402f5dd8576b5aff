package app

import (
	"os"
	"path/filepath"
	"testing"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// TestLatePlace sits down where the place cannot be had at first. What is said is
// kept once it can, but not over what waits there from an earlier day.
func TestLatePlace(t *testing.T) {
	for _, tt := range []struct {
		name  string
		waits []history.Waiting
		want  string
	}{
		{"a place that is new", nil, "what is being written"},
		{"something waits there", []history.Waiting{{ID: chat.NewMessageID(), Text: "of yesterday"}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := profileWithHistory(t)
			room, dial := nowhere(t, "127.0.0.1:1")
			before, err := p.history.Seat(dial.knownAs())
			if err == nil {
				err = before.Save(history.Change{Waiting: tt.waits})
			}
			seats := filepath.Join(p.dir, "seats")
			if err == nil {
				err = os.WriteFile(seats, nil, 0o600) // in the way of the folder
			}
			if err != nil {
				t.Fatal(err)
			}
			d := deskWithoutWindow(t, p)
			d.enter(room, dial, false)
			s := newestSeat(t, d)
			<-s.ready
			if err := os.Remove(seats); err != nil {
				t.Fatal(err)
			}
			d.Draft(s.key, "what is being written")
			d.Close()
			at, err := p.sit(dial.knownAs(), false)
			if err != nil {
				t.Fatal(err)
			}
			if got := at.seat.Draft(); got != tt.want {
				t.Errorf("the draft is %q, want %q", got, tt.want)
			}
			if left := at.seat.Outbox(); len(left) != len(tt.waits) {
				t.Errorf("there waits %+v", left)
			}
			if err := at.close(); err != nil {
				t.Error(err)
			}
		})
	}
}
