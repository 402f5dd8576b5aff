package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/netcore/chat"
)

const ctrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift

func found(seq uint64, here vm.Key, text string) vm.Hit {
	return vm.Hit{Room: chat.RoomID{7}, Name: "Lab", Here: here, Epoch: chat.Epoch{1},
		Message: chat.Message{Seq: seq, ID: chat.MessageID{byte(seq)}, From: bo, Name: "Bo", Text: text, At: noon.Add(-time.Duration(100-seq) * time.Minute)}}
}

// answer answers the question as it stands with n lines.
func answer(win *Window, n int, text string) {
	h := vm.Hits{Query: win.desk.Search().Query(), More: n == 50}
	for i := range n {
		h.List = append(h.List, found(uint64(n-i), 1, text))
	}
	win.Apply([]vm.Event{h})
}

// searching is a window in which the cables of the room on the screen are
// looked for, and three lines are found.
func searching(t *testing.T, width, height float32) (*Window, *record, fyne.Window) {
	t.Helper()
	win, asked, w := inRoom(t, width, height)
	shortcut(win, fyne.KeyF, fyne.KeyModifierShortcutDefault)
	test.Type(win.search.text, "cable")
	asked.take()
	answer(win, 3, "the long cable is here")
	return win, asked, w
}

// settle lets what grew take its place, as a real window does before it draws.
func settle(w fyne.Window) {
	size := w.Canvas().Size()
	w.Resize(size.AddWidthHeight(1, 0))
	w.Resize(size)
}

func TestSearchFollowsTheTyping(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	shortcut(win, fyne.KeyF, fyne.KeyModifierShortcutDefault)
	if w.Canvas().Focused() != fyne.Focusable(win.search.text) {
		t.Fatalf("the keyboard is in %T", w.Canvas().Focused())
	}
	if got := win.search.blank.title.text; got != "Type a word" {
		t.Errorf("begins with %q", got)
	}
	asked.expect(t)
	test.Type(win.search.text, "cab ")
	asked.expect(t, "search c", "search ca", "search cab")
	win.Apply([]vm.Event{vm.Hits{Query: vm.Query{Text: "ca", Room: 1}, List: []vm.Hit{found(1, 1, "cart")}}})
	if len(win.search.hits) != 0 || win.search.blank.title.text != "Looking…" {
		t.Errorf("an older answer shows %d hits, %q", len(win.search.hits), win.search.blank.title.text)
	}
	answer(win, 50, "the cable")
	if n := len(win.search.hits); n != 50 || win.search.blank.root.Visible() || win.search.count.text != "The newest 50 lines; there are more" {
		t.Errorf("%d hits, %q", n, win.search.count.text)
	}
	answer(win, 0, "")
	test.Type(win.search.text, "x")
	answer(win, 0, "")
	if b := win.search.blank; b.title.text != "Nothing was said about “cab x”" || !b.wider.Visible() {
		t.Errorf("says %q", b.title.text)
	}
	asked.take()
	test.Tap(win.search.blank.wider)
	asked.expect(t, "search cab x")
	if q := win.desk.Search().Query(); q.Room != 0 {
		t.Error("looking everywhere looks in one room")
	}
	win.search.text.SetText("")
	asked.expect(t)
	if win.search.blank.title.text != "Type a word" {
		t.Error("an empty field leaves something behind")
	}
}

// TestSearchTellsMadeUpTags finds a line of somebody who calls themselves by the tag
// of another.
func TestSearchTellsMadeUpTags(t *testing.T) {
	win, _, _ := searching(t, 1100, 700)
	test.Type(win.search.text, "s")
	hit := found(1, 1, "the cables")
	hit.Message.From, hit.Message.Name = chat.MemberID{0xEE}, "Bo #"+bo.Tag()
	win.Apply([]vm.Event{vm.Hits{Query: win.desk.Search().Query(), List: []vm.Hit{hit}}})
	if got, want := win.search.hits[0].who.text, "Bo #"+bo.Tag()+" #ee0000"; got != want {
		t.Errorf("%q is said to have said it, want %q", got, want)
	}
}

