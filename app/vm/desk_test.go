package vm

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

var (
	me    = chat.MemberID{0xAA}
	bo    = chat.MemberID{0xB0}
	other = chat.MemberID{0xB1}
	noon  = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	life1 = chat.Epoch{1}
	life2 = chat.Epoch{2}
)

// said is line seq by bo, or by whoever is given.
func said(seq uint64, text string) chat.Said {
	return chat.Said{Message: chat.Message{Seq: seq, ID: chat.MessageID{byte(seq), 1}, From: bo, Name: "Bo", Text: text, At: noon}}
}

func mine(seq uint64, id chat.MessageID, text string) chat.Said {
	return chat.Said{Message: chat.Message{Seq: seq, ID: id, From: me, Name: "Ada", Text: text, At: noon}}
}

func entered(epoch chat.Epoch, head, after uint64) chat.Entered {
	return chat.Entered{Room: chat.RoomID{7}, Name: "Lab", Epoch: epoch, Head: head, After: after,
		Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: me, Name: "Ada"}}}
}

// back is entered by somebody whom the host's log goes on for.
func back(epoch chat.Epoch, head, after uint64) chat.Entered {
	e := entered(epoch, head, after)
	e.Resumed = true
	return e
}

// seated is a desk with one room that this person has entered.
func seated() *Desk {
	d := &Desk{}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "lab:7678", Address: "lab:7678"}, Linked{Room: 1, Link: Seated})
	room(d, entered(life1, 0, 0))
	return d
}

func room(d *Desk, events ...chat.Event) {
	for _, e := range events {
		d.Apply(noon, Happened{Room: 1, Event: e})
	}
}

// drawn is a transcript as text: pending lines end in "…", failed in "!".
func drawn(d *Desk) string {
	lines, out := d.Room(1).Lines(), []string{}
	for i := lines.First(); i < lines.End(); i++ {
		l := lines.At(i)
		mark := map[LineState]string{Pending: "…", Failed: "!"}[l.State]
		switch l.Kind {
		case Divider:
			mark = "—"
		case Gap:
			l.Text = "[" + l.Text + "]"
		}
		out = append(out, l.Text+mark)
	}
	return strings.Join(out, " | ")
}

// story is what happens to a desk, and what it says then.
type story struct {
	name  string
	steps []func(*Desk)
	want  string
}

// tell goes through stories, each with a desk of its own.
func tell(t *testing.T, begin func() *Desk, says func(*Desk) string, stories []story) {
	t.Helper()
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			d := begin()
			for _, step := range s.steps {
				step(d)
			}
			if got := says(d); got != s.want {
				t.Errorf("it says %q, want %q", got, s.want)
			}
		})
	}
}

