package ui

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// leastName is what a room's name has in the narrowest header.
const leastName = 14 * grid

// TestHeaderFits gives a header every width, in every language and at several
// sizes of text: how the room is reached is said to the end, the name can be
// read, nothing lies over anything else, and a header that grows only gains.
func TestHeaderFits(t *testing.T) {
	win, _, _ := ordered(t, 1300)
	inOther(win)
	if !win.desk.Room(3).HostAway() {
		t.Fatalf("room 3: %s", win.desk.Room(3).State())
	}
	for _, language := range words.All {
		for _, size := range []int{80, 100, 150} {
			win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: size}, Language: language}})
			for _, key := range []vm.Key{1, 2, 3} {
				for _, narrow := range []bool{true, false} {
					t.Run(fmt.Sprintf("%s %d%% room %d narrow %v", language, size, key, narrow), func(t *testing.T) { growHeader(t, win, key, narrow) })
				}
			}
		}
	}
}

// inOther makes this person a guest of room 2, where they keep order and much
// holds beside the usual.
func inOther(win *Window) {
	win.Apply([]vm.Event{
		vm.Happened{Room: 2, Event: chat.Entered{Room: chat.RoomID{8}, Name: "Kitchen", Epoch: chat.Epoch{1},
			Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: me, Name: "Ada"}, {ID: cleo, Name: "Cleo"}}}},
		vm.Retitled{Room: 2, Name: "Ground floor, east wing: printers and everything else with a plug"},
		vm.Linked{Room: 2, Link: vm.Seated},
		vm.Opened{Room: 3, Name: "Workshop", Address: "10.0.0.3:7678"},
		vm.Linked{Room: 3, Link: vm.Reconnecting, Trouble: vm.Trouble{Kind: vm.NobodyListens, Target: "lab", Port: 7678}},
	})
	for i, order := range []struct {
		deed chat.Deed
		text string
	}{
		{chat.Deed{Act: chat.Appoint, Whom: me}, "Ada"},
		{chat.Deed{Act: chat.SetTopic}, "What is broken, who mends it, and when somebody can be let in"},
		{chat.Deed{Act: chat.Lock}, ""},
		{chat.Deed{Act: chat.Slow, For: time.Hour}, ""},
	} {
		win.Apply([]vm.Event{vm.Happened{Room: 2, Event: chat.Said{Message: chat.Message{
			Seq: uint64(i + 1), ID: chat.MessageID{byte(i), 9}, From: bo, Name: "Bo", Text: order.text, At: noon, Deed: order.deed}}}})
	}
	win.selectRoom(2)
}

// growHeader lets a room grow from the least width of the window's middle.
func growHeader(t *testing.T, win *Window, key vm.Key, narrow bool) {
	win.selectRoom(key)
	p := win.pane()
	win.narrow = narrow
	p.update()
	from, to, step, before := float32(320), float32(narrowBelow), float32(20), barPlan{}
	if !narrow {
		from, to, step = narrowBelow-widthSide, 1400, 40
	}
	h := p.header
	test.NewTempWindow(t, h.root) // where everything in it is soon found
	for width := from; width <= to; width += step {
		h.fit(width)
		h.root.Resize(fyne.NewSize(width, h.root.MinSize().Height))
		checkHeader(t, h, width)
		if !within(before, h.shows) {
			t.Errorf("%v wide it shows %+v, and %+v where it is narrower", width, h.shows, before)
		}
		before = h.shows
	}
	if before.under || !before.leave || !before.invite || !narrow && before.short {
		t.Errorf("%v wide it still lacks something: %+v", to, before)
	}
}

// within tells whether a header of plan b has at least what one of plan a has.
func within(a, b barPlan) bool {
	if a == (barPlan{}) {
		return true
	}
	has := func(a, b bool) bool { return !a || b }
	return has(a.menu, b.menu) && has(a.address, b.address) && has(a.more, b.more) && has(a.shield, b.shield) && has(a.info, b.info) &&
		has(a.leave, b.leave) && has(a.invite, b.invite) && has(a.orders, b.orders) && has(b.short, a.short) && has(b.under, a.under)
}

