package netcore_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"math"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// puppet is a seat whose program does what the test says, whatever the protocol
// allows, and that keeps all it hears.
type puppet struct {
	t     *testing.T
	conn  *tls.Conn
	in    *wire.Reader
	heard bytes.Buffer
}

// puppet takes a seat in the lab.
func (l *lab) puppet(me *identity.Identity, address string, hello wire.Hello) *puppet {
	l.t.Helper()
	raw, err := l.net.Computer(address).Dial(l.t.Context(), netip.AddrPortFrom(l.server.Addr(), labPort))
	if err != nil {
		l.t.Fatal(err)
	}
	p := &puppet{t: l.t, conn: tls.Client(raw, me.ClientTLS(chat.MemberID{}, netcore.ALPN))}
	if err := p.conn.HandshakeContext(context.Background()); err != nil {
		l.t.Fatal(err)
	}
	p.in = wire.NewReader(io.TeeReader(p.conn, &p.heard))
	p.in.Widen()
	hello.Oldest, hello.Newest = wire.Oldest, wire.Version
	p.send(hello)
	nextFrame[wire.Welcome](l.t, p.in)
	return p
}

func (p *puppet) send(f wire.Frame) {
	p.t.Helper()
	if _, err := p.conn.Write(wire.Append(nil, f)); err != nil {
		p.t.Fatal(err)
	}
}

// close ends the connection as a program does that was killed.
func (p *puppet) close() { _ = p.conn.NetConn().Close() }

// listen passes the time until nothing happens any more, and returns what a
// member heard of it.
func listen(c *netcore.Client) (events []chat.Event) {
	synctest.Wait()
	for {
		select {
		case e, ok := <-c.Events():
			if !ok {
				return events
			}
			events = append(events, e)
		default:
			return events
		}
	}
}

