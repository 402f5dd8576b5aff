//go:build !nogui

package desktop_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
)

// witness sits in a room and hears everything that is told there.
type witness struct {
	t    testing.TB
	seat *netcore.Client
}

// listens sits Cleo into the room of a window.
func (w *walker) listens() *witness {
	w.t.Helper()
	return w.sits(func() any { return w.hosted()["port"] })
}

// sits sits Cleo into the room at a port, which is asked for until there is one.
func (s *screen) sits(port func() any) *witness {
	s.t.Helper()
	self, err := identity.New()
	if err != nil {
		s.t.Fatal(err)
	}
	var seat *netcore.Client
	s.until("a way into the room", func() bool {
		target, err := netcore.ParseTarget(fmt.Sprintf("127.0.0.1:%v", port()))
		if err != nil {
			return false // the room is not open yet
		}
		seat, err = netcore.Dial(s.t.Context(), target, netcore.ClientConfig{Identity: self, Name: "Cleo", Program: "walk", Presence: true})
		return err == nil
	})
	s.t.Cleanup(func() { _ = seat.Close() })
	return &witness{s.t, seat}
}

// hears waits until somebody told what fits, and passes over the rest.
func hears[E chat.Event](w *witness, what string, fits func(E) bool) (heard E) {
	w.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case event, open := <-w.seat.Events():
			if !open {
				w.t.Fatalf("never heard: %s; the room has ended: %v", what, w.seat.Err())
			}
			if e, ok := event.(E); ok && fits(e) {
				return e
			}
		case <-late.C:
			w.t.Fatalf("never heard: %s", what)
		}
	}
}

// line waits for a line of that text.
func (w *witness) line(text string) chat.Ref {
	w.t.Helper()
	e := hears(w, fmt.Sprintf("%q", text), func(e chat.Said) bool { return e.Act == chat.Line && strings.TrimSpace(e.Text) == text })
	return chat.Ref{Seq: e.Seq, ID: e.ID}
}

// act waits for something done, to that line where there is one.
func (w *witness) act(what string, act chat.Act, about chat.Ref) chat.Said {
	w.t.Helper()
	return hears(w, what, func(e chat.Said) bool {
		return e.Act == act && cmp.Or(about, e.About) == e.About
	})
}

// says says a line, and waits until the room has it.
func (w *witness) says(text string) chat.Ref {
	w.t.Helper()
	id := chat.NewMessageID()
	if err := w.seat.Say(id, text); err != nil {
		w.t.Fatal(err)
	}
	return w.line(text)
}

// comes waits until somebody enters the room.
func (w *witness) comes(name string) {
	w.t.Helper()
	hears(w, "that "+name+" comes in", func(e chat.Joined) bool { return e.Name == name })
}

// goes waits until somebody leaves the room.
func (w *witness) goes(name string) {
	w.t.Helper()
	hears(w, "that "+name+" is gone", func(e chat.Left) bool { return e.Name == name })
}
