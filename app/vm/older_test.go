package vm

import (
	"fmt"
	"testing"

	"landline/netcore/chat"
)

// reopened is a desk that remembers lines 11 to 14 of a room, of which the
// person read up to read; another room is on the screen.
func reopened(read uint64) *Desk {
	d := &Desk{}
	list := messages(11, 14)
	list[2].From, list[2].Name = me, "Ada"
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "lab:7678"}, Opened{Room: 2, Name: "Kitchen"},
		Remembered{Room: 1, Name: "Lab", Epoch: life1, Lines: list, Read: read})
	return d
}

func TestRemembered(t *testing.T) {
	const shown = "line 11 | line 12 | line 13 | line 14"
	happen := func(events ...chat.Event) func(*Desk) { return func(d *Desk) { room(d, events...) } }
	recall := func(edge Edge, first, last uint64) func(*Desk) {
		return func(d *Desk) { d.Apply(noon, Recalled{Room: 1, Lines: messages(first, last), Edge: edge}) }
	}
	says := func(d *Desk) string {
		if name := d.Room(1).Name(); name != "Lab" {
			t.Errorf("the room is called %q", name)
		}
		return drawn(d)
	}
	tell(t, func() *Desk { return reopened(14) }, says, []story{
		{"the disk's lines stand alone", nil, shown},
		{"resumed, the log goes on without a seam", []func(*Desk){happen(back(life1, 15, 14), chat.Said{Message: message(15)})}, shown + " | line 15"},
		{"what is known already is not repeated", []func(*Desk){happen(back(life1, 15, 12), chat.Said{Message: message(14)}, chat.Said{Message: message(15)})}, shown + " | line 15"},
		{"lines that the host dropped meanwhile are named", []func(*Desk){happen(back(life1, 21, 20), chat.Said{Message: message(21)})},
			shown + " | [Lines 15 to 20 are missing here: no longer kept by the host] | line 21"},
		{"another log stands under a divider", []func(*Desk){happen(entered(life2, 1, 0), said(1, "z"))}, shown + " | The host started the room anew— | z"},
		{"a log set back stands under a divider", []func(*Desk){happen(entered(life1, 12, 11), said(12, "z"))}, shown + " | The host went back to an earlier state of the room— | z"},
		{"older lines stand above", []func(*Desk){recall(EdgeBegin, 9, 10)}, "line 9 | line 10 | " + shown},
		{"older lines that are there are passed over", []func(*Desk){recall(EdgeBegin, 9, 12)}, "line 9 | line 10 | " + shown},
		{"a hole among older lines is named", []func(*Desk){recall(EdgeBegin, 6, 7)}, "line 6 | line 7 | [Lines 8 to 10 are missing here: no longer kept by the host] | " + shown},
		{"older lines of another log stand under its divider", []func(*Desk){happen(entered(life2, 9, 8), said(9, "z")), recall(EdgeBegin, 7, 8)},
			shown + " | The host started the room anew— | line 7 | line 8 | z"},
		{"it is remembered once", []func(*Desk){func(d *Desk) { d.Apply(noon, Remembered{Room: 1, Epoch: life1, Lines: messages(1, 3)}) }}, shown},
		{"what is remembered too late is not shown", []func(*Desk){func(d *Desk) { d.Apply(noon, Remembered{Room: 1, Epoch: life2, Lines: messages(1, 3)}) }}, shown},
	})
}

// news is which line the word New stands over; 0 for none.
func news(d *Desk) (seq uint64) {
	r := d.Room(1)
	for i := r.Lines().First(); i < r.Lines().End(); i++ {
		if row := r.Row(i, noon); row.New {
			seq = row.Seq
		}
	}
	return seq
}

