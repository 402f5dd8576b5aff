package vm

import (
	"fmt"
	"strings"
	"testing"

	"landline/netcore/chat"
)

func TestReactions(t *testing.T) {
	d := seated()
	happens(plain(1, bo, "a"), react(2, bo, 1, "👍"), react(3, me, 1, "🎉"), react(4, me, 1, "👍"), react(5, me, 1, "👍"), react(6, cleo, 1, "🎉"), unreact(7, cleo, 1, "🎉"), unreact(8, cleo, 1, "🎉"))(d)
	if got, want := shown(d), "a [👍2*] [🎉1*]"; got != want {
		t.Errorf("shows %q, want %q", got, want)
	}
	if chips, _ := d.Room(1).Row(0, noon).Reactions.Chips(); chips[0].Who != "You, Bo" {
		t.Errorf("of %q", chips[0].Who)
	}
	happens(unreact(9, bo, 1, "👍"), unreact(10, me, 1, "👍"), unreact(11, me, 1, "🎉"))(d)
	if got := shown(d); got != "a" {
		t.Errorf("shows %q after all were taken away", got)
	}
}

// TestReactionsAreBounded lets one person after the other react.
func TestReactionsAreBounded(t *testing.T) {
	d := seated()
	happens(plain(1, bo, "a"))(d)
	for i := range uint64(maxMarks + 50) {
		m := react(i+2, chat.MemberID{byte(i), byte(i >> 8), 1}, 1, fmt.Sprint("e", i%40))
		m.Name = "Somebody"
		happens(m)(d)
	}
	r := d.Room(1)
	reactions := r.Row(0, noon).Reactions
	chips, more := reactions.Chips()
	if len(chips) != maxChips || more != 40-maxChips || len(reactions.marks) != maxMarks {
		t.Errorf("%d emoji and %d more, of %d people", len(chips), more, len(reactions.marks))
	}
	if n := chips[0].Who; n != strings.Repeat("Somebody, ", maxNamed-1)+"Somebody and 17 more" {
		t.Errorf("named: %q", n)
	}
	line := keep(r.lines.At(0))
	if sum := line.cost(); r.lines.log.cost != sum {
		t.Errorf("the transcript counts %d bytes, its line has %d", r.lines.log.cost, sum)
	}
}