// TestActsWithoutTheRight has a member whose program asks for every act without
// having the right to it, and for acts that are none. Each is declined with the
// code that says why, and nobody else hears a word.
func TestActsWithoutTheRight(t *testing.T) {
	kept := newShelf(0)
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		boKey, eveKey := newIdentity(t), newIdentity(t)
		bo := c.sitAs(boKey, "10.0.0.7", "Bo")
		defer bo.Close()
		his := ref(c.does(bo, "his", chat.Deed{}))
		hosts := ref(c.does(c.ada, "the host's", chat.Deed{}))
		erased := ref(c.does(bo, "regretted", chat.Deed{}))
		deletion := ref(c.does(bo, "", chat.Deed{Act: chat.Delete, About: erased}))
		eve := c.puppet(eveKey, "10.0.0.66", wire.Hello{Name: "Eve"})
		defer eve.close()
		say := func(act chat.Act) wire.Say { return wire.Say{Act: act} }
		whom := func(act chat.Act, id chat.MemberID) wire.Say { return wire.Say{Act: act, Whom: id, Text: "Eve"} }
		about := func(act chat.Act, text string, r chat.Ref) wire.Say {
			return wire.Say{Act: act, Text: text, AboutSeq: r.Seq, AboutID: r.ID}
		}
		lasting := func(f wire.Say, ms int64) wire.Say {
			f.For = ms
			return f
		}
		bos, mos, ada, own := boKey.ID(), c.moKey.ID(), c.cfg.Identity.ID(), eveKey.ID()
		tests := []struct {
			name string
			say  wire.Say
			want chat.Code
		}{
			{"edit another's line", about(chat.Edit, "forged", his), chat.NotAllowed},
			{"edit the host's line", about(chat.Edit, "forged", hosts), chat.NotAllowed},
			{"delete another's line", about(chat.Delete, "", his), chat.NotAllowed},
			{"delete the host's line", about(chat.Delete, "", hosts), chat.NotAllowed},
			{"kick a member", whom(chat.Kick, bos), chat.NotAllowed},
			{"kick a moderator", whom(chat.Kick, mos), chat.NotAllowed},
			{"kick the host", whom(chat.Kick, ada), chat.NotAllowed},
			{"kick herself", whom(chat.Kick, own), chat.NotAllowed},
			{"ban", whom(chat.Ban, bos), chat.NotAllowed},
			{"ban for a time", lasting(whom(chat.Ban, bos), 1000), chat.NotAllowed},
			{"unban", whom(chat.Unban, bos), chat.NotAllowed},
			{"mute", whom(chat.Mute, bos), chat.NotAllowed},
			{"unmute", whom(chat.Unmute, own), chat.NotAllowed},
			{"slow the room down", lasting(say(chat.Slow), 60_000), chat.NotAllowed},
			{"lock", say(chat.Lock), chat.NotAllowed},
			{"unlock", say(chat.Unlock), chat.NotAllowed},
			{"set the topic", wire.Say{Act: chat.SetTopic, Text: "Eve was here"}, chat.NotAllowed},
			{"appoint herself", whom(chat.Appoint, own), chat.NotAllowed},
			{"appoint a friend", whom(chat.Appoint, bos), chat.NotAllowed},
			{"dismiss a moderator", whom(chat.Dismiss, mos), chat.NotAllowed},

			{"edit what is not there", about(chat.Edit, "x", chat.Ref{Seq: 1 << 50, ID: his.ID}), chat.NoSuchMessage},
			{"edit at the end of numbers", about(chat.Edit, "x", chat.Ref{Seq: math.MaxUint64, ID: his.ID}), chat.NoSuchMessage},
			{"edit another number", about(chat.Edit, "x", chat.Ref{Seq: hosts.Seq, ID: his.ID}), chat.NoSuchMessage},
			{"edit what was deleted", about(chat.Edit, "x", erased), chat.NoSuchMessage},
			{"delete a deletion", about(chat.Delete, "", deletion), chat.NoSuchMessage},
			{"react to what was deleted", about(chat.React, "👍", erased), chat.NoSuchMessage},
			{"reply to nothing", about(chat.Line, "x", chat.Ref{Seq: 1, ID: chat.MessageID{9}}), chat.NoSuchMessage},

			{"erase", about(chat.Erased, "", his), chat.DeedInvalid},
			{"an act that is none", say(17), chat.DeedInvalid},
			{"the last act of all", wire.Say{Act: 255, Text: "x"}, chat.DeedInvalid},
			{"edit nothing", wire.Say{Act: chat.Edit, Text: "x"}, chat.DeedInvalid},
			{"kick nobody", say(chat.Kick), chat.DeedInvalid},
			{"a line to somebody", wire.Say{Text: "psst", Whom: bos}, chat.DeedInvalid},
			{"a line with a time", wire.Say{Text: "x", For: 1}, chat.DeedInvalid},
			{"a ban for a thousand years", lasting(whom(chat.Ban, bos), 1000*366*24*3600*1000), chat.DeedInvalid},
			{"a ban for less than nothing", lasting(whom(chat.Ban, bos), -1), chat.DeedInvalid},
			{"a time that overflows to a short one", lasting(whom(chat.Ban, bos), 1<<58), chat.DeedInvalid},
			{"the longest time", lasting(whom(chat.Mute, bos), math.MaxInt64), chat.DeedInvalid},
			{"a time from the beginning", lasting(whom(chat.Mute, bos), math.MinInt64), chat.DeedInvalid},
			{"a reaction in words", about(chat.React, "fool", his), chat.TextInvalid},
			{"a reaction that steers", about(chat.React, "👍\u202e", his), chat.TextInvalid},
			{"a topic that steers", wire.Say{Act: chat.SetTopic, Text: "\x1b[2J"}, chat.TextInvalid},
			{"a name that steers", wire.Say{Act: chat.Kick, Whom: bos, Text: "B\u202eo"}, chat.NameInvalid},
		}
		listen(c.ada)
		listen(c.mo)
		listen(bo)
		_, before := kept.Bounds()
		for _, tt := range tests {
			tt.say.ID = chat.NewMessageID()
			eve.send(tt.say)
			if no := nextFrame[wire.Declined](t, eve.in); no.ID != tt.say.ID || no.Code != tt.want {
				t.Errorf("%s: answered with %+v, want code %d", tt.name, no, tt.want)
			}
		}
		for name, who := range map[string]*netcore.Client{"the host": c.ada, "the moderator": c.mo, "a member": bo} {
			for _, e := range listen(who) {
				t.Errorf("%s heard %+v", name, e)
			}
		}
		if _, head := kept.Bounds(); head != before {
			t.Errorf("%d entries came into the log", head-before)
		}
		c.does(bo, "still here", chat.Deed{})
	})
}

// TestModeratorsHaveLimits has a moderator whose program asks for what is above
// them, and for what a muted moderator may not do.
func TestModeratorsHaveLimits(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		hosts := c.does(c.ada, "the host's", chat.Deed{})
		peerKey := newIdentity(t)
		c.does(c.ada, "Mia", chat.Deed{Act: chat.Appoint, Whom: peerKey.ID()})
		mia := c.puppet(peerKey, "10.0.0.8", wire.Hello{Name: "Mia"})
		defer mia.close()
		ask := func(name string, f wire.Say, want chat.Code) {
			t.Helper()
			f.ID = chat.NewMessageID()
			mia.send(f)
			if no := nextFrame[wire.Declined](t, mia.in); no.ID != f.ID || no.Code != want {
				t.Errorf("%s: answered with %+v, want code %d", name, no, want)
			}
		}
		listen(c.ada)
		for _, act := range []chat.Act{chat.Kick, chat.Ban, chat.Mute, chat.Unmute, chat.Unban, chat.Appoint, chat.Dismiss} {
			for who, id := range map[string]chat.MemberID{"the host": c.cfg.Identity.ID(), "a moderator": c.moKey.ID(), "herself": peerKey.ID()} {
				ask(act.String()+" "+who, wire.Say{Act: act, Whom: id}, chat.NotAllowed)
			}
		}
		ask("delete the host's line", wire.Say{Act: chat.Delete, AboutSeq: hosts.Seq, AboutID: hosts.ID}, chat.NotAllowed)
		ask("kick who is not there", wire.Say{Act: chat.Kick, Whom: chat.MemberID{9}}, chat.NoSuchPerson)
		for _, e := range listen(c.ada) {
			t.Errorf("the host heard %+v", e)
		}
		c.does(c.ada, "", chat.Deed{Act: chat.Mute, Whom: peerKey.ID()})
		ask("unmute herself", wire.Say{Act: chat.Unmute, Whom: peerKey.ID()}, chat.Muted)
		ask("speak through the topic", wire.Say{Act: chat.SetTopic, Text: "help"}, chat.Muted)
	})
}

