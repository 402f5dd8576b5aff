package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/netcore/chat"
)

var (
	cleo = chat.MemberID{3}
	dee  = chat.MemberID{4}
)

// ordered is a room of Ada's on the screen, with Bo, the moderator Cleo, and Dee,
// who is muted.
func ordered(t *testing.T, width float32) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := inRoom(t, width, 700)
	win.Apply([]vm.Event{
		vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: cleo, Name: "Cleo"}}},
		vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: dee, Name: "Dee"}}},
		vm.Verified{Keys: []chat.MemberID{bo}},
	})
	does(win, 1, me, "Cleo", chat.Deed{Act: chat.Appoint, Whom: cleo})
	does(win, 2, me, "Dee", chat.Deed{Act: chat.Mute, Whom: dee})
	return win, asked, w
}

// does tells of an entry of the log of room 1.
func does(win *Window, seq uint64, from chat.MemberID, text string, deed chat.Deed) {
	name := map[chat.MemberID]string{me: "Ada", bo: "Bo", cleo: "Cleo", dee: "Dee"}[from]
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{
		Seq: seq, ID: chat.MessageID{byte(seq), 7}, From: from, Name: name, Text: text, At: noon, Deed: deed}}}})
}

// menu is the menu that is open, and what stands in it.
func menu(t *testing.T, w fyne.Window) (*widget.PopUpMenu, string) {
	t.Helper()
	m, ok := w.Canvas().Focused().(*widget.PopUpMenu)
	if !ok {
		t.Fatal("no menu is open, or the keyboard is not in it")
	}
	var words []string
	for _, item := range m.Items {
		if text := screenText(item); text != "" {
			words = append(words, text)
		}
	}
	return m, strings.Join(words, ", ")
}

// choose goes down to entry n of the open menu and takes it. A menu that the
// keyboard opened is on its first entry already.
func choose(t *testing.T, w fyne.Window, n int) {
	t.Helper()
	m, _ := menu(t, w)
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	for range n {
		m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// person opens the menu of the person in that place, by the keyboard: the host
// stands first, then the moderators.
func person(win *Window, w fyne.Window, place int) {
	w.Canvas().Focus(win.people.list)
	press(win.people.list, fyne.KeyHome)
	for range place {
		press(win.people.list, fyne.KeyDown)
	}
	press(win.people.list, fyne.KeySpace)
}

func TestPersonMenu(t *testing.T) {
	for _, test := range []struct {
		place int
		want  string
	}{
		{1, "Safety number…, Mute for 10 minutes, Mute for an hour, Mute until lifted, Remove from the room, Ban for a day…, Ban until lifted…, No longer moderator"},
		{2, "Safety number…, Mute for 10 minutes, Mute for an hour, Mute until lifted, Remove from the room, Ban for a day…, Ban until lifted…, Make moderator"},
		{3, "Safety number…, Let speak again, Remove from the room, Ban for a day…, Ban until lifted…, Make moderator"},
	} {
		win, _, w := ordered(t, 1200)
		person(win, w, test.place)
		if _, got := menu(t, w); got != test.want {
			t.Errorf("person %d: %q, want %q", test.place, got, test.want)
		}
	}
	win, _, w := ordered(t, 1200)
	person(win, w, 0)
	if _, open := w.Canvas().Focused().(*widget.PopUpMenu); open {
		t.Error("a menu for this person")
	}
}

func TestModeratingSomebody(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	person(win, w, 2)
	press(w.Canvas().Focused(), fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	asked.expect(t, `do mute "Bo"`)
	person(win, w, 2)
	choose(t, w, 5)
	asked.expect(t)
	if win.sheet == nil || !strings.Contains(screenText(w.Canvas().Overlays().Top()), "Ban “Bo”?") {
		t.Fatal("bans without asking")
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t)
	person(win, w, 2)
	choose(t, w, 6)
	w.Canvas().FocusNext()
	press(w.Canvas().Focused(), fyne.KeyReturn)
	asked.expect(t, `do ban "Bo"`)
	person(win, w, 2)
	choose(t, w, 0)
	if win.sheet == nil || !strings.Contains(screenText(w.Canvas().Overlays().Top()), "Safety number") {
		t.Error("does not show the safety number")
	}
}

// TestOnlyWhoMayIsOffered looks at a room that somebody else keeps.
func TestOnlyWhoMayIsOffered(t *testing.T) {
	win, _, w := ordered(t, 1200)
	win.Apply([]vm.Event{vm.Happened{Room: 2, Event: chat.Entered{Room: chat.RoomID{8}, Name: "Kitchen", Epoch: chat.Epoch{1},
		Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: me, Name: "Ada"}, {ID: cleo, Name: "Cleo"}}}}})
	if !win.pane().header.orders.Visible() {
		t.Error("a host has no menu for the room")
	}
	win.selectRoom(2)
	if win.pane().header.orders.Visible() {
		t.Error("a menu for what this person may not do")
	}
	person(win, w, 0)
	if _, got := menu(t, w); got != "Safety number…" {
		t.Errorf("of the host: %q", got)
	}
}

func TestRoomMenu(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	test.Tap(win.pane().header.orders)
	if _, got := menu(t, w); got != "Topic…, Slow mode off, Slow mode: one line in 5 seconds, Slow mode: one line in 10 seconds, Slow mode: one line in 1 minute, Let no newcomers in, Banned people…, Room settings…" {
		t.Errorf("offers %q", got)
	}
	choose(t, w, 3)
	asked.expect(t, `do slow ""`)
	test.Tap(win.pane().header.orders)
	choose(t, w, 5)
	asked.expect(t, `do lock ""`)
	strip := win.pane().header.strip
	if strip.root.Visible() {
		t.Error("a strip that says nothing")
	}
	high := win.pane().header.root.Size().Height
	does(win, 3, me, "", chat.Deed{Act: chat.Slow, For: 10 * time.Second})
	does(win, 4, me, "", chat.Deed{Act: chat.Lock})
	does(win, 5, me, "Cables", chat.Deed{Act: chat.SetTopic})
	if got := strip.topic.text + " / " + strip.order.text; got != "Cables / no newcomers · slow mode: 10 seconds" {
		t.Errorf("the strip says %q", got)
	}
	if top := win.pane().transcript.Position().Y; top <= high || top != win.pane().header.root.Size().Height {
		t.Errorf("the transcript begins at %v, over the strip", top)
	}
}

func TestTopicDialog(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	open := func() *field {
		win.openTopic(1)
		return w.Canvas().Focused().(*field)
	}
	f := open()
	test.Type(f, "  Cables \u2028 and plugs ")
	press(f, fyne.KeyReturn)
	asked.expect(t, `do topic "Cables and plugs"`)
	f = open()
	press(f, fyne.KeyReturn)
	asked.expect(t)
	f = open()
	f.SetText("a\u202eb")
	press(f, fyne.KeyReturn)
	asked.expect(t)
	if !strings.Contains(screenText(w.Canvas().Overlays().Top()), "control characters") {
		t.Error("does not say what is wrong with it")
	}
	press(f, fyne.KeyEscape)
	if win.sheet != nil {
		t.Error("Escape does not leave the dialog")
	}
	f = open()
	does(win, 9, cleo, "Spare keys", chat.Deed{Act: chat.SetTopic})
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Ruled{Rules: chat.Rules{Topic: "Spare keys"}}}})
	press(f, fyne.KeyReturn)
	asked.expect(t) // what was not typed does not undo it
}

