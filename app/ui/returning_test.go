package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/vm"
	"landline/netcore/chat"
)

// remembered opens room 7 of which this computer has lines first to last.
func remembered(first, last, read int) []vm.Event {
	return []vm.Event{
		vm.Opened{Room: 7, Name: "Office", Address: "10.0.0.3:7678"},
		vm.Remembered{Room: 7, Name: "Office", Epoch: chat.Epoch{3}, Lines: page(first, last), Read: uint64(read)},
	}
}

func TestOlderIsAskedForOncePerAnswer(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.run = new(handClock).run
	win.Apply(remembered(401, 600, 600))
	asked.expectQuiet(t)
	tr := win.pane().transcript
	tr.toStart()
	tr.scrollBy(-10)
	win.Apply(nil)
	asked.expectQuiet(t, "older 7")
	win.Apply([]vm.Event{vm.Recalled{Room: 7, Lines: page(351, 400), Edge: vm.EdgeOpen}})
	asked.expectQuiet(t, "older 7")
	win.Apply([]vm.Event{vm.Recalled{Room: 7, Lines: page(201, 350), Edge: vm.EdgeOpen}})
	asked.expectQuiet(t)
	tr.toStart()
	asked.expectQuiet(t, "older 7")
	win.Apply([]vm.Event{vm.Recalled{Room: 7, Edge: vm.EdgeMissing}})
	tr.scrollBy(-10)
	asked.expectQuiet(t)
	if text := screenText(tr); !strings.Contains(text, "They come when the room is back.") {
		t.Errorf("the top says %q", text)
	}
	win.Apply([]vm.Event{vm.Linked{Room: 7, Link: vm.Seated}})
	asked.expectQuiet(t, "older 7")
	win.Apply([]vm.Event{vm.Recalled{Room: 7, Lines: page(1, 200), Edge: vm.EdgeBegin}})
	tr.toStart()
	asked.expectQuiet(t)
	if text := screenText(tr); !strings.Contains(text, "The room begins here") {
		t.Errorf("the top says %q", text)
	}
}

func TestAShortPageAsksForMore(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.run = new(handClock).run
	win.Apply(remembered(598, 600, 600))
	asked.expectQuiet(t, "older 7")
}

func TestUnreadLinesAreShownFromTheFirst(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	var clock handClock
	win.run = clock.run
	win.Apply(remembered(201, 600, 400))
	clock.pass(readEvery)
	pane := win.pane()
	tr := pane.transcript
	if tr.pinned || !shows(tr, 401) || !shows(tr, 399) || !strings.Contains(screenText(tr), "New") {
		t.Errorf("does not open at the first unread line: pinned %v, %q", tr.pinned, screenText(tr))
	}
	if n := win.desk.Room(7).Unread(); n == 0 || !pane.latest.Visible() {
		t.Errorf("%d lines are unread, and the way to the latest is visible: %v", n, pane.latest.Visible())
	}
	asked.expectQuiet(t)
	tr.toEnd()
	if n := win.desk.Room(7).Unread(); n != 0 {
		t.Errorf("%d lines are unread at the newest one", n)
	}
	clock.pass(readEvery)
	asked.expectQuiet(t, "read 7 up to 600")
	win.selectRoom(1)
	for _, m := range page(601, 605) {
		win.Apply([]vm.Event{vm.Happened{Room: 7, Event: chat.Said{Message: m}}})
	}
	win.selectRoom(7)
	if !tr.pinned || win.desk.Room(7).Unread() != 0 || !strings.Contains(screenText(tr), "New") {
		t.Error("a few new lines do not count as read once they are seen")
	}
	win.selectRoom(1)
	for _, m := range page(606, 700) {
		win.Apply([]vm.Event{vm.Happened{Room: 7, Event: chat.Said{Message: m}}})
	}
	win.selectRoom(7)
	if tr.pinned || !shows(tr, 607) {
		t.Error("many new lines are not shown from the first one on")
	}
}