func TestSearchByKeys(t *testing.T) {
	win, asked, w := searching(t, 1100, 700)
	field := win.search.text
	press(field, fyne.KeyDown)
	field.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(field, fyne.KeyReturn)
	field.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	asked.expect(t, "around 2")
	if !win.search.hits[1].around.root.Visible() || !win.search.hits[1].around.note.Visible() || !win.search.hits[1].chosen {
		t.Error("does not say that the surroundings are on their way")
	}
	hit := win.search.hits[1].hit
	before := hit.Message
	before.Seq, before.Text = 1, "before it"
	win.Apply([]vm.Event{vm.Surroundings{Hit: hit, Lines: []chat.Message{before, hit.Message}}})
	settle(w)
	if text := screenText(win.search.hits[1].around.root); !strings.Contains(text, "before it") || win.search.hits[1].around.note.Visible() {
		t.Errorf("the surroundings are %q", text)
	}
	press(field, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyPageUp)
	if win.desk.Search().ChosenAt() != 0 {
		t.Errorf("hit %d is chosen", win.desk.Search().ChosenAt())
	}
	win.selectRoom(2)
	shortcut(win, fyne.KeyF, ctrlShift)
	answer(win, 3, "the long cable is here")
	asked.take()
	press(field, fyne.KeyReturn)
	asked.expect(t, "show 3")
	if win.desk.Selected().Key() != 1 || win.over != nil || w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) {
		t.Error("Enter does not go to the room")
	}
}

func TestSearchWaitsWithEnter(t *testing.T) {
	win, asked, _ := searching(t, 1100, 700)
	test.Type(win.search.text, "s")
	asked.expect(t, "search cables")
	press(win.search.text, fyne.KeyReturn)
	asked.expect(t)
	answer(win, 1, "cables")
	press(win.search.text, fyne.KeyReturn)
	asked.expect(t, "show 1")
}

// TestSearchTakesAClickAtOnce clicks on a hit while another answer is on its way.
func TestSearchTakesAClickAtOnce(t *testing.T) {
	win, asked, _ := searching(t, 1100, 700)
	test.Type(win.search.text, "s")
	asked.expect(t, "search cables")
	test.Tap(win.search.hits[0])
	asked.expect(t, "show 3")
}

func TestSearchGoesToARoomThatIsNotOpen(t *testing.T) {
	win, asked, _ := searching(t, 1100, 700)
	h := vm.Hits{Query: win.desk.Search().Query(), List: []vm.Hit{found(9, 0, "cable")}}
	q, _ := win.desk.Search().Again()
	h.Query = q
	win.Apply([]vm.Event{h})
	test.Tap(win.search.hits[0])
	asked.expect(t, "show 9")
	if win.over == nil {
		t.Error("leaves before there is a room to go to")
	}
	win.Apply([]vm.Event{vm.Opened{Room: 7, Name: "Lab"}})
	if win.over != nil || win.desk.Selected().Key() != 7 {
		t.Error("the search lies over the room that it went to")
	}
}

// TestSearchComesBackWithALostHit goes to a line that the room no longer has.
func TestSearchComesBackWithALostHit(t *testing.T) {
	win, asked, _ := searching(t, 1100, 700)
	press(win.search.text, fyne.KeyDown, fyne.KeyReturn)
	asked.expect(t, "show 2")
	h := win.search.hits[1].hit
	win.Apply([]vm.Event{vm.Surroundings{Hit: h, Lines: []chat.Message{h.Message}}})
	asked.expect(t, "search cable")
	if win.over == nil || !win.search.hits[1].around.note.Visible() || !strings.Contains(win.search.hits[1].around.note.text, "no longer") {
		t.Error("nobody hears that the line is gone")
	}
}