// TestSentOutIsDeaf has a program that stays although it was sent out: it hears
// why, and nothing that is said from then on, and is cut within a moment.
func TestSentOutIsDeaf(t *testing.T) {
	inCourt(t, netcore.HostConfig{}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		eve := c.puppet(key, "10.0.0.66", wire.Hello{Name: "Eve"})
		defer eve.close()
		c.does(c.mo, "", chat.Deed{Act: chat.Kick, Whom: key.ID()})
		sent := time.Now()
		_, _ = eve.conn.Write(wire.Append(nil, wire.Say{ID: chat.NewMessageID(), Text: "I stay"}))
		_, _ = eve.conn.Write(wire.Append(nil, wire.Fetch{Where: chat.After, Limit: 10}))
		c.does(c.ada, "a secret", chat.Deed{})
		if why := nextFrame[wire.Refused](t, eve.in); why.Code != chat.Kicked {
			t.Errorf("told %+v", why)
		}
		_, _ = io.Copy(&eve.heard, eve.conn)
		if took := time.Since(sent); took > 2*time.Second {
			t.Errorf("the connection stood for %v", took)
		}
		if bytes.Contains(eve.heard.Bytes(), []byte("a secret")) {
			t.Error("who was sent out heard what was said then")
		}
		for _, e := range listen(c.ada) {
			if said, ok := e.(chat.Said); ok && said.Text == "I stay" {
				t.Error("who was sent out was heard")
			}
		}
		if n := len(c.host.Seats()); n != 2 {
			t.Errorf("%d seats are taken, want 2", n)
		}
	})
}

// TestAddressesStay bans people, and looks for their addresses in everything
// that a moderator hears of it, at once and when they come in later.
func TestAddressesStay(t *testing.T) {
	inCourt(t, netcore.HostConfig{Log: newShelf(0)}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		mo := c.puppet(c.moKey, "10.0.0.9", wire.Hello{Name: "Mo"})
		eve := c.sitAs(key, "10.0.0.66", "Eve")
		c.does(c.ada, "", chat.Deed{Act: chat.Ban, Whom: key.ID()})
		_ = ended(t, eve)
		for nextFrame[wire.Said](t, mo.in).Act != chat.Ban {
		}
		late := c.puppet(c.moKey, "10.0.0.9", wire.Hello{Name: "Mo", History: 100})
		if rules := nextFrame[wire.Rules](t, late.in); len(rules.Banned) != 1 {
			t.Errorf("a moderator hears the rules %+v", rules)
		}
		for nextFrame[wire.Said](t, late.in).Act != chat.Ban {
		}
		late.send(wire.Fetch{Where: chat.After, Limit: 100})
		if page := nextFrame[wire.Page](t, late.in); len(page.List) != 2 {
			t.Errorf("a page has %d entries", len(page.List))
		}
		for _, p := range []*puppet{mo, late} {
			if bytes.Contains(p.heard.Bytes(), []byte("10.0.0.66")) {
				t.Error("an address left the host")
			}
			p.close()
		}
	})
}

// TestSentOutMidway sends somebody out to whom most of the log is still on its
// way: none of what is said from then on is put behind it.
func TestSentOutMidway(t *testing.T) {
	kept := newShelf(1000)
	for i := range kept.lines {
		kept.lines[i].Text = strings.Repeat("x", chat.MaxText)
	}
	inCourt(t, netcore.HostConfig{Log: kept}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		far := c.net.Computer("10.0.0.66")
		eve := c.puppet(key, "10.0.0.66", wire.Hello{Name: "Eve", History: 1000})
		defer eve.close()
		far.Stall()
		synctest.Wait()
		c.does(c.mo, "", chat.Deed{Act: chat.Kick, Whom: key.ID()})
		c.does(c.ada, "a secret", chat.Deed{})
		far.Release()
		if why := nextFrame[wire.Refused](t, eve.in); why.Code != chat.Kicked {
			t.Errorf("told %+v", why)
		}
		if bytes.Contains(eve.heard.Bytes(), []byte("a secret")) {
			t.Error("who was sent out heard what was said then")
		}
	})
}
