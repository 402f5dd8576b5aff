package vm

import (
	"fmt"
	"testing"

	"landline/netcore/chat"
)

// crowd is a desk in whose room n others sit; Ada said lines 1 to 3.
func crowd(n int) (d *Desk, others []chat.Member) {
	d = &Desk{}
	for i := range n {
		others = append(others, chat.Member{ID: chat.MemberID{1, byte(i >> 8), byte(i)}, Name: fmt.Sprintf("P%03d", i)})
	}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"}, Linked{Room: 1, Link: Seated})
	e := entered(life1, 0, 0)
	e.Members = append([]chat.Member{{ID: me, Name: "Ada", Host: true}}, others...)
	room(d, e)
	for seq := range uint64(3) {
		room(d, mine(seq+1, chat.MessageID{0xE0, byte(seq)}, "own"))
	}
	return d, others
}

func receipt(who chat.Member, seq uint64) chat.Received {
	return chat.Received{List: []chat.Receipt{{ID: who.ID, Seq: seq}}}
}

func TestReceipts(t *testing.T) {
	d, others := crowd(3)
	expect := func(when string, want ...string) {
		t.Helper()
		for seq, want := range want {
			row := d.Room(1).Row(seq, noon)
			if got := fmt.Sprintf("%d/%d %s", row.Have, row.Of, d.Room(1).Delivery(row.Line)); got != want {
				t.Errorf("%s: line %d is %q, want %q", when, seq+1, got, want)
			}
		}
	}
	const nobody = "0/3 The host has it · P000, P001, P002 not yet"
	expect("at first", nobody, nobody, nobody)
	room(d, receipt(others[0], 2), receipt(others[1], 1))
	expect("after two receipts", "2/3 P000, P001 have it · P002 not yet", "1/3 P000 has it · P001, P002 not yet", nobody)
	room(d, receipt(others[0], 1), receipt(chat.Member{ID: me}, 3))
	expect("a receipt never goes back", "2/3 P000, P001 have it · P002 not yet", "1/3 P000 has it · P001, P002 not yet", nobody)
	room(d, receipt(others[2], 3))
	expect("everybody has the first", "3/3 Everybody here has it: P000, P001, P002", "2/3 P000, P002 have it · P001 not yet", "1/3 P002 has it · P000, P001 not yet")
	room(d, chat.Left{Member: others[1]}, chat.Left{Member: others[2]})
	expect("those who are gone do not count", "1/1 P000 has it", "1/1 P000 has it", "0/1 The host has it · P000 not yet")
	room(d, chat.Joined{Member: chat.Member{ID: others[0].ID, Name: "Two names"}})
	if row := d.Room(1).Row(0, noon); row.Of != 1 {
		t.Errorf("a person under two names counts %d times", row.Of)
	}
	room(d, back(life1, 3, 3))
	if row := d.Room(1).Row(0, noon); row.Have != 0 || row.Of != 1 {
		t.Errorf("at a new stay %d of %d have it, before anybody said so", row.Have, row.Of)
	}
}

func TestDeliveryNamesAFew(t *testing.T) {
	d, others := crowd(30)
	for _, m := range others[:13] {
		room(d, receipt(m, 1))
	}
	want := "P000, P001, P002, P003, P004, P005, P006, P007 and 5 more have it · P013, P014, P015, P016, P017, P018, P019, P020 and 9 more not yet"
	if got := d.Room(1).Delivery(d.Room(1).Lines().At(0)); got != want {
		t.Errorf("says %q", got)
	}
}

func TestDeliveryOfALineOnItsWay(t *testing.T) {
	d, _ := crowd(0)
	d.Apply(noon, Queued{Room: 1, ID: chat.MessageID{0xF1}, Text: "x", At: noon})
	last := func() string { return d.Room(1).Delivery(d.Room(1).Lines().At(d.Room(1).Lines().End() - 1)) }
	if got := last(); got != "On its way to the host." {
		t.Errorf("says %q", got)
	}
	d.Apply(noon, Linked{Room: 1, Link: Reconnecting})
	lines := d.Room(1).Lines()
	if got := d.Room(1).Delivery(lines.At(lines.End() - 1)); got != "It is sent once the room is back." {
		t.Errorf("while away it says %q", got)
	}
	if got := d.Room(1).Delivery(lines.At(0)); got != "The host has it. Nobody else is here." {
		t.Errorf("alone it says %q", got)
	}
	room(d, entered(life2, 0, 0))
	if row := d.Room(1).Row(0, noon); row.Of != 0 || d.Room(1).Delivery(row.Line) != "The host had it, in a log that has ended." {
		t.Errorf("a line of the log before is counted: %+v", row)
	}
}

// BenchmarkReceipts is a thousand people who acknowledge a line each, with
// twenty own lines in view drawn after each batch of a hundred.
func BenchmarkReceipts(b *testing.B) {
	d, others := crowd(1000)
	r, seq := d.Room(1), uint64(0)
	for b.Loop() {
		seq++
		for i := 0; i < len(others); i += 100 {
			list := make([]chat.Receipt, 100)
			for j := range list {
				list[j] = chat.Receipt{ID: others[i+j].ID, Seq: seq}
			}
			room(d, chat.Received{List: list})
			for range 20 {
				r.Row(0, noon)
			}
		}
	}
}