func TestBannedDialog(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	win.openBanned(1)
	top := w.Canvas().Overlays().Top()
	if !strings.Contains(screenText(top), "Nobody is banned") {
		t.Error("an empty list says nothing")
	}
	does(win, 3, me, "Dee", chat.Deed{Act: chat.Ban, Whom: dee, For: 24 * time.Hour})
	does(win, 4, me, "", chat.Deed{Act: chat.Ban, Whom: chat.MemberID{9}})
	if text := screenText(top); !strings.Contains(text, "Dee #040000 · until 6 Mar, 12:00") || !strings.Contains(text, "Somebody #090000 · until it is lifted") {
		t.Errorf("the list says %q", text)
	}
	var lift *button
	for _, o := range test.LaidOutObjects(top) {
		if b, ok := o.(*button); ok && b.text == "Lift" && lift == nil {
			lift = b
		}
	}
	test.Tap(lift)
	test.Tap(lift)
	asked.expect(t, `do unban "Dee"`)
	does(win, 5, me, "Dee", chat.Deed{Act: chat.Unban, Whom: dee})
	if text := screenText(top); strings.Contains(text, "Dee") {
		t.Errorf("the list says %q", text)
	}
}

// TestMutedComposer shuts the composer for as long as this person may not
// speak, and keeps what was being written.
func TestMutedComposer(t *testing.T) {
	win, asked, w := ordered(t, 1200)
	now := noon
	win.now = func() time.Time { return now }
	win.Apply([]vm.Event{vm.Happened{Room: 2, Event: chat.Entered{Room: chat.RoomID{8}, Name: "Kitchen", Epoch: chat.Epoch{1},
		Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: me, Name: "Ada"}},
		Rules:   chat.Rules{Muted: []chat.Sentence{{Whom: me, Until: noon.Add(2 * time.Hour)}}}}}})
	win.selectRoom(2)
	c := win.pane().composer
	c.entry.SetText("half a thought")
	press(c.entry, fyne.KeyReturn)
	asked.expect(t)
	if !c.entry.Disabled() || c.hint.text != "You are muted in this room until 14:00" || !c.hint.Visible() {
		t.Errorf("disabled %v, says %q", c.entry.Disabled(), c.hint.text)
	}
	now = noon.Add(2 * time.Hour)
	if !slices.Contains(asked.quiet, "wake 2 at 14:00") {
		t.Errorf("did by itself %q", asked.quiet)
	}
	win.Apply([]vm.Event{vm.Woken{Room: 2}})
	if c.entry.Disabled() || c.hint.Visible() || c.entry.Text != "half a thought" {
		t.Errorf("after it ran out: disabled %v, says %q, holds %q", c.entry.Disabled(), c.hint.text, c.entry.Text)
	}
	if w.Canvas().Focused() != c.entry {
		t.Error("after it ran out the keyboard is nowhere")
	}
	press(c.entry, fyne.KeyReturn)
	asked.expect(t, "say 2 half a thought")
}

// TestReactionsSayWho rests the pointer on a reaction.
func TestReactionsSayWho(t *testing.T) {
	win, _, _ := ordered(t, 1200)
	does(win, 3, bo, "hello", chat.Deed{})
	for i, who := range []chat.MemberID{bo, cleo} {
		does(win, uint64(4+i), who, "👍", chat.Deed{Act: chat.React, About: chat.Ref{Seq: 3, ID: chat.MessageID{3, 7}}})
	}
	tr := win.pane().transcript
	r := tr.shown[len(tr.shown)-1]
	if len(r.chips) != 1 {
		t.Fatalf("%d reactions are drawn, want 1", len(r.chips))
	}
	says := func(x, y float32) bool {
		tr.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
		return strings.Contains(screenText(tr), "Bo, Cleo")
	}
	if !says(r.chips[0].x+2, r.top+r.chips[0].y+2) {
		t.Error("does not say whose it is")
	}
	if says(r.bubble.x, r.top+r.bubble.y+2) {
		t.Error("says so beside it too")
	}
}
