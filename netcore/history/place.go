package history

import (
	"fmt"

	"landline/netcore/chat"
)

// Gather puts what one place has to that of another, which is then empty: the log,
// where there is one, the draft behind the draft, and the outbox in the order in
// which it was written. Nobody may sit at either meanwhile. Errors are those of
// Seat.Save.
func (s *Store) Gather(into, from string) error {
	if err := s.write(0, func(t *tx) error { return t.gather(into, from) }, nil); err != nil {
		return fmt.Errorf("history: gather %q from %q: %w", into, from, err)
	}
	return nil
}

func (t *tx) gather(into, from string) error {
	something, _, err := t.number(`SELECT EXISTS (SELECT 1 FROM places WHERE place = ?1) OR EXISTS (SELECT 1 FROM outbox WHERE place = ?1)`, from)
	if err != nil || something == 0 {
		return err
	}
	was, _, err := t.number(`SELECT coalesce(log, 0) FROM places WHERE place = ?`, into)
	if err != nil {
		return err
	}
	if err := t.exec(`INSERT INTO places (place, log, read, draft) SELECT ?, log, read, draft FROM places WHERE place = ?
		ON CONFLICT (place) DO UPDATE SET
			read = CASE WHEN excluded.log IS NULL THEN read ELSE excluded.read END,
			log = coalesce(excluded.log, log),
			draft = draft || CASE WHEN draft = '' OR excluded.draft = '' THEN '' ELSE char(10) END || excluded.draft`, into, from); err != nil {
		return err
	}
	if err := t.exec(`UPDATE OR REPLACE outbox SET place = ? WHERE place = ?`, into, from); err != nil {
		return err
	}
	if err := t.exec(`DELETE FROM places WHERE place = ?`, from); err != nil || was == 0 {
		return err
	}
	l, err := t.state(was)
	if err != nil {
		return err
	}
	return t.retire(l)
}

// HostsOf are the keys of those who are known to have kept a room, whoever was met
// last at the end; own tells that this computer kept it, whose key is
// not among them. It may be called from any goroutine.
func (s *Store) HostsOf(room chat.RoomID) (hosts []chat.MemberID, own bool, err error) {
	err = s.read(func(c *conn) error {
		return c.each(func(row []driverValue) error {
			var key chat.MemberID
			if err := blobOrNone(key[:], row[0]); err != nil {
				return err
			}
			switch {
			case integer(row[1]) != 0:
				own = true
			case !key.IsZero():
				hosts = append(hosts, key)
			}
			return nil
		}, `SELECT host, max(hosted) FROM logs WHERE room = ? AND retired < `+beingImported+` GROUP BY host, hosted ORDER BY max(id)`, room[:])
	})
	if err != nil {
		return nil, false, fmt.Errorf("history: hosts of room %s: %w", room, err)
	}
	return hosts, own, nil
}