func TestTranscript(t *testing.T) {
	x, y := chat.MessageID{0xF1}, chat.MessageID{0xF2}
	queue := func(id chat.MessageID, text string) func(*Desk) {
		return func(d *Desk) { d.Apply(noon, Queued{Room: 1, ID: id, Text: text, At: noon}) }
	}
	happen := func(events ...chat.Event) func(*Desk) { return func(d *Desk) { room(d, events...) } }
	link := func(l Link) func(*Desk) { return func(d *Desk) { d.Apply(noon, Linked{Room: 1, Link: l}) } }
	tell(t, seated, drawn, []story{
		{"said lines stand in order", []func(*Desk){happen(said(1, "a"), said(2, "b"))}, "a | b"},
		{"a repeated line is drawn once", []func(*Desk){happen(said(1, "a"), said(1, "a"), said(2, "b"))}, "a | b"},
		{"pending lines stand last", []func(*Desk){queue(x, "x"), happen(said(1, "a"))}, "a | x…"},
		{"a pending line becomes said", []func(*Desk){queue(x, "x"), queue(y, "y"), happen(mine(1, x, "x"))}, "x | y…"},
		{"a line said twice waits for its event", []func(*Desk){queue(x, "x"), happen(chat.Accepted{ID: x, Seq: 5})}, "x…"},
		{"a line said before this stay is settled", []func(*Desk){happen(said(1, "a")), queue(x, "x"), happen(chat.Accepted{ID: x, Seq: 1})}, "a | x"},
		{"a declined line fails", []func(*Desk){queue(x, "x"), happen(chat.Declined{ID: x, Refusal: chat.Refuse(chat.TextTooLong, "")})}, "x!"},
		{"a failed line can still come true", []func(*Desk){queue(x, "x"), happen(chat.Declined{ID: x}, mine(1, x, "x"))}, "x"},
		{"coming and going are notes", []func(*Desk){happen(chat.Joined{Member: chat.Member{ID: other, Name: "Cleo"}}, chat.Left{Member: chat.Member{ID: other, Name: "Cleo"}})}, "Cleo joined | Cleo left"},
		{"a second seat is no news", []func(*Desk){happen(chat.Joined{Member: chat.Member{ID: bo, Name: "Bo", Host: true}})}, ""},
		{"coming back repeats nothing", []func(*Desk){happen(said(1, "a")), link(Reconnecting), link(Reconnecting), link(Seated), happen(back(life1, 2, 0), said(1, "a"), said(2, "b"))},
			"a | The connection was lost | You are back in the room | b"},
		{"a connection lost again and again is told once", []func(*Desk){happen(said(1, "a")), link(Reconnecting), link(Seated), happen(back(life1, 1, 1)), link(Reconnecting), link(Seated), happen(back(life1, 1, 1)), link(Reconnecting), link(Seated), happen(back(life1, 1, 1))},
			"a | The connection was lost | You are back in the room"},
		{"one lost again stays told while it is away", []func(*Desk){queue(x, "x"), link(Reconnecting), link(Seated), happen(back(life1, 0, 0)), link(Reconnecting)},
			"The connection was lost | x…"},
		{"a line between keeps both", []func(*Desk){happen(said(1, "a")), link(Reconnecting), link(Seated), happen(back(life1, 2, 1), said(2, "b")), link(Reconnecting), link(Seated), happen(back(life1, 2, 2))},
			"a | The connection was lost | You are back in the room | b | The connection was lost | You are back in the room"},
		{"lines that are no longer kept are named", []func(*Desk){happen(said(1, "a"), back(life1, 9, 4), said(5, "e"))}, "a | [Lines 2 to 4 are missing here: no longer kept by the host] | You are back in the room | e"},
		{"a gap is named", []func(*Desk){happen(said(1, "a"), said(3, "c"))}, "a | [Line 2 is missing here: not sent by the host] | c"},
		{"a log cut short stands under a divider", []func(*Desk){happen(said(1, "a"), entered(life1, 1, 0), said(1, "z"))}, "a | The host went back to an earlier state of the room— | z"},
		{"a line accepted where it stands is drawn once", []func(*Desk){happen(said(1, "a")), queue(chat.MessageID{1, 1}, "a"), happen(chat.Accepted{ID: chat.MessageID{1, 1}, Seq: 1})}, "a"},
		{"another life stands under a divider", []func(*Desk){happen(said(1, "a"), entered(life2, 1, 0), said(1, "z"))}, "a | The host started the room anew— | z"},
	})
}

func TestPendingLineKeepsItsKey(t *testing.T) {
	d, x := seated(), chat.MessageID{0xF1}
	d.Apply(noon, Queued{Room: 1, ID: x, Text: "x", At: noon})
	lines := d.Room(1).Lines()
	key := lines.At(0).Key
	room(d, said(1, "a"), mine(2, x, "x"))
	i, ok := lines.Find(key, 0)
	if !ok || i != 1 || lines.At(i).State != Settled {
		t.Errorf("found at %d (%v), want settled at 1", i, ok)
	}
}

func TestTakeBack(t *testing.T) {
	d, x := seated(), chat.MessageID{0xF1}
	d.Apply(noon, Queued{Room: 1, ID: x, Text: "x", At: noon})
	if _, ok := d.TakeBack(1, x); ok {
		t.Error("took back a line that is on its way")
	}
	room(d, chat.Declined{ID: x, Refusal: chat.Refuse(chat.NotSeated, "")})
	if why := d.Room(1).Lines().At(0).Reason; why != "you are not in the room" {
		t.Errorf("reason %q", why)
	}
	if text, ok := d.TakeBack(1, x); !ok || text != "x" {
		t.Errorf("took back %q, %v", text, ok)
	}
	if _, ok := d.TakeBack(2, x); ok || drawn(d) != "" {
		t.Errorf("left %q", drawn(d))
	}
}

