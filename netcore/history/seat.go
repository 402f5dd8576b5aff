package history

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"landline/netcore/chat"
)

// Limits of a seat.
const (
	maxPlace   = 512     // bytes of a place's name
	maxDraft   = 1 << 20 // bytes of a draft
	maxWaiting = 1 << 16 // lines in an outbox
)

// Waiting is a line in the outbox: it was written here, and no room has
// confirmed it.
type Waiting struct {
	ID   chat.MessageID
	Text string
	At   time.Time    // when it was written
	Why  chat.Refusal // why the room did not take it; Code 0: it is still to be sent
}

// Failed tells whether the room refused the line. It stays until it is said
// again or taken back.
func (w Waiting) Failed() bool { return w.Why.Code != 0 }

// Seat is one place at which a person sits. One process at a time may own a
// place; its methods may be called from any goroutine of that process.
type Seat struct {
	store *Store
	place string

	mu     sync.Mutex
	known  bool      // the place has its row
	log    *logState // nil: never entered
	read   uint64
	draft  string
	outbox []Waiting
}

// Seat returns the seat of a place: a string of 1 to 512 bytes by which the
// program knows where the person sits, "room <id>" or "address <host:port>".
// Nothing is written before the first Enter or Save.
func (s *Store) Seat(place string) (*Seat, error) {
	if place == "" || len(place) > maxPlace {
		return nil, fmt.Errorf("history: a place has 1 to %d bytes", maxPlace)
	}
	seat := &Seat{store: s, place: place}
	if err := s.write(0, seat.load, nil); err != nil {
		return nil, fmt.Errorf("history: seat at %q: %w", place, err)
	}
	return seat, nil
}

// load reads the place's rows.
func (s *Seat) load(t *tx) error {
	var log int64
	s.known, s.outbox = false, nil
	err := t.each(func(row []driverValue) error {
		s.known, log = true, integer(row[0])
		s.read, s.draft = uint64(integer(row[1])), text(row[2])
		return nil
	}, `SELECT log, read, draft FROM places WHERE place = ?`, s.place)
	if err != nil {
		return err
	}
	if log != 0 {
		if s.log, err = t.state(log); err != nil {
			return err
		}
	}
	return t.each(func(row []driverValue) error {
		w := Waiting{Text: text(row[1]), At: time.UnixMilli(integer(row[2])).UTC()}
		w.Why = chat.Refuse(chat.Code(integer(row[3])), text(row[4]))
		s.outbox = append(s.outbox, w)
		return blob(s.outbox[len(s.outbox)-1].ID[:], row[0])
	}, `SELECT id, text, at, code, detail FROM outbox WHERE place = ? ORDER BY n`, s.place)
}

// current is the log that the place has now; nil before it was ever entered.
func (s *Seat) current() *logState {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log
}

// Room tells which room the place is; zero before it was ever entered.
func (s *Seat) Room() (id chat.RoomID, name string) {
	l := s.current()
	if l == nil {
		return chat.RoomID{}, ""
	}
	return l.room, l.now().name
}

// Cursor is how far the place's log is stored without a hole, counted from
// where the first stay began. It is zero before the place was ever entered.
func (s *Seat) Cursor() chat.Cursor {
	l := s.current()
	if l == nil {
		return chat.Cursor{}
	}
	c := chat.Cursor{Epoch: l.epoch, Seq: l.now().cursor()}
	list, err := s.store.page(l, c.Seq, c.Seq)
	if err != nil {
		s.store.log.Warn("cannot read the newest line", "place", s.place, "err", err)
	}
	if len(list) == 1 {
		c.ID = list[0].ID
	}
	return c
}

// cursor is the end of the span that goes on from base.
func (v view) cursor() uint64 {
	if x, ok := v.spans.find(v.base + 1); ok {
		return x.last
	}
	if x, ok := v.spans.find(v.base); ok {
		return x.last
	}
	return v.base
}

// Read is the number up to which the person has read.
func (s *Seat) Read() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read
}

// Draft is what the person was writing.
func (s *Seat) Draft() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.draft
}

// Outbox are the lines that no room has confirmed, in the order in which they
// are to be sent.
func (s *Seat) Outbox() []Waiting {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.outbox)
}

// Newest returns up to limit messages that end with the newest one, in order
// and without a hole.
func (s *Seat) Newest(limit int) ([]chat.Message, error) {
	l := s.current()
	if l == nil {
		return nil, nil
	}
	v := l.now()
	x, ok := v.spans.find(v.cursor())
	if !ok && len(v.spans) > 0 {
		x, ok = v.spans[len(v.spans)-1], true
	}
	if !ok {
		return nil, nil
	}
	return s.below(l, x, x.last+1, limit)
}

// Before returns up to limit messages right below seq, in order and without a
// hole; none where the line below seq is not stored.
func (s *Seat) Before(seq uint64, limit int) ([]chat.Message, error) {
	l := s.current()
	if l == nil || seq == 0 {
		return nil, nil
	}
	x, ok := l.now().spans.find(seq - 1)
	if !ok {
		return nil, nil
	}
	return s.below(l, x, seq, limit)
}

// below reads the end of a span up to seq, without it.
func (s *Seat) below(l *logState, x span, seq uint64, limit int) ([]chat.Message, error) {
	if limit <= 0 {
		return nil, nil
	}
	n := min(seq-x.first, uint64(min(limit, pageLimit)))
	list, err := s.store.page(l, seq-n, seq-1)
	if err != nil {
		return nil, fmt.Errorf("history: read at %q: %w", s.place, err)
	}
	return list, nil
}
