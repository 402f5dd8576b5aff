package history

import (
	"errors"
	"fmt"
	"time"

	"landline/netcore/chat"
)

// forgetStep is how many lines one transaction of Forget removes, so that those
// who append to other rooms wait for milliseconds only.
const forgetStep = 8 * trimStep

// The write-ahead log cannot be emptied while somebody reads from it, or moves it
// into the file. It is tried so often, with a pause between during which others
// write; each try waits for truncateWait.
const (
	truncateTries = 100
	truncatePause = 100 * time.Millisecond
	truncateWait  = "busy_timeout(100)"
)

// errBeingRead is why the write-ahead log still has what was removed.
var errBeingRead = errors.New("history: another program reads the file all the time")

// Whose picks lives of a room by who keeps them.
type Whose func(host chat.MemberID, hosted bool) bool

// picks tells whether a life is among those that are meant; of a nil Whose all are.
func (w Whose) picks(host chat.MemberID, hosted bool) bool { return w == nil || w(host, hosted) }

// takes is picks by what the row of a log holds.
func (w Whose) takes(host, hosted driverValue) (bool, error) {
	var key chat.MemberID
	if err := blobOrNone(key[:], host); err != nil {
		return false, err
	}
	return w.picks(key, integer(hosted) != 0), nil
}

// Forget removes all that is kept of a room: every life of its log, hosted here
// or not, who was in it, and what is at its places, also at those that are named:
// cursor, draft and outbox. A zero room forgets the named places alone. The room
// is gone for everybody who uses this file, so nobody may sit in it or host it
// meanwhile.
//
// The id of a room is no secret, and another host may have used it. Where whose is
// not nil, only those lives go of whose host it says so, zero where that one is not
// known; hosted tells that the life is this computer's own. The others stay with
// their places, unless these are named, and who was in a room that is hosted here
// stays with it.
//
// What was said is overwritten, in the file and in its write-ahead log, and the
// search index, which cannot be overwritten word by word, is begun anew by the
// next Index or Search. Where Forget fails half-way the room is there still,
// with less in it; it can be called again. Errors are those of Seat.Save.
func (s *Store) Forget(room chat.RoomID, whose Whose, places ...string) error {
	err := s.forget(room, whose, places)
	if err == nil {
		err = s.truncate(truncateTries)
	}
	if err == nil {
		err = s.forgetIndex()
	}
	if err != nil {
		return fmt.Errorf("history: forget room %s: %w", room, err)
	}
	return nil
}

// truncate empties the write-ahead log.
func (s *Store) truncate(tries int) error {
	for range tries {
		emptied := false
		err := s.exclusive(func() (err error) {
			if err = s.writer.pragma(truncateWait); err == nil {
				emptied, err = s.writer.truncate()
			}
			return errors.Join(err, s.writer.pragma(busyTimeout))
		})
		if err != nil || emptied {
			return err
		}
		select {
		case <-time.After(truncatePause):
		case <-s.ctx.Done():
			return ErrClosed
		}
	}
	return errBeingRead
}

// truncate empties the write-ahead log; false where it is in use.
func (c *conn) truncate() (emptied bool, err error) {
	err = c.each(func(row []driverValue) error { emptied = integer(row[0]) == 0; return nil }, "PRAGMA wal_checkpoint(TRUNCATE)")
	return emptied, err
}

func (s *Store) forget(room chat.RoomID, whose Whose, places []string) error {
	var logs []int64
	err := s.write(0, func(t *tx) (err error) {
		logs, err = t.logsIn(room, whose)
		for i := 0; i < len(logs) && err == nil; i++ {
			err = t.hollow(logs[i])
		}
		return err
	}, nil)
	for i := 0; i < len(logs) && err == nil; i++ {
		err = s.forgetLines(logs[i])
	}
	if err != nil {
		return err
	}
	return s.write(0, func(t *tx) error { return t.forgetRoom(room, logs, places) }, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, log := range logs {
			delete(s.logs, log)
		}
	})
}

// logsIn are the logs of a room of which whose says so, also those that nobody goes
// on with.
func (t *tx) logsIn(room chat.RoomID, whose Whose) (logs []int64, err error) {
	if room.IsZero() {
		return nil, nil
	}
	return logs, t.each(func(row []driverValue) error {
		taken, err := whose.takes(row[1], row[2])
		if taken {
			logs = append(logs, integer(row[0]))
		}
		return err
	}, `SELECT id, host, hosted FROM logs WHERE room = ?`, room[:])
}

// hollow makes a log one of which nothing is stored.
func (t *tx) hollow(log int64) error {
	l, err := t.state(log)
	if err != nil {
		return err
	}
	v := t.view(l)
	v.spans, v.tip = nil, tip{}
	t.set(l, v)
	return t.exec(`DELETE FROM spans WHERE log = ?`, log)
}

// forgetLines removes the rows of a log's lines in steps.
func (s *Store) forgetLines(log int64) error {
	for more := true; more; {
		err := s.write(0, func(t *tx) error {
			more = false
			last := int64(0)
			err := t.each(func(row []driverValue) error {
				last, more = integer(row[0]), true
				return nil
			}, `SELECT n FROM lines WHERE n BETWEEN ? AND ? ORDER BY n LIMIT 1 OFFSET ?`, row(log, 0), row(log, maxSeq), int64(forgetStep-1))
			if !more {
				last = row(log, maxSeq)
			}
			if err != nil {
				return err
			}
			return t.exec(`DELETE FROM lines WHERE n BETWEEN ? AND ?`, row(log, 0), last)
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// forgetRoom removes what is left of a room besides its lines.
func (t *tx) forgetRoom(room chat.RoomID, logs []int64, places []string) error {
	for _, log := range logs {
		if err := t.each(func(row []driverValue) error {
			places = append(places, text(row[0]))
			return nil
		}, `SELECT place FROM places WHERE log = ?`, log); err != nil {
			return err
		}
		for _, query := range []string{
			`DELETE FROM deeds WHERE n BETWEEN ? AND ?`, `DELETE FROM blocks WHERE n BETWEEN ? AND ?`, `DELETE FROM acts WHERE n BETWEEN ? AND ?`,
		} {
			if err := t.exec(query, row(log, 0), row(log, maxSeq)); err != nil {
				return err
			}
		}
		if err := t.exec(`DELETE FROM logs WHERE id = ?`, log); err != nil {
			return err
		}
	}
	for _, place := range places {
		for _, query := range []string{`DELETE FROM outbox WHERE place = ?`, `DELETE FROM places WHERE place = ?`} {
			if err := t.exec(query, place); err != nil {
				return err
			}
		}
	}
	if err := t.exec(`DELETE FROM guests WHERE room = ?1 AND NOT EXISTS (SELECT 1 FROM logs WHERE room = ?1 AND hosted = 1)`, room[:]); err != nil {
		return err
	}
	return t.forgetPeople()
}

// forgetPeople takes key and name from the people of whom no line is stored any
// more. Their rows stay: a number that somebody remembers is never another
// person's.
func (t *tx) forgetPeople() error {
	t.store.people.retire()
	return t.exec(`UPDATE people SET key = randomblob(16), name = '' WHERE length(key) <> 16 AND
		id NOT IN (SELECT author FROM lines UNION SELECT author FROM acts)`)
}

// forgetIndex throws the search index away.
func (s *Store) forgetIndex() error {
	s.index.writing.Lock()
	defer s.index.writing.Unlock()
	return s.dropIndex()
}
