package netcore_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
)

// court is a lab whose host sits in it, with a moderator beside.
type court struct {
	*lab
	cfg     netcore.HostConfig
	ada, mo *netcore.Client // the host and the moderator
	moKey   *identity.Identity
}

func newCourt(t *testing.T, cfg netcore.HostConfig) *court {
	t.Helper()
	cfg.Identity = newIdentity(t)
	c := &court{lab: newLab(t, cfg), cfg: cfg, moKey: newIdentity(t)}
	c.ada = c.sitAs(cfg.Identity, "10.0.0.2", "Ada")
	c.mo = c.sitAs(c.moKey, "10.0.0.3", "Mo")
	c.does(c.ada, "", chat.Deed{Act: chat.Appoint, Whom: c.moKey.ID()})
	return c
}

// sitAs gives somebody a seat in the room.
func (c *court) sitAs(me *identity.Identity, address, name string) *netcore.Client {
	c.t.Helper()
	cfg := c.from(address, name)
	cfg.Identity = me
	return c.sit(cfg)
}

// knock tries to get a seat, and gives it up again.
func (c *court) knock(me *identity.Identity, address, name string) error {
	cfg := c.from(address, name)
	cfg.Identity = me
	seat, err := netcore.Dial(c.t.Context(), netcore.Target{Host: "10.0.0.1", Port: labPort}, cfg)
	if err == nil {
		_ = seat.Close()
	}
	return err
}

// restart ends the host, and opens the room again with what was kept.
func (c *court) restart() {
	c.t.Helper()
	c.stop()
	newLabOn(c.t, c.lab, c.cfg)
}

// does has somebody do something, and waits until they hear that it is done.
func (c *court) does(who *netcore.Client, text string, deed chat.Deed) chat.Said {
	c.t.Helper()
	id := do(c.t, who, text, deed)
	for {
		if said := next[chat.Said](c.t, who); said.ID == id {
			return said
		}
	}
}

func do(t testing.TB, who *netcore.Client, text string, deed chat.Deed) chat.MessageID {
	t.Helper()
	id := chat.NewMessageID()
	if err := who.Do(id, text, deed); err != nil {
		t.Fatal(err)
	}
	return id
}

// inCourt runs a test with a court in a bubble.
func inCourt(t *testing.T, cfg netcore.HostConfig, test func(*testing.T, *court)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := newCourt(t, cfg)
		defer func() { c.stop() }()
		test(t, c)
	})
}

func ref(m chat.Said) chat.Ref { return chat.Ref{Seq: m.Seq, ID: m.ID} }

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

// TestRulesAreTold looks at the rules that people hear who come in: everything
// but who is banned, which only moderators hear.
func TestRulesAreTold(t *testing.T) {
	kept := newShelf(0)
	for i := range chat.MaxSentences {
		for _, act := range []chat.Act{chat.Mute, chat.Ban} {
			_, _ = kept.Append([]chat.Message{{
				ID: chat.NewMessageID(), From: chat.MemberID{1}, Name: "Ada", Text: strings.Repeat("n", chat.MaxName), At: time.Now(),
				Deed: chat.Deed{Act: act, Whom: chat.MemberID{9, byte(i), byte(i >> 8)}, For: chat.MaxFor},
			}})
		}
	}
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		c.does(c.ada, "Lunch", chat.Deed{Act: chat.SetTopic})
		c.does(c.ada, "", chat.Deed{Act: chat.Slow, For: time.Second})
		c.does(c.ada, "", chat.Deed{Act: chat.Lock})
		c.does(c.ada, "", chat.Deed{Act: chat.Unlock})
		check := func(who string, cfg netcore.ClientConfig, banned int) {
			seat := c.sit(cfg)
			defer seat.Close()
			e := next[chat.Entered](t, seat)
			r := e.Rules
			if r.Topic != "Lunch" || r.Slow != time.Second || r.Locked || len(r.Moderators) != 1 || len(r.Muted) != chat.MaxSentences || len(r.Banned) != banned {
				t.Errorf("%s hears of %q, %v, %v, %d moderators, %d muted, %d banned",
					who, r.Topic, r.Slow, r.Locked, len(r.Moderators), len(r.Muted), len(r.Banned))
			}
		}
		mo := c.from("10.0.0.9", "Mo")
		mo.Identity = c.moKey
		ada := c.from("10.0.0.9", "Ada")
		ada.Identity = c.cfg.Identity
		for range 2 { // from the host's memory, the second time
			check("a member", c.from("10.0.0.9", "Bo"), 0)
			check("a moderator", mo, chat.MaxSentences)
			check("the host", ada, chat.MaxSentences)
		}
		c.does(c.ada, "", chat.Deed{Act: chat.Dismiss, Whom: c.moKey.ID()})
		seat := c.sit(mo)
		defer seat.Close()
		if r := next[chat.Entered](t, seat).Rules; len(r.Banned) != 0 || len(r.Moderators) != 0 {
			t.Errorf("one who is no moderator any more hears of %d banned people", len(r.Banned))
		}
	})
}

// TestNewModerator appoints somebody who was in the room before: they hear who
// is banned, which they could not know.
func TestNewModerator(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		const banned = 600
		for i := range banned {
			c.does(c.ada, fmt.Sprint("person ", i), chat.Deed{Act: chat.Ban, Whom: chat.MemberID{9, byte(i), byte(i >> 8)}})
			listen(c.mo)
		}
		key := newIdentity(t)
		bo := c.sitAs(key, "10.0.0.7", "Bo")
		defer bo.Close()
		if e := next[chat.Entered](t, bo); len(e.Rules.Banned) != 0 {
			t.Errorf("a member hears of %d banned people", len(e.Rules.Banned))
		}
		c.does(c.ada, "", chat.Deed{Act: chat.Appoint, Whom: key.ID()})
		if m := next[chat.Said](t, bo); m.Act != chat.Appoint {
			t.Errorf("heard %+v", m)
		}
		if e := next[chat.Ruled](t, bo); len(e.Banned) != banned || !e.Moderator(key.ID()) || e.Banned[5].Name == "" {
			t.Errorf("a new moderator hears of %d banned people, and of %v", len(e.Banned), e.Moderators)
		}
		for _, e := range listen(c.mo) {
			if _, ok := e.(chat.Ruled); ok {
				t.Error("another moderator heard the rules again")
			}
		}
		c.does(bo, "", chat.Deed{Act: chat.Unban, Whom: chat.MemberID{9}})
	})
}

// TestCourtIsOpen has everybody hear each act, with its name and its time.
func TestCourtIsOpen(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		bo := c.join("10.0.0.7", "Bo")
		defer bo.Close()
		next[chat.Entered](t, bo)
		for i, deed := range []chat.Deed{
			{Act: chat.Mute, Whom: chat.MemberID{9}, For: 90 * time.Second},
			{Act: chat.Lock}, {Act: chat.Unlock}, {Act: chat.SetTopic}, {Act: chat.Slow, For: time.Hour}, {Act: chat.Slow},
		} {
			text := ""
			if deed.Act == chat.Mute || deed.Act == chat.SetTopic {
				text = fmt.Sprint("text ", i)
			}
			do(t, c.mo, text, deed)
			if m := next[chat.Said](t, bo); m.Deed != deed || m.Text != text {
				t.Errorf("heard %+v, want %+v", m, deed)
			}
		}
	})
}
