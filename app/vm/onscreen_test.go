package vm

import (
	"testing"

	"landline/netcore/chat"
)

func TestUnread(t *testing.T) {
	d := &Desk{}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"}, Opened{Room: 2, Name: "Kitchen"})
	room(d, entered(life1, 2, 0), said(1, "history"), said(2, "history"))
	expect := func(when string, want int) {
		t.Helper()
		if got := d.Room(1).Unread(); got != want {
			t.Errorf("%s: %d unread, want %d", when, got, want)
		}
	}
	expect("after what was said before", 0)
	room(d, said(3, "new"), mine(4, chat.MessageID{9}, "own"))
	expect("in another room", 1)
	d.Select(1)
	expect("selected, before its view shows them", 1)
	d.Follow(1, true)
	expect("selected", 0)
	room(d, said(5, "seen"))
	expect("looked at", 0)
	d.Follow(1, false)
	room(d, said(6, "below"))
	expect("scrolled up", 1)
	d.Select(1)
	expect("selected again, still scrolled up", 1)
	d.Follow(1, true)
	expect("scrolled down", 0)
	d.Cover()
	room(d, said(7, "away"))
	expect("covered", 1)
	d.Follow(1, true)
	expect("covered, whatever its view says", 1)
	room(d, entered(life2, 1, 0), said(1, "anew"))
	expect("in another life of the room, of which nothing else was said", 1)
	d.Select(2)
	expect("covered, then another room", 1)
	d.Select(1)
	d.Follow(1, true)
	d.Cover()
	room(d, said(2, "away"))
	d.Uncover()
	expect("uncovered", 0)
	d.Cover()
	room(d, said(3, "away"))
	d.Apply(noon, Opened{Room: 3, Name: "Hall"})
	expect("covered, then a new room", 1)
	d.Cover()
	d.Apply(noon, Closed{Room: 3}, Closed{Room: 2})
	expect("the last one left, covered", 1)
	d.Uncover()
	expect("the last one left, before its view shows them", 1)
	d.Follow(1, true)
	expect("the last one left", 0)
}