func TestUnreadAfterARestart(t *testing.T) {
	for _, test := range []struct {
		read   uint64
		unread int
		fresh  uint64
	}{
		{14, 0, 0},
		{13, 1, 14},
		{12, 1, 14}, // 13 is one's own
		{11, 2, 12},
		{10, 3, 11},
		{4, 9, 0}, // six more that are not recalled yet
	} {
		t.Run(fmt.Sprint("read up to ", test.read), func(t *testing.T) {
			d := reopened(test.read)
			if got := d.Room(1).Unread(); got != test.unread || news(d) != test.fresh {
				t.Errorf("%d unread from line %d on, want %d from %d on", got, news(d), test.unread, test.fresh)
			}
			room(d, back(life1, 15, 14), chat.Said{Message: message(15)})
			if got := d.Room(1).Unread(); got != test.unread+1 {
				t.Errorf("%d unread after one more, want %d", got, test.unread+1)
			}
		})
	}
	d := &Desk{}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1}, Opened{Room: 2}, Remembered{Room: 1, Name: "Lab", Epoch: life1})
	room(d, back(life1, 15, 14), chat.Said{Message: message(15)})
	if d.Room(1).Unread() != 1 || news(d) != 15 {
		t.Errorf("%d unread in a room of which no line is kept here", d.Room(1).Unread())
	}
	d = reopened(4)
	d.Apply(noon, Recalled{Room: 1, Lines: messages(1, 10)})
	if news(d) != 5 || d.Room(1).Unread() != 9 {
		t.Errorf("%d unread from line %d on once that is recalled", d.Room(1).Unread(), news(d))
	}
}

// TestNewStandsUntilRead follows the word New through a visit.
func TestNewStandsUntilRead(t *testing.T) {
	d := reopened(12)
	d.Select(1)
	if d.Room(1).Unread() != 1 || d.Room(1).Read().Seq != 12 {
		t.Error("lines count as read before the view has shown them")
	}
	d.Follow(1, true)
	if r := d.Room(1); r.Unread() != 0 || r.Read() != (chat.Cursor{Epoch: life1, Seq: 14}) || news(d) != 14 {
		t.Errorf("after reading: %d unread, read up to %v, New over %d", r.Unread(), r.Read(), news(d))
	}
	room(d, back(life1, 14, 14), chat.Said{Message: message(15)})
	if news(d) != 14 || d.Room(1).Read().Seq != 15 {
		t.Errorf("a line that was seen moves New to %d", news(d))
	}
	d.Select(2)
	room(d, chat.Said{Message: message(16)}, chat.Said{Message: message(17)})
	if news(d) != 16 {
		t.Errorf("New stands over %d after an absence, want 16", news(d))
	}
	d.Select(1)
	d.Follow(1, false)
	room(d, chat.Said{Message: message(18)})
	if news(d) != 16 {
		t.Errorf("New moves to %d while it is looked at", news(d))
	}
	d.Apply(noon, Queued{Room: 1, ID: chat.MessageID{0xF1}, Text: "left from an earlier day", At: noon})
	if news(d) != 16 {
		t.Error("a line that waits already takes New away")
	}
	d.Spoke(1)
	if news(d) != 0 {
		t.Errorf("New stands over %d although this person answered", news(d))
	}
}

// TestWhatWasMissedIsNew comes back to a room that is on the screen, and finds
// what was said meanwhile.
func TestWhatWasMissedIsNew(t *testing.T) {
	d := reopened(12)
	d.Select(1)
	d.Follow(1, true)
	room(d, back(life1, 17, 14))
	for seq := uint64(15); seq <= 16; seq++ {
		room(d, chat.Said{Message: message(seq)})
	}
	if r := d.Room(1); news(d) != 15 || r.Unread() != 2 || r.Following() || r.Read().Seq != 14 {
		t.Errorf("New over %d, %d unread, read up to %d", news(d), r.Unread(), r.Read().Seq)
	}
	d.Follow(1, true)
	room(d, chat.Said{Message: message(17)})
	if r := d.Room(1); news(d) != 15 || r.Unread() != 1 {
		t.Errorf("later in the same: New over %d, %d unread", news(d), r.Unread())
	}
	d.Follow(1, true)
	room(d, chat.Said{Message: message(18)})
	if r := d.Room(1); news(d) != 15 || r.Unread() != 0 || r.Read().Seq != 18 {
		t.Errorf("a line that was seen: New over %d, %d unread", news(d), r.Unread())
	}
	room(d, back(life1, 18, 18))
	if news(d) != 15 {
		t.Errorf("nothing was missed, and New stands over %d", news(d))
	}
}

