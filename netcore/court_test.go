package netcore_test

import (
	"testing"
	"testing/synctest"

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
