package netcore_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
)

// TestKick sends somebody out: they hear of it as everybody does, then why they
// have to go, and may come back.
func TestKick(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		bo := c.sitAs(key, "10.0.0.7", "Bo")
		do(t, c.mo, "somebody", chat.Deed{Act: chat.Kick, Whom: key.ID()})
		for _, who := range []*netcore.Client{c.ada, bo} {
			if m := next[chat.Said](t, who); who == bo && (m.Act != chat.Kick || m.Whom != key.ID() || m.Text != "Bo" || m.Name != "Mo") {
				t.Errorf("heard %+v", m)
			}
		}
		if err := ended(t, bo); !errors.Is(err, chat.Kicked) || err.Error() != "Mo sent you out of the room" {
			t.Errorf("the stay ended with %v", err)
		}
		if left := next[chat.Left](t, c.ada); left.ID != key.ID() {
			t.Errorf("%+v left", left)
		}
		if err := c.knock(key, "10.0.0.7", "Bo"); err != nil {
			t.Errorf("coming back: %v", err)
		}
	})
}

// TestActTwice sends the same act again, after the person has come back.
func TestActTwice(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		bo := c.sitAs(key, "10.0.0.7", "Bo")
		kick := c.does(c.mo, "", chat.Deed{Act: chat.Kick, Whom: key.ID()})
		_ = ended(t, bo)
		bo = c.sitAs(key, "10.0.0.7", "Bo")
		defer bo.Close()
		if err := c.mo.Do(kick.ID, "", chat.Deed{Act: chat.Kick, Whom: key.ID()}); err != nil {
			t.Fatal(err)
		}
		if a := next[chat.Accepted](t, c.mo); a.Seq != kick.Seq {
			t.Errorf("answered with %+v", a)
		}
		c.does(bo, "still here", chat.Deed{})
	})
}

// TestNothingSlipsBy has people speak while what silences them is on its way
// into the log: what they said before it is kept, what they said behind it is
// not.
func TestNothingSlipsBy(t *testing.T) {
	for _, act := range []chat.Act{chat.Mute, chat.Kick, chat.Ban} {
		t.Run(act.String(), func(t *testing.T) {
			kept := newShelf(0)
			inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
				key := newIdentity(t)
				bo := c.sitAs(key, "10.0.0.7", "Bo")
				second := c.sitAs(key, "10.0.0.8", "Bobby")
				gate := make(chan struct{})
				kept.hold(gate)
				say(t, c.ada, "first") // holds the log up
				synctest.Wait()
				say(t, bo, "before")
				synctest.Wait()
				do(t, c.mo, "", chat.Deed{Act: act, Whom: key.ID()})
				synctest.Wait()
				say(t, bo, "behind")
				say(t, second, "behind too")
				synctest.Wait()
				close(gate)
				c.does(c.ada, "last", chat.Deed{})
				synctest.Wait()
				var texts []string
				list, _ := kept.Read(1, 100)
				for _, m := range list {
					texts = append(texts, m.Text)
				}
				if got := strings.Join(texts, ", "); got != "first, before, Bo, last" {
					t.Errorf("the log has %s", got)
				}
				if act == chat.Mute {
					if no := next[chat.Declined](t, bo); !errors.Is(no, chat.Muted) {
						t.Errorf("answered %+v", no)
					}
				}
				_, _ = bo.Close(), second.Close()
			})
		})
	}
}

// TestBan keeps a person out who comes back under another name, with another
// key from the same computer, and after the host was away.
func TestBan(t *testing.T) {
	book := &guestBook{}
	inCourt(t, netcore.HostConfig{Log: newShelf(0), Guests: book}, func(t *testing.T, c *court) {
		eveKey, boKey := newIdentity(t), newIdentity(t)
		if err := c.knock(boKey, "10.0.0.66", "Bo"); err != nil { // who shares a computer with Eve
			t.Fatal(err)
		}
		eve := c.sitAs(eveKey, "10.0.0.66", "Eve")
		more := c.sitAs(eveKey, "fe80::66", "Eve")
		c.does(c.mo, "", chat.Deed{Act: chat.Ban, Whom: eveKey.ID(), For: time.Hour})
		for _, stay := range []*netcore.Client{eve, more} {
			if err := ended(t, stay); !errors.Is(err, chat.Banned) {
				t.Errorf("the stay ended with %v", err)
			}
		}
		check := func(when string, banned error) {
			tests := []struct {
				name, address string
				key           *identity.Identity
				want          error
			}{
				{"the key under a new name", "10.0.0.99", eveKey, banned},
				{"a new key from that address", "10.0.0.66", newIdentity(t), banned},
				{"and from the other one", "fe80::66", newIdentity(t), banned},
				{"a new key from elsewhere", "10.0.0.67", newIdentity(t), nil},
				{"a guest from that address", "10.0.0.66", boKey, nil},
			}
			for _, tt := range tests {
				if err := c.knock(tt.key, tt.address, "Mallory"); !errors.Is(err, tt.want) {
					t.Errorf("%s: %s: %v, want %v", when, tt.name, err, tt.want)
				}
			}
		}
		check("at once", chat.Banned)
		c.restart()
		check("after the host was away", chat.Banned)
		ada := c.sitAs(c.cfg.Identity, "10.0.0.2", "Ada")
		if rules := next[chat.Entered](t, ada).Rules; len(rules.Banned) != 1 || rules.Banned[0].Name != "Eve" || rules.Banned[0].Addrs != "" {
			t.Errorf("the host sees %+v", rules.Banned)
		}
		time.Sleep(time.Hour)
		check("when it has run out", nil)
	})
}

