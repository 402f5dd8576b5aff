package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

var (
	me   = chat.MemberID{0xAA}
	bo   = chat.MemberID{0xB0}
	noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
)

// talk is a desk with one room in which n lines were said.
func talk(n int) *vm.Desk {
	d := &vm.Desk{}
	d.Apply(noon, vm.Named{ID: me, Name: "Ada"}, vm.Opened{Room: 1, Name: "Lab"}, vm.Linked{Room: 1, Link: vm.Seated},
		vm.Happened{Room: 1, Event: chat.Entered{Name: "Lab", Epoch: chat.Epoch{1}, Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: me, Name: "Ada"}}}})
	speak(d, 1, n)
	return d
}

// speak says lines number from to to, of many lengths and by two people.
func speak(d *vm.Desk, from, to int) {
	events := make([]vm.Event, 0, to-from+1)
	for seq := from; seq <= to; seq++ {
		who, name := bo, "Bo"
		if seq%3 == 0 {
			who, name = me, "Ada"
		}
		text := fmt.Sprintf("line %d %s", seq, strings.Repeat("and so it goes on ", seq%7))
		events = append(events, vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{
			Seq: uint64(seq), ID: chat.MessageID{byte(seq), byte(seq >> 8), byte(seq >> 16), 1}, From: who, Name: name, Text: text, At: noon}}})
	}
	d.Apply(noon, events...)
}

// view is a transcript in a window.
func view(t testing.TB, d *vm.Desk) (*transcript, fyne.Window) {
	t.Helper()
	tr := newTranscript(d.Room(1), func() time.Time { return noon })
	w := test.NewTempWindow(t, tr)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(700, 600))
	tr.update()
	return tr, w
}

// places is where each line in view stands.
func places(tr *transcript) map[vm.LineKey]float32 {
	m := make(map[vm.LineKey]float32)
	for _, r := range tr.shown {
		m[r.line.Key] = r.top
	}
	return m
}

func assertSame(t *testing.T, when string, before, after map[vm.LineKey]float32) {
	t.Helper()
	if len(before) == 0 || len(before) != len(after) {
		t.Errorf("%s: %d lines in view, then %d", when, len(before), len(after))
	}
	for key, top := range before {
		if after[key] != top {
			t.Errorf("%s: line %d moved from %v to %v", when, key, top, after[key])
		}
	}
}

// atBottom tells whether the last line ends where the footroom begins.
func atBottom(tr *transcript) bool {
	last := tr.shown[len(tr.shown)-1]
	gap := tr.Size().Height - footroom - (last.top + last.height)
	return last.ordinal == tr.source.Lines().End()-1 && gap > -0.1 && gap < 0.1
}

func TestAppendWhileScrolledUpMovesNothing(t *testing.T) {
	quietApp(t)
	d := talk(300)
	tr, _ := view(t, d)
	tr.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1234.5)})
	if tr.pinned {
		t.Fatal("pinned after scrolling up")
	}
	before := places(tr)
	speak(d, 301, 900)
	d.Apply(noon, vm.Queued{Room: 1, ID: chat.MessageID{0xF1}, Text: "mine", At: noon})
	tr.update()
	assertSame(t, "append", before, places(tr))
	if tr.pinned {
		t.Error("an appended line pinned the view")
	}
}

func TestAppendAtTheBottomFollows(t *testing.T) {
	quietApp(t)
	d := talk(300)
	tr, _ := view(t, d)
	for next := 301; next < 330; next += 7 {
		speak(d, next, next+6)
		tr.update()
		if !tr.pinned || !atBottom(tr) {
			t.Fatalf("the newest line is not at the bottom after line %d", next+6)
		}
	}
}

func TestScrollingBackPinsAgain(t *testing.T) {
	quietApp(t)
	var told []bool
	tr, _ := view(t, talk(300))
	tr.onFollow = func(following bool) { told = append(told, following) }
	tr.scrollBy(-50)
	tr.scrollBy(-50)
	tr.scrollBy(99)
	if tr.pinned {
		t.Error("pinned one pixel above the bottom")
	}
	tr.scrollBy(1)
	if !tr.pinned || !atBottom(tr) {
		t.Error("not pinned back at the bottom")
	}
	if fmt.Sprint(told) != "[false true]" {
		t.Errorf("heard %v, want that it left and came back", told)
	}
}

func TestOwnLineComesTrueWithoutMoving(t *testing.T) {
	quietApp(t)
	d, x := talk(40), chat.MessageID{0xF1}
	tr, _ := view(t, d)
	d.Apply(noon, vm.Queued{Room: 1, ID: x, Text: "mine", At: noon})
	tr.update()
	tr.scrollBy(-30)
	before := places(tr)
	d.Apply(noon, vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{Seq: 41, ID: x, From: me, Name: "Ada", Text: "mine", At: noon}}})
	tr.update()
	assertSame(t, "said", before, places(tr))
	if last := tr.shown[len(tr.shown)-1].line; last.State != vm.Settled || last.Text != "mine" {
		t.Errorf("last line is %q in state %d", last.Text, last.State)
	}
}

