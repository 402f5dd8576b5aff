package netcore

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// ErrBusy is what Say returns when too much waits to be sent already.
var ErrBusy = errors.New("netcore: too many messages wait to be sent")

// ClientConfig is what a stay needs. Identity and Name must be set.
type ClientConfig struct {
	Identity *identity.Identity
	Name     string // what the member wants to be called
	Program  string // this program and its version, for people

	// Pin is the key that the host must prove. Zero accepts any: this is the
	// first contact.
	Pin chat.MemberID

	// Unmet tells that Pin is what the network says of the host, in a beacon,
	// and that nobody has met it: this is the first contact all the same.
	Unmet bool

	// Trust is asked about the host's key after the handshake, before anything
	// is said; nil accepts every key. It should only compare: that this host
	// knows the password, and is worth being remembered, is clear when Dial has
	// returned.
	Trust func(host chat.MemberID) error

	Addrs   []netip.AddrPort // where the host is said to be; tried first of all
	Resume  chat.Cursor      // what is known of the log
	History uint64           // how many of the newest messages to hear where the log is another

	// Password is that of the room, prepared (pake.Prepare); empty where none is
	// known. A room that wants one refuses with PasswordWanted then, which
	// counts as no guess. A pinned host need not ask for it: its key vouches for
	// it, and rooms change. At first contact a host that does not ask is
	// ErrUnproved: anybody can answer at an address, and not asking would be the
	// easy way to be taken for the right one.
	Password string

	Place wire.Place // where this profile lies (identity.PlaceOf); zero where it is not told

	Receipts bool                                                    // hear how far others have the log, as chat.Received
	Connect  func(context.Context, netip.AddrPort) (net.Conn, error) // nil: TCP from a port that the system picks
	Pace     Pace
}

// Client is one stay in one room. Its methods may be called from any
// goroutine; Events must be read until it is closed, or Close called.
type Client struct {
	*link
	host   chat.MemberID
	about  wire.Welcome
	events chan chat.Event
	quit   chan struct{} // closed by Close: events are no longer wanted
	leave  sync.Once
	runs   sync.WaitGroup

	present map[chat.Member]struct{} // owned by run, once hello returned
	ruling  []wire.Rules             // likewise: those frames of the rules that have come
	refused atomic.Uint64            // messages of this stay that the host could not keep

	mu     sync.Mutex
	err    error        // why the stay ended
	wanted []wire.Fetch // asked for, and not answered yet
	have   have
}

// eventBuffer is how many events wait for whoever reads Events. When it is
// full the client stops reading from the network, and the host waits or sends
// it away: nothing is dropped.
const eventBuffer = 256

// clientQueueBytes bounds what Say may leave waiting.
const clientQueueBytes = 1 << 20

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
		hello.Capabilities = []uint64{wire.Receipts}
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

// comes notes that a member is here. It is false where that was known.
func (c *Client) comes(m chat.Member) bool {
	_, known := c.present[m]
	c.present[m] = struct{}{}
	return !known
}

// goes notes that a member is here no longer. It is false where that was known.
func (c *Client) goes(m chat.Member) bool {
	_, known := c.present[m]
	delete(c.present, m)
	return known
}

// run reads until the connection ends.
func (c *Client) run() {
	defer close(c.events)
	err := c.read(c.handle)
	select {
	case <-c.quit:
		err = ErrClosed
	default:
	}
	c.mu.Lock()
	c.err = err
	c.have.stop()
	c.mu.Unlock()
	c.cut()
}

func (c *Client) handle(f wire.Frame) error {
	switch f := f.(type) {
	case wire.Said:
		if err := checkSaid(f); err != nil {
			return err
		}
		return c.emit(chat.Said{Message: f.Message()})
	case wire.Accepted:
		return c.emit(chat.Accepted(f))
	case wire.Declined:
		if f.Code == chat.NotKept {
			c.refused.Add(1)
		}
		return c.emit(chat.Declined{ID: f.ID, Refusal: chat.Refusal{Code: f.Code, Detail: f.Detail}})
	case wire.Joined:
		if err := c.checkMember(f.Member); err != nil {
			return err
		}
		if !c.comes(f.Member.Member()) {
			return nil
		}
		if len(c.present) > maxMembers {
			return fmt.Errorf("%w: more than %d people came in", ErrProtocol, maxMembers)
		}
		return c.emit(chat.Joined{Member: f.Member.Member()})
	case wire.Left:
		if err := c.checkMember(f.Member); err != nil {
			return err
		}
		if !c.goes(f.Member.Member()) {
			return nil
		}
		return c.emit(chat.Left{Member: f.Member.Member()})
	case wire.Rules:
		return c.hearRules(f)
	case wire.Page:
		page, err := c.paged(f)
		if err != nil {
			return err
		}
		return c.emit(page)
	case wire.Received:
		return c.emit(receivedOf(f))
	case wire.Twice:
		if err := c.checkMember(f.Member); err != nil {
			return err
		}
		return c.emit(chat.Twice{Member: f.Member.Member()})
	case wire.Refused:
		return chat.Refusal{Code: f.Code, Detail: f.Detail}
	default:
		return fmt.Errorf("%w: a host may not send frame kind %d", ErrProtocol, f.Kind())
	}
}

// emit hands e on. After Close nobody wants it, but reading goes on until the
// host has heard the goodbye.
func (c *Client) emit(e chat.Event) error {
	select {
	case c.events <- e:
	case <-c.quit:
	}
	return nil
}

// Events are the facts of this stay, an Entered first. It is closed when the
// stay has ended; Err then says why.
func (c *Client) Events() <-chan chat.Event { return c.events }

// Err is why the stay ended: a chat.Refusal where the host said so, ErrClosed
// after Close, nil while it lasts.
func (c *Client) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// Host is the key that the host has proved.
func (c *Client) Host() chat.MemberID { return c.host }

// Room is the id that the host gave the room.
func (c *Client) Room() chat.RoomID { return c.about.Room }

// Socket describes the connection.
func (c *Client) Socket() Socket { return c.raw.socket(c.roundTrip()) }

// Say sends a message once. Its Said, Accepted or Declined follows among the
// events. It never blocks: ErrBusy means that too much waits already, ErrClosed
// that the stay is over, and a chat.Refusal that no room takes such a text.
func (c *Client) Say(id chat.MessageID, text string) error { return c.Do(id, text, chat.Deed{}) }

// Do sends a message that does something beside being said, and is otherwise
// as Say. Of the deed the host takes what a client may tell: neither Edited nor
// Addrs.
func (c *Client) Do(id chat.MessageID, text string, deed chat.Deed) error {
	if err := chat.CheckDeed(text, deed); err != nil {
		return err
	}
	frame := wire.SayOf(id, text, deed)
	frame.Heard = c.refused.Load()
	err := c.send(frame)
	if errors.Is(err, errFull) {
		return ErrBusy
	}
	return err
}

// Close leaves the room and waits until both goroutines have ended, a second
// at most. It may be called twice and from anywhere.
func (c *Client) Close() error {
	c.leave.Do(func() {
		close(c.quit)
		c.finish(wire.Bye{}, linger)
	})
	c.runs.Wait()
	return nil
}