func TestUnban(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		bo := c.sitAs(key, "10.0.0.7", "Bo")
		c.does(c.ada, "", chat.Deed{Act: chat.Ban, Whom: key.ID()})
		_ = ended(t, bo)
		if said := c.does(c.mo, "", chat.Deed{Act: chat.Unban, Whom: key.ID()}); said.Text != "Bo" {
			t.Errorf("heard %+v", said)
		}
		if err := c.knock(key, "10.0.0.7", "Bo"); err != nil {
			t.Error(err)
		}
	})
}

func TestMute(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		bo := c.sitAs(key, "10.0.0.7", "Bo")
		defer func() { _ = bo.Close() }()
		mine := c.does(bo, "mine", chat.Deed{})
		c.does(c.mo, "", chat.Deed{Act: chat.Mute, Whom: key.ID(), For: time.Minute})
		for _, deed := range []chat.Deed{{}, {About: ref(mine)}, {Act: chat.Edit, About: ref(mine)}} {
			do(t, bo, "quiet", deed)
			if no := next[chat.Declined](t, bo); !errors.Is(no, chat.Muted) {
				t.Errorf("%+v was answered with %v", deed, no)
			}
		}
		_ = bo.Close()
		bo = c.sitAs(key, "10.0.0.8", "Robert") // under another name it is the same person
		say(t, bo, "quiet")
		if no := next[chat.Declined](t, bo); !errors.Is(no, chat.Muted) {
			t.Errorf("answered %v", no)
		}
		c.does(bo, "", chat.Deed{Act: chat.Delete, About: ref(mine)})
		time.Sleep(time.Minute)
		c.does(bo, "back", chat.Deed{})
		c.does(c.mo, "", chat.Deed{Act: chat.Mute, Whom: key.ID()})
		c.does(c.mo, "", chat.Deed{Act: chat.Unmute, Whom: key.ID()})
		c.does(bo, "and again", chat.Deed{})
	})
}

func TestSlowMode(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		bo := c.join("10.0.0.7", "Bo")
		defer bo.Close()
		c.does(c.mo, "", chat.Deed{Act: chat.Slow, For: 30 * time.Second})
		c.does(bo, "one", chat.Deed{})
		say(t, bo, "two")
		if no := next[chat.Declined](t, bo); !errors.Is(no, chat.TooFast) || !strings.HasSuffix(no.Detail, "wait 30 s") {
			t.Errorf("answered %+v", no)
		}
		c.does(c.mo, "one", chat.Deed{})
		c.does(c.mo, "two", chat.Deed{})
		time.Sleep(30 * time.Second)
		c.does(bo, "two", chat.Deed{})
		c.does(c.mo, "", chat.Deed{Act: chat.Slow})
		c.does(bo, "three", chat.Deed{})
	})
}

// TestSlowAndFull has a line that could not be kept in a slow room: it can be
// said again at once.
func TestSlowAndFull(t *testing.T) {
	kept := newShelf(0)
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		bo := c.join("10.0.0.7", "Bo")
		defer bo.Close()
		c.does(c.mo, "", chat.Deed{Act: chat.Slow, For: time.Hour})
		kept.fail(errors.New("the disk is full"))
		say(t, bo, "one")
		if no := next[chat.Declined](t, bo); !errors.Is(no, chat.NotKept) {
			t.Errorf("answered %+v", no)
		}
		kept.fail(nil)
		bo.Mind(1)
		c.does(bo, "one", chat.Deed{})
	})
}

// TestLock lets only those into the room who were there before, also once the
// host was away, and none of them who was sent out.
func TestLock(t *testing.T) {
	book := &guestBook{}
	inCourt(t, netcore.HostConfig{Log: newShelf(0), Guests: book}, func(t *testing.T, c *court) {
		guest, kicked := newIdentity(t), newIdentity(t)
		if err := c.knock(guest, "10.0.0.7", "Bo"); err != nil {
			t.Fatal(err)
		}
		eve := c.sitAs(kicked, "10.0.0.66", "Eve")
		c.does(c.mo, "", chat.Deed{Act: chat.Lock})
		c.does(c.mo, "", chat.Deed{Act: chat.Kick, Whom: kicked.ID()})
		_ = ended(t, eve)
		check := func(when string) {
			for name, tt := range map[string]struct {
				key  *identity.Identity
				want error
			}{
				"a stranger":              {newIdentity(t), chat.RoomLocked},
				"a guest":                 {guest, nil},
				"a guest who was kicked":  {kicked, chat.RoomLocked},
				"the moderator once more": {c.moKey, nil},
				"the host once more":      {c.cfg.Identity, nil},
			} {
				if err := c.knock(tt.key, "10.0.0.9", "Somebody"); !errors.Is(err, tt.want) {
					t.Errorf("%s: %s: %v, want %v", when, name, err, tt.want)
				}
			}
		}
		check("at once")
		c.restart()
		check("after the host was away")
		ada := c.sitAs(c.cfg.Identity, "10.0.0.2", "Ada")
		c.does(ada, "", chat.Deed{Act: chat.Unlock})
		if err := c.knock(newIdentity(t), "10.0.0.9", "Somebody"); err != nil {
			t.Errorf("an unlocked room: %v", err)
		}
	})
}

// TestLogIsDark has a log that cannot tell what a message is about: the message
// is declined as one that cannot be kept, and can be sent again.
func TestLogIsDark(t *testing.T) {
	kept := newShelf(0)
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		one := ref(c.does(c.mo, "one", chat.Deed{}))
		kept.blind(errors.New("the disk gives nothing back"))
		do(t, c.mo, "answer", chat.Deed{About: one})
		if no := next[chat.Declined](t, c.mo); !errors.Is(no, chat.NotKept) {
			t.Errorf("answered %+v", no)
		}
		kept.blind(nil)
		c.mo.Mind(1)
		c.does(c.mo, "answer", chat.Deed{About: one})
	})
}