// TestMissedLinesAreShownFromTheFirst loses the connection of the room on the
// screen, and hears in several deliveries what was said meanwhile.
func TestMissedLinesAreShownFromTheFirst(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	win.Apply(remembered(401, 600, 600))
	back := vm.Happened{Room: 7, Event: chat.Entered{Name: "Office", Epoch: chat.Epoch{3}, First: 1, Head: 700, After: 600, Resumed: true}}
	win.Apply([]vm.Event{back})
	tr := win.pane().transcript
	hear := func(first, last int) {
		var events []vm.Event
		for _, m := range page(first, last) {
			events = append(events, vm.Happened{Room: 7, Event: chat.Said{Message: m}})
		}
		win.Apply(events)
	}
	hear(601, 602)
	if !tr.pinned || win.desk.Room(7).Unread() != 0 {
		t.Error("two lines that fit are not read")
	}
	hear(603, 700)
	if tr.pinned || !shows(tr, 601) || win.desk.Room(7).Unread() != 65 {
		t.Errorf("a hundred lines: pinned %v, %d unread", tr.pinned, win.desk.Room(7).Unread())
	}
	before := texts(tr)
	hear(701, 705)
	assertStill(t, "later", before, texts(tr))
}

func TestReadIsToldNowAndThen(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	var clock handClock
	win.run = clock.run
	speak(win.desk, 1, 3)
	win.Apply(nil)
	speak(win.desk, 4, 6)
	win.Apply(nil)
	asked.expectQuiet(t)
	clock.pass(readEvery)
	asked.expectQuiet(t, "read 1 up to 6")
	win.Apply(nil)
	clock.pass(readEvery)
	asked.expectQuiet(t)
	win.pane().transcript.scrollBy(-1)
	speak(win.desk, 7, 30)
	win.Apply(nil)
	win.pane().transcript.scrollBy(-1000)
	speak(win.desk, 31, 31)
	win.Apply(nil)
	win.Flush()
	asked.expectQuiet(t, "read 1 up to 30")
	if len(clock.runs) != 0 {
		t.Errorf("%d waits go on", len(clock.runs))
	}
}

func TestReveal(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	win.Apply(remembered(401, 600, 600))
	win.selectRoom(1)
	win.Apply([]vm.Event{vm.Recalled{Room: 7, Lines: page(101, 400)}, vm.Reveal{Room: 7, Seq: 250}})
	if win.desk.Selected().Key() != 7 || !shows(win.pane().transcript, 250) {
		t.Error("the line is not shown")
	}
	win.openConnections()
	win.Apply([]vm.Event{vm.Reveal{Room: 7, Seq: 500}})
	if win.pane() == nil || !shows(win.pane().transcript, 500) {
		t.Error("the line is not shown over another view")
	}
	win.Apply([]vm.Event{vm.Reveal{Room: 99, Seq: 500}})
	if win.desk.Selected().Key() != 7 {
		t.Error("a room that is gone was shown")
	}
}

func TestFailedLines(t *testing.T) {
	for _, width := range []float32{1100, 420} {
		win, asked, _ := inRoom(t, width, 700)
		x, y := chat.MessageID{0xF1}, chat.MessageID{0xF2}
		win.Apply([]vm.Event{
			vm.Unsaid{Room: 1, ID: x, Text: "full", At: noon, Why: chat.Refuse(chat.NotKept, "")},
			vm.Unsaid{Room: 1, ID: y, Text: "bad", At: noon, Why: chat.Refuse(chat.TextInvalid, "")},
		})
		tr := win.pane().transcript
		tap := func(r *lineRow, b box) {
			tr.Tapped(&fyne.PointEvent{Position: fyne.NewPos(b.x+b.w/2, r.top+b.y+b.h/2)})
		}
		first, second := tr.shown[0], tr.shown[1]
		text := strings.ReplaceAll(screenText(tr), "  ", " ")
		if !strings.Contains(text, "disk is full or cannot be written") || second.again != (box{}) {
			t.Errorf("at %v it says %q", width, text)
		}
		if first.again.x < 0 || first.bubble.x < 0 {
			t.Errorf("at %v the offers stand at %v", width, first.again.x)
		}
		tap(first, first.again)
		asked.expect(t, "say again 1 f1")
		if last := tr.shown[1].line; last.ID != x || last.State != vm.Pending {
			t.Errorf("at %v the line said again is %+v", width, last)
		}
		tap(tr.shown[0], tr.shown[0].back)
		asked.expect(t, "took back 1 f2")
		asked.expectQuiet(t, "draft 1 bad")
	}
}

