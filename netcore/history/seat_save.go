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

// Save keeps a change, all of it or nothing, in the order of its fields. When
// it returns nil the change is durable; where there is nothing to change it
// returns at once. What is said on a log that this computer hosts is there
// already and is not taken. It refuses with chat.Busy where the outbox would
// hold more than 65,536 lines, and otherwise wraps ErrFull, ErrReadOnly,
// ErrDamaged or ErrClosed; after each the seat is as it was.
func (s *Seat) Save(c Change) error {
	if err := s.check(c); err != nil {
		return fmt.Errorf("history: save at %q: %w", s.place, err)
	}
	if !s.state().lacks(c) {
		return nil
	}
	err := s.store.write(len(c.Said)+len(c.Waiting), func(t *tx) error { return t.save(s, c) }, nil)
	if err != nil {
		return fmt.Errorf("history: save at %q: %w", s.place, err)
	}
	return nil
}

// check refuses what cannot be true.
func (s *Seat) check(c Change) error {
	if len(c.Said) > 0 && s.state().log == nil {
		return fmt.Errorf("no room was entered there")
	}
	for i := range c.Said {
		if err := check(&c.Said[i]); err != nil {
			return err
		}
		if seq := c.Said[i].Seq; seq == 0 || seq > maxSeq {
			return fmt.Errorf("a message numbered %d", seq)
		}
	}
	for _, w := range c.Waiting {
		if len(w.Text) > chat.MaxText || w.ID.IsZero() {
			return fmt.Errorf("a line of %d bytes with id %v", len(w.Text), w.ID)
		}
		if err := w.check(); err != nil {
			return err
		}
	}
	if c.Draft != nil && len(*c.Draft) > maxDraft {
		return fmt.Errorf("a draft of %d bytes", len(*c.Draft))
	}
	if c.Read != nil && *c.Read > maxSeq {
		return fmt.Errorf("read up to %d", *c.Read)
	}
	return nil
}

// check refuses what no member could ask for, and what is not kept of a deed.
func (w *Waiting) check() error {
	if d := w.Deed; d.Edited || d.Addrs != "" || d.Act == chat.Erased || d.For%time.Millisecond != 0 || d.About.Seq > maxSeq || d.For < 0 {
		return fmt.Errorf("a line that is to do %+v", d)
	}
	return nil
}

// lacks tells whether there is anything in c that the seat does not have.
func (n seated) lacks(c Change) bool {
	if len(c.Waiting)+len(c.Answered)+len(c.Declined) > 0 ||
		c.Draft != nil && *c.Draft != n.draft || c.Read != nil && *c.Read != n.read {
		return true
	}
	if n.log == nil || n.log.hosted {
		return false
	}
	stored := n.log.now().spans
	return slices.ContainsFunc(c.Said, func(m chat.Message) bool { return !stored.has(m.Seq) })
}

func (t *tx) save(s *Seat, c Change) error {
	now := t.seat(s)
	if now.log != nil && !now.log.hosted {
		if err := t.said(now.log, c.Said); err != nil {
			return err
		}
	}
	if len(c.Waiting)+len(c.Answered)+len(c.Declined) > 0 {
		box := outbox{tx: t, place: s.place, list: slices.Clone(now.outbox)}
		if err := box.save(c); err != nil {
			return err
		}
		now.outbox = box.list
	}
	draft, read := now.draft, now.read
	if c.Draft != nil {
		now.draft = *c.Draft
	}
	if c.Read != nil {
		now.read = *c.Read
	}
	t.setSeat(s, now)
	if now.draft == draft && now.read == read {
		return nil
	}
	return t.putPlace(s.place, now)
}

// putPlace stores what a place is now.
func (t *tx) putPlace(place string, now seated) error {
	var log driverValue
	if now.log != nil {
		log = now.log.id
	}
	return t.exec(`INSERT INTO places (place, log, read, draft) VALUES (?, ?, ?, ?)
		ON CONFLICT (place) DO UPDATE SET log = excluded.log, read = excluded.read, draft = excluded.draft`,
		place, log, int64(now.read), now.draft)
}

// said stores the messages that are not stored yet. A message that would begin
// one span too many is left out: it can be fetched again.
func (t *tx) said(l *logState, list []chat.Message) error {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b chat.Message) int { return cmp.Compare(a.Seq, b.Seq) })
	if len(list) == 0 {
		return nil
	}
	// What came was read from the host's log when that was at least as long.
	asOf := max(t.view(l).spans.last(), list[len(list)-1].Seq)
	var news arrivals
	for len(list) > 0 {
		stored := t.view(l).spans
		if stored.has(list[0].Seq) || len(stored) >= maxSpans && !stored.touches(list[0].Seq) {
			list = list[1:]
			continue
		}
		x := span{first: list[0].Seq, last: list[0].Seq - 1}
		var id chat.MessageID
		for len(list) > 0 && list[0].Seq <= x.last+1 && !stored.has(list[0].Seq) {
			if m := &list[0]; m.Seq > x.last {
				if err := t.put(l.id, m, asOf); err != nil {
					return err
				}
				x.last, x.bytes, id = m.Seq, x.bytes+int64(len(m.Text)), m.ID
				news.take(m)
			}
			list = list[1:]
		}
		if err := t.extend(l, x, id); err != nil {
			return err
		}
		news.runs = append(news.runs, x)
	}
	return t.arrive(l, news)
}

// outbox is a place's outbox in a transaction.
type outbox struct {
	*tx
	place string
	list  []Waiting
}

func (o *outbox) save(c Change) error {
	for _, w := range c.Waiting {
		if err := o.add(w); err != nil {
			return err
		}
	}
	for _, id := range c.Answered {
		if err := o.remove(id); err != nil {
			return err
		}
	}
	for _, d := range c.Declined {
		if i := o.find(d.ID); i >= 0 {
			d.Refusal = bounded(d.Refusal)
			o.list[i].Why = d.Refusal
			if err := o.exec(`UPDATE outbox SET code = ?, detail = ? WHERE place = ? AND id = ?`,
				int64(d.Code), d.Detail, o.place, d.ID[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *outbox) find(id chat.MessageID) int {
	return slices.IndexFunc(o.list, func(w Waiting) bool { return w.ID == id })
}

func (o *outbox) remove(id chat.MessageID) error {
	i := o.find(id)
	if i < 0 {
		return nil
	}
	o.list = slices.Delete(o.list, i, i+1)
	return o.exec(`DELETE FROM outbox WHERE place = ? AND id = ?`, o.place, id[:])
}

// add puts a line at the end, unless it waits already.
func (o *outbox) add(w Waiting) error {
	if i := o.find(w.ID); i >= 0 && !o.list[i].Failed() {
		return nil
	}
	if err := o.remove(w.ID); err != nil {
		return err
	}
	if len(o.list) >= maxWaiting {
		return chat.Busy
	}
	w.At, w.Why = w.At.UTC().Truncate(time.Millisecond), bounded(w.Why)
	o.list = append(o.list, w)
	about, id, whom, lasts := columns(0, w.Deed)
	return o.exec(`INSERT INTO outbox (n, place, id, text, at, code, detail, act, about, about_id, whom, lasts)
		VALUES ((SELECT coalesce(max(n), 0) + 1 FROM outbox), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.place, w.ID[:], w.Text, w.At.UnixMilli(), int64(w.Why.Code), w.Why.Detail, int64(w.Deed.Act), about, id, whom, lasts)
}

// bounded is a refusal whose sentence, which came from a host, is no longer than
// any may be.
func bounded(r chat.Refusal) chat.Refusal { return chat.Refuse(r.Code, r.Detail) }
