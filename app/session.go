package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
)

// errAnotherRoom ends a session whose host keeps another room now.
var errAnotherRoom = errors.New("app: another room is open there now")

// errHole ends a stay on which a numbered message was missing. The next stay
// resumes in front of the hole.
var errHole = errors.New("app: a message is missing")

// errOutboxFull is what Say returns when too many lines wait already.
var errOutboxFull = errors.New("app: too many lines wait to be sent")

// outboxLines bounds the lines that wait for the room's word.
const outboxLines = 10_000

// seatConfig says how a session reaches its room and whom it tells.
type seatConfig struct {
	key     vm.Key
	dial    func(context.Context, chat.Cursor) (*netcore.Client, error)
	emit    func(vm.Event) // in order; may block, and then the host waits
	trouble func(error) vm.Trouble
	giveUp  time.Duration // away for longer, the session ends; 0 for never
	patient bool          // the first attempt may fail without ending the session
	room    chat.RoomID   // the room that must be there; zero for whichever it is
}

// session keeps one seat in one room: it dials, dials again after a loss, and
// sees to it that each line is sent until the room has answered for it.
type session struct {
	seatConfig

	bell  chan struct{} // a line was added
	retry chan struct{} // dial now

	mu     sync.Mutex
	client *netcore.Client // nil while away
	outbox []line          // what the room has not answered for, oldest first
	sent   int             // how many of these were sent on this stay
	err    error           // what ended the last attempt or stay

	// Owned by run:
	sits   chat.RoomID // the room of the first stay; zero before it
	cursor chat.Cursor
	away   time.Time // when the last stay ended
}

// line is something this person said that the room has not answered for.
type line struct {
	id   chat.MessageID
	text string
}

func newSession(c seatConfig) *session {
	return &session{seatConfig: c, bell: make(chan struct{}, 1), retry: make(chan struct{}, 1)}
}

// run keeps the seat until ctx ends, which returns nil, or until it cannot be
// kept, which returns why. It can be run again: whoever asks for that knows
// what was wrong, and takes the room that is there then.
func (s *session) run(ctx context.Context) error {
	s.emit(vm.Linked{Room: s.key, Link: vm.Connecting})
	s.sits, s.away = chat.RoomID{}, time.Now()
	for failures := 0; ; failures++ {
		client, err := s.dial(ctx, s.cursor)
		if err == nil {
			failures = 0
			s.attach(client)
			err = s.stay(ctx, client)
			s.attach(nil)
			_ = client.Close()
			s.away = time.Now()
		}
		if ctx.Err() != nil {
			return nil //nolint:nilerr // the person left: that is no failure
		}
		s.failed(err)
		if s.hopeless(err) {
			s.emit(vm.Linked{Room: s.key, Link: vm.Ended, Trouble: s.trouble(err)})
			return err
		}
		wait := backoff(failures)
		s.emit(vm.Linked{Room: s.key, Link: vm.Reconnecting, Trouble: s.missing(err), Retry: time.Now().Add(wait)})
		if !s.pause(ctx, wait) {
			return nil
		}
	}
}

// missing is the trouble of a room that this person sat in before: where
// nobody listens there any more, it was closed.
func (s *session) missing(err error) vm.Trouble {
	t := s.trouble(err)
	if t.Kind == vm.NobodyListens && !s.sits.IsZero() {
		t.Kind = vm.RoomClosed
	}
	return t
}

// backoff is how long to wait before another attempt: 0.25 s doubling up to
// 2 s, and up to a quarter more so that a whole room does not come back at the
// same moment.
func backoff(failures int) time.Duration {
	d := min(250*time.Millisecond<<min(failures, 3), 2*time.Second)
	return d + rand.N(d/4)
}

