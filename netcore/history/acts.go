package history

import (
	"fmt"
	"time"

	"landline/netcore/chat"
)

// Acts are the moderating messages of all the log in their order, also of the
// part that is no longer kept: a room that forgets its lines keeps its rules.
// Nothing else returns chat.Deed.Addrs of what was appended. It may be called
// from any goroutine, and reads all of them at once.
func (l *Log) Acts() (list []chat.Message, err error) {
	return l.acts(`SELECT n, id, author, at, text, act, whom, lasts, addrs FROM acts WHERE n BETWEEN ? AND ? ORDER BY n`,
		row(l.state.id, 1), row(l.state.id, maxSeq))
}

// RecentActs are the newest of Acts, at most limit of them, the newest first. It
// may be called from any goroutine.
func (l *Log) RecentActs(limit int) ([]chat.Message, error) {
	return l.acts(`SELECT n, id, author, at, text, act, whom, lasts, addrs FROM acts WHERE n BETWEEN ? AND ? ORDER BY n DESC LIMIT ?`,
		row(l.state.id, 1), row(l.state.id, maxSeq), int64(limit))
}

func (l *Log) acts(query string, args ...driverValue) (list []chat.Message, err error) {
	err = l.store.read(func(c *conn) error {
		return c.each(func(row []driverValue) error {
			m, err := l.store.act(c, row)
			list = append(list, m)
			return err
		}, query, args...)
	})
	if err != nil {
		return nil, fmt.Errorf("history: acts: %w", err)
	}
	return list, nil
}

// act is a row of acts.
func (s *Store) act(c *conn, row []driverValue) (m chat.Message, err error) {
	m, author, err := message(row)
	if err != nil {
		return m, err
	}
	who, err := s.author(c, author)
	if err != nil {
		return m, err
	}
	m.From, m.Name = who.key, who.name
	m.Act, m.Addrs = chat.Act(integer(row[5])), text(row[8])
	m.For = time.Duration(integer(row[7])) * time.Millisecond
	return m, blobOrNone(m.Whom[:], row[6])
}

// putAct notes a moderating message of a hosted log where no trimming comes.
func (t *tx) putAct(log int64, m *chat.Message) error {
	author, err := t.author(person{m.From, m.Name})
	if err != nil {
		return err
	}
	_, _, whom, lasts := columns(log, m.Deed)
	return t.exec(`INSERT OR REPLACE INTO acts (n, id, author, at, text, act, whom, lasts, addrs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		row(log, m.Seq), m.ID[:], author, m.At.UnixMilli(), m.Text, int64(m.Act), whom, lasts, m.Addrs)
}
