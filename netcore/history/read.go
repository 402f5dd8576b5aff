package history

import (
	"errors"
	"time"

	"landline/netcore/chat"
)

// readers bounds the connections that read at once; the others wait.
const readers = 4

// pageLimit bounds what one call reads, whatever limit it asks for.
const pageLimit = 1 << 17

// read calls f with a connection that only reads.
func (s *Store) read(f func(*conn) error) (err error) {
	c, ok := <-s.readers
	if !ok {
		return ErrClosed
	}
	defer func() { s.readers <- c }()
	if c == nil {
		if c, err = open(s.path, s.how); err != nil {
			return err
		}
	}
	if err = f(c); errors.Is(err, ErrDamaged) {
		s.suspect(err)
	}
	return err
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
// order. One whose text is forgotten (trim.go) is not among them.
func (s *Store) lines(c *conn, log int64, first, last uint64) ([]chat.Message, error) {
	list := make([]chat.Message, 0, last-first+1)
	err := c.each(func(row []driverValue) error {
		m, author, err := message(row)
		if err != nil {
			return err
		}
		who, ok := s.people.who(author)
		if !ok {
			if who, err = look(c, author); err != nil {
				return err
			}
			s.people.remember(author, who)
		}
		m.From, m.Name = who.key, who.name
		list = append(list, m)
		return nil
	}, `SELECT n, id, author, at, text FROM lines WHERE n BETWEEN ? AND ? AND text <> '' ORDER BY n`, row(log, first), row(log, last))
	return list, err
}

// message is a line's row, and the number of its author.
func message(row []driverValue) (m chat.Message, author int64, err error) {
	m = chat.Message{Seq: seqOf(integer(row[0])), Text: text(row[4]), At: time.UnixMilli(integer(row[3])).UTC()}
	return m, integer(row[2]), blob(m.ID[:], row[1])
}

// line returns the message seq of a log where it has that id, with an empty
// text where that is forgotten.
func (t *tx) line(log int64, seq uint64, id chat.MessageID) (m chat.Message, ok bool, err error) {
	var author int64
	err = t.each(func(row []driverValue) (err error) {
		m, author, err = message(row)
		return err
	}, `SELECT n, id, author, at, text FROM lines WHERE n = ?`, row(log, seq))
	if err != nil || m.ID != id {
		return chat.Message{}, false, err
	}
	// Not remembered: the row may not be committed yet.
	who, err := look(t.conn, author)
	m.From, m.Name = who.key, who.name
	return m, true, err
}
