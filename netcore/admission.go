package netcore

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// linger is how long a connection that was told no may take to hear it.
const linger = time.Second

// attend finds out who is calling, and gives them a seat or turns them away.
// The stay gets a goroutine of its own: a handshake needs a deep stack, and
// one that ends gives it back.
func (h *Host) attend(ctx context.Context, conns *sync.WaitGroup, conn net.Conn) {
	raw := newMeter(conn)
	release := whenDone(ctx, func() { h.dismiss(raw) })
	p, hello, err := h.admit(ctx, raw)
	if err == nil {
		err = h.welcome(p, hello)
	}
	if err != nil {
		h.turnAway(raw, p, err)
		release()
		_ = raw.Close()
		return
	}
	h.log.Debug("came in", "from", raw.RemoteAddr(), "name", p.member.Name)
	conns.Go(func() {
		defer raw.Close()
		defer release()
		why := p.stay(ctx)
		h.unseat(p)
		h.log.Debug("went", "from", raw.RemoteAddr(), "name", p.member.Name, "why", why)
	})
}

// dismiss ends a connection because the host is closing. A member gets to
// hear why, and a moment to read it.
func (h *Host) dismiss(raw *meter) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for p := range h.peers {
		if p.raw == raw {
			p.part(chat.Refusal{Code: chat.Closing})
			return
		}
	}
	_ = raw.Close()
}

// admit finds out who is calling: it waits for its turn at the door, which
// nobody on this computer's own pipe has to, shakes hands, reads the Hello and
// has the joiner prove that they may come in. The peer is nil where TLS failed.
func (h *Host) admit(ctx context.Context, raw *meter) (*peer, wire.Hello, error) {
	own := raw.LocalAddr().Network() == "pipe" // the person who hosts the room
	if !own {
		caller := h.door.arrive(addressOf(raw.RemoteAddr()), func() { _ = raw.Close() })
		defer h.door.leave(caller)
		select {
		case <-caller.turn:
		case <-caller.gone:
			return nil, wire.Hello{}, net.ErrClosed
		case <-ctx.Done():
			return nil, wire.Hello{}, ctx.Err()
		}
	}
	defer h.tidy.shook()
	if err := raw.SetDeadline(time.Now().Add(h.cfg.Limits.Handshake)); err != nil {
		return nil, wire.Hello{}, err
	}
	conn := tls.Server(raw, h.tls)
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, wire.Hello{}, fmt.Errorf("netcore: handshake: %w", err)
	}
	if !own {
		h.accepted.Add(1)
	}
	id, err := identity.PeerID(conn.ConnectionState())
	if err != nil {
		return nil, wire.Hello{}, err
	}
	if err := raw.SetDeadline(time.Now().Add(h.cfg.Limits.Hello)); err != nil {
		return nil, wire.Hello{}, err
	}
	p := h.newPeer(conn, raw, id)
	hello, err := p.readHello()
	if err != nil {
		return p, wire.Hello{}, fmt.Errorf("netcore: hello: %w", err)
	}
	if err := h.vet(p, hello); err != nil {
		return p, wire.Hello{}, err
	}
	return p, hello, raw.SetDeadline(time.Time{})
}

// readHello reads the first frame.
func (p *peer) readHello() (wire.Hello, error) {
	f, err := p.in.Next()
	if brokeProtocol(err) {
		return wire.Hello{}, chat.Refuse(chat.ProtocolBroken, err.Error())
	}
	if err != nil {
		return wire.Hello{}, err
	}
	hello, ok := f.(wire.Hello)
	if !ok {
		return wire.Hello{}, chat.Refuse(chat.ProtocolBroken, "the first frame must be a hello")
	}
	return hello, nil
}

// vet refuses whoever comes from an address that was refused too often lately,
// speaks another version, or cannot prove that they know the password.
func (h *Host) vet(p *peer, hello wire.Hello) error {
	from := addressOf(p.raw.RemoteAddr())
	if !h.attempts.allowed(from) {
		return chat.TooManyAttempts
	}
	if hello.Oldest > wire.Version || hello.Newest < wire.Oldest {
		h.attempts.failed(from)
		return chat.Refuse(chat.VersionMismatch, fmt.Sprintf(
			"this host speaks version %d to %d, %.40q speaks %d to %d",
			wire.Oldest, wire.Version, hello.Program, hello.Oldest, hello.Newest))
	}
	return h.challenge(p)
}

// welcome gives a seat to who said a good hello.
func (h *Host) welcome(p *peer, hello wire.Hello) error {
	err := h.seat(p, hello)
	if errors.Is(err, chat.NameInvalid) {
		h.attempts.failed(addressOf(p.raw.RemoteAddr()))
	}
	return err
}

// turnAway ends a connection that got no seat: with a reason where the peer
// can read one, and with at most one line in the log.
func (h *Host) turnAway(raw *meter, p *peer, err error) {
	if refusal, ok := chat.AsRefusal(err); ok && p != nil {
		p.farewell(refusal)
	}
	answerBrowser(raw, err)
	if hungUp(raw, err) {
		return
	}
	h.log.Info("turned away", "from", raw.RemoteAddr(), "why", err)
}

// answerBrowser tells a person who typed the address into a browser what they
// have found.
func answerBrowser(raw *meter, err error) {
	var header tls.RecordHeaderError
	if !errors.As(err, &header) || header.Conn == nil {
		return
	}
	switch string(header.RecordHeader[:4]) {
	case "GET ", "HEAD", "POST":
		_ = raw.SetWriteDeadline(time.Now().Add(linger))
		_, _ = io.WriteString(raw, "HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain\r\n\r\n"+
			"This is a Landline room. Open it with Landline: landline join "+raw.LocalAddr().String()+"\n")
	}
}

// farewell tells a peer without a seat why it gets none.
func (p *peer) farewell(refusal chat.Refusal) {
	_ = p.raw.SetDeadline(time.Now().Add(linger))
	frame := wire.Append(nil, wire.Refused{Code: refusal.Code, Detail: refusal.Detail})
	if _, err := p.conn.Write(frame); err != nil {
		return
	}
	// Closing with unread bytes would reset the connection and could take
	// that frame with it: read, and forget, what is still coming.
	if p.conn.CloseWrite() == nil {
		_, _ = io.CopyN(io.Discard, p.raw, 1<<20)
	}
}

// hungUp tells whether a connection ended before it meant anything: somebody
// only asked whether the port is open, or we cut it ourselves.
func hungUp(raw *meter, err error) bool {
	return raw.in.Load() == 0 && isHangUp(err) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, context.Canceled) || errors.Is(err, io.ErrClosedPipe)
}

// whenDone runs f once ctx has ended. The function it returns takes that
// back, and waits for f where it has begun.
func whenDone(ctx context.Context, f func()) (release func()) {
	finished := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(finished)
		f()
	})
	return func() {
		if !stop() {
			<-finished
		}
	}
}
