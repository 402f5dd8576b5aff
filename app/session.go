package app

import (
	"context"
	"errors"
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

// errMoved ends a stay that began with a cursor of another room. The next one
// begins without.
var errMoved = errors.New("app: this is another room")

// errHole ends a stay on which a numbered message was missing. The next stay
// resumes in front of the hole.
var errHole = errors.New("app: a message is missing")

// seatConfig says how a session reaches its room and whom it tells.
type seatConfig struct {
	key     vm.Key
	dial    func(context.Context, chat.Cursor) (*netcore.Client, error)
	emit    func(vm.Event) // in order; may block, and then the host waits
	trouble func(error) vm.Trouble
	giveUp  time.Duration                            // away for longer, the session ends; 0 for never
	patient bool                                     // the first attempt may fail without ending the session
	forgets bool                                     // a line that the room did not take is reported, and that is all
	room    chat.RoomID                              // the room that must be there; zero for whichever it is
	follows bool                                     // at first it may be another than that of an earlier day
	unkept  func(error)                              // writing things down began to fail; nil: it works again
	self    func() (name string, status chat.Status) // what the room has to hear of this person; nil: nothing
}

// session keeps one seat in one room: it dials, dials again after a loss, and
// sees to it that each line is sent until the room has answered for it. What
// must survive the program it gives to its keeper, which somebody else runs.
type session struct {
	seatConfig

	bell  chan struct{} // a line was added
	retry chan struct{} // dial now: the person asks
	heard chan struct{} // dial now: the room is heard of

	outbox outbox
	keep   *keeper

	mu     sync.Mutex
	client *netcore.Client // nil while away
	epoch  chat.Epoch      // of the log that client reads; zero before it entered
	err    error           // what ended the last attempt or stay

	// Owned by run, but set before by restore:
	sits   chat.RoomID // the room of the last stay; zero before the first
	cursor chat.Cursor

	// Owned by run:
	reached  bool      // there was a stay since the program began
	failures int       // attempts and short stays since the last good stay
	away     time.Time // since when there was no good stay
	moves    bool      // another room may be there: the person knows
	guessed  bool      // the last password was wrong, and there was no stay since
}

func newSession(c seatConfig) *session {
	if c.unkept == nil {
		c.unkept = func(error) {}
	}
	s := &session{seatConfig: c, bell: make(chan struct{}, 1), retry: make(chan struct{}, 1), heard: make(chan struct{}, 1)}
	s.keep = newKeeper(s.stored, c.unkept)
	return s
}

// restore gives the session what an earlier one of this place left. It must
// come before run.
func (s *session) restore(room chat.RoomID, from chat.Cursor, waiting, failed []line) {
	s.sits, s.cursor = room, from
	s.outbox.restore(waiting, failed)
}

// goodStay is how long a stay must last to count as being back: a host that
// takes everybody in and throws them out again is not.
const goodStay = 5 * time.Second

// run keeps the seat until ctx ends, which returns nil, or until it cannot be
// kept, which returns why. It can be run again: whoever asks for that has seen
// what was wrong.
func (s *session) run(ctx context.Context) error {
	drain(s.heard)
	s.emit(vm.Linked{Room: s.key, Link: vm.Connecting})
	s.moves = s.elsewhere() || s.follows && !s.reached
	s.failures, s.away = 0, time.Now()
	for {
		err := s.attempt(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // the person left: that is no failure
		}
		if errors.Is(err, errMoved) {
			continue
		}
		s.failed(err)
		s.guessed = s.guessed || errors.Is(err, chat.PasswordWrong)
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
	drain(s.retry) // whoever asked meanwhile was there already
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
// 1 s, and up to a quarter more so that a whole room does not come back at the
// same moment. With the time that one attempt may take (redialTime) it bounds
// how long a room can be open again before this person is back: 3 s.
func backoff(failures int) time.Duration {
	d := min(250*time.Millisecond<<min(failures, 2), time.Second)
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
	_, _, changed := s.changedKey()
	s.mu.Lock()
	defer s.mu.Unlock()
	return changed || errors.Is(s.err, errAnotherRoom)
}

// changedKey is the key that the host showed at the last attempt, where that
// failed because it was not the known one, and the name that is known by that one;
// empty for that of what is dialled.
func (s *session) changedKey() (name string, given chat.MemberID, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var changed *identity.KeyChangedError
	var wrong *identity.WrongKeyError
	switch {
	case errors.As(s.err, &changed):
		return changed.Name, changed.Given, true
	case errors.As(s.err, &wrong):
		return "", wrong.Got, true
	}
	return "", chat.MemberID{}, false
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
		case chat.TooManyAttempts: // not for ever, but a guess is the person's to make
			return s.guessed || !s.reached && !s.patient
		case chat.RoomFull: // not for ever
			return !s.reached && !s.patient
		}
		return true
	}
	var bind *netcore.BindError
	if errors.As(err, &bind) || errors.Is(err, errOpenElsewhere) || errors.Is(err, errNoPassword) || errors.Is(err, errOwnRoom) {
		return true
	}
	var dial *netcore.DialError
	if errors.As(err, &dial) {
		switch dial.Fault {
		case netcore.KeyChanged, netcore.VersionMismatch:
			return true
		}
	}
	return errors.Is(err, errAnotherRoom) || errors.Is(err, netcore.ErrProtocol) || !s.reached && !s.patient
}

// pause waits for the next attempt; false means that ctx ended first.
func (s *session) pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-s.retry:
	case <-s.heard:
	case <-ctx.Done():
		return false
	}
	return true
}

// dialNow ends the wait for the next attempt: the person asks for it.
func (s *session) dialNow() { ring(s.retry) }

// sighted ends the wait for the next attempt: the room was heard of.
func (s *session) sighted() { ring(s.heard) }

// asked waits, after run has ended, until there is a reason to run again; false
// means that ctx ended first. That the room is heard of is none where a person
// has to decide something first: who was sent out does not come back by itself,
// no password is guessed twice, and two keys stay as they are while somebody
// compares them.
func (s *session) asked(ctx context.Context) bool {
	heard := s.heard
	if s.decides() {
		heard = nil
	}
	select {
	case <-s.retry:
	case <-heard:
	case <-ctx.Done():
		return false
	}
	return true
}

// decides tells whether the last attempt or stay ended with something that a
// person has to decide about.
func (s *session) decides() bool {
	_, _, changed := s.changedKey()
	s.mu.Lock()
	defer s.mu.Unlock()
	refusal, ok := chat.AsRefusal(s.err)
	return changed || ok && refusal.Code != chat.Closing && refusal.Code != chat.RoomFull ||
		errors.Is(s.err, errNoPassword) || errors.Is(s.err, errOwnRoom)
}

// drain forgets that a bell was rung.
func drain(bell chan struct{}) {
	select {
	case <-bell:
	default:
	}
}

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}

func (s *session) attach(c *netcore.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.client, s.epoch = c, chat.Epoch{}
}
