package app

import (
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
)

// profileWithHistory is a new one, which ends with the test.
func profileWithHistory(t *testing.T) *profile {
	t.Helper()
	p, err := openProfile(t.TempDir())
	if err == nil {
		err = p.openHistory(slog.New(slog.DiscardHandler))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.close() })
	return p
}

// TestEnterOnce has several ways lead into one room at the same moment.
func TestEnterOnce(t *testing.T) {
	target, err := netcore.ParseTarget("127.0.0.1:1") // where nobody is
	if err != nil {
		t.Fatal(err)
	}
	p := profileWithHistory(t)
	for range 20 {
		d := newDesk(t.Context(), p, "test", slog.New(slog.DiscardHandler))
		d.began, d.feed, d.book = time.Now(), newFeed(nil, nil), newScribe(p.settings, func(error) {})
		begin := make(chan struct{})
		var entering sync.WaitGroup
		for range 8 {
			entering.Go(func() {
				<-begin
				d.enter(RoomSeat{Name: "Lab", Target: target.HostPort()}, &dialer{target: target}, false)
			})
		}
		close(begin)
		entering.Wait()
		d.mu.Lock()
		seats := len(d.seats)
		d.mu.Unlock()
		d.Close()
		if seats != 1 {
			t.Fatalf("%d seats in one room", seats)
		}
	}
}

// TestPlaceOfAnEndingWindow finds the place of a room taken as the window begins,
// and takes it as soon as it is free. Later, and for a room that is joined by
// hand, it goes on without.
func TestPlaceOfAnEndingWindow(t *testing.T) {
	p := profileWithHistory(t)
	target, err := netcore.ParseTarget("10.0.0.7")
	if err != nil {
		t.Fatal(err)
	}
	name := (&dialer{target: target}).knownAs()
	synctest.Test(t, func(t *testing.T) {
		before, err := p.sit(name, false)
		if err != nil {
			t.Fatal(err)
		}
		d := newDesk(t.Context(), p, "test", slog.New(slog.DiscardHandler))
		d.began, d.feed = time.Now(), newFeed(nil, nil)
		places := make(chan *place, 1)
		begin := func(patient bool) {
			s := &seat{key: 1, dialer: &dialer{target: target}, session: newSession(seatConfig{patient: patient})}
			go func() { places <- d.placeOf(d.ctx, s) }()
			synctest.Wait()
		}
		begin(false)
		if len(places) != 1 || (<-places).seat != nil {
			t.Error("a room that is joined by hand waits")
		}
		begin(true)
		if len(places) != 0 {
			t.Fatal("it did not wait")
		}
		if err := before.close(); err != nil {
			t.Fatal(err)
		}
		at := <-places
		if at.seat == nil {
			t.Error("nothing is kept after the other window has ended")
		}
		begin(true)
		time.Sleep(handover + doorPause)
		if len(places) != 1 || (<-places).seat != nil {
			t.Error("it waits for a window that goes on")
		}
		if err := at.close(); err != nil {
			t.Error(err)
		}
		d.Close()
	})
}
