package app

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

// keepSeat runs the session as a desk does, until the returned function is
// called.
func (l *lab) keepSeat() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for l.session.run(ctx) != nil && l.session.asked(ctx) {
		}
	}()
	synctest.Wait()
	return func() {
		cancel()
		<-done
	}
}

// TestSentOut has a moderator send somebody out. However often the room is heard
// of, they do not come back before they ask to; nor does who was there already
// when they asked.
func TestSentOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t)
		defer func() { l.close() }()
		me := make(chan chat.MemberID, 1)
		dial := l.session.dial
		l.session.dial = func(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
			c, err := dial(ctx, from)
			if err == nil && len(me) == 0 {
				me <- l.host.Seats()[0].Member.ID
			}
			return c, err
		}
		stop := l.keepSeat()
		defer stop()
		bo := <-me
		ada, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: l.keeper, Name: "Ada"})
		if err != nil {
			t.Fatal(err)
		}
		defer ada.Close()
		go func() {
			for range ada.Events() {
			}
		}()
		kick := func(act chat.Act) {
			t.Helper()
			if err := ada.Do(chat.NewMessageID(), "Bo", chat.Deed{Act: act, Whom: bo}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		expect := func(when string, want ...vm.Link) {
			t.Helper()
			for range 60 {
				l.session.sighted()
				time.Sleep(time.Second)
			}
			if got := l.links(); !slices.Equal(got, want) {
				t.Errorf("%s the session went through %v, want %v", when, got, want)
			}
			l.mu.Lock()
			defer l.mu.Unlock()
			l.events = nil
		}
		expect("at first", vm.Connecting, vm.Seated)
		l.session.dialNow() // the room is shown again, from the lobby
		time.Sleep(time.Second)
		kick(chat.Kick)
		expect("sent out", vm.Ended)
		l.session.dialNow()
		expect("asked for", vm.Connecting, vm.Seated)
		kick(chat.Ban)
		expect("banned", vm.Ended)
		l.session.dialNow()
		expect("and asked for", vm.Connecting, vm.Ended)
	})
}
