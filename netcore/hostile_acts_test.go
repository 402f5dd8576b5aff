package netcore_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"landline/netcore"
	"landline/netcore/chat"
)

// TestBannedAndGone bans somebody who has left, while lines of theirs wait for
// the log behind that.
func TestBannedAndGone(t *testing.T) {
	kept := newShelf(0)
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		bo := c.sitAs(key, "10.0.0.7", "Bo")
		gate := make(chan struct{})
		kept.hold(gate)
		say(t, c.ada, "first") // holds the log up
		synctest.Wait()
		do(t, c.mo, "", chat.Deed{Act: chat.Ban, Whom: key.ID()})
		synctest.Wait()
		say(t, bo, "behind")
		_ = bo.Close()
		synctest.Wait()
		close(gate)
		c.does(c.ada, "last", chat.Deed{})
		list, _ := kept.Read(0, 100)
		for _, m := range list {
			if m.Text == "behind" {
				t.Errorf("the log has %+v", m)
			}
		}
	})
}

// TestActsWithoutTheRightCostNoSteps has a member ask again and again for what
// they may not do, between the lines of others: these go into the log in one
// step all the same.
func TestActsWithoutTheRightCostNoSteps(t *testing.T) {
	kept := newShelf(0)
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		eve := c.sitAs(newIdentity(t), "10.0.0.66", "Eve")
		defer eve.Close()
		gate := make(chan struct{})
		kept.hold(gate)
		say(t, c.ada, "first") // holds the log up
		synctest.Wait()
		kept.mu.Lock()
		before := kept.steps
		kept.mu.Unlock()
		for range 20 {
			say(t, c.mo, "honest")
			do(t, eve, "", chat.Deed{Act: chat.Lock})
			synctest.Wait()
		}
		close(gate)
		c.does(c.ada, "last", chat.Deed{})
		kept.mu.Lock()
		defer kept.mu.Unlock()
		if steps := kept.steps - before; steps > 3 {
			t.Errorf("22 lines took %d steps", steps)
		}
	})
}

// TestBanOnThisComputer bans somebody who came through this computer itself, as
// all do who come through a tunnel: the others go on coming.
func TestBanOnThisComputer(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		eveKey := newIdentity(t)
		eve := c.sitAs(eveKey, "127.0.0.1", "Eve")
		c.does(c.mo, "", chat.Deed{Act: chat.Ban, Whom: eveKey.ID()})
		_ = ended(t, eve)
		if err := c.knock(newIdentity(t), "127.0.0.1", "Bo"); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		if err := c.knock(eveKey, "127.0.0.1", "Eve"); !errors.Is(err, chat.Banned) {
			t.Errorf("who is banned: %v", err)
		}
	})
}
