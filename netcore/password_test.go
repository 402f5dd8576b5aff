package netcore_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/pake"
	"landline/netcore/wire"
)

const roomPassword = "correct horse"

var labTarget = netcore.Target{Host: "10.0.0.1", Port: labPort}

// try joins the lab with a password, leaves again, and returns what came of it.
func (l *lab) try(cfg netcore.ClientConfig, password string) error {
	l.t.Helper()
	cfg.Password = password
	c, err := netcore.Dial(l.t.Context(), labTarget, cfg)
	if err == nil {
		_ = c.Close()
	}
	return err
}

func TestPassword(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword})
		defer l.stop()
		for _, tt := range []struct {
			name, password string
			want           error
		}{
			{"the right one", roomPassword, nil},
			{"none", "", chat.PasswordWanted},
			{"a wrong one", "correct horsf", chat.PasswordWrong},
			{"too short by a letter", roomPassword[1:], chat.PasswordWrong},
		} {
			cfg := l.from("10.0.0.2", "Bo")
			cfg.Trust = func(chat.MemberID) error { return nil }
			err := l.try(cfg, tt.password)
			if !errors.Is(err, tt.want) || errors.Is(err, netcore.ErrUnproved) {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "horse") {
				t.Errorf("%s: the error tells the password: %v", tt.name, err)
			}
			time.Sleep(2 * time.Hour) // so that no guess is in the way of the next
		}
		c, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: newIdentity(t), Name: "Ada"})
		if err != nil {
			t.Fatalf("the person who hosts the room: %v", err)
		}
		_ = c.Close()
	})
}

// TestNotAsked has a password for a room that wants none.
func TestNotAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		cfg := l.from("10.0.0.2", "Bo")
		err := l.try(cfg, roomPassword)
		if !errors.Is(err, netcore.ErrUnproved) || !errors.Is(err, chat.PasswordWrong) {
			t.Errorf("at first contact: %v", err)
		}
		cfg.Pin = hostKey(t, l)
		if err := l.try(cfg, roomPassword); err != nil {
			t.Errorf("a host whose key is known: %v", err)
		}
	})
}

// TestPasswordHasADeadline stops in the middle of the exchange, once before the
// share and twice behind it. All of it has to be done in the time of a Hello.
func TestPasswordHasADeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword})
		defer l.stop()
		for try, share := range []bool{false, true, true} {
			began := time.Now()
			j := l.joiner("10.0.0.2")
			time.Sleep(2 * time.Second)
			j.hello()
			if share {
				time.Sleep(2 * time.Second)
				j.put(wire.Share{Share: j.exchange(roomPassword).Share()})
				nextFrame[wire.Share](t, j.in)
			}
			_, _ = io.Copy(io.Discard, j.conn)
			if took := time.Since(began); took != 5*time.Second {
				t.Errorf("try %d: the host hung up after %v, want 5s", try, took)
			}
			j.close()
		}
		if err := l.try(l.from("10.0.0.2", "Bo"), roomPassword); !errors.Is(err, chat.TooManyAttempts) {
			t.Errorf("the guesses that were broken off did not count: %v", err)
		}
		if err := l.try(l.from("10.0.0.3", "Cleo"), roomPassword); err != nil {
			t.Errorf("somebody elsewhere: %v", err)
		}
	})
}

// joiner is a connection whose protocol the test speaks itself.
type joiner struct {
	t    *testing.T
	conn *tls.Conn
	raw  net.Conn
	in   *wire.Reader
	me   chat.MemberID
}

func (l *lab) joiner(address string) *joiner {
	l.t.Helper()
	raw, err := l.net.Computer(address).Dial(l.t.Context(), netip.MustParseAddrPort("10.0.0.1:7678"))
	if err != nil {
		l.t.Fatal(err)
	}
	me := newIdentity(l.t)
	conn := tls.Client(raw, me.ClientTLS(chat.MemberID{}, netcore.ALPN))
	if err := conn.Handshake(); err != nil {
		l.t.Fatal(err)
	}
	return &joiner{t: l.t, conn: conn, raw: raw, in: wire.NewReader(conn), me: me.ID()}
}

func (j *joiner) close() { _ = j.raw.Close() }

func (j *joiner) put(f wire.Frame) {
	j.t.Helper()
	if _, err := j.conn.Write(wire.Append(nil, f)); err != nil {
		j.t.Fatal(err)
	}
}

// hello asks for a seat and is asked for the password.
func (j *joiner) hello() {
	j.t.Helper()
	j.put(wire.Hello{Oldest: 1, Newest: 1, Name: "Eve"})
	nextFrame[wire.Wanted](j.t, j.in)
}

