package ui

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"rsc.io/qr"

	"landline/app/vm"
	"landline/netcore/chat"
)

const link = "landline://10.0.0.1:7678/?room=07000000000000000000000000000000&key=aa00000000000000000000000000000000000000000000000000000000000000&name=Lab"

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

func TestInvitation(t *testing.T) {
	win, _, w := inRoom(t, 1100, 800)
	win.showInvitation(1)
	round := stops(w)
	if len(round) != 2 {
		t.Fatalf("the keyboard stops at %d parts", len(round))
	}
	copying := round[0].(*copyButton)
	if text := screenText(w.Canvas().Overlays().Top()); !copying.disabled || !strings.Contains(text, "once the room is open") {
		t.Errorf("before there is a link it says %q", text)
	}
	win.Apply([]vm.Event{vm.Invitation{Room: 1, Link: link}})
	text := screenText(w.Canvas().Overlays().Top())
	if !strings.Contains(strings.ReplaceAll(text, " ", ""), link) || !strings.Contains(text, "no password") {
		t.Errorf("says %q", text)
	}
	press(copying, fyne.KeyReturn)
	if got := fyne.CurrentApp().Clipboard().Content(); got != link {
		t.Errorf("copied %q", got)
	}
	press(copying, fyne.KeyEscape)
	if win.sheet != nil {
		t.Error("Escape leaves the view open")
	}
	win.Apply([]vm.Event{ended(1, vm.PasswordWanted)})
	win.showInvitation(1)
	if text := screenText(w.Canvas().Overlays().Top()); !strings.Contains(text, "The password of the room is not in it") {
		t.Errorf("of a room with a password it says %q", text)
	}
}

func TestJoinDialogTakesInvitations(t *testing.T) {
	win, asked, w := openAs(t, 1000, 700)
	win.openJoin()
	d := win.join
	for text, want := range map[string]bool{"": false, "10.0.0.1": false, "landlin": false, " LANDLINE://x": true, link: true} {
		if d.address.SetText(text); d.invited.Visible() != want {
			t.Errorf("%q is an invitation: %v", text, !want)
		}
	}
	d.address.SetText("")
	clipboard := test.NewClipboard()
	clipboard.SetContent(link)
	w.Canvas().Focus(d.address)
	d.address.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	press(d.address, fyne.KeyReturn)
	asked.expect(t, "join "+link)
	win.Apply([]vm.Event{vm.Opened{Room: 4, Name: "Lab", Asked: true}, ended(4, vm.PasswordWanted)})
	if win.passwords.open == nil {
		t.Error("does not ask for the password of the room that the link leads to")
	}
}

