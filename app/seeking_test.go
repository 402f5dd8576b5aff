package app

import (
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestSeekingALine asks for lines of a room before it is entered, while the host
// sends, and afterwards.
func TestSeekingALine(t *testing.T) {
	log, other := chat.Epoch{1}, chat.Epoch{2}
	enters := func(r *reader) { r.enters(chat.Entered{Epoch: log, First: 1, Head: 10, After: 5}) }
	says := func(from, to uint64) func(*reader) {
		return func(r *reader) {
			for _, m := range messages(from, to) {
				r.tell(vm.Happened{Room: 1, Event: chat.Said{Message: m}})
			}
		}
	}
	seeks := func(epoch chat.Epoch, seq uint64) func(*reader) {
		return func(r *reader) {
			r.seek(chat.Cursor{Epoch: epoch, Seq: seq}, func() { r.events = append(r.events, vm.Missed{Room: 1}) })
		}
	}
	answers := func(r *reader) { r.answers(1, messages(1, 5)) }
	for _, test := range []struct {
		name  string
		steps []func(*reader)
		want  vm.Event // nil for neither
	}{
		{"before the room is entered", []func(*reader){seeks(log, 7)}, nil},
		{"before the host has sent it", []func(*reader){seeks(log, 7), enters, says(6, 6)}, nil},
		{"once the host sends it", []func(*reader){seeks(log, 7), enters, says(6, 8)}, vm.Reveal{Room: 1, Seq: 7}},
		{"in view already", []func(*reader){enters, says(6, 10), seeks(log, 8)}, vm.Reveal{Room: 1, Seq: 8}},
		{"above the view", []func(*reader){enters, says(6, 10), seeks(log, 3), answers}, vm.Reveal{Room: 1, Seq: 3}},
		{"above the view, before the room is entered", []func(*reader){seeks(log, 3), enters, answers}, vm.Reveal{Room: 1, Seq: 3}},
		{"of another log", []func(*reader){seeks(other, 3), enters}, vm.Missed{Room: 1}},
		{"that nobody has said", []func(*reader){enters, says(6, 10), seeks(log, 11)}, vm.Missed{Room: 1}},
		{"after another one", []func(*reader){seeks(log, 3), seeks(log, 9), enters, says(6, 10)}, vm.Reveal{Room: 1, Seq: 9}},
	} {
		r := newReader()
		for _, step := range test.steps {
			step(r)
		}
		var got vm.Event
		for _, e := range r.events {
			switch e.(type) {
			case vm.Reveal, vm.Missed:
				got = e
			}
		}
		if got != test.want {
			t.Errorf("a line %s: %+v, want %+v", test.name, got, test.want)
		}
	}
}
