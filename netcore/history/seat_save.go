package history

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"landline/netcore/chat"
)

// Change is what a seat has to keep, in one step.
type Change struct {
	Said     []chat.Message   // of the current log, in any order; what is stored already is ignored
	Waiting  []Waiting        // put at the end of the outbox; one that is there and failed is to be sent again
	Answered []chat.MessageID // leave the outbox: the room has them, or they were taken back
	Declined []chat.Declined  // stay in the outbox as failed
	Draft    *string          // what is being written now; nil: as before
	Read     *uint64          // read up to here; nil: as before
}

// Enter tells that from now on the place is that room and that life of its
// log. Where a stay of the same life is not a resumed one, the host's log was
// set back: what is stored of it is kept apart, and the place begins anew.
func (s *Seat) Enter(e chat.Entered) error {
	if len(e.Name) > chat.MaxName || e.Head > maxSeq || e.After > e.Head {
		return fmt.Errorf("history: enter %q: a room that cannot be", s.place)
	}
	next := s.snapshot()
	err := s.store.write(0, func(t *tx) error { return s.enter(t, &next, e) }, nil)
	if err != nil {
		return fmt.Errorf("history: enter %q: %w", s.place, err)
	}
	s.adopt(next)
	return nil
}

// seated is the part of a seat that a transaction may change.
type seated struct {
	log    *logState
	read   uint64
	draft  string
	outbox []Waiting
}

func (s *Seat) snapshot() seated {
	s.mu.Lock()
	defer s.mu.Unlock()
	return seated{s.log, s.read, s.draft, slices.Clone(s.outbox)}
}

func (s *Seat) adopt(n seated) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = true
	s.log, s.read, s.draft, s.outbox = n.log, n.read, n.draft, n.outbox
}

func (s *Seat) enter(t *tx, next *seated, e chat.Entered) error {
	var host chat.MemberID
	for _, m := range e.Members {
		if m.Host {
			host = m.ID
		}
	}
	l, err := s.logFor(t, e)
	if err != nil {
		return err
	}
	if l != next.log {
		next.read = 0
	}
	next.log = l
	v := t.view(l)
	if !l.hosted && e.After > v.cursor() {
		v.base = e.After
	}
	v.name, v.retired = cmp.Or(e.Name, v.name), false
	v.host = cmp.Or(host, v.host)
	t.set(l, v)
	if err := t.exec(`UPDATE logs SET name = ?, host = ?, retired = 0, base = ? WHERE id = ?`, v.name, v.host[:], int64(v.base), l.id); err != nil {
		return err
	}
	return s.place1(t, *next)
}

// logFor finds or begins the log of a stay.
func (s *Seat) logFor(t *tx, e chat.Entered) (*logState, error) {
	id, ok, err := t.number(`SELECT max(id) FROM logs WHERE room = ? AND epoch = ? AND hosted = 1 HAVING max(id) IS NOT NULL`, e.Room[:], e.Epoch[:])
	if err != nil {
		return nil, err
	}
	if ok {
		return t.state(id)
	}
	if old := s.current(); old != nil {
		same := old.room == e.Room && old.epoch == e.Epoch
		v := t.view(old)
		if same && (e.Resumed || len(v.spans) == 0) {
			return old, nil
		}
		v.retired = true
		t.set(old, v)
		if err := t.exec(`UPDATE logs SET retired = 1 WHERE id = ?`, old.id); err != nil {
			return nil, err
		}
	}
	id, err = t.begun(e.Room, e.Epoch, e.Name, false, e.After)
	if err != nil {
		return nil, err
	}
	return t.state(id)
}

func (s *Seat) place1(t *tx, n seated) error {
	var log driverValue
	if n.log != nil {
		log = n.log.id
	}
	return t.exec(`INSERT INTO places (place, log, read, draft) VALUES (?, ?, ?, ?)
		ON CONFLICT (place) DO UPDATE SET log = excluded.log, read = excluded.read, draft = excluded.draft`,
		s.place, log, int64(n.read), n.draft)
}

// Save keeps a change, all of it or nothing. When it returns nil the change is
// durable. Where nothing changes it returns at once.
func (s *Seat) Save(c Change) error {
	next := s.snapshot()
	if err := s.checkChange(c, next); err != nil {
		return err
	}
	var result seated
	err := s.store.write(len(c.Said)+len(c.Waiting), func(t *tx) (err error) {
		result = next
		result.outbox = slices.Clone(next.outbox)
		return s.save(t, &result, c)
	}, nil)
	if err != nil {
		return fmt.Errorf("history: save at %q: %w", s.place, err)
	}
	s.adopt(result)
	return nil
}

