package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// open is a window of that size whose person is called Ada.
func open(t *testing.T, width, height float32) (*Window, *record, fyne.Window) {
	t.Helper()
	quietApp(t)
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(width, height))
	asked := &record{}
	win := New(w, asked)
	win.now = func() time.Time { return noon }
	w.Resize(fyne.NewSize(width, height))
	return win, asked, w
}

func openAs(t *testing.T, width, height float32) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := open(t, width, height)
	win.Apply([]vm.Event{vm.Named{ID: me, Name: "Ada"}})
	return win, asked, w
}

// inRoom is a window with two rooms; the first is on the screen.
func inRoom(t *testing.T, width, height float32) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := openAs(t, width, height)
	for key, name := range map[vm.Key]string{2: "Kitchen"} {
		win.Apply([]vm.Event{vm.Opened{Room: key, Name: name, Address: "10.0.0.2:7678"}, vm.Linked{Room: key, Link: vm.Seated}})
	}
	win.Apply([]vm.Event{
		vm.Opened{Room: 1, Name: "Lab", Hosting: true}, vm.Listening{Room: 1, Addresses: []string{"10.0.0.1:7678", "[::1]:7678"}}, vm.Linked{Room: 1, Link: vm.Seated},
		vm.Happened{Room: 1, Event: chat.Entered{Room: chat.RoomID{7}, Name: "Lab", Epoch: chat.Epoch{1},
			Members: []chat.Member{{ID: me, Name: "Ada", Host: true}, {ID: bo, Name: "Bo"}}}},
	})
	return win, asked, w
}

// press presses keys, of which Space is a letter as well.
func press(o fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: k})
		if k == fyne.KeySpace {
			o.TypedRune(' ')
		}
	}
}

func shortcut(w *Window, key fyne.KeyName, modifier fyne.KeyModifier) {
	w.keys.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier})
}

func TestBanner(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	b := win.pane().banner
	if b.root.Visible() {
		t.Error("a banner although all is well")
	}
	win.Apply([]vm.Event{vm.Linked{Room: 1, Link: vm.Reconnecting, Trouble: vm.Trouble{Kind: vm.NobodyListens, Target: "lab", Port: 7678}}})
	if !b.root.Visible() || b.act.text != "Retry now" {
		t.Errorf("no banner with a retry for a lost connection, but %q", b.act.text)
	}
	test.Tap(b.act)
	asked.expect(t, "retry 1")
	if top := win.pane().transcript.Position().Y; top < b.root.Size().Height {
		t.Errorf("the transcript begins at %v, under the banner", top)
	}
	win.Apply([]vm.Event{vm.Linked{Room: 1, Link: vm.Seated}})
	if top, head := win.pane().transcript.Position().Y, win.pane().header.root.Size().Height; b.root.Visible() || top != head {
		t.Errorf("back in the room the transcript begins at %v, want %v", top, head)
	}
}

// TestBannerLeavesRoom says a long thing in large text in a low window: the lines
// of the room stay in view, and what was left out is back where there is a place.
func TestBannerLeavesRoom(t *testing.T) {
	win, _, w := inRoom(t, 800, 500)
	win.Apply([]vm.Event{vm.Preferred{Prefs: vm.Prefs{Still: true, TextSize: 150}, Language: words.German}})
	win.selectRoom(2)
	win.Apply([]vm.Event{vm.Linked{Room: 2, Link: vm.Reconnecting, Trouble: vm.Trouble{Kind: vm.NobodyListens, Target: "192.168.1.20", Port: 7678}}})
	p := win.pane()
	if foot := p.banner.root.Position().Y + p.banner.root.Size().Height; p.banner.advice.Visible() || foot+8*grid > p.composer.root.Position().Y {
		t.Errorf("the banner ends at %v, over a composer at %v", foot, p.composer.root.Position().Y)
	}
	w.Resize(fyne.NewSize(800, 900))
	if !p.banner.advice.Visible() || p.transcript.Position().Y != p.banner.root.Position().Y+p.banner.root.Size().Height {
		t.Errorf("in a high window the advice is missing, or the lines begin at %v", p.transcript.Position().Y)
	}
	w.Resize(fyne.NewSize(800, 500))
	if p.banner.advice.Visible() {
		t.Error("in a low one again it is back")
	}
}

