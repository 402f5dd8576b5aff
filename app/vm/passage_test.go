package vm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

func TestNewNames(t *testing.T) {
	const likeBo = "\u0412\u043e" // in Cyrillic letters
	cleo := chat.Member{ID: other, Name: "Cleo"}
	joined := func(m chat.Member) chat.Event { return chat.Joined{Member: m} }
	left := func(m chat.Member) chat.Event { return chat.Left{Member: m} }
	meAda, meAdele := chat.Member{ID: me, Name: "Ada"}, chat.Member{ID: me, Name: "Adele"}
	named := func(id chat.MemberID, name string) chat.Member { return chat.Member{ID: id, Name: name} }
	for _, test := range []struct {
		name   string
		events []chat.Event
		want   string
	}{
		{"in place", []chat.Event{joined(boAsBob), left(boAsBo)}, "Bo is now called Bob"},
		{"by coming back", []chat.Event{left(boAsBo), joined(boAsBob)}, "Bo is now called Bob"},
		{"with a line between", []chat.Event{left(boAsBo), said(1, "a"), joined(boAsBob)}, "Bo is now called Bob | a"},
		{"twice", []chat.Event{joined(boAsBob), left(boAsBo), joined(boAsBo), left(boAsBob)}, "Bo is now called Bob | Bob is now called Bo"},
		{"my own", []chat.Event{joined(meAdele), left(meAda)}, "You are now called Adele"},
		{"the same name is no new one", []chat.Event{left(boAsBo), joined(boAsBo)}, "Bo left | Bo joined"},
		{"another key is another person", []chat.Event{left(boAsBo), joined(cleo)}, "Bo left | Cleo joined"},
		{"a namesake", []chat.Event{joined(named(other, "Bob")), left(boAsBo)}, "Bob joined | Bo left"},
		{"a namesake who comes and goes", []chat.Event{joined(named(other, likeBo)), left(named(other, likeBo))}, likeBo + " #b10000 joined | " + likeBo + " #b10000 left"},
		{"whom a namesake came to", []chat.Event{joined(named(other, likeBo)), left(boAsBo)}, likeBo + " #b10000 joined | Bo #b00000 left"},
		{"into a namesake", []chat.Event{joined(cleo), joined(named(other, likeBo)), left(cleo)}, "Cleo joined | Cleo is now called " + likeBo + " #b10000"},
		{"out of a namesake", []chat.Event{joined(named(other, likeBo)), joined(cleo), left(named(other, likeBo))}, likeBo + " #b10000 joined | " + likeBo + " #b10000 is now called Cleo"},
		{"who came a moment ago and leaves", []chat.Event{joined(cleo), joined(named(other, "Clea")), left(cleo), left(named(other, "Clea"))}, "Cleo joined | Cleo is now called Clea | Clea left"},
		{"who came back a moment ago", []chat.Event{left(boAsBo), joined(boAsBo), joined(boAsBob), left(boAsBo)}, "Bo left | Bo joined | Bo is now called Bob"},
		{"beside a second seat", []chat.Event{joined(boAsBob), joined(named(bo, "Bobby")), left(boAsBo)}, "Bob joined | Bo is now called Bobby"},
		{"two at once", []chat.Event{joined(cleo), joined(boAsBob), joined(named(other, "Clea")), left(boAsBo), left(cleo)}, "Cleo joined | Bo is now called Bob | Cleo is now called Clea"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := seated()
			if room(d, test.events...); drawn(d) != test.want {
				t.Errorf("drawn %q, want %q", drawn(d), test.want)
			}
		})
	}
	t.Run("much later", func(t *testing.T) {
		d := seated()
		room(d, left(boAsBo))
		d.Apply(noon.Add(time.Minute), Happened{Room: 1, Event: joined(boAsBob)})
		if want := "Bo left | Bob joined"; drawn(d) != want {
			t.Errorf("drawn %q, want %q", drawn(d), want)
		}
	})
	t.Run("in another log", func(t *testing.T) {
		d := seated()
		room(d, left(boAsBo), entered(life2, 0, 0), joined(boAsBob))
		if want := "Bo left | The host started the room anew— | Bob joined"; drawn(d) != want {
			t.Errorf("drawn %q, want %q", drawn(d), want)
		}
	})
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

// TestTheLastNoteIsTrue has two people come, go and change their names, at any pace.
// What a reader finds last of each of them is how it is.
func TestTheLastNoteIsTrue(t *testing.T) {
	initial := map[byte]byte{1: 'X', 2: 'Y'}
	for seed := range uint64(1000) {
		random := rand.New(rand.NewPCG(seed, 1))
		d, now := seated(), noon
		in := make(map[byte]string) // what who is here is called
		last := make(map[byte]string)
		tell := func(e chat.Event) { d.Apply(now, Happened{Room: 1, Event: e}) }
		lines := uint64(0)
		for range 12 {
			now = now.Add(time.Duration(random.IntN(8)) * time.Second)
			id := byte(1 + random.IntN(2))
			before, after := in[id], fmt.Sprintf("%c%d", initial[id], random.IntN(2))
			switch {
			case random.IntN(10) == 0:
				lines++
				tell(said(lines, "hi"))
				continue
			case before == "":
				tell(chat.Joined{Member: visitor(id, after)})
			case before == after || random.IntN(2) == 0:
				tell(chat.Left{Member: visitor(id, before)})
				after = ""
			case random.IntN(2) == 0:
				tell(chat.Joined{Member: visitor(id, after)})
				tell(chat.Left{Member: visitor(id, before)})
			default:
				tell(chat.Left{Member: visitor(id, before)})
				tell(chat.Joined{Member: visitor(id, after)})
			}
			in[id], last[id] = after, after+" joined|is now called "+after
			if after == "" {
				last[id] = before + " left"
			}
		}
		notes := strings.Split(drawn(d), " | ")
		for id, ends := range last {
			about := slices.DeleteFunc(slices.Clone(notes), func(note string) bool { return strings.IndexByte(note, initial[id]) < 0 })
			note := about[len(about)-1]
			if !slices.ContainsFunc(strings.Split(ends, "|"), func(end string) bool { return strings.HasSuffix(note, end) }) {
				t.Fatalf("seed %d: %q ends in %q, want %q", seed, drawn(d), note, ends)
			}
		}
	}
}
