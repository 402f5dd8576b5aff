package history

import (
	"fmt"

	"landline/netcore/chat"
)

// Around returns the line seq of one life of a room with up to each lines on
// either side, in order and without a hole; none where it is not stored. It is
// for showing a hit in its surroundings, also of a room in which nobody sits
// any more. It may be called from any goroutine.
func (s *Store) Around(room chat.RoomID, whose Whose, epoch chat.Epoch, seq uint64, each int) (list []chat.Message, err error) {
	if seq == 0 || seq > maxSeq {
		return nil, nil
	}
	n := uint64(min(max(each, 0), pageLimit/2))
	err = s.read(func(c *conn) error {
		var log int64
		var x span
		// One life may be stored more than once; the one that goes on is best.
		err := c.each(func(row []driverValue) error {
			taken, err := whose.takes(row[3], row[4])
			if taken && log == 0 {
				log, x = integer(row[0]), span{first: uint64(integer(row[1])), last: uint64(integer(row[2]))}
			}
			return err
		}, `SELECT l.id, s.first, s.last, l.host, l.hosted FROM logs l JOIN spans s ON s.log = l.id
			WHERE l.room = ? AND l.epoch = ? AND l.retired < `+beingImported+` AND ? BETWEEN s.first AND s.last
			ORDER BY l.retired, l.hosted DESC, l.id DESC`, room[:], epoch[:], int64(seq))
		if err != nil || log == 0 {
			return err
		}
		first := max(x.first, seq-min(n, seq))
		list, err = s.lines(c, log, first, min(x.last, seq+n))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("history: around line %d: %w", seq, err)
	}
	return list, nil
}