func TestRows(t *testing.T) {
	d := seated()
	at := func(seq uint64, who chat.MemberID, name string, when time.Time) {
		room(d, chat.Said{Message: chat.Message{Seq: seq, ID: chat.MessageID{byte(seq)}, From: who, Name: name, Text: "t", At: when}})
	}
	at(1, bo, "Bo", noon.Add(-50*time.Hour))
	at(2, bo, "Bo", noon.Add(-24*time.Hour))
	at(3, bo, "Bo", noon)
	at(4, bo, "Bo", noon.Add(4*time.Minute))
	at(5, bo, "Bo", noon.Add(10*time.Minute))
	at(6, other, "bo", noon.Add(10*time.Minute))
	want := []string{"Tuesday head b00000", "Yesterday head b00000", "Today head b00000", "b00000", "head b00000", "head b10000"}
	for i, want := range want {
		row := d.Room(1).Row(i, noon)
		got := row.Day
		if row.Head {
			got += " head"
		}
		if got = strings.TrimSpace(got + " " + row.Tag); got != want {
			t.Errorf("row %d is %q, want %q", i, got, want)
		}
	}
}

func TestDayName(t *testing.T) {
	for _, test := range []struct {
		day  time.Time
		want string
	}{
		{noon, "Today"},
		{noon.Add(12 * time.Hour), "Friday, 6 March"},
		{noon.AddDate(0, 0, -1), "Yesterday"},
		{noon.AddDate(0, 0, -5), "Saturday"},
		{noon.AddDate(0, 0, -7), "Thursday, 26 February"},
		{noon.AddDate(-1, 0, 0), "Wednesday, 5 March 2025"},
	} {
		if got := DayName(test.day, noon); got != test.want {
			t.Errorf("%v is %q, want %q", test.day, got, test.want)
		}
	}
}

func TestPeople(t *testing.T) {
	d := seated()
	room(d, chat.Joined{Member: chat.Member{ID: other, Name: "BO"}})
	var got []string
	for _, p := range d.Room(1).People() {
		got = append(got, fmt.Sprint(p.Name, " ", p.Host, " ", p.Me, " ", p.Tag))
	}
	want := "Bo true false b00000, Ada false true , BO false false b10000"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("people %q, want %q", s, want)
	}
}

func TestRoomsOpenAndClose(t *testing.T) {
	d := &Desk{}
	for key := Key(1); key <= 3; key++ {
		d.Apply(noon, Opened{Room: key, Name: "r"})
	}
	if d.Selected().Key() != 3 {
		t.Errorf("selected %d, want the room opened last", d.Selected().Key())
	}
	if a, b := d.Neighbour(1).Key(), d.Neighbour(-1).Key(); a != 1 || b != 2 {
		t.Errorf("neighbours %d and %d, want 1 and 2", a, b)
	}
	d.Select(2)
	d.Apply(noon, Closed{Room: 2})
	if d.Selected().Key() != 3 {
		t.Errorf("selected %d after closing, want the next", d.Selected().Key())
	}
	d.Apply(noon, Closed{Room: 3}, Closed{Room: 1}, Closed{Room: 9})
	if d.Selected() != nil || d.Neighbour(1) != nil {
		t.Error("a room is left in an empty window")
	}
}

func TestLobby(t *testing.T) {
	d := seated()
	rooms := []Found{{Name: "Zoo"}, {Name: "Lab", Host: bo, Room: chat.RoomID{7}}, {Name: "Lab", Host: other, Room: chat.RoomID{7}}}
	for i := range 120 {
		rooms = append(rooms, Found{Name: fmt.Sprintf("room %d", i)})
	}
	d.Apply(noon, Lobby{Rooms: rooms})
	shown, more := d.Lobby()
	if len(shown) != maxLobby || more != 23 {
		t.Errorf("%d shown and %d more, want 100 and 23", len(shown), more)
	}
	if d.Inside(shown[0]) == nil {
		t.Error("does not know the room that this person is in")
	}
	if d.Inside(shown[1]) != nil {
		t.Error("takes another host's room of the same id for this person's")
	}
}
