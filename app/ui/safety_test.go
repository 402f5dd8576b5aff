package ui

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"rsc.io/qr"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

func TestSafetyNumber(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 800)
	win.showSafety(bo, "Bo")
	if win.sheet == nil {
		t.Fatal("nothing opens")
	}
	text := screenText(w.Canvas().Overlays().Top())
	if number := chat.SafetyNumber(me, bo); !strings.Contains(text, number) || len(strings.Fields(number)) != 12 {
		t.Errorf("the number %s does not stand in %q", number, text)
	}
	for _, want := range []string{"Ada", "Bo", "Not compared yet", "aa00 0000"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
	away, ok := w.Canvas().Focused().(*button)
	if !ok || away.text != "Close" {
		t.Fatalf("the keyboard begins in %T", w.Canvas().Focused())
	}
	w.Canvas().FocusNext()
	mark := w.Canvas().Focused().(*button)
	press(mark, fyne.KeyReturn)
	asked.expect(t, "verify "+bo.Tag()+" true")
	win.Apply([]vm.Event{vm.Verified{Keys: []chat.MemberID{bo}}})
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "Verified:") || mark.text != "Take the mark back" {
		t.Errorf("verified, it says %q", text)
	}
	press(mark, fyne.KeyReturn)
	asked.expect(t, "verify "+bo.Tag()+" false")
	win.Apply([]vm.Event{vm.Verified{}})
	if mark.text == "Take the mark back" || mark.kind != primary {
		t.Error("the mark was taken back, and is still shown")
	}
	press(mark, fyne.KeyEscape)
	if win.sheet != nil {
		t.Error("Escape leaves the view open")
	}
	win.showSafety(me, "Ada")
	win.showSafety(chat.MemberID{}, "")
	if win.sheet != nil {
		t.Error("a safety number with oneself, or with nobody")
	}
}

func TestKeeperInDetails(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.selectRoom(2)
	win.Apply([]vm.Event{
		vm.Met{Room: 2, Host: bo, First: true},
		vm.Happened{Room: 2, Event: chat.Entered{Room: chat.RoomID{8}, Name: "Kitchen", Epoch: chat.Epoch{2},
			Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: me, Name: "Ada"}}}},
	})
	win.openDetails()
	asked.take()
	c := win.details.keeper
	if c.what.text != "Bo · first contact" || !strings.Contains(c.more.text, "for the first time today") || c.symbol.name != "shield" {
		t.Errorf("says %q, %q", c.what.text, c.more.text)
	}
	win.Apply([]vm.Event{vm.Verified{Keys: []chat.MemberID{bo}}})
	if c.what.text != "Bo · verified" || c.symbol.name != "verified" {
		t.Errorf("says %q", c.what.text)
	}
	test.Tap(c.compare)
	if win.sheet == nil {
		t.Error("does not open the safety number")
	}
	win.closeSheet()
	win.selectRoom(1)
	win.openDetails()
	if c.what.text != "You keep this room" || c.compare.Visible() {
		t.Errorf("of an own room it says %q", c.what.text)
	}
}

// TestQRPicture paints pictures in several sizes, and reads their modules back.
func TestQRPicture(t *testing.T) {
	quietApp(t)
	q := newQRPicture(200)
	if !q.set(link) {
		t.Fatal("no picture for a link")
	}
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	n := code.Size + 2*quietZone
	for _, side := range []int{n, n + 1, 2*n - 1, 2 * n, 5*n + 3} {
		picture := q.paint(side, side+4)
		module := side / n
		left, top := (side-n*module)/2, (side+4-n*module)/2
		for y := range n {
			for x := range n {
				at := picture.At(left+x*module+module/2, top+y*module+module/2)
				if want := code.Black(x-quietZone, y-quietZone); darkPixel(at) != want {
					t.Fatalf("%d pixels: module %d, %d is dark: %v", side, x, y, !want)
				}
			}
		}
	}
	if !blank(q.paint(n-1, n-1)) {
		t.Error("paints a picture that has no place")
	}
	if q.set(strings.Repeat("x", 4000)) || !blank(q.paint(500, 500)) {
		t.Error("a picture holds 4,000 letters")
	}
}

func darkPixel(c color.Color) bool { return color.GrayModel.Convert(c).(color.Gray).Y < 128 }

func blank(picture image.Image) bool {
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if darkPixel(picture.At(x, y)) {
				return false
			}
		}
	}
	return true
}

// TestSafetyNumberInAnotherLanguage names this person as that language does.
func TestSafetyNumberInAnotherLanguage(t *testing.T) {
	win, _, w := inRoom(t, 1100, 800)
	words.Use(words.German)
	win.showSafety(bo, "Bo")
	if text := screenText(w.Canvas().Overlays().Top()); strings.Contains(text, "you") {
		t.Errorf("%q calls them “you”", text)
	}
}