// checkHeader looks at where everything in a header stands.
func checkHeader(t *testing.T, h *roomHeader, width float32) {
	t.Helper()
	if h.status.root.Visible() == h.under.root.Visible() {
		t.Fatalf("%v wide: the state stands in two places, or in none", width)
	}
	state, sign := fyne.CanvasObject(h.under.words), h.under.symbol
	if h.status.root.Visible() {
		state, sign = h.status.words, h.status.symbol
		if need, has := h.status.words.natural(), state.Size().Width; need > has+0.5 {
			t.Errorf("%v wide: %q has %v, and needs %v", width, h.status.words.text, has, need)
		}
	}
	if need := min(h.name.natural(), leastName); need > h.name.Size().Width+0.5 {
		t.Errorf("%v wide: the name has %v, and needs %v", width, h.name.Size().Width, need)
	}
	parts := []fyne.CanvasObject{h.name}
	for _, b := range []fyne.CanvasObject{h.menu, h.address, h.more, h.invite, h.shield, h.search, h.orders, h.info, h.people, h.leave} {
		if b.Visible() && h.reach.Visible() || b.Visible() && b != h.address && b != h.more {
			parts = append(parts, b)
		}
	}
	parts = append(parts, sign, state)
	if h.strip.root.Visible() {
		parts = append(parts, h.strip.topic, h.strip.order)
	}
	boxes := make([]box, len(parts))
	left := placeOf(h.root).x
	for i, part := range parts {
		a := placeOf(part)
		boxes[i] = a
		if a.x < left-0.5 || a.x+a.w > left+width+0.5 {
			t.Errorf("%v wide: part %d reaches from %v to %v, beyond the header", width, i, a.x-left, a.x+a.w-left)
		}
		for j, b := range boxes[:i] {
			if a.x < b.x+b.w-0.5 && b.x < a.x+a.w-0.5 && a.y < b.y+b.h-0.5 && b.y < a.y+a.h-0.5 {
				t.Errorf("%v wide: parts %d and %d overlap", width, i, j)
			}
		}
	}
	if foot := h.under.root.Position().Y + state.Position().Y + state.MinSize().Height; h.shows.under && foot > h.root.MinSize().Height {
		t.Errorf("%v wide: the state reaches beyond the header", width)
	}
}

// TestDetailsHaveWhatTheHeaderHides makes a window so narrow that its header has
// hardly a button left: the name leads to all that it lost.
func TestDetailsHaveWhatTheHeaderHides(t *testing.T) {
	win, _, w := ordered(t, 1300)
	inOther(win)
	win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: 150}}})
	w.Resize(fyne.NewSize(352, 700))
	if h := win.pane().header; h.shows != (barPlan{menu: true, short: true, under: true}) {
		t.Fatalf("it shows %+v", h.shows)
	}
	win.openDetails()
	v := win.details
	if !v.invite.Visible() || !v.seat.leave.Visible() || !v.seat.orders.Visible() || !v.keeper.compare.Visible() || len(v.address.rows) == 0 {
		t.Error("the details lack something that the header hides")
	}
	test.Tap(v.seat.orders)
	if _, items := menu(t, w); items == "" {
		t.Error("the way to what keeps order leads nowhere")
	}
}

// TestHeaderHidesTheKeyboardsButton has the keyboard on a button that goes: what
// is pressed then is not pressed unseen.
func TestHeaderHidesTheKeyboardsButton(t *testing.T) {
	win, _, w := inRoom(t, 1300, 700)
	w.Canvas().Focus(win.pane().header.address)
	w.Resize(fyne.NewSize(352, 700))
	if win.pane().header.address.Visible() {
		t.Fatal("the address stays")
	}
	if w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Errorf("the keyboard is with %T", w.Canvas().Focused())
	}
}

// TestStateTakesTheLinesItNeeds has a room lose its connection in a window so thin
// that the long words begin further left than the short ones.
func TestStateTakesTheLinesItNeeds(t *testing.T) {
	win, _, _ := inRoom(t, 360, 700)
	win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: 150}, Language: words.German}})
	inOther(win)
	for _, link := range []vm.Link{vm.Seated, vm.Reconnecting, vm.Seated} {
		win.Apply([]vm.Event{vm.Linked{Room: 2, Link: link, Trouble: vm.Trouble{Kind: vm.NobodyListens, Target: "lab", Port: 7678}}})
		h := win.pane().header
		drawn := newRoomPane(win, win.desk.Room(2))
		drawn.root.Resize(win.pane().root.Size())
		if got, want := h.root.Size(), drawn.header.root.Size(); got != want || !h.shows.under {
			t.Errorf("%q: the header takes %v, and %v where it is drawn anew", h.state(), got, want)
		}
	}
}
