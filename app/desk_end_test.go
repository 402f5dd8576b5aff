package app

import (
	"context"
	"log/slog"
	"testing"

	"landline/app/vm"
)

// TestDeskIsAskedToEnd has the program asked to end while somebody writes: what
// the window hands over on its way out is still kept.
func TestDeskIsAskedToEnd(t *testing.T) {
	dir := t.TempDir()
	p, err := openProfile(dir)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	if err := p.openHistory(log); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	d := newDesk(ctx, p, "test", log)
	calls, quit, ended := make(chan func(), 8), make(chan struct{}), make(chan vm.Key, 1)
	d.Start(Screen{
		Post: func(f func()) { calls <- f },
		Apply: func(events []vm.Event) {
			for _, e := range events {
				if e, ok := e.(vm.Linked); ok && e.Link == vm.Ended {
					ended <- e.Room
				}
			}
		},
		Quit: func() { close(quit) },
	})
	d.Join("127.0.0.1:1") // where nobody is
	var room vm.Key
	for room == 0 {
		select {
		case f := <-calls:
			f()
		case room = <-ended:
		}
	}
	cancel()
	for asked := false; !asked; {
		select {
		case f := <-calls:
			f()
		case <-quit:
			asked = true
		}
	}
	if d.ctx.Err() != nil {
		t.Error("the desk ended before its window")
	}
	d.Draft(room, "half a thought")
	d.Close()
	seat, err := p.history.Seat("address 127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	if seat.Draft() != "half a thought" {
		t.Errorf("the draft on disk is %q", seat.Draft())
	}
	if err := p.close(); err != nil {
		t.Error(err)
	}
}
