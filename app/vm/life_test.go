package vm

import (
	"math/rand/v2"
	"testing"

	"landline/netcore/chat"
)

// TestNotesKnowWhereTheyStand has lines and notes come in at both ends of a log. What
// a search compares is at hand for each line, and ascends: no probe walks over the
// notes, of which anybody who joins and leaves makes as many as they like.
func TestNotesKnowWhereTheyStand(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var log life
		oldest, newest := uint64(1000), uint64(999)
		for range 1 + random.IntN(60) {
			switch random.IntN(6) {
			case 0:
				newest += 1 + random.Uint64N(3)
				log.push(keep(Line{Seq: newest}))
			case 1:
				oldest -= 1 + random.Uint64N(3)
				log.unshift(keep(Line{Seq: oldest}))
			case 2:
				log.unshift(keep(Line{Kind: Gap}))
			default:
				log.push(keep(Line{Kind: Note}))
			}
		}
		above := uint64(0)
		for i := range log.n {
			switch line := log.at(i).line(); {
			case line.Seq != 0:
				above = line.Seq
				if at, ok := log.numbered(above); !ok || at != i {
					t.Fatalf("line %d at %d was found at %d, %v", above, i, at, ok)
				}
			case log.at(i).seq != above:
				t.Fatalf("the note at %d says that it is below line %d, which is %d", i, log.at(i).seq, above)
			}
		}
		for seq := oldest - 3; seq <= newest+3; seq++ {
			if at, ok := log.numbered(seq); ok && log.at(at).line().Seq != seq {
				t.Fatalf("line %d was found at %d, which is %d", seq, at, log.at(at).line().Seq)
			}
		}
		if _, ok := log.numbered(0); ok {
			t.Fatal("a line without a number was found by it")
		}
	}
}

// TestComingAndGoingLeavesOnePair has people join and leave over and over.
func TestComingAndGoingLeavesOnePair(t *testing.T) {
	cleo := chat.Member{ID: other, Name: "Cleo"}
	in := func(m chat.Member) chat.Event { return chat.Joined{Member: m} }
	out := func(m chat.Member) chat.Event { return chat.Left{Member: m} }
	for _, test := range []struct {
		name   string
		events []chat.Event
		want   string
	}{
		{"once", []chat.Event{in(cleo), out(cleo)}, "Cleo joined | Cleo left"},
		{"and came again", []chat.Event{in(cleo), out(cleo), in(cleo)}, "Cleo joined"},
		{"and left again", []chat.Event{in(cleo), out(cleo), in(cleo), out(cleo)}, "Cleo joined | Cleo left"},
		{"who was here", []chat.Event{out(boAsBo), in(boAsBo), out(boAsBo)}, "Bo left"},
		{"two in turn", []chat.Event{in(cleo), out(boAsBo), out(cleo), in(boAsBo), in(cleo), out(boAsBo)},
			"Cleo joined | Bo left | Cleo left | Bo joined | Cleo joined | Bo left"},
		{"a namesake", []chat.Event{in(visitor(77, "Cleo")), out(visitor(77, "Cleo")), in(cleo)}, "Cleo joined | Cleo left | Cleo #b10000 joined"},
		{"with a line between", []chat.Event{in(cleo), said(1, "hi"), out(cleo), in(cleo)}, "Cleo joined | hi | Cleo left | Cleo joined"},
		{"names to and fro", []chat.Event{in(boAsBob), out(boAsBo), in(boAsBo), out(boAsBob), in(boAsBob), out(boAsBo)}, "Bo is now called Bob"},
		{"a new name after it", []chat.Event{in(boAsBob), out(boAsBob), in(boAsBob), out(boAsBo)}, "Bo is now called Bob"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := seated()
			if room(d, test.events...); drawn(d) != test.want {
				t.Errorf("drawn %q, want %q", drawn(d), test.want)
			}
		})
	}
}

// visitor is somebody whose key begins with id.
func visitor(id byte, name string) chat.Member {
	return chat.Member{ID: chat.MemberID{id}, Name: name}
}

// BenchmarkBehindNotes looks a line up over many notes that stand below it.
func BenchmarkBehindNotes(b *testing.B) {
	d := seated()
	room(d, said(1, "x"))
	r := d.Room(1)
	for range 100_000 {
		r.note(noon, "Somebody joined")
	}
	for b.Loop() {
		r.lines.Ordinal(1)
	}
}
