package history

import (
	"fmt"
	"sync"

	"landline/netcore/chat"
)

// logState is what this process remembers of one log. The view is replaced as
// a whole, after the commit that changed it.
type logState struct {
	id     int64
	room   chat.RoomID
	epoch  chat.Epoch
	hosted bool
	ids    ids  // of a hosted log; for the goroutine that leads
	log    *Log // guarded by Store.mu

	mu   sync.RWMutex
	view view
}

// view is a log as one transaction left it.
type view struct {
	name    string
	host    chat.MemberID
	retired bool
	base    uint64
	keep    Keep
	spans   spans
	tip     tip
}

// tip is a message whose id is remembered because the cursor may ask for it.
type tip struct {
	seq uint64
	id  chat.MessageID
}

// of tells whether this may be the log of a host: nobody's, or theirs.
func (v view) of(host chat.MemberID) bool { return v.host.IsZero() || host.IsZero() || v.host == host }

// bounds are the oldest and the newest line of a hosted log.
func (v view) bounds() (first, head uint64) {
	if len(v.spans) == 0 {
		return v.base + 1, v.base
	}
	return v.spans.first(), v.spans.last()
}

// cursor is the end of the span that goes on from base.
func (v view) cursor() uint64 {
	for _, seq := range [2]uint64{v.base + 1, v.base} {
		if x, ok := v.spans.find(seq); ok {
			return x.last
		}
	}
	return v.base
}

func (l *logState) now() view {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.view
}

func (l *logState) set(v view) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.view = v
}

// meet reads a log that this process does not remember yet.
func meet(c *conn, id int64) (*logState, error) {
	l := &logState{id: id}
	found := false
	err := c.each(func(row []driverValue) error {
		found, l.hosted = true, integer(row[2]) != 0
		for i, dst := range [][]byte{l.room[:], l.epoch[:], nil, l.ids.salt[:]} {
			if dst == nil {
				continue
			}
			if err := blob(dst, row[i]); err != nil {
				return err
			}
		}
		return nil
	}, `SELECT room, epoch, hosted, salt FROM logs WHERE id = ?`, id)
	if err == nil && !found {
		err = fmt.Errorf("%w: no log %d", ErrDamaged, id)
	}
	if err != nil {
		return nil, err
	}
	l.view, err = l.load(c)
	return l, err
}

// load reads what can change in a log.
func (l *logState) load(c *conn) (v view, err error) {
	err = c.each(func(row []driverValue) error {
		v.name, v.retired, v.base = text(row[0]), integer(row[2]) != 0, uint64(integer(row[3]))
		v.keep = keepOf(row[4], row[5])
		if row[1] == nil {
			return nil
		}
		return blob(v.host[:], row[1])
	}, `SELECT name, host, retired, base, keep_age, keep_lines FROM logs WHERE id = ?`, l.id)
	if err != nil {
		return view{}, err
	}
	err = c.each(func(row []driverValue) error {
		v.spans = append(v.spans, span{uint64(integer(row[0])), uint64(integer(row[1])), integer(row[2])})
		return nil
	}, `SELECT first, last, bytes FROM spans WHERE log = ? ORDER BY first`, l.id)
	if err != nil {
		return view{}, err
	}
	v.tip.seq = v.cursor()
	err = c.each(func(row []driverValue) error { return blob(v.tip.id[:], row[0]) },
		`SELECT id FROM lines WHERE n = ?`, row(l.id, v.tip.seq))
	return v, err
}