func TestUnreadAndLatest(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	speak(win.desk, 1, 80)
	win.Apply(nil)
	pane := win.pane()
	if pane.latest.Visible() {
		t.Error("a way to the latest line while it is in view")
	}
	pane.transcript.scrollBy(-400)
	speak(win.desk, 81, 86)
	win.Apply(nil)
	if !pane.latest.Visible() || pane.latest.text != "Latest · 4 new" || win.side.roomRows[1].count.text.text != "4" {
		t.Errorf("latest says %q, the room %q", pane.latest.text, win.side.roomRows[1].count.text.text)
	}
	test.Tap(pane.latest)
	if pane.latest.Visible() || !pane.transcript.pinned || win.side.roomRows[1].count.root.Visible() {
		t.Error("the latest line is in view, and still unread")
	}
}

func TestFoundRooms(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	kitchen := vm.Found{Host: bo, Room: chat.RoomID{8}, Name: "Kitchen", HostName: "Bo", People: 2,
		Addresses: []string{"10.0.0.2:7678", "10.0.1.2:7678"}, MDNS: true, Presence: true, Distance: time.Millisecond / 2}
	lab := vm.Found{Host: me, Room: chat.RoomID{7}, Name: "Lab", HostName: "Ada", People: 1}
	win.Apply([]vm.Event{vm.Lobby{Rooms: []vm.Found{lab, kitchen}}})
	r := win.side.foundRows[foundKey{bo, chat.RoomID{8}}]
	if got := r.host.text + " / " + r.where.text + " / " + r.via.text + " / " + r.far.text; got != "2 people · Bo / 10.0.0.2:7678 / heard over mDNS + presence / <1 ms" {
		t.Errorf("row says %q", got)
	}
	r.tile.MouseIn(nil)
	if r.where.text != "10.0.0.2:7678, 10.0.1.2:7678" {
		t.Errorf("under the pointer it says %q", r.where.text)
	}
	r.tile.MouseOut()
	test.Tap(r.tile)
	asked.expect(t, "join found b00000")
	win.selectRoom(2)
	test.Tap(win.side.foundRows[foundKey{me, chat.RoomID{7}}].tile)
	asked.expect(t)
	if win.desk.Selected().Key() != 1 {
		t.Error("does not go to the room that this person is in")
	}
	win.Apply([]vm.Event{vm.Lobby{}})
	if !win.side.noFound.Visible() || len(win.side.foundRows) != 0 {
		t.Error("rooms that are gone are still listed")
	}
}

func TestConnectionsView(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	test.Tap(win.side.connections)
	asked.expect(t, "watch true")
	if f := w.Canvas().Focused(); f != nil {
		t.Errorf("what is typed now goes into a hidden %T", f)
	}
	win.Apply([]vm.Event{vm.Sockets{PID: 42,
		Listening: []vm.ListeningSocket{{Room: "Lab", Network: "tcp", Local: "[::]:7678", Backlog: 4096, Accepted: 3}},
		Conns: []vm.Connection{
			{Room: "Lab", Who: "Bo", Inward: true, Local: "10.0.0.1:7678", Remote: "10.0.0.2:40000", RTT: time.Millisecond, In: 10, Out: 20, Since: noon.Add(-time.Minute)},
			{Room: "Lab", Local: "10.0.0.1:50000", Remote: "10.0.0.3:7678", Since: noon},
		}}})
	v := win.sockets
	if v.listening.used != 1 || v.conns.used != 2 {
		t.Fatalf("%d sockets listen and %d are connected", v.listening.used, v.conns.used)
	}
	if got := spaced(v.listening.cards[0].facts.text); got != "backlog 4096 · 3 accepted" {
		t.Errorf("listening: %q", got)
	}
	if got := v.conns.cards[0].title.text + " " + spaced(v.conns.cards[0].facts.text); got !=
		"10.0.0.1:7678 ⇄ 10.0.0.2:40000 Bo · they dialled · round trip 1.0 ms · 10 B received · 20 B sent · open for 1 min 0 s" {
		t.Errorf("connected: %q", got)
	}
	speak(win.desk, 1, 1)
	win.Apply([]vm.Event{vm.Sockets{PID: 42}})
	if v.conns.cards[0].root.Visible() || !v.conns.none.Visible() {
		t.Error("connections that are gone are still listed")
	}
	if win.desk.Room(1).Unread() != 1 {
		t.Error("a line counts as read while the connections are looked at")
	}
	win.escape()
	asked.expect(t, "watch false")
	if win.desk.Room(1).Unread() != 0 {
		t.Error("back in the room its newest line is unread")
	}
}