func TestHoverSaysWhoHasALine(t *testing.T) {
	win, _, _ := inRoom(t, 1100, 700)
	speak(win.desk, 1, 3)
	win.Apply(nil)
	tr := win.pane().transcript
	own := tr.shown[2]
	if own.symbol.Resource.Name() != "landline-tick-636d79.svg" {
		t.Errorf("a line that only the host has shows %s", own.symbol.Resource.Name())
	}
	win.Apply([]vm.Event{
		vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: chat.MemberID{3}, Name: "Cleo"}}},
		vm.Happened{Room: 1, Event: chat.Received{List: []chat.Receipt{{ID: bo, Seq: 3}}}},
	})
	own = tr.shown[2]
	tr.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(own.state.x+5, own.top+own.state.y+5)}})
	if text := screenText(tr); !strings.Contains(text, "Bo has it · Cleo not yet") || !strings.Contains(text, " 1 ") {
		t.Errorf("says %q", text)
	}
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Received{List: []chat.Receipt{{ID: chat.MemberID{3}, Seq: 9}}}}})
	if text := screenText(tr); !strings.Contains(text, "Everybody here has it: Bo, Cleo") {
		t.Errorf("says %q", text)
	}
	if name := tr.shown[2].symbol.Resource.Name(); !strings.HasPrefix(name, "landline-ticks-") {
		t.Errorf("a line that everybody has shows %s", name)
	}
	tr.MouseOut()
	if text := screenText(tr); strings.Contains(text, "has it") {
		t.Errorf("says %q with the pointer gone", text)
	}
}

func TestHostedRoomThatIsNotOpen(t *testing.T) {
	win, _, w := openAs(t, 1100, 700)
	win.Apply([]vm.Event{vm.Opened{Room: 1, Name: "Lab", Hosting: true},
		vm.Linked{Room: 1, Link: vm.Ended, Trouble: vm.Trouble{Kind: vm.PortInUse, Port: 7678}}})
	text := screenText(w.Content())
	if !strings.Contains(text, "Your room is not open") || strings.Contains(text, "You are not in the room") || strings.Contains(text, "Not connected") {
		t.Errorf("says %q", text)
	}
}

func TestAskedForAgainWhileLeaving(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.left(2)
	asked.expect(t, "leave 2")
	win.selectRoom(2)
	if !win.pane().composer.entry.Disabled() {
		t.Error("a room that is being left takes lines")
	}
	win.Apply([]vm.Event{vm.Opened{Room: 2, Name: "Kitchen"}})
	if win.pane().composer.entry.Disabled() {
		t.Error("a room that was asked for again takes no lines")
	}
}

// TestUnreadLinesAreShownBeforeTheyCount brings a room with more unread lines than
// the window shows to the screen in every way.
func TestUnreadLinesAreShownBeforeTheyCount(t *testing.T) {
	for name, bring := range map[string]func(*Window){
		"selected":               func(w *Window) { w.selectRoom(1) },
		"the one before is gone": func(w *Window) { w.Apply([]vm.Event{vm.Closed{Room: 2}}) },
		"asked for once more":    func(w *Window) { w.Apply([]vm.Event{vm.Opened{Room: 1, Name: "Lab"}}) },
		"for one of its lines":   func(w *Window) { w.Apply([]vm.Event{vm.Reveal{Room: 1, Seq: 3}}) },
	} {
		t.Run(name, func(t *testing.T) {
			win, _, _ := inRoom(t, 1100, 700)
			win.selectRoom(2)
			speak(win.desk, 1, 60)
			bring(win)
			if r := win.desk.Room(1); r != win.desk.Selected() || r.Unread() != 40 || win.pane().transcript.pinned {
				t.Errorf("room %d is on the screen; of 40 lines in room 1 %d are unread", win.desk.Selected().Key(), r.Unread())
			}
			win.pane().transcript.toEnd()
			if n := win.desk.Room(1).Unread(); n != 0 {
				t.Errorf("at their end %d are unread", n)
			}
		})
	}
}
