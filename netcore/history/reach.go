package history

import "database/sql"

// What the rest of this package needs of the store. Its tables are in
// schema.go; row and seqOf translate between a line's number in its log and
// the number of its row.

// reader is a small pool of connections that cannot write. Rows must be closed
// before Close, which waits for them.
func (s *Store) reader() *sql.DB { return s.pool }

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
