package ui

import (
	"fmt"
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestPeopleKeepNoRowsPutBy goes up and down a long list. Fyne's list forgets the
// rows that it has put by where memory is collected, and makes others.
func TestPeopleKeepNoRowsPutBy(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	var events []vm.Event
	for i := range 300 {
		who := chat.Member{ID: chat.MemberID{9, byte(i), byte(i >> 8)}, Name: fmt.Sprintf("P%03d", i)}
		events = append(events, vm.Happened{Room: 1, Event: chat.Joined{Member: who}})
	}
	win.Apply(events)
	list, before := win.people.list, len(win.people.rows)
	collect := func() {
		for range 3 { // what is put by outlives one collection
			runtime.GC()
		}
	}
	for range 10 {
		list.ScrollToBottom()
		collect()
		list.ScrollToTop()
		collect()
	}
	if after := len(win.people.rows); after > 3*before {
		t.Errorf("%d rows are kept, of %d at first", after, before)
	}
	w.Canvas().Focus(list)
	press(list, fyne.KeyEnd, fyne.KeySpace)
	if _, open := w.Canvas().Focused().(*widget.PopUpMenu); !open {
		t.Error("nothing is offered of the last person")
	}
	win.Apply([]vm.Event{vm.Closed{Room: 1}})
	if n, places := len(win.people.rows), len(win.people.places); n > places {
		t.Errorf("%d rows are kept for %d places", n, places)
	}
}

// TestKeyboardStaysAtAPerson has people come and leave above the one that the
// keyboard is at, and that one leave.
func TestKeyboardStaysAtAPerson(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	happen := func(e chat.Event) { win.Apply([]vm.Event{vm.Happened{Room: 1, Event: e}}) }
	aaron, cleoHere := chat.Member{ID: chat.MemberID{0x44}, Name: "Aaron"}, chat.Member{ID: cleo, Name: "Cleo"}
	happen(chat.Joined{Member: cleoHere})
	w.Canvas().Focus(win.people.list)
	press(win.people.list, fyne.KeyEnd)
	for _, step := range []struct {
		event chat.Event
		want  string
	}{
		{nil, "Cleo"},
		{chat.Joined{Member: aaron}, "Cleo"},
		{chat.Left{Member: chat.Member{ID: bo, Name: "Bo"}}, "Cleo"},
		{chat.Left{Member: cleoHere}, "Aaron"},
		{chat.Left{Member: aaron}, "Ada"},
	} {
		if step.event != nil {
			happen(step.event)
		}
		if i, ok := win.people.list.person(); !ok || win.people.people[i].Name != step.want {
			t.Errorf("after %T it is at %d %v of %v, want %s", step.event, i, ok, win.people.people, step.want)
		}
	}
}
