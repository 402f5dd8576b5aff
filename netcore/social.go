package netcore

import (
	"errors"
	"fmt"
	"net/netip"
	"sync/atomic"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// presentPause is how often a client tells its person's status at most.
const presentPause = time.Second

// social is what a client tells its host about its person. Client.mu guards it,
// but for typed.
type social struct {
	status  told[chat.Status]
	name    told[string]
	typed   atomic.Int64 // nanoseconds since the link's start, of the last Types; 0 for none since a line was said
	reaches uint16       // the port of a Reach that was not answered yet; 0 for none
}

// told is something of which the host has to hear the newest, and not at once.
type told[T comparable] struct {
	now   T // as the host knows it
	next  T // as it has to know it
	at    time.Time
	timer *time.Timer // nil while nothing waits
}

// stop forgets what waits.
func (t *told[T]) stop() {
	if t.timer != nil {
		t.timer.Stop()
	}
}

// tell has the host hear of next, within pause of the last time. c.mu is held.
func tell[T comparable](c *Client, t *told[T], next T, pause time.Duration, frame func(T) wire.Frame) {
	t.next = next
	if t.timer != nil || t.next == t.now || c.err != nil {
		return
	}
	wait := pause - time.Since(t.at)
	if wait <= 0 {
		if c.send(frame(next)) == nil {
			t.now, t.at = next, time.Now()
			return
		}
		wait = pause // the queue is full
	}
	t.timer = time.AfterFunc(wait, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		t.timer = nil
		tell(c, t, t.next, pause, frame)
	})
}

// sociable tells whether the host takes what a client tells about its person.
func (c *Client) sociable() bool { return wire.Has(c.about.Capabilities, wire.Presence) }

// Present tells the others what this person says about themselves: at once, or
// within a second of the last time, when the newest counts. It never blocks. A
// host with an older program hears nothing of it. The error is a refusal of
// chat.CheckStatus.
func (c *Client) Present(s chat.Status) error {
	if err := chat.CheckStatus(s); err != nil {
		return err
	}
	if c.sociable() {
		c.mu.Lock()
		defer c.mu.Unlock()
		tell(c, &c.social.status, s.Shown(), presentPause, func(s chat.Status) wire.Frame { return wire.PresentOf(s) })
	}
	return nil
}

// Rename has this person called something else in the room from now on, at once
// or within five seconds of the last time. It never blocks. A host with an older
// program learns the name at the next stay. The error is a refusal of
// chat.CleanName.
func (c *Client) Rename(name string) error {
	name, err := chat.CleanName(name)
	if err != nil {
		return err
	}
	if c.sociable() {
		c.mu.Lock()
		defer c.mu.Unlock()
		tell(c, &c.social.name, name, renamePause, func(name string) wire.Frame { return wire.Rename{Name: name} })
	}
	return nil
}

// Typing tells the others that this person is writing at this moment. It may be
// called with each letter, and never blocks. Where too much waits to be sent it
// does nothing.
func (c *Client) Typing() {
	since := int64(time.Since(c.start))
	last := c.social.typed.Load()
	if !c.sociable() || last != 0 && since-last < int64(typingAgain) || !c.out.low(typingBytes) {
		return
	}
	if c.social.typed.CompareAndSwap(last, max(since, 1)) {
		_ = c.send(wire.Types{}) // not worth a word where it cannot be sent
	}
}

// Reach asks the host to dial this computer back at a port; a chat.Reached
// follows among the events, within some seconds. It never blocks. The error is
// errors.ErrUnsupported where the host has an older program, ErrBusy while
// another question waits, or ErrClosed.
func (c *Client) Reach(port uint16) error {
	switch {
	case !c.sociable():
		return fmt.Errorf("netcore: dial back: %w", errors.ErrUnsupported)
	case port == 0:
		return errors.New("netcore: dial back: there is no port 0")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.social.reaches != 0 {
		return ErrBusy
	}
	err := c.send(wire.Reach{Port: port})
	switch {
	case errors.Is(err, errFull):
		return ErrBusy
	case err != nil:
		return err
	}
	c.social.reaches = port
	return nil
}

// hearSocial takes a frame about people.
func (c *Client) hearSocial(f wire.Frame) error {
	switch f := f.(type) {
	case wire.Presented:
		return c.presented(f)
	case wire.Typing:
		if err := c.checkMember(f.Member); err != nil {
			return err
		}
		return c.emit(chat.Typing{Member: f.Member.Member()})
	case wire.Reached:
		return c.reached(f)
	default:
		return fmt.Errorf("%w: a host may not send frame kind %d", ErrProtocol, f.Kind())
	}
}

func (c *Client) presented(f wire.Presented) error {
	for _, s := range f.List {
		if err := chat.CheckStatus(s.Status()); err != nil {
			return fmt.Errorf("%w: %s", ErrProtocol, err.Error())
		}
	}
	for _, s := range f.List {
		if err := c.emit(chat.Presented{ID: s.ID, Status: s.Status().Shown()}); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) reached(f wire.Reached) error {
	if _, err := netip.ParseAddr(f.Address); err != nil && f.Address != "" {
		return fmt.Errorf("%w: %.60q is no address", ErrProtocol, f.Address)
	}
	c.mu.Lock()
	asked := c.social.reaches
	c.social.reaches = 0
	c.mu.Unlock()
	if asked == 0 || asked != f.Port {
		return fmt.Errorf("%w: a dial back came that was not asked for", ErrProtocol)
	}
	outcome := chat.DialFailed // or what a newer program calls otherwise
	if f.Outcome <= uint64(chat.SameComputer) {
		outcome = chat.DialBack(f.Outcome)
	}
	return c.emit(chat.Reached{Port: f.Port, Outcome: outcome, Address: f.Address})
}
