package netcore

import (
	"crypto/tls"
	"errors"
	"fmt"
	"time"

	"landline/netcore/chat"
	"landline/netcore/pake"
	"landline/netcore/wire"
)

// A room with a password lets in whoever proves that they know it, and proves
// in turn that it knows it as well (package pake):
//
//	Hello                  ──────▶
//	                       ◀──────  Wanted
//	Share                  ──────▶              from here on it is a guess
//	                       ◀──────  Share
//	Confirm                ──────▶              right: it is given back
//	                       ◀──────  Confirm, Welcome
//
// All of it is bound to this one TLS connection, by its exporter and by the
// keys that both ends have shown. Whoever sits in the middle, with TLS
// connections of their own to either side, has two exporters and a key that is
// neither the joiner's nor the host's: what they pass on proves nothing.
//
// A false host learns nothing that it could try passwords on at leisure. A
// share is a random group element, the same for all passwords. The joiner's
// Confirm depends on the password, but also on a secret that the other side
// only has where it made its own share from that same password: it is the
// answer to one guess, and the joiner dials again only when a person says so.
// After anything that is not a share the joiner sends nothing more.

// ErrUnproved is the end of a Dial whose host did not show that it knows the
// password of ClientConfig.Password: its proof was wrong, or never came, or it
// did not even ask although it was met for the first time. It comes together
// with a chat.Refusal with PasswordWrong, for it means the same to whoever
// dialled: another try takes another decision.
var ErrUnproved = errors.New("netcore: the host did not prove that it knows the password")

// exporterLabel names what is taken from TLS for this alone (RFC 8446 section
// 7.5), sessionSize how many bytes of it.
const (
	exporterLabel = "EXPORTER-landline-cpace"
	sessionSize   = 32
)

// beginProof begins one side's part of the exchange on a connection.
func beginProof(role pake.Role, password string, conn *tls.Conn, joiner, host chat.MemberID) (*pake.Exchange, error) {
	state := conn.ConnectionState()
	session, err := state.ExportKeyingMaterial(exporterLabel, nil, sessionSize)
	if err != nil {
		return nil, fmt.Errorf("netcore: TLS exporter: %w", err)
	}
	e, err := pake.Begin(role, password, pake.Channel{
		Protocol: ALPN, Joiner: joiner[:], Host: host[:], Session: session,
	})
	if err != nil {
		return nil, fmt.Errorf("netcore: password: %w", err)
	}
	return e, nil
}

// putNow writes one frame while there is no writer yet.
func (l *link) putNow(f wire.Frame) error {
	_, err := l.conn.Write(wire.Append(nil, f))
	return err
}

// expect is a frame that was read, which has to be of type F.
func expect[F wire.Frame](f wire.Frame, err error) (want F, _ error) {
	if err != nil {
		return want, err
	}
	got, ok := f.(F)
	if !ok {
		return want, fmt.Errorf("%w: frame kind %d came instead of %d", ErrProtocol, f.Kind(), want.Kind())
	}
	return got, nil
}

// heed is a frame of a host that was read; its no is an error.
func heed(f wire.Frame, err error) (wire.Frame, error) {
	if no, ok := f.(wire.Refused); ok {
		return nil, chat.Refuse(no.Code, no.Detail)
	}
	return f, err
}

// challenge has a joiner prove that they know the room's password. The person
// who hosts the room need not, on their own pipe. The error is a chat.Refusal,
// or what ended the connection.
func (h *Host) challenge(p *peer) error {
	lock := h.lock.Load()
	p.passed = lock
	if lock.password == "" || p.here {
		return nil
	}
	by := guesser{addr: addressOf(p.raw.RemoteAddr()), id: p.id, guest: h.guest(p.id)}
	if err := lock.guesses.barred(by, time.Now()); err != nil {
		return err
	}
	if err := p.putNow(wire.Wanted{}); err != nil {
		return fmt.Errorf("netcore: password: %w", err)
	}
	share, err := expect[wire.Share](p.in.Next())
	switch {
	case isHangUp(err):
		return fmt.Errorf("netcore: the joiner gave no password: %w", err)
	case err != nil:
		return p.unfit(err)
	}
	end, err := lock.guesses.begin(by, time.Now())
	if err != nil {
		return err
	}
	right := false
	defer func() { end(right, time.Now()) }()
	proof, err := p.agree(lock.password, share.Share)
	if err != nil {
		return err
	}
	confirm, err := expect[wire.Confirm](p.in.Next())
	if err != nil {
		return p.unfit(err)
	}
	if right = proof.Check(confirm.Tag); !right {
		return chat.Refusal{Code: chat.PasswordWrong}
	}
	return p.putNow(wire.Confirm{Tag: proof.Tag()})
}