func TestSearchCloses(t *testing.T) {
	win, asked, w := searching(t, 1100, 700)
	speak(win.desk, 1, 1)
	press(win.search.text, fyne.KeyEscape)
	if win.over != nil || w.Canvas().Focused() != fyne.Focusable(win.pane().composer.entry) || win.desk.Room(1).Unread() != 0 {
		t.Error("Escape does not lead back to the room")
	}
	test.Tap(win.pane().header.search)
	asked.expect(t, "search cable")
	if len(win.search.hits) != 3 || win.search.text.SelectedText() != "cable" {
		t.Errorf("opened again it has %d hits and %q to be replaced", len(win.search.hits), win.search.text.SelectedText())
	}
	win.Apply([]vm.Event{vm.Closed{Room: 1}})
	if win.over == nil || win.desk.Search().Query().Room != 0 {
		t.Error("keeps to a room that is closed")
	}
	asked.expect(t, "search cable")
	win.closeCover()
	answer(win, 3, "late")
	if win.over != nil {
		t.Error("an answer brings the search back")
	}
}

func TestSearchShowsTheChosenHit(t *testing.T) {
	win, _, _ := searching(t, 1100, 500)
	win.search.text.SetText("cables")
	answer(win, 50, strings.Repeat("cables and more cables ", 400))
	for range 30 {
		press(win.search.text, fyne.KeyDown)
	}
	tile := win.search.hits[30]
	top, view := tile.Position().Y-win.search.scroll.Offset.Y, win.search.scroll.Size().Height
	if !tile.chosen || top < 0 || top+tile.Size().Height > view {
		t.Errorf("the chosen hit stands from %v to %v of %v", top, top+tile.Size().Height, view)
	}
	press(win.search.text, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyPageUp)
	if win.search.scroll.Offset.Y > win.search.hits[0].Position().Y {
		t.Errorf("the first hit is %v above", win.search.scroll.Offset.Y)
	}
	for _, h := range win.search.hits {
		if n := len([]rune(screenText(h.text))); n > 2*excerptLetters {
			t.Fatalf("a hit shows %d letters", n)
		}
	}
}

func TestSearchShortcutsWorkInTheField(t *testing.T) {
	win, _, _ := searching(t, 1100, 700)
	win.search.text.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: ctrlShift})
	if win.desk.Search().Query().Room != 0 {
		t.Error("Ctrl+Shift+F does nothing in the search field")
	}
	win.search.text.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	if win.over != nil || win.desk.Selected().Key() != 2 {
		t.Error("Alt+Down does nothing in the search field")
	}
	win.openJoin()
	shortcut(win, fyne.KeyF, fyne.KeyModifierShortcutDefault)
	if win.over != nil {
		t.Error("searches behind a dialog")
	}
}

func TestSearchLooksTheSame(t *testing.T) {
	win, _, w := inRoom(t, 900, 460)
	win.openSearch(true)
	win.search.text.SetText("cable")
	h := vm.Hits{Query: win.desk.Search().Query(), List: []vm.Hit{found(90, 1, "the long cable"), found(60, 1, "a short cable")}}
	win.Apply([]vm.Event{h})
	win.search.lookAround()
	win.Apply([]vm.Event{vm.Surroundings{Hit: h.List[0], Lines: []chat.Message{h.List[1].Message, h.List[0].Message}}})
	w.Canvas().Unfocus()
	settle(w)
	test.AssertObjectRendersToMarkup(t, "search.xml", win.search.root)
}

// TestSearchFollowsTheTheme looks for text that stayed in the light palette.
func TestSearchFollowsTheTheme(t *testing.T) {
	win, _, w := searching(t, 1100, 700)
	test.ApplyTheme(t, forced{Theme(), theme.VariantLight})
	win.search.lookAround()
	win.Apply([]vm.Event{vm.Surroundings{Hit: win.search.hits[0].hit, Lines: []chat.Message{win.search.hits[0].hit.Message}}})
	test.ApplyTheme(t, forced{Theme(), theme.VariantDark})
	allDark(t, w)
}
