package history

import (
	"errors"
	"fmt"

	"landline/netcore/chat"
)

// Catalogue lists every room of which something is stored here, imported ones
// included, or which this computer hosts: each once, as its newest life is kept,
// the room that was met last first. Lines and Bytes count all its lives. It may
// be called from any goroutine.
func (s *Store) Catalogue() ([]Room, error) {
	var list []Room
	err := s.read(func(c *conn) error {
		logs, found, err := currentLogs(c)
		for i := 0; i < len(found) && err == nil; i++ {
			err = s.count(c, &found[i], logs[i])
		}
		list = found
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("history: catalogue: %w", err)
	}
	return list, nil
}

// currentLogs returns the log of each room's newest life, and what its row
// tells: one that goes on before one that does not, a hosted one before a copy.
func currentLogs(c *conn) (logs []int64, rooms []Room, err error) {
	seen := make(map[chat.RoomID]bool)
	err = c.each(func(row []driverValue) error {
		r := Room{Name: text(row[3]), Hosted: integer(row[5]) != 0, Place: text(row[6]), Keep: keepOf(row[7], row[8])}
		if err := blob(r.ID[:], row[1]); err != nil || seen[r.ID] {
			return err
		}
		seen[r.ID] = true
		logs, rooms = append(logs, integer(row[0])), append(rooms, r)
		last := &rooms[len(rooms)-1]
		return errors.Join(blobOrNone(last.Host[:], row[4]), blob(last.Epoch[:], row[2]))
	}, `SELECT id, room, epoch, name, host, hosted, (SELECT min(place) FROM places WHERE log = logs.id), keep_age, keep_lines
		FROM logs WHERE retired < `+beingImported+` ORDER BY retired, hosted DESC, id DESC`)
	return logs, rooms, err
}

// count tells how much of a room is stored.
func (s *Store) count(c *conn, r *Room, log int64) error {
	var now spans
	err := c.each(func(row []driverValue) error {
		x := span{uint64(integer(row[1])), uint64(integer(row[2])), integer(row[3])}
		r.Lines += x.last - x.first + 1
		r.Bytes += x.bytes
		if integer(row[0]) == log {
			now = append(now, x)
		}
		return nil
	}, `SELECT s.log, s.first, s.last, s.bytes FROM logs l JOIN spans s ON s.log = l.id
		WHERE l.room = ? AND l.retired < `+beingImported+` ORDER BY s.log, s.first`, r.ID[:])
	if err != nil || len(now) == 0 {
		return err
	}
	r.First, r.Head, r.Gaps = now.first(), now.last(), now.gaps()
	newest, err := s.lines(c, log, r.Head, r.Head)
	if len(newest) == 1 {
		r.Newest = newest[0].At
	}
	return err
}