// edgeOf is what stands over the first line of the log.
func edgeOf(d *Desk) string {
	r := d.Room(1)
	return r.Row(r.Lines().Base(), noon).Edge
}

func TestEdge(t *testing.T) {
	const fetching, missing, begins, gone = "Fetching older lines…", "Older lines are with the host. They come when the room is back.", "The room begins here", "The lines before this one are no longer kept."
	for _, test := range []struct {
		name  string
		enter chat.Entered
		want  string
		wants bool
	}{
		{"a new room", chat.Entered{First: 1, Head: 1}, begins, false},
		{"the newest page", chat.Entered{First: 1, Head: 9, After: 8}, fetching, true},
		{"all that is kept", chat.Entered{First: 9, Head: 9, After: 8}, gone, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := &Desk{}
			d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1})
			if d.Room(1).WantsOlder() {
				t.Error("wants older lines of a room that nothing is known of")
			}
			room(d, test.enter, chat.Said{Message: message(test.enter.After + 1)})
			if edgeOf(d) != test.want || d.Room(1).WantsOlder() != test.wants {
				t.Errorf("says %q, wants %v", edgeOf(d), d.Room(1).WantsOlder())
			}
		})
	}
	d := reopened(14)
	expect := func(when, want string, wants bool) {
		t.Helper()
		if edgeOf(d) != want || d.Room(1).WantsOlder() != wants {
			t.Errorf("%s: says %q, wants %v; want %q, %v", when, edgeOf(d), d.Room(1).WantsOlder(), want, wants)
		}
	}
	expect("remembered", fetching, true)
	d.Asked(1)
	expect("asked", fetching, false)
	d.Apply(noon, Recalled{Room: 1, Lines: messages(10, 10), Edge: EdgeMissing})
	expect("the host is away", missing, false)
	d.AskAgain(1)
	expect("still away", missing, false)
	d.Apply(noon, Linked{Room: 1, Link: Seated})
	expect("the host is back", fetching, true)
	d.Asked(1)
	d.Apply(noon, Recalled{Room: 1, Edge: EdgeMissing})
	d.AskAgain(1)
	expect("asked again", fetching, true)
	d.Apply(noon, Recalled{Room: 1, Lines: messages(1, 9), Edge: EdgeBegin})
	expect("all recalled", begins, false)
}

func TestUnsaid(t *testing.T) {
	d, x := reopened(14), chat.MessageID{0xF1}
	d.Apply(noon, Unsaid{Room: 1, ID: x, Text: "x", At: noon, Why: chat.Refuse(chat.NotKept, "")})
	last := func() Line { return d.Room(1).Lines().At(d.Room(1).Lines().End() - 1) }
	if l := last(); l.State != Failed || !l.Again || l.Reason != "the host cannot store it, because its disk is full or cannot be written" {
		t.Errorf("brought back %+v", l)
	}
	key := last().Key
	d.Apply(noon, Queued{Room: 1, ID: chat.MessageID{0xF2}, Text: "y", At: noon})
	if !d.SayAgain(1, x) || d.SayAgain(1, x) {
		t.Error("cannot be said again, once")
	}
	if l := last(); l.Key != key || l.State != Pending || l.Reason != "" {
		t.Errorf("said again: %+v", l)
	}
	room(d, chat.Declined{ID: x, Refusal: chat.Refuse(chat.TextTooLong, "")})
	if d.SayAgain(1, x) || d.SayAgain(2, x) {
		t.Error("says again what cannot be taken")
	}
	if text, ok := d.TakeBack(1, x); !ok || text != "x" {
		t.Errorf("took back %q, %v", text, ok)
	}
}
