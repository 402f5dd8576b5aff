package app

import (
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

// deskWithoutWindow is a desk of which nobody sees anything. It must be closed.
func deskWithoutWindow(t *testing.T, p *profile) *Desk {
	t.Helper()
	d := newDesk(t.Context(), p, "test", slog.New(slog.DiscardHandler))
	d.began, d.feed, d.book = time.Now(), newFeed(nil, nil), newScribe(p.settings, func(error) {})
	return d
}

// nowhere is the address of a room where nobody is.
func nowhere(t *testing.T, typed string) (RoomSeat, *dialer) {
	t.Helper()
	target, err := netcore.ParseTarget(typed)
	if err != nil {
		t.Fatal(err)
	}
	return RoomSeat{Name: "Lab", Target: target.HostPort()}, &dialer{target: target}
}

// newestSeat is the one that came last.
func newestSeat(t *testing.T, d *Desk) *seat {
	t.Helper()
	d.mu.Lock()
	last := d.last
	d.mu.Unlock()
	s := d.seat(last)
	if s == nil {
		t.Fatal("there is no seat")
	}
	return s
}

// satAt has a profile sit in a room at a place on an earlier day.
func satAt(t *testing.T, p *profile, place string, room chat.RoomID) {
	t.Helper()
	at, err := p.history.Seat(place)
	if err == nil {
		err = at.Enter(chat.Entered{Room: room, Host: keyNow, Name: "Lab", Epoch: chat.NewEpoch(), First: 1})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestRejoinWhileForgetting joins a room again that is being forgotten at this
// moment: it begins anew, and is kept.
func TestRejoinWhileForgetting(t *testing.T) {
	p := profileWithHistory(t)
	d := deskWithoutWindow(t, p)
	room, dial := nowhere(t, "127.0.0.1:1")
	d.enter(room, dial, false)
	s := newestSeat(t, d)
	<-s.ready
	turn := flock.New(p.settings.file.path + ".lock") // without which nothing is forgotten to the end
	if err := turn.Lock(); err != nil {
		t.Fatal(err)
	}
	d.Forget(s.key)
	<-s.done
	room, dial = nowhere(t, "127.0.0.1:1")
	d.enter(room, dial, false)
	s = newestSeat(t, d)
	if err := turn.Close(); err != nil {
		t.Fatal(err)
	}
	<-s.ready
	if s.at.Load().seat == nil {
		t.Error("nothing is kept of a room that was joined again")
	}
	d.Close()
	if d.unsafe != "" {
		t.Error(d.unsafe)
	}
	if kept := p.settings.get().Rooms; len(kept) != 1 {
		t.Errorf("in the next window are %+v", kept)
	}
}

// TestForgetBeforeSitting forgets a room that was joined by its address, while what
// is kept of it was not read yet.
func TestForgetBeforeSitting(t *testing.T) {
	p := profileWithHistory(t)
	room, dial := nowhere(t, "127.0.0.1:1")
	satAt(t, p, dial.knownAs(), chat.RoomID{7})
	synctest.Test(t, func(t *testing.T) {
		d := deskWithoutWindow(t, p)
		before := &seat{dialer: &dialer{target: dial.target}, gone: make(chan struct{})}
		d.leaving = append(d.leaving, before)
		d.enter(room, dial, false)
		d.Forget(newestSeat(t, d).key)
		synctest.Wait()
		close(before.gone)
		d.Close()
	})
	if left, err := p.history.Catalogue(nil); err != nil || len(left) > 0 {
		t.Errorf("kept is %+v, %v", left, err)
	}
}

// TestReopenOwnOnce clicks on a room that was hosted before, several times.
func TestReopenOwnOnce(t *testing.T) {
	p := profileWithHistory(t)
	room := chat.RoomID{7}
	if err := p.settings.change(func(s *Settings) { s.Hosted = []Hosted{{Name: "Lab", Room: room}} }); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		d := deskWithoutWindow(t, p)
		for range 8 {
			d.Reopen(room)
		}
		d.Close()
		if d.last != 1 {
			t.Fatalf("%d seats in one room", d.last)
		}
	}
}

// TestTuneAtFirstContact chooses of which lines to be told before the host is known,
// and otherwise behind that: the last choice holds, also when the room is left.
func TestTuneAtFirstContact(t *testing.T) {
	p := profileWithHistory(t)
	room := chat.RoomID{7}
	d := deskWithoutWindow(t, p)
	d.enter(RoomSeat{Name: "Lab", Room: room, Host: keyNow}, &dialer{room: room, host: keyNow}, false)
	s := newestSeat(t, d)
	<-s.ready
	d.Tune(s.key, vm.AlertNone)
	if err := p.known.Meet(placeOf(room), keyNow); err != nil {
		t.Fatal(err)
	}
	d.Tune(s.key, vm.AlertUsual)
	if err := d.book.settle(); err != nil {
		t.Fatal(err)
	}
	d.Close()
	if chosen := p.settings.get().Alerts; len(chosen) > 0 {
		t.Errorf("chosen is %v", chosen)
	}
}

// TestUsualPort goes to a room by the list of earlier ones, where it stands without
// the port that is usual, and by typing its address.
func TestUsualPort(t *testing.T) {
	p := profileWithHistory(t)
	room := chat.RoomID{7}
	_, dial := nowhere(t, "127.0.0.1")
	satAt(t, p, dial.knownAs(), room)
	d := deskWithoutWindow(t, p)
	d.visit(room, p.ownFirst)
	d.Join("127.0.0.1")
	d.Join("127.0.0.1:7678")
	d.Leave(newestSeat(t, d).key)
	d.Close()
	if d.last != 1 {
		t.Errorf("%d seats in one room", d.last)
	}
	if kept := p.settings.get().Rooms; len(kept) > 0 {
		t.Errorf("in the next window are %+v", kept)
	}
}

// TestInvitedBesideAnEarlierHost follows an invitation of a room's host while this
// person still sits in the room of a key that theirs has replaced.
func TestInvitedBesideAnEarlierHost(t *testing.T) {
	p := profileWithHistory(t)
	room := chat.RoomID{7}
	if err := p.known.Trust(placeOf(room), keyBefore); err != nil {
		t.Fatal(err)
	}
	d := deskWithoutWindow(t, p)
	d.enter(RoomSeat{Name: "Lab", Room: room, Host: keyBefore}, &dialer{room: room, host: keyBefore}, false)
	s := newestSeat(t, d)
	<-s.ready
	if err := p.known.Trust(placeOf(room), keyNow); err != nil {
		t.Fatal(err)
	}
	s.session.mu.Lock()
	s.session.client, s.session.epoch = &netcore.Client{}, chat.NewEpoch()
	s.session.mu.Unlock()
	_, dial := nowhere(t, "127.0.0.1:1")
	d.invited(netcore.Invitation{Target: dial.target, Room: room, Key: keyNow, Name: "Lab"})
	if now := newestSeat(t, d); now == s || now.dialer.expects() != keyNow {
		t.Error("it leads to the host of before")
	}
	if d.seat(s.key) == nil {
		t.Error("who sat in the room is sent away")
	}
	s.session.attach(nil)
	d.Close()
}

// TestRedirectedTooLate finds another address for a room that is left meanwhile.
func TestRedirectedTooLate(t *testing.T) {
	p := profileWithHistory(t)
	d := deskWithoutWindow(t, p)
	d.enter(RoomSeat{Name: "Lab", Room: chat.RoomID{7}, Host: keyNow}, &dialer{room: chat.RoomID{7}, host: keyNow}, false)
	s := newestSeat(t, d)
	d.Leave(s.key)
	d.redirect(s, "127.0.0.1:2")
	d.Close()
	if kept := p.settings.get().Rooms; slices.ContainsFunc(kept, s.kept.same) {
		t.Error("it is in the next window")
	}
}
