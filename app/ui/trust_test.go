package ui

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/netcore/chat"
)

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
