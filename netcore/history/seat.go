package history

import (
	"errors"
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
	Deed chat.Deed    // what it does beside being said: what a member may ask for (chat.CheckDeed)
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

	mu  sync.Mutex
	now seated
}

// seated is what a transaction may change of a seat.
type seated struct {
	log    *logState // nil: never entered
	read   uint64
	draft  string
	outbox []Waiting // never changed, only replaced
}

// Seat returns the seat of a place: a string of 1 to 512 bytes by which the
// program knows where the person sits, as "address <host:port>". Nothing is
// written before the first Enter or Save.
func (s *Store) Seat(place string) (*Seat, error) { return s.SeatIn(place, chat.RoomID{}, nil) }

// SeatIn is Seat where it is known which room the place is. What this computer has
// of that room already, from another place or because it hosts it, is known at a new
// place as well, until a stay shows that it is another log: of the lives of which
// whose says so the one that goes on, an own one before a copy.
func (s *Store) SeatIn(place string, room chat.RoomID, whose Whose) (*Seat, error) {
	if place == "" || len(place) > maxPlace {
		return nil, fmt.Errorf("history: a place has 1 to %d bytes", maxPlace)
	}
	seat := &Seat{store: s, place: place}
	err := s.write(0, func(t *tx) error {
		now, err := t.load(place)
		if err == nil && now.log == nil {
			now.log, err = t.goesOn(room, whose)
		}
		t.setSeat(seat, now)
		return err
	}, nil)
	if err != nil {
		return nil, fmt.Errorf("history: seat at %q: %w", place, err)
	}
	return seat, nil
}

// load reads a place's rows.
func (t *tx) load(place string) (now seated, err error) {
	log := int64(0)
	err = t.each(func(row []driverValue) error {
		log = integer(row[0])
		now.read, now.draft = uint64(integer(row[1])), text(row[2])
		return nil
	}, `SELECT log, read, draft FROM places WHERE place = ?`, place)
	if log != 0 && err == nil {
		now.log, err = t.state(log)
	}
	if err != nil {
		return seated{}, err
	}
	err = t.each(func(row []driverValue) error {
		w := Waiting{Text: text(row[1]), At: time.UnixMilli(integer(row[2])).UTC()}
		w.Why = chat.Refuse(chat.Code(integer(row[3])), text(row[4]))
		d, err := deedOf(row[5:])
		w.Deed = d.Deed
		now.outbox = append(now.outbox, w)
		return errors.Join(err, blob(now.outbox[len(now.outbox)-1].ID[:], row[0]))
	}, `SELECT id, text, at, code, detail, act, 0, about, about_id, whom, lasts FROM outbox WHERE place = ? ORDER BY n`, place)
	return now, err
}

// goesOn finds the life of a room that somebody would go on with, of those of which
// whose says so; nil where there is none.
func (t *tx) goesOn(room chat.RoomID, whose Whose) (*logState, error) {
	log := int64(0)
	err := t.each(func(row []driverValue) error {
		taken, err := whose.takes(row[1], row[2])
		if taken && log == 0 {
			log = integer(row[0])
		}
		return err
	}, `SELECT id, host, hosted FROM logs WHERE room = ? AND retired < `+beingImported+` ORDER BY hosted DESC, retired, id DESC`, room[:])
	if err != nil || log == 0 {
		return nil, err
	}
	return t.state(log)
}

// seat is the seat as this transaction has it so far.
func (t *tx) seat(s *Seat) seated {
	if now, ok := t.seats[s]; ok {
		return now
	}
	return s.state()
}

// setSeat changes the seat for the rest of the transaction, and for everybody
// once it is committed.
func (t *tx) setSeat(s *Seat, now seated) {
	if t.seats == nil {
		t.seats = make(map[*Seat]seated)
	}
	t.seats[s] = now
}

func (s *Seat) state() seated {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *Seat) adopt(now seated) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// Room tells which room the place is; zero before it was ever entered.
func (s *Seat) Room() (id chat.RoomID, name string) {
	l := s.state().log
	if l == nil {
		return chat.RoomID{}, ""
	}
	return l.room, l.now().name
}

// Cursor is how far the place's log is stored without a hole, counted from
// where the first stay began. It is zero before the place was ever entered.
func (s *Seat) Cursor() chat.Cursor {
	l := s.state().log
	if l == nil {
		return chat.Cursor{}
	}
	v := l.now()
	c := chat.Cursor{Epoch: l.epoch, Seq: v.cursor()}
	if v.tip.seq == c.Seq {
		c.ID = v.tip.id
	}
	return c
}

// Read is the number up to which the person has read.
func (s *Seat) Read() uint64 {
	return s.state().read
}

// Draft is what the person was writing.
func (s *Seat) Draft() string {
	return s.state().draft
}

// Outbox are the lines that no room has confirmed, in the order in which they
// are to be sent.
func (s *Seat) Outbox() []Waiting {
	return slices.Clone(s.state().outbox)
}

// Newest returns up to limit messages that end with the newest one, in order
// and without a hole.
func (s *Seat) Newest(limit int) ([]chat.Message, error) {
	l := s.state().log
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
	l := s.state().log
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
