package app

import (
	"errors"
	"testing"

	"landline/netcore/chat"
)

// TestGuardAfterAChange opens a room whose password was changed, while the old
// one is kept still: as when the program was killed between the two, or the new
// one could not be kept. The old one does not come back into force.
func TestGuardAfterAChange(t *testing.T) {
	p, err := openProfile(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	room := chat.NewRoomID()
	if err := p.secrets.keep(placeOf(room), "the old one"); err != nil {
		t.Fatal(err)
	}
	now := Hosted{Name: "Lab", Room: room, Locked: true, Verifier: verify("the new one")}
	if err := p.lockHosted(now); err != nil {
		t.Fatal(err)
	}
	if got, err := p.guard(room, hostOptions{name: "Lab", room: room}); !errors.Is(err, errNoPassword) || got != "" {
		t.Errorf("the room is opened with %q, %v", got, err)
	}
	kept := p.settings.get()
	if h, _ := kept.hostedIn(room); h != now {
		t.Errorf("written down is %+v, want %+v", h, now)
	}
	typed := hostOptions{name: "Lab", room: room, password: "the new one", proves: true}
	if got, err := p.guard(room, typed); err != nil || got != typed.password {
		t.Errorf("with the new one: %q, %v", got, err)
	}
}