// agree answers a joiner's share.
func (p *peer) agree(password string, theirs []byte) (*pake.Confirmation, error) {
	e, err := beginProof(pake.Host, password, p.conn, p.id, p.host.cfg.Identity.ID())
	if err != nil {
		return nil, err
	}
	ours := e.Share()
	proof, err := e.Finish(theirs)
	if err != nil {
		return nil, p.unfit(fmt.Errorf("%w: %w", ErrProtocol, err))
	}
	return proof, p.putNow(wire.Share{Share: ours})
}

// unfit is the end of an exchange in which p sent something else than it had to.
func (p *peer) unfit(err error) error {
	if brokeProtocol(err) {
		return chat.Refuse(chat.ProtocolBroken, err.Error())
	}
	return fmt.Errorf("netcore: password: %w", err)
}

// answer is the host's answer to the Hello, once each side has shown the other
// that it knows the password, where there is one.
func (c *Client) answer(cfg ClientConfig) (wire.Welcome, error) {
	f, err := heed(c.in.Next())
	if _, wanted := f.(wire.Wanted); wanted {
		if err := c.prove(cfg); err != nil {
			return wire.Welcome{}, err
		}
		return expect[wire.Welcome](heed(c.in.Next()))
	}
	w, err := expect[wire.Welcome](f, err)
	if err != nil {
		return w, err
	}
	return w, unasked(cfg)
}

// prove answers a host that wants the room's password. Once the host has the
// Confirm it can know whether its own guess was right, so at first contact
// every end but its proof is ErrUnproved: a host that breaks off then would
// otherwise be dialled again, and could guess again each time.
func (c *Client) prove(cfg ClientConfig) error {
	if cfg.Password == "" {
		return chat.Refusal{Code: chat.PasswordWanted}
	}
	e, err := beginProof(pake.Joiner, cfg.Password, c.conn, cfg.Identity.ID(), c.host)
	if err != nil {
		return err
	}
	defer e.Wipe()
	if err := c.putNow(wire.Share{Share: e.Share()}); err != nil {
		return err
	}
	share, err := expect[wire.Share](heed(c.in.Next()))
	if err != nil {
		return err
	}
	proof, err := e.Finish(share.Share)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrProtocol, err)
	}
	if err := c.putNow(wire.Confirm{Tag: proof.Tag()}); err != nil {
		return err
	}
	confirm, err := expect[wire.Confirm](heed(c.in.Next()))
	switch {
	case err == nil && proof.Check(confirm.Tag):
		return nil
	case err == nil:
		return unproved("the host's proof was wrong")
	case cfg.firstContact() && !errors.Is(err, chat.PasswordWrong):
		return unproved("the host broke off before it proved anything")
	}
	return err
}

// unasked judges a host that did not want the password that c has. Where the
// host's key is pinned that key vouches for it, and the room has a password no
// longer. At first contact nothing does: this may be anybody, and the password
// is how a person wants to tell.
func unasked(cfg ClientConfig) error {
	if cfg.Password == "" || !cfg.firstContact() {
		return nil
	}
	return unproved("the host was met for the first time and did not ask for the password")
}

// firstContact tells whether nothing vouches for the host's key.
func (cfg ClientConfig) firstContact() bool { return cfg.Pin.IsZero() || cfg.Unmet }

func unproved(why string) error {
	return fmt.Errorf("%w: %w", ErrUnproved, chat.Refuse(chat.PasswordWrong, why))
}
