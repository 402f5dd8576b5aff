package vm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// whoReacted says who reacted to the oldest line.
func whoReacted(d *Desk, emoji string) string {
	r := d.Room(1)
	return r.Reacted(r.Row(r.lines.First(), noon).Reactions, emoji)
}

func TestReactions(t *testing.T) {
	d := seated()
	happens(plain(1, bo, "a"), react(2, bo, 1, "👍"), react(3, me, 1, "🎉"), react(4, me, 1, "👍"), react(5, me, 1, "👍"), react(6, cleo, 1, "🎉"), unreact(7, cleo, 1, "🎉"), unreact(8, cleo, 1, "🎉"))(d)
	if got, want := shown(d), "a [👍2*] [🎉1*]"; got != want {
		t.Errorf("shows %q, want %q", got, want)
	}
	if got := whoReacted(d, "👍"); got != "You, Bo" {
		t.Errorf("of %q", got)
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
	who := strings.Split(r.Reacted(reactions, chips[0].Emoji), ", ")
	if len(who) != maxNamed || who[0] != "Somebody #000001" || who[maxNamed-1] != "Somebody #180101 and 17 more" {
		t.Errorf("named: %q", who)
	}
	line := keep(r.lines.At(0))
	if sum := line.cost(); r.lines.log.cost != sum {
		t.Errorf("the transcript counts %d bytes, its line has %d", r.lines.log.cost, sum)
	}
}

// TestWhoReactedIsToldFromANamesake has a second Bo react, and a third one come later.
func TestWhoReactedIsToldFromANamesake(t *testing.T) {
	d := seated()
	happens(plain(1, bo, "shall we?"), react(2, bo, 1, "👍"))(d)
	if got := whoReacted(d, "👍"); got != "Bo" {
		t.Errorf("%q reacted", got)
	}
	room(d, chat.Joined{Member: visitor(0xB1, "Bo")})
	happens(react(3, other, 1, "👍"))(d)
	if got, want := whoReacted(d, "👍"), "Bo #b00000, Bo #b10000"; got != want {
		t.Errorf("%q reacted, want %q", got, want)
	}
}

// TestReactionsAreValues goes on twice from one value, as an own reaction on its way
// and one of somebody else do.
func TestReactionsAreValues(t *testing.T) {
	var before *Reactions
	for i := range 5 {
		before = before.with(reacted{emoji: fmt.Sprint(i), who: bo}, me)
	}
	mine, theirs := before.with(reacted{emoji: "a", who: me}, me), before.with(reacted{emoji: "b", who: cleo}, me)
	if mine.marks[5].emoji != "a" || theirs.marks[5].emoji != "b" {
		t.Errorf("this person reacted with %q, and the other with %q", mine.marks[5].emoji, theirs.marks[5].emoji)
	}
}

// TestReactionsCountAlikeInAnyOrder has a log with reactions that were set and taken
// away again and again, and compares what is left of it where it was told, where it
// was recalled from below, and where it is told while what is below is recalled.
func TestReactionsCountAlikeInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		marks := make([]reacted, random.IntN(8))
		for i := range marks {
			marks[i] = reacted{emoji: "👍", who: bo, name: fmt.Sprint("Bo", i), seq: uint64(i + 2), off: random.IntN(2) == 0}
		}
		var told *Reactions
		for _, m := range marks {
			told = told.with(m, me)
		}
		var c change
		from := random.IntN(len(marks) + 1)
		for up, down := from, from; up < len(marks) || down > 0; {
			if down == 0 || up < len(marks) && random.IntN(2) == 0 {
				c.mark(marks[up])
				up++
			} else {
				down--
				c.mark(marks[down])
			}
		}
		var want, got []string
		if told != nil {
			want = append(want, told.marks[0].name)
		}
		for _, m := range c.marks {
			if !m.off {
				got = append(got, m.name)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("of %+v from the %dth there is left %q, want %q", marks, from, got, want)
		}
	}
}
