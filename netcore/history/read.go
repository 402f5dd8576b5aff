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

// read calls f with a connection that only reads. All that f finds is of one
// moment.
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
	if err = c.still(f); errors.Is(err, ErrDamaged) {
		s.suspect(err)
	}
	return err
}

// still calls f while nothing changes for this connection.
func (c *conn) still(f func(*conn) error) error {
	if err := c.exec("BEGIN"); err != nil {
		return err
	}
	if err := f(c); err != nil {
		_ = c.exec("ROLLBACK") // nothing to do where SQLite has rolled back by itself
		return err
	}
	return c.exec("COMMIT")
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
// order. One whose text is forgotten (trim.go) is not among them. The
// connection is in a transaction.
func (s *Store) lines(c *conn, log int64, first, last uint64) ([]chat.Message, error) {
	done, err := deeds(c, row(log, first), row(log, last))
	if err != nil {
		return nil, err
	}
	list := make([]chat.Message, 0, last-first+1)
	err = c.each(func(row []driverValue) error {
		m, author, err := message(row)
		if err != nil {
			return err
		}
		n := integer(row[0])
		for len(done) > 0 && done[0].n < n {
			done = done[1:]
		}
		switch {
		case len(done) > 0 && done[0].n == n:
			m.Deed = done[0].deed
		case m.Text == "":
			return nil
		}
		who, err := s.author(c, author)
		m.From, m.Name = who.key, who.name
		list = append(list, m)
		return err
	}, `SELECT n, id, author, at, text FROM lines WHERE n BETWEEN ? AND ? ORDER BY n`, row(log, first), row(log, last))
	return list, err
}

// author reads the person of a row of people that is committed.
func (s *Store) author(c *conn, id int64) (who person, err error) {
	who, ok := s.people.who(id)
	if ok {
		return who, nil
	}
	if who, err = look(c, id); err == nil {
		s.people.met(id, who)
	}
	return who, err
}

// message is a line's row without its deed, and the number of its author.
func message(row []driverValue) (m chat.Message, author int64, err error) {
	m = chat.Message{Seq: seqOf(integer(row[0])), Text: text(row[4]), At: time.UnixMilli(integer(row[3])).UTC()}
	return m, integer(row[2]), blob(m.ID[:], row[1])
}

// line returns the message seq of a log where it has that id, with an empty
// text and no deed where that is forgotten.
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
	if err != nil {
		return chat.Message{}, false, err
	}
	d, _, err := t.deed(row(log, seq))
	m.From, m.Name, m.Deed = who.key, who.name, d.Deed
	return m, true, err
}