// TestUnreadRoundTheConnectionsView leaves the Connections view for a room
// other than the one it was opened over.
func TestUnreadRoundTheConnectionsView(t *testing.T) {
	for _, test := range []struct {
		name  string
		leave func(*Window)
	}{
		{"for a room of the list", func(w *Window) { w.selectRoom(2) }},
		{"for a new room", func(w *Window) { w.Apply([]vm.Event{vm.Opened{Room: 3, Name: "Hall"}}) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			win, _, _ := inRoom(t, 1100, 700)
			win.openConnections()
			speak(win.desk, 1, 1)
			test.leave(win)
			if n := win.desk.Room(1).Unread(); n != 1 {
				t.Errorf("%d lines that nobody saw are unread, want 1", n)
			}
			win.selectRoom(1)
			speak(win.desk, 2, 3)
			if n := win.desk.Room(1).Unread(); n != 0 {
				t.Errorf("%d lines are unread in the room on the screen", n)
			}
		})
	}
}

func TestNarrowWindow(t *testing.T) {
	win, _, w := inRoom(t, 420, 700)
	if win.side.root.Visible() || win.people.root.Visible() || !win.pane().header.menu.Visible() {
		t.Error("the columns do not give way in a narrow window")
	}
	test.Tap(win.pane().header.menu)
	if !win.side.root.Visible() || win.side.root.Size().Width >= 420 {
		t.Error("the rooms do not come out as a drawer")
	}
	test.Tap(win.side.roomRows[2].tile)
	if win.side.root.Visible() || win.desk.Selected().Key() != 2 {
		t.Error("the drawer stays after a room was chosen")
	}
	win.selectRoom(1)
	test.Tap(win.pane().header.people)
	if !win.people.root.Visible() {
		t.Error("the people do not come out as a drawer")
	}
	test.Tap(win.shell.shade)
	w.Resize(fyne.NewSize(1200, 700))
	if !win.side.root.Visible() || !win.people.root.Visible() || win.pane().header.menu.Visible() {
		t.Error("a wide window does not show its columns")
	}
	test.Tap(win.pane().header.people)
	if win.people.root.Visible() {
		t.Error("the people column cannot be put away")
	}
}

func TestAddressIsCopied(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	h := win.pane().header
	test.Tap(h.address)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "10.0.0.1:7678" || h.address.text != "Copied" {
		t.Errorf("copied %q, says %q", got, h.address.text)
	}
	h.address.MouseOut()
	if h.address.text != "10.0.0.1:7678" || !h.more.Visible() {
		t.Errorf("says %q afterwards", h.address.text)
	}
}

// spaced is text with its no-break spaces made plain.
func spaced(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// TestOwnKeyCanBeCompared wants the whole key in the profile, in the groups
// in which the view of a changed key writes it.
func TestOwnKeyCanBeCompared(t *testing.T) {
	win, _, w := inRoom(t, 1100, 700)
	win.openProfile()
	want := strings.Join(me.Groups(), " ")
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, want) {
		t.Errorf("the dialog shows %q, without %q", text, want)
	}
}
