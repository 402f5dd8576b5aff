package history

import (
	"fmt"

	"landline/netcore/chat"
)

// guestsKept bounds the people of one room who are known to have been there
// (netcore.GuestsKept).
const guestsKept = 10_000

// Guests lists who has had a seat in the room and was not struck off since, at
// most 10,000, whoever came last at the end. It may be called from any
// goroutine.
func (l *Log) Guests() (list []chat.MemberID, err error) {
	err = l.store.read(func(c *conn) error {
		return c.each(func(row []driverValue) error {
			var id chat.MemberID
			err := blob(id[:], row[0])
			list = append(list, id)
			return err
		}, `SELECT key FROM guests WHERE room = ? ORDER BY n`, l.state.room[:])
	})
	if err != nil {
		return nil, fmt.Errorf("history: guests: %w", err)
	}
	return list, nil
}

// NoteGuests adds people, or makes them the newest where they are known, and
// then strikes others off. Beyond 10,000 those who came longest ago are
// forgotten. When it returns nil the change is durable; errors are those of
// Seat.Save. It may be called from any goroutine.
func (l *Log) NoteGuests(came, gone []chat.MemberID) error {
	came = came[max(0, len(came)-guestsKept):]
	if len(came)+len(gone) == 0 {
		return nil
	}
	room := l.state.room
	err := l.store.write(len(came)+len(gone), func(t *tx) error {
		for _, id := range came {
			if err := t.exec(`INSERT OR REPLACE INTO guests (n, room, key) VALUES ((SELECT coalesce(max(n), 0) + 1 FROM guests), ?, ?)`,
				room[:], id[:]); err != nil {
				return err
			}
		}
		for _, id := range gone {
			if err := t.exec(`DELETE FROM guests WHERE room = ? AND key = ?`, room[:], id[:]); err != nil {
				return err
			}
		}
		return t.exec(`DELETE FROM guests WHERE room = ?1 AND n <=
			(SELECT n FROM guests WHERE room = ?1 ORDER BY n DESC LIMIT 1 OFFSET ?2)`, room[:], int64(guestsKept))
	}, nil)
	if err != nil {
		return fmt.Errorf("history: guests: %w", err)
	}
	return nil
}
