package netcore_test

import (
	"crypto/tls"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/pake"
	"landline/netcore/wire"
)

// falseHost listens at 10.0.0.8 and answers the first frames of whoever comes.
// It returns what it received after that, and what the joiner's Dial said.
func (l *lab) falseHost(password string, heard bool, answer func(conn *tls.Conn, in *wire.Reader, me chat.MemberID)) (after []wire.Frame, err error) {
	l.t.Helper()
	me := newIdentity(l.t)
	ln, lnErr := l.net.Computer("10.0.0.8").Listen(labPort)
	if lnErr != nil {
		l.t.Fatal(lnErr)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		raw, err := ln.Accept()
		if err != nil {
			return
		}
		defer raw.Close()
		conn := tls.Server(raw, me.ServerTLS(netcore.ALPN))
		in := wire.NewReader(conn)
		in.Widen()
		if _, err := in.Next(); err != nil {
			return
		}
		answer(conn, in, me.ID())
		for {
			f, err := in.Next()
			if err != nil {
				return
			}
			after = append(after, f)
		}
	})
	cfg := l.from("10.0.0.2", "Bo")
	cfg.Password = password
	if heard {
		cfg.Pin, cfg.Unmet = me.ID(), true
	}
	c, err := netcore.Dial(l.t.Context(), netcore.Target{Host: "10.0.0.8", Port: labPort}, cfg)
	if err == nil {
		_ = c.Close()
	}
	_ = ln.Close()
	serving.Wait()
	return after, err
}

func putAll(conn *tls.Conn, frames ...wire.Frame) {
	for _, f := range frames {
		_, _ = conn.Write(wire.Append(nil, f))
	}
}

// TestFalseHost joins a host that does not know the password, at first contact.
// No joiner comes in, and after what no honest host does they say nothing more.
func TestFalseHost(t *testing.T) {
	welcome := wire.Welcome{
		Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1}, First: 1, Name: "Bo",
	}
	asking := func(frames ...wire.Frame) func(*tls.Conn, *wire.Reader, chat.MemberID) {
		return func(conn *tls.Conn, _ *wire.Reader, _ chat.MemberID) {
			putAll(conn, append([]wire.Frame{wire.Wanted{}}, frames...)...)
		}
	}
	// guessing goes through the exchange with a password of its own.
	guessing := func(password string, then func(conn *tls.Conn, joiners []byte)) func(*tls.Conn, *wire.Reader, chat.MemberID) {
		return func(conn *tls.Conn, in *wire.Reader, me chat.MemberID) {
			e := beginAs(t, pake.Host, password, conn, me)
			putAll(conn, wire.Wanted{})
			share, err := in.Next()
			if err != nil {
				return
			}
			putAll(conn, wire.Share{Share: e.Share()})
			if _, err := e.Finish(share.(wire.Share).Share); err != nil {
				return
			}
			confirm, err := in.Next()
			if err != nil {
				return
			}
			then(conn, confirm.(wire.Confirm).Tag)
		}
	}
	tests := map[string]struct {
		answer func(*tls.Conn, *wire.Reader, chat.MemberID)
		want   error
		after  []wire.Kind // what the joiner may have said after the Hello
	}{
		"does not ask": {
			func(conn *tls.Conn, _ *wire.Reader, _ chat.MemberID) { putAll(conn, welcome) }, netcore.ErrUnproved, nil,
		},
		"asks, and then takes anybody": {asking(welcome), netcore.ErrProtocol, []wire.Kind{wire.KindShare}},
		"asks twice":                   {asking(wire.Wanted{}), netcore.ErrProtocol, []wire.Kind{wire.KindShare}},
		"has no share":                 {asking(wire.Share{}), netcore.ErrProtocol, []wire.Kind{wire.KindShare}},
		"has the identity":             {asking(wire.Share{Share: make([]byte, 32)}), netcore.ErrProtocol, []wire.Kind{wire.KindShare}},
		"has no encoding":              {asking(wire.Share{Share: []byte(strings.Repeat("\xff", 32))}), netcore.ErrProtocol, []wire.Kind{wire.KindShare}},
		"confirms first":               {asking(wire.Confirm{Tag: make([]byte, 64)}), netcore.ErrProtocol, []wire.Kind{wire.KindShare}},
		"reflects the share": {
			func(conn *tls.Conn, in *wire.Reader, _ chat.MemberID) {
				putAll(conn, wire.Wanted{})
				if f, err := in.Next(); err == nil {
					putAll(conn, f)
				}
			}, netcore.ErrProtocol, nil,
		},
		"reflects the tag": {
			guessing("a guess", func(conn *tls.Conn, tag []byte) { putAll(conn, wire.Confirm{Tag: tag}, welcome) }), netcore.ErrUnproved, nil,
		},
		"sends a tag of zeros": {
			guessing("a guess", func(conn *tls.Conn, _ []byte) { putAll(conn, wire.Confirm{Tag: make([]byte, 64)}, welcome) }), netcore.ErrUnproved, nil,
		},
		"welcomes without a tag": {
			guessing("a guess", func(conn *tls.Conn, _ []byte) { putAll(conn, welcome) }), netcore.ErrUnproved, nil,
		},
		"breaks off after its guess": {
			guessing("a guess", func(conn *tls.Conn, _ []byte) { _ = conn.NetConn().Close() }), netcore.ErrUnproved, nil,
		},
		"keeps silent after its guess": {
			guessing("a guess", func(*tls.Conn, []byte) {}), netcore.ErrUnproved, nil,
		},
		"wants the joiner to come again after its guess": {
			guessing("a guess", func(conn *tls.Conn, _ []byte) { putAll(conn, wire.Refused{Code: chat.Closing}) }), netcore.ErrUnproved, nil,
		},
		"calls the password wrong": {
			guessing("a guess", func(conn *tls.Conn, _ []byte) { putAll(conn, wire.Refused{Code: chat.PasswordWrong}) }), chat.PasswordWrong, nil,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &lab{t: t}
				after, err := l.falseHost(roomPassword, false, tt.answer)
				if !errors.Is(err, tt.want) {
					t.Errorf("the joiner ended with %v, want %v", err, tt.want)
				}
				if errors.Is(err, netcore.ErrUnproved) && !errors.Is(err, chat.PasswordWrong) {
					t.Errorf("%v is no refusal", err)
				}
				var kinds []wire.Kind
				for _, f := range after {
					kinds = append(kinds, f.Kind())
				}
				if !slices.Equal(kinds, tt.after) {
					t.Errorf("the joiner said frames of the kinds %d, want %d", kinds, tt.after)
				}
			})
		})
	}
	t.Run("one whose key a beacon told", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := &lab{t: t}
			for _, name := range []string{"does not ask", "breaks off after its guess"} {
				if _, err := l.falseHost(roomPassword, true, tests[name].answer); !errors.Is(err, netcore.ErrUnproved) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	})
	t.Run("a joiner without a password", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := &lab{t: t}
			after, err := l.falseHost("", false, asking())
			if !errors.Is(err, chat.PasswordWanted) || len(after) > 0 {
				t.Errorf("ended with %v after saying %v", err, after)
			}
		})
	})
}
