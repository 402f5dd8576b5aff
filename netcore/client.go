package netcore

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"

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

	Presence bool                                                    // hear what people say about themselves and who is writing, as chat.Presented and chat.Typing
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
	minded  atomic.Uint64            // messages of this stay that the host could not keep, as Mind was told

	mu     sync.Mutex
	err    error        // why the stay ended
	wanted []wire.Fetch // asked for, and not answered yet
	have   have
	social social
}

// eventBuffer is how many events wait for whoever reads Events. When it is
// full the client stops reading from the network, and the host waits or sends
// it away: nothing is dropped.
const eventBuffer = 256

// clientQueueBytes bounds what Say may leave waiting.
const clientQueueBytes = 1 << 20

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
	c.social.status.stop()
	c.social.name.stop()
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
		return c.emit(chat.Declined{ID: f.ID, Refusal: chat.Refuse(f.Code, f.Detail)})
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
		return chat.Refuse(f.Code, f.Detail)
	default:
		return c.hearSocial(f)
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
	frame.Heard = c.minded.Load()
	err := c.send(frame)
	if errors.Is(err, errFull) {
		return ErrBusy
	}
	c.social.typed.Store(0)
	return err
}

// Mind tells that so many messages of this stay, which the host could not keep
// (chat.NotKept), were taken into account for good. Until a refusal is, the host
// refuses all that is said behind it, so that nothing overtakes a line that its
// author may still say again.
func (c *Client) Mind(notKept uint64) { c.minded.Store(notKept) }

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
