package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/words"
)

// addressChip is the likeliest of a room's addresses, to copy with one click.
// words.T("Copied") stands until the pointer leaves.
type addressChip struct {
	button
	addresses []string
	short     bool
	copied    bool
}

func newAddressChip() *addressChip {
	a := &addressChip{}
	a.kind, a.glyph, a.small = quiet, "copy", true
	a.onPress = a.pressed
	a.ExtendBaseWidget(a)
	return a
}

// set changes the addresses. Of others than before none is copied.
func (a *addressChip) set(addresses []string) {
	a.copied = a.copied && slices.Equal(addresses, a.addresses)
	a.addresses = addresses
	a.say()
}

// brief leaves only the symbol, or has the address beside it again.
func (a *addressChip) brief(on bool) {
	a.short = on
	a.say()
}

// room is the width that the chip takes, briefly or not, whatever it says now.
func (a *addressChip) room(short bool) float32 {
	if short || len(a.addresses) == 0 {
		return a.sized("").Width
	}
	return max(a.sized(a.addresses[0]).Width, a.sized(words.T("Copied")).Width)
}

func (a *addressChip) say() {
	glyph, text := "copy", ""
	if len(a.addresses) > 0 {
		text = a.addresses[0]
	}
	if a.copied {
		glyph, text = "tick", words.T("Copied")
	}
	if a.short {
		text = ""
	}
	a.button.set(glyph, text)
}

func (a *addressChip) pressed() {
	if len(a.addresses) > 0 {
		a.copyAddress(a.addresses[0])
	}
}

// list offers all the addresses to copy, under a part of the window.
func (a *addressChip) list(under fyne.CanvasObject) {
	items := make([]*fyne.MenuItem, 0, len(a.addresses))
	for _, address := range a.addresses {
		items = append(items, fyne.NewMenuItem(words.T("Copy %s", address), func() { a.copyAddress(address) }))
	}
	drop(under, items)
}

func (a *addressChip) copyAddress(address string) {
	fyne.CurrentApp().Clipboard().SetContent(address)
	a.copied = true
	a.say()
}

// MouseIn begins afresh.
func (a *addressChip) MouseIn(e *desktop.MouseEvent) { a.forget(); a.button.MouseIn(e) }

// MouseOut ends the confirmation.
func (a *addressChip) MouseOut() { a.forget(); a.button.MouseOut() }

// FocusLost ends it for the keyboard.
func (a *addressChip) FocusLost() { a.forget(); a.button.FocusLost() }

func (a *addressChip) forget() {
	if a.copied {
		a.copied = false
		a.say()
	}
}