func (s *session) failed(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// changedKey is the key that the host showed at the last attempt, where that
// failed because it was not the known one.
func (s *session) changedKey() (given chat.MemberID, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var changed *identity.KeyChangedError
	var wrong *identity.WrongKeyError
	switch {
	case errors.As(s.err, &changed):
		return changed.Given, true
	case errors.As(s.err, &wrong):
		return wrong.Got, true
	}
	return chat.MemberID{}, false
}

// hopeless tells whether dialling again cannot help, or not in time.
func (s *session) hopeless(err error) bool {
	if s.giveUp > 0 && time.Since(s.away) >= s.giveUp {
		return true
	}
	if refusal, ok := chat.AsRefusal(err); ok {
		return refusal.Code != chat.Closing && refusal.Code != chat.TooSlow
	}
	var dial *netcore.DialError
	if errors.As(err, &dial) {
		switch dial.Fault {
		case netcore.KeyChanged, netcore.VersionMismatch:
			return true
		}
	}
	return errors.Is(err, errAnotherRoom) || s.sits.IsZero() && !s.patient
}

// pause waits for the next attempt; false means that ctx ended first.
func (s *session) pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-s.retry:
	case <-ctx.Done():
		return false
	}
	return true
}

// dialNow ends the wait for the next attempt.
func (s *session) dialNow() { ring(s.retry) }

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}

func (s *session) attach(c *netcore.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.client, s.sent = c, 0
}

// stay passes on what the room says and sends what waits, until the
// connection ends.
func (s *session) stay(ctx context.Context, client *netcore.Client) error {
	select {
	case <-s.retry: // asked for, and done
	default:
	}
	var head uint64 // of the room when this stay began
	for {
		select {
		case e, ok := <-client.Events():
			if !ok {
				return client.Err()
			}
			if entered, ok := e.(chat.Entered); ok {
				head = entered.Head
			}
			if err := s.hear(e); err != nil {
				return err
			}
		case <-s.bell:
		case <-ctx.Done():
			return ctx.Err()
		}
		// A line sent on an earlier stay may be in the log: the replay tells.
		if s.cursor.Seq >= head {
			s.send(client)
		}
	}
}

// hear takes one event into account and passes it on.
func (s *session) hear(e chat.Event) error {
	switch e := e.(type) {
	case chat.Entered:
		if expected := cmp.Or(s.sits, s.room); !expected.IsZero() && expected != e.Room {
			return errAnotherRoom
		}
		s.sits = e.Room
		s.cursor.Enter(e)
		s.emit(vm.Linked{Room: s.key, Link: vm.Seated})
	case chat.Said:
		switch s.cursor.Take(e.Seq) {
		case chat.Repeat:
			return nil
		case chat.Gap:
			return fmt.Errorf("%w: %d follows %d", errHole, e.Seq, s.cursor.Seq)
		}
		s.drop(e.ID)
	case chat.Accepted:
		s.drop(e.ID)
	case chat.Declined:
		s.drop(e.ID)
	}
	s.emit(vm.Happened{Room: s.key, Event: e})
	return nil
}

// say puts a line into the outbox. It never blocks on the network.
func (s *session) say(id chat.MessageID, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.outbox) >= outboxLines {
		return errOutboxFull
	}
	s.outbox = append(s.outbox, line{id: id, text: text})
	ring(s.bell)
	return nil
}

// waiting counts the lines that the room has not answered for.
func (s *session) waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.outbox)
}

// send says every line that was not sent on this stay yet, in order.
func (s *session) send(client *netcore.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, line := range s.outbox[s.sent:] {
		if client.Say(line.id, line.text) != nil {
			return // full: the next event tries again; closed: the next stay does
		}
		s.sent++
	}
}

// drop takes an answered line out of the outbox: nearly always the first.
func (s *session) drop(id chat.MessageID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.outbox, func(l line) bool { return l.id == id })
	switch {
	case i < 0:
		return
	case i == 0:
		s.outbox = s.outbox[1:]
	default:
		s.outbox = slices.Delete(s.outbox, i, i+1)
	}
	if i < s.sent {
		s.sent--
	}
}

// socket describes the connection; ok is false while there is none.
func (s *session) socket() (socket netcore.Socket, who chat.MemberID, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		return netcore.Socket{}, chat.MemberID{}, false
	}
	return s.client.Socket(), s.client.Host(), true
}