func (s *Seat) checkChange(c Change, now seated) error {
	for i := range c.Said {
		if err := check(&c.Said[i]); err != nil {
			return err
		}
		if c.Said[i].Seq == 0 || c.Said[i].Seq > maxSeq {
			return fmt.Errorf("history: a message numbered %d", c.Said[i].Seq)
		}
	}
	switch {
	case len(c.Said) > 0 && now.log == nil:
		return fmt.Errorf("history: save at %q: no room was entered there", s.place)
	case c.Draft != nil && len(*c.Draft) > maxDraft:
		return fmt.Errorf("history: a draft of %d bytes", len(*c.Draft))
	case len(c.Waiting)+len(now.outbox) > maxWaiting:
		return fmt.Errorf("history: save at %q: %w", s.place, chat.Busy)
	}
	return nil
}

func (s *Seat) save(t *tx, n *seated, c Change) error {
	if n.log != nil && !n.log.hosted {
		if err := t.said(n.log, c.Said); err != nil {
			return err
		}
	}
	if err := s.saveOutbox(t, n, c); err != nil {
		return err
	}
	if c.Draft == nil && c.Read == nil {
		return nil
	}
	if c.Draft != nil {
		n.draft = *c.Draft
	}
	if c.Read != nil {
		n.read = *c.Read
	}
	return s.place1(t, *n)
}

// said stores the messages that are not stored yet.
func (t *tx) said(l *logState, list []chat.Message) error {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b chat.Message) int { return cmp.Compare(a.Seq, b.Seq) })
	var run span
	flush := func() error {
		if run.first == 0 {
			return nil
		}
		err := t.extend(l, run)
		run = span{}
		return err
	}
	for i := range list {
		m := &list[i]
		if run.first != 0 && m.Seq == run.last || t.view(l).spans.has(m.Seq) {
			continue
		}
		if run.first != 0 && m.Seq != run.last+1 {
			if err := flush(); err != nil {
				return err
			}
		}
		if err := t.line(l.id, m); err != nil {
			return err
		}
		if run.first == 0 {
			run.first = m.Seq
		}
		run.last = m.Seq
		run.bytes += int64(len(m.Text))
	}
	return flush()
}

func (s *Seat) saveOutbox(t *tx, n *seated, c Change) error {
	for _, id := range c.Answered {
		i := slices.IndexFunc(n.outbox, func(w Waiting) bool { return w.ID == id })
		if i < 0 {
			continue
		}
		n.outbox = slices.Delete(n.outbox, i, i+1)
		if err := t.exec(`DELETE FROM outbox WHERE place = ? AND id = ?`, s.place, id[:]); err != nil {
			return err
		}
	}
	for _, w := range c.Waiting {
		i := slices.IndexFunc(n.outbox, func(x Waiting) bool { return x.ID == w.ID })
		if i >= 0 && !n.outbox[i].Failed() {
			continue
		}
		if i >= 0 {
			n.outbox = slices.Delete(n.outbox, i, i+1)
			if err := t.exec(`DELETE FROM outbox WHERE place = ? AND id = ?`, s.place, w.ID[:]); err != nil {
				return err
			}
		}
		w.At = w.At.UTC().Truncate(time.Millisecond)
		n.outbox = append(n.outbox, w)
		if err := t.exec(`INSERT INTO outbox (place, id, text, at, code, detail) VALUES (?, ?, ?, ?, ?, ?)`,
			s.place, w.ID[:], w.Text, w.At.UnixMilli(), int64(w.Why.Code), w.Why.Detail); err != nil {
			return err
		}
	}
	for _, d := range c.Declined {
		i := slices.IndexFunc(n.outbox, func(w Waiting) bool { return w.ID == d.ID })
		if i < 0 {
			continue
		}
		n.outbox[i].Why = d.Refusal
		if err := t.exec(`UPDATE outbox SET code = ?, detail = ? WHERE place = ? AND id = ?`,
			int64(d.Code), d.Detail, s.place, d.ID[:]); err != nil {
			return err
		}
	}
	return nil
}
