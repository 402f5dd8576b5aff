package netcore

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// handshakeTime bounds one attempt: TCP, TLS and the welcome.
const handshakeTime = 10 * time.Second

// Dial joins the room at target. ctx bounds the dialling only; the stay lasts
// until Close or a failure. All addresses of the target and cfg.Addrs are
// tried in the manner of Happy Eyeballs (RFC 8305), and the first that proves
// the right key wins. The error is a *DialError, or wraps a chat.Refusal where
// the room said no, or ErrProtocol, or ErrUnproved. What cfg.Trust says is passed on as it is,
// but for an *identity.KeyChangedError, which comes in a *DialError.
func Dial(ctx context.Context, target Target, cfg ClientConfig) (*Client, error) {
	ctx, cancel := context.WithTimeout(ctx, handshakeTime)
	defer cancel()
	conn, raw, err := reach(ctx, target, cfg)
	if err != nil {
		return nil, err
	}
	c, err := enter(ctx, conn, raw, cfg)
	if err != nil {
		_ = raw.Close()
		return nil, welcomeError(target, raw, err)
	}
	return c, nil
}

// DialPipe joins a room in this process. It is Dial without the network.
func DialPipe(ctx context.Context, h *Host, cfg ClientConfig) (*Client, error) {
	ctx, cancel := context.WithTimeout(ctx, handshakeTime)
	defer cancel()
	pipe, err := h.Dial(ctx)
	if err != nil {
		return nil, fmt.Errorf("netcore: join: %w", err)
	}
	cfg.Pin = h.cfg.Identity.ID()
	raw := newMeter(pipe)
	conn, err := shakeHands(ctx, raw, cfg)
	if err == nil {
		var c *Client
		if c, err = enter(ctx, conn, raw, cfg); err == nil {
			return c, nil
		}
	}
	_ = raw.Close()
	return nil, fmt.Errorf("netcore: join: %w", err)
}

// shakeHands makes TLS of a raw connection. It leaves raw to its caller.
func shakeHands(ctx context.Context, raw net.Conn, cfg ClientConfig) (*tls.Conn, error) {
	conn := tls.Client(raw, cfg.Identity.ClientTLS(cfg.Pin, ALPN))
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, fmt.Errorf("%w: %w", errHandshake, err)
	}
	return conn, nil
}

// enter says hello and waits for the welcome. It leaves raw to its caller
// where it fails.
func enter(ctx context.Context, conn *tls.Conn, raw *meter, cfg ClientConfig) (*Client, error) {
	host, err := identity.PeerID(conn.ConnectionState())
	if err != nil {
		return nil, err
	}
	if cfg.Trust != nil {
		if err := cfg.Trust(host); err != nil {
			return nil, &distrust{err}
		}
	}
	defer whenDone(ctx, func() { _ = raw.SetDeadline(time.Unix(1, 0)) })()
	c := &Client{
		link:   newLink(conn, raw, cfg.Pace, clientQueueBytes),
		host:   host,
		events: make(chan chat.Event, eventBuffer),
		quit:   make(chan struct{}),

		present: make(map[chat.Member]struct{}),
	}
	entered, err := c.hello(cfg)
	switch {
	case errors.Is(err, ErrUnproved): // also where the host said nothing until ctx ended
		return nil, err
	case err != nil:
		return nil, cmp.Or(ctx.Err(), err)
	}
	c.events <- entered
	c.runs.Go(c.run)
	c.runs.Go(func() {
		if c.write(nil) != nil || c.conn.CloseWrite() != nil {
			c.cut()
		}
	})
	return c, nil
}

// hello asks for a seat and reads the answer.
func (c *Client) hello(cfg ClientConfig) (chat.Entered, error) {
	c.in.Widen()
	hello := wire.Hello{
		Oldest: wire.Oldest, Newest: wire.Version, Program: cfg.Program, Name: cfg.Name,
		Epoch: cfg.Resume.Epoch, Seq: cfg.Resume.Seq, ID: cfg.Resume.ID, History: cfg.History, Place: cfg.Place,
	}
	if cfg.Receipts {
		hello.Capabilities = append(hello.Capabilities, wire.Receipts)
	}
	if cfg.Presence {
		hello.Capabilities = append(hello.Capabilities, wire.Presence)
	}
	if _, err := c.conn.Write(wire.Append(nil, hello)); err != nil {
		return chat.Entered{}, err
	}
	var err error
	if c.about, err = c.answer(cfg); err != nil {
		return chat.Entered{}, err
	}
	if err := checkWelcome(c.about, hello); err != nil {
		return chat.Entered{}, err
	}
	rules, err := c.readRules(c.about.Rules)
	if err != nil {
		return chat.Entered{}, err
	}
	c.social.name.now = c.about.Name
	members, err := c.readMembers(c.about.Members)
	return chat.Entered{
		Room: c.about.Room, Host: c.host, Name: c.about.RoomName, Epoch: c.about.Epoch, First: c.about.First,
		Head: c.about.Head, After: c.about.After, Resumed: c.about.Resumed, Members: members, Rules: rules,
	}, err
}

func (c *Client) readMembers(n uint64) ([]chat.Member, error) {
	var members []chat.Member
	for n > 0 {
		f, err := c.in.Next()
		if err != nil {
			return nil, err
		}
		list, ok := f.(wire.Members)
		if !ok || len(list.List) == 0 || uint64(len(list.List)) > n {
			return nil, fmt.Errorf("%w: frame kind %d came among the members", ErrProtocol, f.Kind())
		}
		for _, m := range list.List {
			if err := c.checkMember(m); err != nil {
				return nil, err
			}
			if c.comes(m.Member()) {
				members = append(members, m.Member())
			}
		}
		n -= uint64(len(list.List))
	}
	return members, nil
}
