package history

import (
	"slices"
	"testing"

	"landline/netcore/chat"
)

// TestGather gathers what was kept at one place at another, which has something
// too, or nothing.
func TestGather(t *testing.T) {
	const from = "address 192.0.2.66:7678"
	line := func(text string) Waiting { return Waiting{ID: chat.NewMessageID(), Text: text, At: noon} }
	a, b, c := line("a"), line("b"), line("c")
	text := func(s string) *string { return &s }
	read := uint64(2)
	for _, tt := range []struct {
		name       string
		into, from []Change
		enters     bool // the place from
		box        string
		draft      string
		read       uint64
		lives      int // that are gone on with
	}{
		{"nothing", []Change{{Waiting: []Waiting{a}, Draft: text("x")}}, nil, false, "a", "x", 0, 1},
		{"all", nil, []Change{{Waiting: []Waiting{a, b}, Draft: text("y"), Read: &read}}, true, "ab", "y", 2, 1},
		{"what waits", []Change{{Waiting: []Waiting{a}}}, []Change{{Waiting: []Waiting{b}}}, false, "ab", "", 0, 1},
		{"both", []Change{{Waiting: []Waiting{a}, Draft: text("x")}}, []Change{{Waiting: []Waiting{b, c}, Draft: text("y"), Read: &read}}, true, "abc", "x\ny", 2, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := storeIn(t, t.TempDir())
			for _, at := range []struct {
				place   string
				host    chat.MemberID
				enters  bool
				changes []Change
			}{{place, bo, tt.into != nil, tt.into}, {from, ada, tt.enters, tt.from}} {
				seat := seatAt(t, s, at.place)
				if at.enters {
					e := stay(chat.NewEpoch(), 0, 3, false)
					e.Host = at.host
					enter(t, seat, e)
				}
				for _, change := range at.changes {
					save(t, seat, change)
				}
			}
			for range 2 { // the second time there is nothing
				if err := s.Gather(place, from); err != nil {
					t.Fatal(err)
				}
			}
			seat := seatAt(t, s, place)
			var box string
			for _, w := range seat.Outbox() {
				box += w.Text
			}
			if box != tt.box || seat.Draft() != tt.draft || seat.Read() != tt.read {
				t.Errorf("there is %q, draft %q, read %d", box, seat.Draft(), seat.Read())
			}
			if r, err := seat.Describe(); err != nil || (r.Host == ada) != tt.enters {
				t.Errorf("the place is %+v, %v", r, err)
			}
			if n := count(t, s, `SELECT count(*) FROM logs WHERE retired = 0`); n != tt.lives {
				t.Errorf("%d lives are gone on with", n)
			}
			left := seatAt(t, s, from)
			if id, _ := left.Room(); !id.IsZero() || left.Draft() != "" || len(left.Outbox()) > 0 {
				t.Error("something is left")
			}
		})
	}
}

// TestHostsOf asks who kept a room, beside lives of which that is not known and
// another room.
func TestHostsOf(t *testing.T) {
	s := storeIn(t, t.TempDir())
	want := func(own bool, keys ...chat.MemberID) {
		t.Helper()
		if hosts, hosted, err := s.HostsOf(desk); err != nil || hosted != own || !slices.Equal(hosts, keys) {
			t.Errorf("the hosts are %v, %t, %v", hosts, hosted, err)
		}
	}
	want(false)
	for i, host := range []chat.MemberID{bo, {}, ada, bo} {
		e := stay(chat.NewEpoch(), 0, 3, false)
		e.Host = host
		enter(t, seatAt(t, s, []string{place, "address a:1", "address b:1"}[i%3]), e)
	}
	want(false, ada, bo)
	other := stay(chat.NewEpoch(), 0, 3, false)
	other.Room, other.Host = chat.RoomID{9}, chat.MemberID{9}
	enter(t, seatAt(t, s, "address c:1"), other)
	logOf(t, s)
	want(true, ada, bo)
}

// TestSeatInPicks takes a place in a room that two hosts have: what is known of the
// one is nothing of the other.
func TestSeatInPicks(t *testing.T) {
	s := storeIn(t, t.TempDir())
	epoch := chat.NewEpoch()
	for i, host := range []chat.MemberID{ada, bo} {
		e := stay(epoch, 0, 3, false)
		e.Host = host
		seat := seatAt(t, s, []string{place, "address 192.0.2.66:7678"}[i])
		enter(t, seat, e)
		save(t, seat, Change{Said: numbered(1, uint64(i)+1)})
	}
	for host, lines := range map[chat.MemberID]uint64{ada: 1, bo: 2, {9}: 0} {
		seat, err := s.SeatIn("there", desk, func(of chat.MemberID, hosted bool) bool { return of == host && !hosted })
		if err != nil {
			t.Fatal(err)
		}
		if r, err := seat.Describe(); err != nil || r.Lines != lines {
			t.Errorf("of %v the place has %+v, %v", host[0], r, err)
		}
	}
}
