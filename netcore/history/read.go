package history

import (
	"database/sql/driver"
	"time"

	"landline/netcore/chat"
)

// readers bounds the connections that read at once; the others wait.
const readers = 4

// pageLimit bounds what one call reads, whatever limit it asks for.
const pageLimit = 1 << 17

// read calls f with a connection that only reads.
func (s *Store) read(f func(*conn) error) (err error) {
	c := <-s.readers
	defer func() { s.readers <- c }()
	if c == nil {
		if c, err = connect(s.path, readOnly); err != nil {
			return err
		}
	}
	return f(c)
}

// page reads the messages of a log from first to last, both included.
func (s *Store) page(l *logState, first, last uint64) (list []chat.Message, err error) {
	err = s.read(func(c *conn) (err error) {
		list, err = s.lines(c, l.id, first, last)
		return err
	})
	return list, err
}

// lines reads the messages of a log from first to last, both included, in
// order.
func (s *Store) lines(c *conn, log int64, first, last uint64) ([]chat.Message, error) {
	list := make([]chat.Message, 0, last-first+1)
	err := c.each(func(row []driver.Value) error {
		m := chat.Message{Seq: seqOf(integer(row[0])), Text: text(row[4]), At: time.UnixMilli(integer(row[3])).UTC()}
		if err := blob(m.ID[:], row[1]); err != nil {
			return err
		}
		who, err := s.people.who(c, integer(row[2]))
		m.From, m.Name = who.key, who.name
		list = append(list, m)
		return err
	}, `SELECT n, id, author, at, text FROM lines WHERE n BETWEEN ? AND ? ORDER BY n`, row(log, first), row(log, last))
	return list, err
}
