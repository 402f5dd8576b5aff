package netcore_test

import (
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// at is how somebody of an identity comes in from a computer and a place there.
func (l *lab) at(address string, me *identity.Identity, place byte) netcore.ClientConfig {
	cfg := l.from(address, "Bo")
	cfg.Identity = me
	if place != 0 {
		cfg.Place = wire.Place{place}
	}
	return cfg
}

// warnings counts the events of two places at once that came to a member so
// far, and fails where one is about somebody else than id.
func warnings(t *testing.T, c *netcore.Client, id chat.MemberID) (n int) {
	t.Helper()
	synctest.Wait()
	for {
		select {
		case e := <-c.Events():
			if twice, ok := e.(chat.Twice); ok {
				n++
				if twice.ID != id || twice.Name != "Bo" {
					t.Errorf("told of %v", twice)
				}
			}
		default:
			return n
		}
	}
}

// settled is longer than a pair of seats is watched before it is told of.
const settled = 40 * time.Second

func TestTwice(t *testing.T) {
	tests := []struct {
		name          string
		first, second byte // the places; 0 where it is not told
		want          int
	}{
		{"two copies", 1, 2, 1},
		{"two windows of one profile", 1, 1, 0},
		{"a program that does not tell its place", 1, 0, 0},
		{"neither tells", 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				me, ada := newIdentity(t), newIdentity(t)
				l := newLab(t, netcore.HostConfig{Identity: ada})
				defer l.stop()
				host, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: ada, Name: "Ada"})
				if err != nil {
					t.Fatal(err)
				}
				defer host.Close()
				cleo := l.join("10.0.0.9", "Cleo")
				defer cleo.Close()
				first := l.sit(l.at("10.0.0.2", me, tt.first))
				defer first.Close()
				second := l.sit(l.at("10.0.0.3", me, tt.second))
				defer second.Close()
				time.Sleep(settled)
				for who, c := range map[string]*netcore.Client{"the first seat": first, "the second": second, "the host": host} {
					if got := warnings(t, c, me.ID()); got != tt.want {
						t.Errorf("%s heard it %d times, want %d", who, got, tt.want)
					}
				}
				if got := warnings(t, cleo, me.ID()); got != 0 {
					t.Errorf("somebody else heard it %d times", got)
				}
			})
		})
	}
}

// TestTwiceSpares has people come back in ways that look like a copy at first.
func TestTwiceSpares(t *testing.T) {
	t.Run("a profile that was moved", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := newLab(t, netcore.HostConfig{})
			defer l.stop()
			me := newIdentity(t)
			before := l.sit(l.at("10.0.0.2", me, 1))
			defer before.Close()
			l.net.Computer("10.0.0.2").Unplug() // its old seat stands until the host misses it
			after := l.sit(l.at("10.0.0.3", me, 2))
			defer after.Close()
			time.Sleep(settled)
			if got := warnings(t, after, me.ID()); got != 0 {
				t.Errorf("told %d times", got)
			}
		})
	})
	t.Run("one who changes the computer", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := newLab(t, netcore.HostConfig{})
			defer l.stop()
			me := newIdentity(t)
			before := l.sit(l.at("10.0.0.2", me, 1))
			after := l.sit(l.at("10.0.0.3", me, 2))
			defer after.Close()
			_ = before.Close()
			time.Sleep(settled)
			if got := warnings(t, after, me.ID()); got != 0 {
				t.Errorf("told %d times", got)
			}
		})
	})
}

// TestTwiceComesAndGoes has a copy that loses its network again and again.
func TestTwiceComesAndGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		me := newIdentity(t)
		owner := l.sit(l.at("10.0.0.2", me, 1))
		defer owner.Close()
		visit := func() int {
			thief := l.sit(l.at("10.0.0.3", me, 2))
			time.Sleep(settled)
			_ = thief.Close()
			return warnings(t, owner, me.ID())
		}
		for n, want := range []int{1, 0, 0} {
			if got := visit(); got != want {
				t.Errorf("visit %d: told %d times, want %d", n+1, got, want)
			}
		}
		time.Sleep(time.Hour)
		if got := visit(); got != 1 {
			t.Errorf("an hour later: told %d times, want once", got)
		}
	})
}

// TestTwiceIsToldToModerators has somebody appointed, and then a copy come in.
func TestTwiceIsToldToModerators(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		me, ada := newIdentity(t), newIdentity(t)
		l := newLab(t, netcore.HostConfig{Identity: ada})
		defer l.stop()
		host, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: ada, Name: "Ada"})
		if err != nil {
			t.Fatal(err)
		}
		defer host.Close()
		cfg := l.from("10.0.0.9", "Cleo")
		cleo := l.sit(cfg)
		defer cleo.Close()
		deed := chat.Deed{Act: chat.Appoint, Whom: cfg.Identity.ID()}
		if err := host.Do(chat.NewMessageID(), "", deed); err != nil {
			t.Fatal(err)
		}
		if m := next[chat.Said](t, cleo); m.Act != chat.Appoint {
			t.Fatalf("heard %v", m)
		}
		for place := range byte(2) {
			c := l.sit(l.at("10.0.0.2", me, place+1))
			defer c.Close()
		}
		time.Sleep(settled)
		if got := warnings(t, cleo, me.ID()); got != 1 {
			t.Errorf("the moderator heard it %d times, want once", got)
		}
	})
}

// TestTwiceFloodsNobody has one who makes keys by the dozen, and sits down from
// two places with each.
func TestTwiceFloodsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const keys = 40
		ada := newIdentity(t)
		l := newLab(t, netcore.HostConfig{Identity: ada})
		defer l.stop()
		host, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: ada, Name: "Ada"})
		if err != nil {
			t.Fatal(err)
		}
		defer host.Close()
		began := time.Now()
		for range keys {
			me := newIdentity(t)
			for place := range byte(2) {
				c := l.sit(l.at("10.0.0.2", me, place+1))
				defer c.Close()
			}
		}
		for n := range keys {
			next[chat.Twice](t, host)
			if took := time.Since(began); n == 16 && took < 20*time.Second {
				t.Errorf("%d warnings came within %v", n+1, took)
			}
		}
	})
}
