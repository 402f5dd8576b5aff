package app

import (
	"testing"

	"landline/netcore/chat"
)

func TestSelf(t *testing.T) {
	for _, tt := range []struct {
		name string
		kept Settings
		idle bool
		want chat.Status
	}{
		{"a first start", Settings{}, false, chat.Status{}},
		{"what was kept", Settings{Status: "Busy", Hue: 7}, false, chat.Status{Words: "Busy", Hue: 7}},
		{"away", Settings{Status: "Busy"}, true, chat.Status{Presence: chat.Away, Words: "Busy"}},
		{"who hides is not away", Settings{Hidden: true}, true, chat.Status{Presence: chat.Hidden}},
		{"words of another hand", Settings{Status: "\u202eevil", Hue: 7, Hidden: true}, false, chat.Status{Presence: chat.Hidden}},
		{"a hue that is none", Settings{Status: "Busy", Hue: 400}, false, chat.Status{}},
	} {
		var s self
		s.restore(tt.kept)
		s.change(func() { s.idle = tt.idle })
		if _, got := s.now(); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// TestSelfChooses has somebody change their words while they count as away.
func TestSelfChooses(t *testing.T) {
	var s self
	idle := func(idle bool) { s.change(func() { s.idle = idle }) }
	idle(true)
	_, status := s.now()
	status.Words = "Busy"
	s.choose(status)
	idle(false)
	if _, got := s.now(); got != (chat.Status{Words: "Busy"}) {
		t.Errorf("back at the window: %+v", got)
	}
	s.choose(chat.Status{Presence: chat.Away})
	if _, got := s.now(); got.Presence != chat.Away {
		t.Errorf("who chose to be away: %+v", got)
	}
}