// TestLinkThatCannotBeTried says why also where Landline began with the link,
// and no dialog is open.
func TestLinkThatCannotBeTried(t *testing.T) {
	win, _, w := openAs(t, 1000, 700)
	win.Apply([]vm.Event{vm.JoinFailed{Trouble: vm.Trouble{Kind: vm.AddressInvalid, Target: "landline://", Detail: "it has no host"}}})
	if win.join == nil || !win.join.trouble.Visible() || !strings.Contains(win.join.trouble.text, "no host") {
		t.Fatal("does not say why")
	}
	if w.Canvas().Focused() != fyne.Focusable(win.join.address) {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
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

// TestTrustViewsFitANarrowWindow opens each view in the smallest window, with
// the longest names, and wants every stop of the keyboard in the window.
func TestTrustViewsFitANarrowWindow(t *testing.T) {
	long := strings.Repeat("Wolfeschlegelstein", 3)
	views := map[string]func(*Window){
		"host":       func(w *Window) { w.openHost(); w.host.secret.SetText("swan") },
		"password":   func(w *Window) { w.askPassword(2) },
		"new key":    func(w *Window) { w.showNewKey(3) },
		"safety":     func(w *Window) { w.showSafety(bo, long) },
		"invitation": func(w *Window) { w.showInvitation(2) },
		"join":       func(w *Window) { w.openJoin(); w.join.address.SetText(link) },
	}
	for name, show := range views {
		t.Run(name, func(t *testing.T) {
			win, _, w := openAs(t, 400, 430)
			win.Apply([]vm.Event{
				vm.Opened{Room: 3, Name: long}, vm.Linked{Room: 3, Link: vm.Ended, Trouble: vm.Trouble{Kind: vm.KeyChanged, Known: knownKey, Given: givenKey}},
				vm.Opened{Room: 2, Name: long}, ended(2, vm.PasswordWanted), vm.Invitation{Room: 2, Link: link},
			})
			if show(win); win.sheet == nil {
				t.Fatal("nothing opens")
			}
			settle(w)
			round := stops(w)
			if len(round) < 2 {
				t.Errorf("the keyboard stops at %d parts", len(round))
			}
			for range round {
				part := w.Canvas().Focused().(fyne.CanvasObject)
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(part)
				if at.X < 0 || at.Y < 0 || at.X+part.Size().Width > 400 || at.Y+part.Size().Height > 430 {
					t.Errorf("%T stands at %v, %v large", part, at, part.Size())
				}
				w.Canvas().FocusNext()
			}
			press(w.Canvas().Focused(), fyne.KeyEscape)
			if win.sheet != nil {
				t.Error("Escape leaves the view open")
			}
		})
	}
}

// TestDetailsByKeyboard goes through all of a room's details in a low window,
// and wants every stop in view.
func TestDetailsByKeyboard(t *testing.T) {
	win, _, w := detailed(t, 740, 430)
	settle(w)
	w.Canvas().Focus(win.details.address.rows[0].copy)
	inside := 0
	for _, part := range stops(w) {
		w.Canvas().Focus(part)
		o := part.(fyne.CanvasObject)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		if at.Y < 0 || at.Y+o.Size().Height > 430 {
			t.Errorf("%T stands at %v, %v large", part, at, o.Size())
		}
		if at.X > widthSide {
			inside++
		}
	}
	if inside < 10 {
		t.Errorf("only %d stops in the view", inside)
	}
	press(win.details.id.copy, fyne.KeyEscape)
	if win.over != nil {
		t.Error("Escape leaves the details open")
	}
}

// TestTrustViewsFollowTheTheme looks for text that stays in the light palette,
// and wants QR pictures black on white all the same.
func TestTrustViewsFollowTheTheme(t *testing.T) {
	win, _, w := inRoom(t, 1000, 800)
	test.ApplyTheme(t, forced{Theme(), theme.VariantLight})
	win.showSafety(bo, "Bo")
	test.ApplyTheme(t, forced{Theme(), theme.VariantDark})
	texts, pictures := 0, 0
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		switch o := o.(type) {
		case *canvas.Text:
			texts++
			if c := color.NRGBAModel.Convert(o.Color); c == light.ink || c == light.muted || c == light.accent {
				t.Errorf("%q is still light", o.Text)
			}
		case *canvas.Raster:
			pictures++
			if picture := o.Generator(300, 300); darkPixel(picture.At(0, 0)) || blank(picture) {
				t.Error("the picture is not black on white")
			}
		}
	}
	if texts < 20 || pictures != 1 {
		t.Errorf("looked at %d texts and %d pictures", texts, pictures)
	}
}

func TestTrustViewsLookTheSame(t *testing.T) {
	win, _, w := inRoom(t, 700, 800)
	win.Apply([]vm.Event{vm.Verified{Keys: []chat.MemberID{bo}}, vm.Invitation{Room: 1, Link: link}})
	win.showSafety(bo, "Bo")
	w.Canvas().Unfocus()
	settle(w)
	test.AssertObjectRendersToMarkup(t, "safety.xml", win.sheet.overlay.card)
	win.closeSheet()
	win.showInvitation(1)
	w.Canvas().Unfocus()
	settle(w)
	test.AssertObjectRendersToMarkup(t, "invitation.xml", win.sheet.overlay.card)
}
