package netcore_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
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

// TestHostileRules has a host whose rules are none, and that tells of acts that
// cannot be. The client takes none of it, and keeps what a newer host tells.
func TestHostileRules(t *testing.T) {
	welcome := func(rules uint64) wire.Frame {
		return wire.Welcome{Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1}, First: 1, Head: 3, After: 1, Name: "Bo", Rules: rules}
	}
	under := func(list ...wire.Rules) []wire.Frame {
		frames := []wire.Frame{welcome(uint64(len(list)))}
		for _, f := range list {
			frames = append(frames, f)
		}
		return frames
	}
	people := func(n, from int) (list []wire.Sentence) {
		for i := range n {
			list = append(list, wire.Sentence{Whom: chat.MemberID{1, byte((from + i) >> 8), byte(from + i)}, Name: "Bo"})
		}
		return list
	}
	crowd := func(n int) (list []wire.Rules) {
		for from := 0; from < n; from += 250 {
			list = append(list, wire.Rules{Muted: people(250, from)})
		}
		return list
	}
	ids := func(n int) (list []chat.MemberID) {
		for i := range n {
			list = append(list, chat.MemberID{byte(i + 1)})
		}
		return list
	}
	endless := func(n int) (frames []wire.Frame) {
		for range n {
			frames = append(frames, wire.Rules{More: true})
		}
		return frames
	}
	id := chat.MessageID{1}
	said := func(f wire.Said) []wire.Frame {
		f.Seq, f.ID, f.Name = 2, id, "Eve"
		return []wire.Frame{welcome(0), f}
	}
	tests := []struct {
		name   string
		frames []wire.Frame
		ok     bool
	}{
		{"the rules of a quiet room", under(wire.Rules{Topic: "Lunch", Slow: 1000, Locked: true, Moderators: ids(2), Muted: people(3, 0), Banned: people(3, 0)}), true},
		{"the longest list", under(crowd(chat.MaxSentences)...), true},
		{"a longer list", under(crowd(chat.MaxSentences + 250)...), false},
		{"rules that never end", []wire.Frame{welcome(1 << 60)}, false},
		{"rules that go on and on", append([]wire.Frame{welcome(0)}, endless(20)...), false},
		{"no rules where some were announced", []wire.Frame{welcome(1), wire.Ping{Token: 1}}, false},
		{"a topic that steers", under(wire.Rules{Topic: "\x1b[2J"}), false},
		{"a long topic", under(wire.Rules{Topic: strings.Repeat("x", chat.MaxTopic+1)}), false},
		{"a pause of less than nothing", under(wire.Rules{Slow: -1}), false},
		{"a pause that overflows", under(wire.Rules{Slow: 1 << 58}), false},
		{"too many moderators", under(wire.Rules{Moderators: ids(chat.MaxModerators + 1)}), false},
		{"a moderator twice", under(wire.Rules{Moderators: []chat.MemberID{{1}, {1}}}), false},
		{"somebody listed twice", under(wire.Rules{Muted: people(1, 0)}, wire.Rules{Muted: people(1, 0)}), false},
		{"somebody with a bad name", under(wire.Rules{Banned: []wire.Sentence{{Name: "E\u202eve"}}}), false},
		{"somebody until before time", under(wire.Rules{Banned: []wire.Sentence{{Millis: -1}}}), false},
		{"somebody until after time", under(wire.Rules{Banned: []wire.Sentence{{Millis: 1 << 62}}}), false},

		{"an edited line", said(wire.Said{Text: "hi", Edited: true}), true},
		{"a deleted line", said(wire.Said{Act: chat.Erased}), true},
		{"an edit without its text", said(wire.Said{Act: chat.Edit, AboutSeq: 1, AboutID: id}), true},
		{"an act of a newer program", said(wire.Said{Act: 200, Text: "so be it"}), true},
		{"a deleted line that speaks", said(wire.Said{Act: chat.Erased, Text: "hi"}), false},
		{"a strange act that steers", said(wire.Said{Act: 200, Text: "\x1b[2J"}), false},
		{"a kick of nobody", said(wire.Said{Act: chat.Kick}), false},
		{"a reaction of many letters", said(wire.Said{Act: chat.React, Text: "hello", AboutSeq: 1, AboutID: id}), false},
		{"a topic that cannot be", said(wire.Said{Act: chat.SetTopic, Text: "a\nb"}), false},
		{"a ban that overflows", said(wire.Said{Act: chat.Ban, Whom: chat.MemberID{1}, For: 1 << 58}), false},
		{"a ban of less than nothing", said(wire.Said{Act: chat.Ban, Whom: chat.MemberID{1}, For: -1}), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			frames := append(tt.frames, wire.Said{Seq: 3, ID: chat.MessageID{2}, Name: "Eve", Text: "bye"})
			c, err := netcore.Dial(t.Context(), pretend(t, frames), netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo"})
			if err == nil && tt.ok {
				for next[chat.Said](t, c).Seq != 3 {
				}
			} else if err == nil {
				err = ended(t, c)
			}
			if c != nil {
				_ = c.Close()
			}
			if tt.ok && err != nil || !tt.ok && !errors.Is(err, netcore.ErrProtocol) {
				t.Errorf("ended with %v", err)
			}
		})
	}
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