func (j *joiner) exchange(password string) *pake.Exchange {
	j.t.Helper()
	return beginAs(j.t, pake.Joiner, password, j.conn, j.me)
}

// beginAs begins a side's part on a connection, whose other end has a key.
func beginAs(t *testing.T, role pake.Role, password string, conn *tls.Conn, me chat.MemberID) *pake.Exchange {
	t.Helper()
	state := conn.ConnectionState()
	session, err := state.ExportKeyingMaterial("EXPORTER-landline-cpace", nil, 32)
	if err != nil {
		t.Fatal(err)
	}
	other, err := identity.PeerID(state)
	if err != nil {
		t.Fatal(err)
	}
	on := pake.Channel{Protocol: netcore.ALPN, Joiner: me[:], Host: other[:], Session: session}
	if role == pake.Host {
		on.Joiner, on.Host = on.Host, on.Joiner
	}
	e, err := pake.Begin(role, password, on)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// answerOf is the frame that the host answers with: f, or its refusal.
func (j *joiner) answer() (wire.Frame, error) {
	f, err := j.in.Next()
	if no, ok := f.(wire.Refused); ok {
		return nil, chat.Refusal{Code: no.Code, Detail: no.Detail}
	}
	return f, err
}

// guess tries a password and returns what the host says at the end.
func (j *joiner) guess(password string) error {
	j.t.Helper()
	e := j.exchange(password)
	defer e.Wipe()
	j.put(wire.Share{Share: e.Share()})
	f, err := j.answer()
	if err != nil {
		return err
	}
	proof, err := e.Finish(f.(wire.Share).Share)
	if err != nil {
		return err
	}
	j.put(wire.Confirm{Tag: proof.Tag()})
	f, err = j.answer()
	if err != nil {
		return err
	}
	if !proof.Check(f.(wire.Confirm).Tag) {
		return errors.New("the host's proof is wrong")
	}
	nextFrame[wire.Welcome](j.t, j.in)
	return nil
}

// TestPasswordByHand speaks the exchange as PROTOCOL.md states it.
func TestPasswordByHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword})
		defer l.stop()
		j := l.joiner("10.0.0.2")
		defer j.close()
		j.hello()
		j.in.Widen()
		if err := j.guess(roomPassword); err != nil {
			t.Errorf("the right password: %v", err)
		}
	})
}

// TestHostileJoiner sends what is no part of an exchange. Each is refused, and
// what came after a share has counted.
func TestHostileJoiner(t *testing.T) {
	share := func(b []byte) wire.Frame { return wire.Share{Share: b} }
	tests := map[string]struct {
		frame  wire.Frame
		counts bool
	}{
		"no share":              {wire.Confirm{Tag: make([]byte, 64)}, false},
		"another hello":         {wire.Hello{Oldest: 1, Newest: 1, Name: "Eve"}, false},
		"something to say":      {wire.Say{ID: chat.MessageID{1}, Text: "let me in"}, false},
		"a refusal":             {wire.Refused{Code: chat.RoomFull}, false},
		"an empty share":        {share(nil), true},
		"the identity":          {share(make([]byte, 32)), true},
		"a share that is long":  {share(make([]byte, 500)), true},
		"a share that is short": {share(make([]byte, 31)), true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLab(t, netcore.HostConfig{Password: roomPassword})
				defer l.stop()
				for range 2 { // after the first nobody has to wait
					j := l.joiner("10.0.0.2")
					defer j.close()
					j.hello()
					j.put(tt.frame)
					if _, err := j.answer(); !errors.Is(err, chat.ProtocolBroken) {
						t.Errorf("answered with %v", err)
					}
				}
				err := l.try(l.from("10.0.0.2", "Bo"), roomPassword)
				if counted := errors.Is(err, chat.TooManyAttempts); counted != tt.counts {
					t.Errorf("the next join: %v", err)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword})
		defer l.stop()
		for _, tag := range [][]byte{nil, make([]byte, 64), make([]byte, 900)} {
			j := l.joiner("10.0.0.2")
			j.hello()
			j.put(wire.Share{Share: j.exchange(roomPassword).Share()})
			nextFrame[wire.Share](t, j.in)
			j.put(wire.Confirm{Tag: tag})
			if _, err := j.answer(); !errors.Is(err, chat.PasswordWrong) {
				t.Errorf("a tag of %d zeros is answered with %v", len(tag), err)
			}
			j.close()
			time.Sleep(2 * time.Hour)
		}
	})
}
