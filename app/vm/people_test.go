package vm

import (
	"encoding/binary"
	"fmt"
	"testing"

	"landline/netcore/chat"
)

// passThrough has throwaway people come and go under so many names.
func passThrough(d *Desk, names int) {
	for i := range names {
		id := chat.MemberID{0xFA}
		binary.BigEndian.PutUint32(id[1:], uint32(i))
		m := chat.Member{ID: id, Name: fmt.Sprintf("Guest %d", i)}
		room(d, chat.Joined{Member: m}, chat.Left{Member: m})
	}
}

// tags lists the tags of those who are here under a name that looks like this one.
func tags(r *Room, name string) (list []string) {
	for _, p := range r.People() {
		if chat.Looks(p.Name) == chat.Looks(name) {
			list = append(list, p.Tag)
		}
	}
	return list
}

// TestTagsOutliveManyNames takes a name after more names were seen than a room
// remembers.
func TestTagsOutliveManyNames(t *testing.T) {
	carla, second := chat.Member{ID: chat.MemberID{0x60}, Name: "Carla"}, chat.Member{ID: chat.MemberID{0x61}, Name: "Carla"}
	line := func(seq uint64, by chat.Member) chat.Said {
		s := said(seq, "send me the password")
		s.From, s.Name = by.ID, by.Name
		return s
	}
	for _, test := range []struct {
		name   string
		before []chat.Event
	}{
		{"of somebody who is here", []chat.Event{chat.Joined{Member: carla}, line(1, carla)}},
		{"of the author of a line, who is gone", []chat.Event{chat.Joined{Member: carla}, line(1, carla), chat.Left{Member: carla}}},
		{"of the author of a line, who was never met", []chat.Event{line(1, carla)}},
		{"that two had already", []chat.Event{chat.Joined{Member: carla}, chat.Joined{Member: chat.Member{ID: other, Name: "carla"}}, line(1, carla)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := seated()
			room(d, test.before...)
			passThrough(d, maxNames+1)
			room(d, chat.Joined{Member: second}, line(2, second))
			r := d.Room(1)
			for _, tag := range tags(r, "Carla") {
				if tag == "" {
					t.Errorf("of the Carlas that are here one has no tag: %q", tags(r, "Carla"))
				}
			}
			for seq, by := range map[uint64]chat.Member{1: carla, 2: second} {
				if i, ok := r.Lines().Ordinal(seq); !ok || r.Row(i, noon).Tag != by.ID.Tag() {
					t.Errorf("line %d has the tag %q, want %q", seq, r.Row(i, noon).Tag, by.ID.Tag())
				}
			}
		})
	}
}

// TestNamesAreBounded meets more names than a room remembers.
func TestNamesAreBounded(t *testing.T) {
	d := seated()
	passThrough(d, maxNames-len(d.Room(1).people.owners)-1)
	room(d, chat.Joined{Member: chat.Member{ID: chat.MemberID{0x60}, Name: "Carla"}}, chat.Joined{Member: chat.Member{ID: chat.MemberID{0x61}, Name: "Dora"}})
	r := d.Room(1)
	if n := len(r.people.owners); n != maxNames {
		t.Errorf("%d names are remembered, want %d", n, maxNames)
	}
	for name, want := range map[string]string{"Bo": "", "Ada": "", "Carla": "", "Dora": "610000"} {
		if got := tags(r, name); len(got) != 1 || got[0] != want {
			t.Errorf("%s has the tags %q, want %q", name, got, want)
		}
	}
	room(d, chat.Joined{Member: chat.Member{ID: other, Name: "Ada"}})
	if got := tags(r, "Ada"); len(got) != 2 || got[0] == "" || got[1] == "" {
		t.Errorf("two who are called Ada have the tags %q", got)
	}
}
