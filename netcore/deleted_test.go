package netcore_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// TestDeletedIsGone has people edit and delete lines, and looks for what they
// said in everything that newcomers hear: the replay from memory and from the
// log, and pages, before and after the host was away.
func TestDeletedIsGone(t *testing.T) {
	for name, cfg := range map[string]netcore.HostConfig{"in memory": {}, "in a log": {Log: newShelf(0)}} {
		t.Run(name, func(t *testing.T) {
			inCourt(t, cfg, func(t *testing.T, c *court) {
				bo := c.join("10.0.0.7", "Bo")
				defer bo.Close()
				one := ref(c.does(bo, "secret one", chat.Deed{}))
				two := ref(c.does(bo, "secret two", chat.Deed{}))
				c.does(bo, "secret three", chat.Deed{Act: chat.Edit, About: one})
				c.does(bo, "secret four", chat.Deed{Act: chat.Edit, About: one})
				c.does(bo, "open", chat.Deed{Act: chat.Edit, About: two})
				c.does(c.ada, "👍", chat.Deed{Act: chat.React, About: one})
				reply := c.does(c.ada, "what?", chat.Deed{About: one})
				c.does(c.mo, "", chat.Deed{Act: chat.Delete, About: one})
				check := func(when string) {
					p := c.puppet(newIdentity(t), "10.0.0.9", wire.Hello{Name: "late", History: 100})
					defer p.close()
					var said []wire.Said
					for len(said) == 0 || said[len(said)-1].Act != chat.Delete {
						said = append(said, nextFrame[wire.Said](t, p.in))
					}
					p.send(wire.Fetch{Where: chat.After, Limit: 100})
					page := nextFrame[wire.Page](t, p.in).List
					for way, list := range map[string][]wire.Said{"the replay": said, "a page": page} {
						at := func(seq uint64) wire.Said { return list[seq-1] }
						if m := at(one.Seq); m.Act != chat.Erased || m.Text != "" || m.Name != "Bo" || m.ID != one.ID || m.Edited {
							t.Errorf("%s, %s: the deleted line is %+v", when, way, m)
						}
						if m := at(two.Seq); m.Act != chat.Line || m.Text != "open" || !m.Edited {
							t.Errorf("%s, %s: the edited line is %+v", when, way, m)
						}
						if m := at(reply.Seq); m.Text != "what?" || m.AboutID != one.ID {
							t.Errorf("%s, %s: the reply is %+v", when, way, m)
						}
					}
					for _, text := range []string{"secret one", "secret two", "secret three", "secret four"} {
						if bytes.Contains(p.heard.Bytes(), []byte(text)) {
							t.Errorf("%s: a newcomer hears %q", when, text)
						}
					}
				}
				check("at once")
				if cfg.Log != nil {
					c.restart()
					check("after the host was away")
				}
			})
		})
	}
}

// TestDeletedInOneStep has a line edited and answered while its deletion is on
// its way into the log, in the same step: what comes behind the deletion is
// declined.
func TestDeletedInOneStep(t *testing.T) {
	kept := newShelf(0)
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		one := ref(c.does(c.mo, "secret", chat.Deed{}))
		gate := make(chan struct{})
		kept.hold(gate)
		say(t, c.ada, "first") // holds the log up
		synctest.Wait()
		do(t, c.mo, "secret before", chat.Deed{Act: chat.Edit, About: one})
		do(t, c.mo, "", chat.Deed{Act: chat.Delete, About: one})
		late := []chat.MessageID{
			do(t, c.mo, "secret behind", chat.Deed{Act: chat.Edit, About: one}),
			do(t, c.mo, "answer", chat.Deed{About: one}),
			do(t, c.mo, "", chat.Deed{Act: chat.Delete, About: one}),
		}
		synctest.Wait()
		before := kept.steps
		close(gate)
		for _, id := range late {
			if no := next[chat.Declined](t, c.mo); no.ID != id || !errors.Is(no, chat.NoSuchMessage) {
				t.Errorf("answered %+v", no)
			}
		}
		synctest.Wait()
		if took := kept.steps - before; took != 2 {
			t.Errorf("it took %d steps, want 2", took)
		}
		p := c.puppet(newIdentity(t), "10.0.0.9", wire.Hello{Name: "late", History: 100})
		defer p.close()
		for nextFrame[wire.Said](t, p.in).Act != chat.Delete {
		}
		if bytes.Contains(p.heard.Bytes(), []byte("secret")) {
			t.Error("a newcomer hears what was deleted")
		}
	})
}

// TestDeletedBeyondReach deletes a line that is long past what a host has
// at hand.
func TestDeletedBeyondReach(t *testing.T) {
	inCourt(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1}}, func(t *testing.T, c *court) {
		one := ref(c.does(c.ada, "secret", chat.Deed{}))
		edit := ref(c.does(c.ada, "secret still", chat.Deed{Act: chat.Edit, About: one}))
		long := strings.Repeat("x", chat.MaxText)
		for range 600 { // more than are kept as frames
			c.does(c.ada, long, chat.Deed{})
			listen(c.mo)
		}
		c.does(c.ada, "", chat.Deed{Act: chat.Delete, About: one})
		if err := c.mo.Fetch(chat.Want{Where: chat.Around, Seq: one.Seq, Limit: 10}); err != nil {
			t.Fatal(err)
		}
		for _, m := range next[chat.Paged](t, c.mo).Messages {
			if m.Seq == one.Seq && m.Act != chat.Erased || m.Seq == edit.Seq && m.Text != "" {
				t.Errorf("a page has %+v", m)
			}
		}
	})
}