func TestKeysScroll(t *testing.T) {
	quietApp(t)
	d := talk(300)
	tr, _ := view(t, d)
	press := func(name fyne.KeyName) { tr.TypedKey(&fyne.KeyEvent{Name: name}) }
	press(fyne.KeyHome)
	if first := tr.shown[0]; tr.pinned || first.ordinal != 0 || first.top != 0 {
		t.Errorf("Home shows line %d at %v", first.ordinal, first.top)
	}
	press(fyne.KeyPageUp)
	if first := tr.shown[0]; first.ordinal != 0 || first.top != 0 {
		t.Errorf("PageUp at the top shows line %d at %v", first.ordinal, first.top)
	}
	before := places(tr)
	press(fyne.KeyPageDown)
	press(fyne.KeyPageUp)
	assertSame(t, "down and up", before, places(tr))
	press(fyne.KeyEnd)
	if !tr.pinned || !atBottom(tr) {
		t.Error("End does not show the newest line")
	}
}

func TestThumbReachesBothEnds(t *testing.T) {
	quietApp(t)
	tr, w := view(t, talk(2000))
	drag := func(fromY, toY float32) {
		tr.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(696, fromY)}, Button: desktop.MouseButtonPrimary})
		tr.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(696, toY)}, Dragged: fyne.NewDelta(0, toY-fromY)})
		tr.DragEnd()
		tr.MouseUp(nil)
	}
	top, length, _ := tr.thumbAt(600)
	if top+length != 600 {
		t.Errorf("thumb ends at %v while pinned, want 600", top+length)
	}
	drag(590, -50)
	if tr.pinned || tr.shown[0].ordinal != 0 {
		t.Errorf("dragged to the top shows line %d", tr.shown[0].ordinal)
	}
	drag(5, 305)
	if i := tr.shown[0].ordinal; i < 900 || i > 1150 {
		t.Errorf("dragged half way shows line %d of 2000", i)
	}
	top, _, _ = tr.thumbAt(600)
	drag(top+2, 900)
	if !tr.pinned || !atBottom(tr) {
		t.Error("dragged to the bottom does not show the newest line")
	}
	if w.Canvas().Focused() != fyne.Focusable(tr) {
		t.Error("a press does not put the keyboard into the transcript")
	}
}

func TestSelectAndCopy(t *testing.T) {
	quietApp(t)
	d := talk(0)
	speak(d, 1, 1)
	tr, _ := view(t, d)
	r := tr.shown[0]
	y := r.top + r.text.y + 5
	from, to := r.text.x+faceText.width([]rune("li")), r.text.x+faceText.width([]rune("line"))
	tr.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to, y)}, Dragged: fyne.NewDelta(to-from, 0)})
	tr.DragEnd()
	tr.TypedShortcut(&fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "ne" {
		t.Errorf("copied %q, want %q", got, "ne")
	}
}

func TestTakeBackIsOffered(t *testing.T) {
	quietApp(t)
	d, x := talk(3), chat.MessageID{0xF1}
	d.Apply(noon, vm.Queued{Room: 1, ID: x, Text: "no", At: noon}, vm.Happened{Room: 1, Event: chat.Declined{ID: x, Refusal: chat.Refuse(chat.TextInvalid, "")}})
	tr, _ := view(t, d)
	var taken chat.MessageID
	tr.can.takeBack = func(id chat.MessageID) { taken = id }
	r := tr.shown[len(tr.shown)-1]
	tr.Tapped(&fyne.PointEvent{Position: fyne.NewPos(r.back.x+r.back.w/2, r.top+r.back.y+r.back.h/2)})
	if taken != x {
		t.Errorf("took back %v, want %v", taken, x)
	}
}

func TestNarrowAndWideKeepThePlace(t *testing.T) {
	quietApp(t)
	tr, w := view(t, talk(500))
	tr.scrollBy(-5000)
	line := tr.shown[0].line.Key
	for _, width := range []float32{300, 1200, 700} {
		w.Resize(fyne.NewSize(width, 600))
		if got := tr.shown[0].line.Key; got != line {
			t.Errorf("at width %v line %d is at the top, want %d", width, got, line)
		}
	}
}

func TestHundredThousandLines(t *testing.T) {
	quietApp(t)
	d := talk(100_000)
	tr, _ := view(t, d)
	if !tr.pinned || !atBottom(tr) || len(tr.shown) > 60 {
		t.Errorf("pinned %v, %d rows drawn", tr.pinned, len(tr.shown))
	}
	tr.toStart()
	if tr.shown[0].ordinal != 0 {
		t.Errorf("the top is line %d", tr.shown[0].ordinal)
	}
	before := places(tr)
	speak(d, 100_001, 100_100)
	tr.update()
	assertSame(t, "append", before, places(tr))
	if len(tr.pool) > maxPool || len(tr.byKey) != len(tr.shown) {
		t.Errorf("%d rows pooled, %d kept for %d in view", len(tr.pool), len(tr.byKey), len(tr.shown))
	}
}

func TestAHugeMessageStaysCheap(t *testing.T) {
	quietApp(t)
	d := talk(1)
	text := strings.Repeat("x\n", chat.MaxText/2-1) + "x"
	d.Apply(noon, vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{Seq: 2, ID: chat.MessageID{2}, From: bo, Name: "Bo", Text: text, At: noon}}})
	tr, _ := view(t, d)
	if n := len(tr.objects); n > 60 {
		t.Errorf("%d objects are drawn for one message", n)
	}
	tr.scrollBy(-9000)
	if r := tr.shown[0]; len(tr.shown) != 1 || r.top > -100 {
		t.Errorf("%d rows in view, the first at %v", len(tr.shown), r.top)
	}
}
