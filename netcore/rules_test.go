package netcore_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
)

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

// TestRulesAheadOfWhatIsTold has the host's person come back with an act on
// their own disk that the room was not told of yet: the rules have it.
func TestRulesAheadOfWhatIsTold(t *testing.T) {
	kept := newShelf(0)
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		late := make(chan struct{})
		kept.mu.Lock()
		kept.late = late
		kept.mu.Unlock()
		lock := do(t, c.mo, "", chat.Deed{Act: chat.Lock})
		synctest.Wait()
		_, head := kept.Bounds()
		cfg := c.from("10.0.0.2", "Ada")
		cfg.Identity, cfg.Resume = c.cfg.Identity, chat.Cursor{Epoch: kept.epoch, Seq: head, ID: lock}
		back := c.sit(cfg)
		defer back.Close()
		if e := next[chat.Entered](t, back); e.Head != head || !e.Rules.Locked || !e.Resumed {
			t.Errorf("entered as of %d of %d, locked %t, resumed %t", e.Head, head, e.Rules.Locked, e.Resumed)
		}
		close(late)
		if m := c.does(c.mo, "", chat.Deed{Act: chat.Unlock}); next[chat.Said](t, back).Seq != m.Seq {
			t.Error("the next message is another")
		}
	})
}
