package ui

import (
	"testing"

	"landline/app/vm"
)

// TestAnotherAddressIsNotCopied copies an address of the list, and has the room
// move: what the chip would copy now is what it says.
func TestAnotherAddressIsNotCopied(t *testing.T) {
	win, _, w := inRoom(t, 1300, 700)
	listen := func(addresses ...string) { win.Apply([]vm.Event{vm.Listening{Room: 1, Addresses: addresses}}) }
	listen("10.0.0.1:7678", "10.0.0.2:7678")
	chip := win.pane().header.address
	chip.list(win.pane().header.more)
	pickItem(t, w, "10.0.0.2")
	listen("10.0.0.1:7678", "10.0.0.2:7678")
	if chip.text != "Copied" {
		t.Errorf("of what is copied it says %q", chip.text)
	}
	if listen("10.0.0.3:7678"); chip.text != "10.0.0.3:7678" {
		t.Errorf("of another address it says %q", chip.text)
	}
}
