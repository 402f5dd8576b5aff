package history

import "errors"

// Bounds of one transaction: beyond either the others wait for the next one.
const (
	batchJobs  = 1024
	batchLines = 8192
)

// unseen is no version that a file has.
const unseen = -1

// job is one caller's change.
type job struct {
	run   func(*tx) error // may run twice: the second time alone
	lines int             // that it writes at most
	after func()          // once it is committed, before the caller goes on
	alone func() error    // in place of run: outside of any transaction
	last  bool            // nobody comes after it
	err   error
	turn  chan bool // true: lead now; false: done
}

// write has run executed in a transaction, together with those of everybody
// who waits, and returns once that is durable. after is called then, by the one
// goroutine that leads.
func (s *Store) write(lines int, run func(*tx) error, after func()) error {
	return s.do(&job{run: run, lines: lines, after: after})
}

// exclusive runs f while nobody writes.
func (s *Store) exclusive(f func() error) error { return s.do(&job{alone: f}) }

// do has the job done by whoever leads, which is its own goroutine where nobody
// does.
func (s *Store) do(j *job) error {
	j.turn = make(chan bool, 1)
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return ErrClosed
	}
	s.closed = j.last
	s.queue = append(s.queue, j)
	if lead := !s.leading; lead {
		s.leading = true
		s.mu.Unlock()
	} else {
		s.mu.Unlock()
		if lead := <-j.turn; !lead {
			return j.err
		}
	}
	s.lead(j)
	return j.err
}

// lead commits a batch, of which own is the first, and hands the lead on to
// whoever came meanwhile, so that no caller serves the others for ever.
func (s *Store) lead(own *job) {
	batch := s.take()
	s.commit(batch)
	for _, j := range batch {
		if j.err == nil && j.after != nil {
			j.after()
		}
		if j != own {
			j.turn <- false
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) > 0 {
		s.queue[0].turn <- true
		return
	}
	s.leading = false
}

// take takes the first of those who wait.
func (s *Store) take() []*job {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, lines := 0, 0
	for n < len(s.queue) && n < batchJobs {
		next := s.queue[n]
		if lines += next.lines; n > 0 && (lines > batchLines || next.alone != nil) {
			break
		}
		if n++; next.alone != nil {
			break
		}
	}
	batch := s.queue[:n:n]
	s.queue = s.queue[n:]
	if len(s.queue) == 0 {
		s.queue = nil
	}
	return batch
}

// commit writes a batch in one transaction. Where that fails each is tried
// alone: what is too big for the disk must not take a small one with it.
func (s *Store) commit(batch []*job) {
	if f := batch[0].alone; f != nil {
		batch[0].err = f()
		return
	}
	err := s.transact(batch)
	if err == nil || len(batch) == 1 {
		for _, j := range batch {
			j.err = err
		}
		return
	}
	for i := range batch {
		batch[i].err = s.transact(batch[i : i+1])
	}
}

func (s *Store) transact(batch []*job) error {
	t := &tx{conn: s.writer, store: s}
	err := t.begin(len(batch) == 1)
	for i := 0; i < len(batch) && err == nil; i++ {
		err = batch[i].run(t)
	}
	if err == nil {
		err = t.conn.exec("COMMIT")
	}
	if err == nil {
		t.publish()
		return nil
	}
	// Some errors have rolled back already, and nothing is left to do.
	_ = t.conn.exec("ROLLBACK")
	s.drop(t.met)
	s.version = unseen
	if errors.Is(err, ErrDamaged) {
		s.suspect(err)
	}
	return err
}

// drop forgets logs of which the rows were perhaps never committed.
func (s *Store) drop(met []*logState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range met {
		delete(s.logs, l.id)
	}
}

// shut lets nobody else in and waits for those who are.
func (s *Store) shut() error {
	return s.do(&job{alone: func() error { return nil }, last: true})
}
