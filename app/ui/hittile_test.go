package ui

import (
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestHitsTellNamesakesApart brings two people called Bo into one answer, and then
// somebody with a longer name into the place of one of them.
func TestHitsTellNamesakesApart(t *testing.T) {
	win, _, w := searching(t, 1100, 700)
	second := chat.MemberID{0x22}
	said := func(id chat.MemberID, name string) {
		t.Helper()
		q, _ := win.desk.Search().Again()
		a, b := found(9, 1, "the long cable"), found(8, 1, "the long cable")
		b.Message.From, b.Message.Name = id, name
		win.Apply([]vm.Event{vm.Hits{Query: q, List: []vm.Hit{a, b}}})
	}
	expect := func(i int, want string) {
		t.Helper()
		who := win.search.hits[i].who
		if who.text != want || who.Size().Width < who.natural() {
			t.Errorf("hit %d is by %q in %v, want %q in %v", i, who.text, who.Size().Width, want, who.natural())
		}
	}
	said(bo, "Bo")
	settle(w)
	expect(0, "Bo")
	said(second, "Bo")
	expect(0, "Bo #"+bo.Tag())
	expect(1, "Bo #"+second.Tag())
	said(second, "Bartholomew of the ground floor")
	expect(0, "Bo")
	expect(1, "Bartholomew of the ground floor")
}
