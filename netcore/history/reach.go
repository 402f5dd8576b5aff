package history

import "database/sql"

// What the rest of this package needs of the store. Its tables are in
// schema.go; row and seqOf translate between a line's number in its log and
// the number of its row.

// reader is a small pool of connections that cannot write. Rows must be closed
// before Close, which waits for them.
func (s *Store) reader() *sql.DB { return s.pool }

// stored tells which lines of which logs are in the file now, whichever
// process wrote them. A row outside of them is to be treated as absent.
func (s *Store) stored() (map[int64]spans, error) {
	found := make(map[int64]spans)
	err := s.read(func(c *conn) error {
		return c.each(func(row []driverValue) error {
			log := integer(row[0])
			found[log] = append(found[log], span{uint64(integer(row[1])), uint64(integer(row[2])), integer(row[3])})
			return nil
		}, `SELECT log, first, last, bytes FROM spans ORDER BY log, first`)
	})
	return found, err
}

// commits counts the transactions of this process that changed something.
// Whoever works in the background sees by it whether it is quiet.
func (s *Store) commits() uint64 { return s.committed.Load() }

// background runs f in a goroutine that Close waits for; f ends when s.ctx
// does. Nothing runs once the store is closed.
func (s *Store) background(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.work.Go(f)
	}
}
