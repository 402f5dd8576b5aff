package history

import (
	"cmp"
	"fmt"

	"landline/netcore/chat"
)

// Enter tells that from now on the place is that room and that life of its
// log, and how far back the stay reaches. Where a stay of the same life is not
// a resumed one, the host's log was set back: what is stored of it stays, but
// apart, and the place begins anew. Errors are those of Save.
func (s *Seat) Enter(e chat.Entered) error {
	if len(e.Name) > chat.MaxName || e.Head > maxSeq || e.After > e.Head || e.First > e.Head+1 {
		return fmt.Errorf("history: enter %q: %w", s.place, chat.ProtocolBroken)
	}
	if err := s.store.write(0, func(t *tx) error { return t.enter(s, e) }, nil); err != nil {
		return fmt.Errorf("history: enter %q: %w", s.place, err)
	}
	return nil
}

func (t *tx) enter(s *Seat, e chat.Entered) error {
	now := t.seat(s)
	l, err := t.logOf(now.log, e)
	if err != nil {
		return err
	}
	if err := t.describe(l, e); err != nil {
		return err
	}
	if l == now.log {
		// The place may know its log without having a row yet.
		known, _, err := t.number(`SELECT count(*) FROM places WHERE place = ? AND log = ?`, s.place, l.id)
		if err != nil || known > 0 {
			return err
		}
		return t.putPlace(s.place, now)
	}
	old := now.log
	now.log, now.read = l, 0
	t.setSeat(s, now)
	if err := t.putPlace(s.place, now); err != nil {
		return err
	}
	return t.retire(old)
}

// logOf finds the log of a stay, or begins it. The ids of a room and of its life
// are no secret, so a log is gone on with only where the host is the one as before,
// or none was noted, and found it to be its own. This computer's own log no stay
// changes: it is gone on with at its own place, which may be with a key made anew,
// and at any other where the host is the one that sat there.
func (t *tx) logOf(old *logState, e chat.Entered) (*logState, error) {
	if old != nil && old.room == e.Room && old.epoch == e.Epoch {
		v := t.view(old)
		if old.hosted || v.of(e.Host) && (len(v.spans) == 0 || e.Resumed && e.Head >= v.cursor()) {
			return old, nil
		}
	}
	id, ok, err := t.number(`SELECT id FROM logs WHERE room = ? AND epoch = ? AND hosted = 1 AND host = ?`, e.Room[:], e.Epoch[:], e.Host[:])
	if err == nil && !ok {
		id, err = t.begun(e.Room, e.Epoch, e.Name, false, e.After)
	}
	if err != nil {
		return nil, err
	}
	return t.state(id)
}

// describe notes what a stay tells about a log.
func (t *tx) describe(l *logState, e chat.Entered) error {
	v := t.view(l)
	was := v
	v.name, v.retired = cmp.Or(e.Name, v.name), false
	v.host = cmp.Or(e.Host, v.host)
	switch {
	case l.hosted:
	case len(v.spans) == 0 && !e.Resumed:
		v.base = e.After
	case e.First > v.cursor()+1:
		v.base = e.First - 1 // what is between is no longer kept by the host
	}
	if v.name == was.name && v.host == was.host && v.base == was.base && v.retired == was.retired {
		return nil
	}
	t.set(l, v)
	var host driverValue
	if !v.host.IsZero() {
		host = v.host[:]
	}
	return t.exec(`UPDATE logs SET name = ?, host = ?, retired = 0, base = ? WHERE id = ?`, v.name, host, int64(v.base), l.id)
}

// retire notes that nobody goes on with a log, where that is so.
func (t *tx) retire(l *logState) error {
	if l == nil || l.hosted {
		return nil
	}
	places, _, err := t.number(`SELECT count(*) FROM places WHERE log = ?`, l.id)
	if err != nil || places > 0 {
		return err
	}
	v := t.view(l)
	v.retired = true
	t.set(l, v)
	return t.exec(`UPDATE logs SET retired = 1 WHERE id = ?`, l.id)
}
