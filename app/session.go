package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
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

	outbox outbox

	mu     sync.Mutex
	client *netcore.Client // nil while away
	err    error           // what ended the last attempt or stay

	// Owned by run:
	sits     chat.RoomID // the room of the last stay; zero before the first
	cursor   chat.Cursor
	failures int       // attempts and short stays since the last good stay
	away     time.Time // since when there was no good stay
	moves    bool      // the person asked again, knowing that another room is there
}

func newSession(c seatConfig) *session {
	return &session{seatConfig: c, bell: make(chan struct{}, 1), retry: make(chan struct{}, 1)}
}

// goodStay is how long a stay must last to count as being back: a host that
// takes everybody in and throws them out again is not.
const goodStay = 5 * time.Second

// run keeps the seat until ctx ends, which returns nil, or until it cannot be
// kept, which returns why. It can be run again: whoever asks for that has seen
// what was wrong.
func (s *session) run(ctx context.Context) error {
	s.emit(vm.Linked{Room: s.key, Link: vm.Connecting})
	s.moves = s.elsewhere()
	s.failures, s.away = 0, time.Now()
	for {
		err := s.attempt(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // the person left: that is no failure
		}
		s.failed(err)
		if s.hopeless(err) {
			s.emit(vm.Linked{Room: s.key, Link: vm.Ended, Trouble: s.trouble(err)})
			return err
		}
		wait := backoff(s.failures)
		s.failures++
		s.emit(vm.Linked{Room: s.key, Link: vm.Reconnecting, Trouble: s.missing(err), Retry: time.Now().Add(wait)})
		if !s.pause(ctx, wait) {
			return nil
		}
	}
}

// attempt dials, and stays for as long as it can.
func (s *session) attempt(ctx context.Context) error {
	client, err := s.dial(ctx, s.cursor)
	if err != nil {
		return err
	}
	began := time.Now()
	s.attach(client)
	s.outbox.rewind()
	err = s.stay(ctx, client)
	s.attach(nil)
	_ = client.Close()
	if time.Since(began) >= goodStay {
		s.failures, s.away = 0, time.Now()
	}
	return err
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

// elsewhere tells whether the last attempt ended because another room, or
// another host, is there now.
func (s *session) elsewhere() bool {
	_, changed := s.changedKey()
	s.mu.Lock()
	defer s.mu.Unlock()
	return changed || errors.Is(s.err, errAnotherRoom)
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
		switch refusal.Code {
		case chat.Closing:
			return false
		case chat.RoomFull, chat.TooManyAttempts: // not for ever
			return s.sits.IsZero() && !s.patient
		}
		return true
	}
	var bind *netcore.BindError
	if errors.As(err, &bind) {
		return true
	}
	var dial *netcore.DialError
	if errors.As(err, &dial) {
		switch dial.Fault {
		case netcore.KeyChanged, netcore.VersionMismatch:
			return true
		}
	}
	return errors.Is(err, errAnotherRoom) || errors.Is(err, netcore.ErrProtocol) || s.sits.IsZero() && !s.patient
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
	s.client = c
}

// stay passes on what the room says and sends what waits, until the
// connection ends.
func (s *session) stay(ctx context.Context, client *netcore.Client) error {
	select {
	case <-s.retry: // asked for, and done
	default:
	}
	var entered bool
	var head uint64 // of the room when this stay began
	for {
		select {
		case e, ok := <-client.Events():
			if !ok {
				return client.Err()
			}
			if err := s.hear(e); err != nil {
				return err
			}
			if first, ok := e.(chat.Entered); ok {
				entered, head = true, first.Head
			}
		case <-s.bell:
		case <-ctx.Done():
			return ctx.Err()
		}
		// Only now is it sure which room this is. A line sent on an earlier
		// stay may be in its log: the replay tells.
		if entered && s.cursor.Seq >= head {
			s.outbox.send(client)
		}
	}
}

// hear takes one event into account and passes it on.
func (s *session) hear(e chat.Event) error {
	switch e := e.(type) {
	case chat.Entered:
		if err := s.enter(e.Room); err != nil {
			return err
		}
		s.cursor.Enter(e)
		s.emit(vm.Linked{Room: s.key, Link: vm.Seated})
	case chat.Said:
		switch s.cursor.Take(e.Seq, e.ID) {
		case chat.Repeat:
			return nil
		case chat.Gap:
			return fmt.Errorf("%w: %d follows %d", errHole, e.Seq, s.cursor.Seq)
		}
		s.outbox.drop(e.ID)
	case chat.Accepted:
		s.outbox.drop(e.ID)
	case chat.Declined:
		s.outbox.drop(e.ID)
	}
	s.emit(vm.Happened{Room: s.key, Event: e})
	return nil
}

// enter makes sure that this is the room it should be. Where the person went
// on to another one knowingly, what was meant for the old one is not said here.
func (s *session) enter(room chat.RoomID) error {
	expected := cmp.Or(s.room, s.sits)
	switch {
	case expected.IsZero() || expected == room:
	case s.moves && s.room.IsZero():
		s.giveBack(chat.Refuse(chat.NotSeated, "another room is open there now"))
	default:
		return errAnotherRoom
	}
	s.sits, s.moves = room, false
	return nil
}

// giveBack empties the outbox: the person hears of each line why it was not
// said.
func (s *session) giveBack(why chat.Refusal) {
	for _, line := range s.outbox.empty() {
		s.emit(vm.Happened{Room: s.key, Event: chat.Declined{ID: line.id, Refusal: why}})
	}
}

// say puts a line into the outbox. It never blocks on the network; the error is
// chat.Busy where too many lines wait already.
func (s *session) say(id chat.MessageID, text string) error {
	if err := s.outbox.add(line{id: id, text: text}); err != nil {
		return err
	}
	ring(s.bell)
	return nil
}

// waiting counts the lines that the room has not answered for.
func (s *session) waiting() int { return s.outbox.len() }

// socket describes the connection; ok is false while there is none.
func (s *session) socket() (socket netcore.Socket, who chat.MemberID, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		return netcore.Socket{}, chat.MemberID{}, false
	}
	return s.client.Socket(), s.client.Host(), true
}
