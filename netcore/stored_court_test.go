package netcore_test

import (
	"bytes"
	"errors"
	"testing"
	"testing/synctest"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/wire"
)

// TestCourtOnDisk keeps order in a room whose log and guestbook are on disk,
// with the program ended and started again in between.
func TestCourtOnDisk(t *testing.T) {
	dir, room := t.TempDir(), chat.NewRoomID()
	eveKey, boKey := newIdentity(t), newIdentity(t)
	var one, two chat.Ref
	onDisk(t, dir, room, func(t *testing.T, cfg netcore.HostConfig) {
		c := newCourt(t, cfg)
		defer c.stop()
		if err := c.knock(boKey, "10.0.0.66", "Bo"); err != nil {
			t.Fatal(err)
		}
		eve := c.sitAs(eveKey, "10.0.0.66", "Eve")
		one = ref(c.does(eve, "secret one", chat.Deed{}))
		two = ref(c.does(eve, "secret two", chat.Deed{}))
		c.does(eve, "secret three", chat.Deed{Act: chat.Edit, About: one})
		c.does(eve, "open", chat.Deed{Act: chat.Edit, About: two})
		c.does(c.mo, "", chat.Deed{Act: chat.Delete, About: one})
		c.does(c.mo, "Quiet please", chat.Deed{Act: chat.SetTopic})
		c.does(c.mo, "", chat.Deed{Act: chat.Ban, Whom: eveKey.ID()})
		_ = ended(t, eve)
		if err := c.knock(newIdentity(t), "10.0.0.66", "Mallory"); !errors.Is(err, chat.Banned) {
			t.Errorf("a new key from the banned address: %v", err)
		}
		c.does(c.mo, "", chat.Deed{Act: chat.Lock})
	})
	onDisk(t, dir, room, func(t *testing.T, cfg netcore.HostConfig) {
		c := &court{lab: newLab(t, cfg)}
		defer c.stop()
		for name, tt := range map[string]struct {
			err, want error
		}{
			"the banned key":             {c.knock(eveKey, "10.0.0.99", "Mallory"), chat.Banned},
			"a new key from its address": {c.knock(newIdentity(t), "10.0.0.66", "Mallory"), chat.Banned},
			"a stranger from elsewhere":  {c.knock(newIdentity(t), "10.0.0.67", "Cleo"), chat.RoomLocked},
			"a guest":                    {c.knock(boKey, "10.0.0.66", "Bo"), nil},
		} {
			if got, _ := chat.AsRefusal(tt.err); tt.want != nil && got.Code != tt.want || tt.want == nil && tt.err != nil {
				t.Errorf("%s: %v, want %v", name, tt.err, tt.want)
			}
		}
		late := c.puppet(boKey, "10.0.0.9", wire.Hello{Name: "Bo", History: 100})
		defer late.close()
		if rules := nextFrame[wire.Rules](t, late.in); rules.Topic != "Quiet please" || !rules.Locked || len(rules.Banned) != 0 {
			t.Errorf("a guest hears the rules %+v", rules)
		}
		late.send(wire.Fetch{Where: chat.Around, Seq: one.Seq, Limit: 3})
		for _, m := range nextFrame[wire.Page](t, late.in).List {
			if m.Seq == one.Seq && (m.Act != chat.Erased || m.Text != "") || m.Seq == two.Seq && (m.Text != "open" || !m.Edited) {
				t.Errorf("a page has %+v", m)
			}
		}
		for _, secret := range []string{"secret", "10.0.0.66"} {
			if bytes.Contains(late.heard.Bytes(), []byte(secret)) {
				t.Errorf("a newcomer hears %q", secret)
			}
		}
	})
}

// onDisk runs a test with the log and the guestbook of a room in dir.
func onDisk(t *testing.T, dir string, room chat.RoomID, test func(*testing.T, netcore.HostConfig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		store, err := history.Open(dir, history.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		log, err := store.Log(room, "Lab")
		if err != nil {
			t.Fatal(err)
		}
		test(t, netcore.HostConfig{Room: room, Log: log, Guests: log})
	})
}
