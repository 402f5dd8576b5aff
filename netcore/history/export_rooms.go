package history

import (
	"errors"
	"fmt"

	"landline/netcore/chat"
)

// Catalogue lists every room of which something is stored here, imported ones
// included, or which this computer hosts: each once, as its newest life is kept,
// the room that was met last first. Lines and Bytes count all its lives.
//
// The id of a room is no secret, and another host may have used it. Where own is
// not nil it tells which lives are those of the room itself, and the others count
// only where there is none of them; it may call the store. Catalogue may be called
// from any goroutine.
func (s *Store) Catalogue(own func(chat.RoomID) (Whose, error)) ([]Room, error) {
	list, err := s.catalogue(own)
	if err != nil {
		return nil, fmt.Errorf("history: catalogue: %w", err)
	}
	return list, nil
}

func (s *Store) catalogue(own func(chat.RoomID) (Whose, error)) (list []Room, err error) {
	var rooms []roomLogs
	err = s.read(func(c *conn) error {
		rooms, err = logsByRoom(c)
		return err
	})
	for i := 0; i < len(rooms) && err == nil && own != nil; i++ {
		var whose Whose
		if whose, err = own(rooms[i][0].ID); err == nil {
			rooms[i] = rooms[i].ownFirst(whose)
		}
	}
	if err != nil {
		return nil, err
	}
	return list, s.read(func(c *conn) error {
		for _, logs := range rooms {
			r, err := s.count(c, logs)
			if err != nil {
				return err
			}
			list = append(list, r)
		}
		return nil
	})
}

// roomLogs are the logs of one room, with what their rows tell: first the one that
// is shown.
type roomLogs []roomLog

type roomLog struct {
	log int64
	Room
}

// logsByRoom reads all logs: one that goes on before one that does not, a hosted
// one before a copy.
func logsByRoom(c *conn) (rooms []roomLogs, err error) {
	met := make(map[chat.RoomID]int) // where in rooms
	err = c.each(func(row []driverValue) error {
		l := roomLog{integer(row[0]), Room{Name: text(row[3]), Hosted: integer(row[5]) != 0, Place: text(row[6]), Keep: keepOf(row[7], row[8])}}
		if err := errors.Join(blob(l.ID[:], row[1]), blob(l.Epoch[:], row[2]), blobOrNone(l.Host[:], row[4])); err != nil {
			return err
		}
		i, known := met[l.ID]
		if !known {
			i = len(rooms)
			met[l.ID], rooms = i, append(rooms, nil)
		}
		rooms[i] = append(rooms[i], l)
		return nil
	}, `SELECT id, room, epoch, name, host, hosted, (SELECT min(place) FROM places WHERE log = logs.id), keep_age, keep_lines
		FROM logs WHERE retired < `+beingImported+` ORDER BY retired, hosted DESC, id DESC`)
	return rooms, err
}

// ownFirst are those of which whose says so, or all where there is none.
func (logs roomLogs) ownFirst(whose Whose) (own roomLogs) {
	for _, l := range logs {
		if whose.picks(l.Host, l.Hosted) {
			own = append(own, l)
		}
	}
	if len(own) == 0 {
		return logs
	}
	return own
}

// count tells how much is stored in the logs of a room.
func (s *Store) count(c *conn, logs roomLogs) (Room, error) {
	r := logs[0].Room
	for i, l := range logs {
		var held spans
		if err := c.each(func(row []driverValue) error {
			held = append(held, span{uint64(integer(row[0])), uint64(integer(row[1])), integer(row[2])})
			return nil
		}, `SELECT first, last, bytes FROM spans WHERE log = ? ORDER BY first`, l.log); err != nil {
			return r, err
		}
		r.Lines += held.lines()
		r.Bytes += held.bytes()
		if i > 0 || len(held) == 0 {
			continue
		}
		r.First, r.Head, r.Gaps = held.first(), held.last(), held.gaps()
		newest, err := s.lines(c, l.log, r.Head, r.Head)
		if err != nil {
			return r, err
		}
		if len(newest) == 1 {
			r.Newest = newest[0].At
		}
	}
	return r, nil
}
