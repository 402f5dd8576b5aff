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

// TestOwnReactionsAreAmongThoseShown reacts to a line after many others did.
func TestOwnReactionsAreAmongThoseShown(t *testing.T) {
	d := seated()
	happens(plain(1, bo, "a"))(d)
	for i := range uint64(maxChips + 3) {
		happens(react(i+2, bo, 1, fmt.Sprint("e", i)))(d)
	}
	happens(react(50, me, 1, "👍"), react(51, me, 1, "e1"))(d)
	reactions := d.Room(1).Row(0, noon).Reactions
	chips, more := reactions.Chips()
	if len(chips) != maxChips || more != 4 {
		t.Fatalf("%d emoji and %d more", len(chips), more)
	}
	if first, last := chips[0].Emoji, chips[maxChips-1]; first != "e0" || last.Emoji != "👍" || !last.Mine {
		t.Errorf("shows from %q to %q", first, last.Emoji)
	}
	for i := range uint64(maxChips) {
		happens(react(60+i, me, 1, fmt.Sprint("own", i)))(d)
	}
	reactions = d.Room(1).Row(0, noon).Reactions
	if chips, _ := reactions.Chips(); len(chips) != maxChips || !chips[0].Mine {
		t.Errorf("of many own ones shows %v", chips)
	}
	if mine := reactions.Mine(); len(mine) != maxChips+2 || !mine["👍"] || !mine["own11"] || mine["e0"] {
		t.Errorf("this person's own are %v", mine)
	}
	if mine := (*Reactions)(nil).Mine(); len(mine) != 0 {
		t.Errorf("without any, this person's own are %v", mine)
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
