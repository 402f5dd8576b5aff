package netcore

import (
	"errors"
	"fmt"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// ErrProtocol is the end of a stay whose other side did what the protocol does
// not allow. What it sent was not passed on.
var ErrProtocol = errors.New("netcore: the other side broke the protocol")

// brokeProtocol tells whether a connection ended because of what came over it.
func brokeProtocol(err error) bool {
	var size *wire.SizeError
	var frame *wire.DecodeError
	return errors.As(err, &size) || errors.As(err, &frame) || errors.Is(err, ErrProtocol)
}

// The faults below are spelt out and not wrapped: they are the host's, and no
// refusal of ours.
//
// A host is not believed more than a member: what it says about people and
// messages has to be what a room can hold, or it could fill our memory, or
// draw on our screen.

// maxMembers bounds the list of people that a host can make us keep.
const maxMembers = 10_000

// Bounds of a message's number and time, which a store may rely on.
const (
	maxSeq    = 1 << 40
	maxMillis = 1 << 41 // the year 2039
)

// believable is the time nearest to t that a message may have: a host's clock
// can be wrong by decades, and what it took could never be heard.
func believable(t time.Time) time.Time {
	return time.UnixMilli(min(max(t.UnixMilli(), 0), maxMillis-1))
}

func checkWelcome(w wire.Welcome, hello wire.Hello) error {
	switch {
	case w.Version < wire.Oldest || w.Version > wire.Version:
		return fmt.Errorf("%w: version %d was not offered", ErrProtocol, w.Version)
	case w.Room.IsZero() || w.Epoch.IsZero():
		return fmt.Errorf("%w: the room has no identity", ErrProtocol)
	case w.Head >= maxSeq || w.First == 0 || w.First > w.Head+1:
		return fmt.Errorf("%w: the log has the messages %d to %d", ErrProtocol, w.First, w.Head)
	case w.Resumed && (w.Epoch != hello.Epoch || hello.Seq > w.After):
		return fmt.Errorf("%w: it goes on from message %d of a log where it was not asked to", ErrProtocol, w.After)
	case w.After > w.Head:
		return fmt.Errorf("%w: %d messages were passed over of %d", ErrProtocol, w.After, w.Head)
	case w.Members > maxMembers:
		return fmt.Errorf("%w: %d people are listed, at most %d can be", ErrProtocol, w.Members, maxMembers)
	}
	return errors.Join(checkName(w.RoomName), checkName(w.Name))
}

// checkMember checks what a host tells of a person. Nobody but who has proved
// the host's key keeps the room.
func (c *Client) checkMember(m wire.Member) error {
	if m.Host != (m.ID == c.host) {
		return fmt.Errorf("%w: %s is said to keep the room, or not to", ErrProtocol, m.ID.Tag())
	}
	return checkName(m.Name)
}

func checkSaid(s wire.Said) error {
	if err := checkName(s.Name); err != nil {
		return err
	}
	if s.For < 0 || s.For > chat.MaxFor.Milliseconds() { // before it is multiplied
		return fmt.Errorf("%w: message %d lasts %d ms", ErrProtocol, s.Seq, s.For)
	}
	if err := chat.CheckEntry(s.Text, s.Message().Deed); err != nil {
		return fmt.Errorf("%w: message %d: %s", ErrProtocol, s.Seq, err.Error())
	}
	if s.Seq == 0 || s.Seq >= maxSeq || s.ID.IsZero() {
		return fmt.Errorf("%w: a message has no number or no id", ErrProtocol)
	}
	if s.AboutSeq >= s.Seq {
		return fmt.Errorf("%w: message %d is about one that came no earlier", ErrProtocol, s.Seq)
	}
	if s.Millis < 0 || s.Millis >= maxMillis {
		return fmt.Errorf("%w: message %d was said at no time", ErrProtocol, s.Seq)
	}
	return nil
}

func checkName(name string) error {
	if err := chat.CheckName(name); err != nil {
		return fmt.Errorf("%w: %s", ErrProtocol, err.Error())
	}
	return nil
}
