package netcore_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// TestRelock gives an open room a password, changes it and takes it away again,
// with somebody inside all the time.
func TestRelock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		inside := l.join("10.0.0.9", "Ada")
		defer inside.Close()
		for _, tt := range []struct {
			set, try string
			want     error
		}{
			{"first", "", chat.PasswordWanted},
			{"first", "first", nil},
			{"second", "first", chat.PasswordWrong},
			{"second", "second", nil},
			{"", "", nil},
		} {
			l.host.Relock(tt.set)
			if l.host.Locked() != (tt.set != "") {
				t.Errorf("with %q the room says locked: %v", tt.set, l.host.Locked())
			}
			cfg := l.from("10.0.0.2", "Bo")
			cfg.Trust = func(chat.MemberID) error { return nil }
			if err := l.try(cfg, tt.try); !errors.Is(err, tt.want) {
				t.Errorf("the password is %q, %q was given: %v, want %v", tt.set, tt.try, err, tt.want)
			}
		}
		if err := inside.Say(chat.NewMessageID(), "still here"); err != nil {
			t.Errorf("who was inside is not any more: %v", err)
		}
	})
}

// TestRelockForgivesGuesses uses up the guesses at one password: those at the
// next are counted afresh, but not where it is the same one again.
func TestRelockForgivesGuesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: "first", Limits: netcore.Limits{FailedJoins: 1}})
		defer l.stop()
		cfg := l.from("10.0.0.2", "Bo")
		if err := l.try(cfg, "guess"); !errors.Is(err, chat.PasswordWrong) {
			t.Fatal(err)
		}
		l.host.Relock("first")
		if err := l.try(cfg, "first"); !errors.Is(err, chat.TooManyAttempts) {
			t.Errorf("the same password again: %v", err)
		}
		l.host.Relock("second")
		if err := l.try(cfg, "second"); err != nil {
			t.Errorf("another password: %v", err)
		}
	})
}

// TestRelockAtTheDoor changes the password while somebody proves the old one.
func TestRelockAtTheDoor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: "first"})
		defer l.stop()
		j := l.joiner("10.0.0.2")
		defer j.close()
		j.hello()
		e := j.exchange("first")
		j.put(wire.Share{Share: e.Share()})
		share := nextFrame[wire.Share](t, j.in)
		proof, err := e.Finish(share.Share)
		if err != nil {
			t.Fatal(err)
		}
		l.host.Relock("second")
		j.put(wire.Confirm{Tag: proof.Tag()})
		nextFrame[wire.Confirm](t, j.in) // the old lock was opened, but the room has another
		if no := nextFrame[wire.Refused](t, j.in); no.Code != chat.PasswordWrong {
			t.Errorf("refused with %v", no.Code)
		}
		time.Sleep(time.Second)
		if n := len(l.host.Seats()); n != 0 {
			t.Errorf("%d people sit in the room", n)
		}
	})
}
