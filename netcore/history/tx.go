package history

import (
	"errors"
	"fmt"

	"landline/netcore/chat"
)

// tx is a transaction that is being written. What it changes in memory is kept
// apart until it is committed.
type tx struct {
	*conn
	store   *Store
	changed bool // something was written
	views   map[*logState]view
	appends map[*logState]*appending
	seats   map[*Seat]seated
	people  map[person]int64
	met     []*logState // remembered since the transaction began
}

// exec runs a statement that changes something.
func (t *tx) exec(query string, args ...driverValue) error {
	t.changed = true
	return t.conn.exec(query, args...)
}

// insert adds a row and returns its number.
func (t *tx) insert(query string, args ...driverValue) (int64, error) {
	t.changed = true
	return t.conn.insert(query, args...)
}

// begin takes the write lock and finds out whether what this process remembers
// is still so.
func (t *tx) begin(alone bool) error {
	err := t.conn.exec("BEGIN IMMEDIATE")
	if alone && errors.Is(err, ErrReadOnly) {
		err = t.conn.exec("BEGIN") // for who only looks something up
	}
	if err != nil {
		return err
	}
	now, _, err := t.number("PRAGMA data_version")
	if err != nil || now == t.store.version {
		return err
	}
	t.store.people.retire()
	t.store.mu.Lock()
	defer t.store.mu.Unlock()
	t.views = make(map[*logState]view, len(t.store.logs))
	for _, l := range t.store.logs {
		v, err := l.load(t.conn)
		if err != nil {
			return err
		}
		t.views[l] = v
	}
	t.store.version = now
	return nil
}

// state returns what is remembered of a log, which is read where it is not.
func (t *tx) state(id int64) (*logState, error) {
	t.store.mu.Lock()
	l := t.store.logs[id]
	t.store.mu.Unlock()
	if l != nil {
		return l, nil
	}
	l, err := meet(t.conn, id)
	if err != nil {
		return nil, err
	}
	t.met = append(t.met, l)
	t.store.mu.Lock()
	defer t.store.mu.Unlock()
	t.store.logs[id] = l
	return l, nil
}

// view is the log as this transaction has it so far.
func (t *tx) view(l *logState) view {
	if v, ok := t.views[l]; ok {
		return v
	}
	return l.now()
}

// set changes the log's view for the rest of the transaction, and for everybody
// once it is committed.
func (t *tx) set(l *logState, v view) {
	if t.views == nil {
		t.views = make(map[*logState]view)
	}
	t.views[l] = v
}

// author returns the number of a person, who is added where they are new.
func (t *tx) author(who person) (int64, error) {
	if id, ok := t.store.people.id(who); ok {
		return id, nil
	}
	if id, ok := t.people[who]; ok {
		return id, nil
	}
	id, ok, err := t.number(`SELECT id FROM people WHERE key = ? AND name = ?`, who.key[:], who.name)
	if err == nil && !ok {
		id, err = t.insert(`INSERT INTO people (key, name) VALUES (?, ?)`, who.key[:], who.name)
	}
	if err != nil {
		return 0, err
	}
	if t.people == nil {
		t.people = make(map[person]int64)
	}
	t.people[who] = id
	return id, nil
}

// put stores one message of a log. Where it was changed before it came, its
// text takes account of the log up to asOf.
func (t *tx) put(log int64, m *chat.Message, asOf uint64) error {
	author, err := t.author(person{m.From, m.Name})
	if err != nil {
		return err
	}
	err = t.exec(`INSERT OR REPLACE INTO lines (n, id, author, at, text) VALUES (?, ?, ?, ?, ?)`,
		row(log, m.Seq), m.ID[:], author, m.At.UnixMilli(), m.Text)
	if err != nil || plain(m.Deed) {
		return err
	}
	d := stored{Deed: settled(m.Deed)}
	if d.Edited {
		d.asOf = asOf
	}
	return t.putDeed(log, m.Seq, d)
}

// extend notes that x is stored now, of which id is the last message's.
func (t *tx) extend(l *logState, x span, id chat.MessageID) error {
	v := t.view(l)
	now, gone, whole := v.spans.add(x)
	if len(gone) == 1 && gone[0].first == whole.first {
		if err := t.exec(`UPDATE spans SET last = ?, bytes = ? WHERE log = ? AND first = ?`,
			int64(whole.last), whole.bytes, l.id, int64(whole.first)); err != nil {
			return err
		}
	} else {
		for _, g := range gone {
			if err := t.exec(`DELETE FROM spans WHERE log = ? AND first = ?`, l.id, int64(g.first)); err != nil {
				return err
			}
		}
		if err := t.insertSpan(l.id, whole); err != nil {
			return err
		}
	}
	v.spans = now
	if end := v.cursor(); end != v.tip.seq {
		if end != x.last {
			err := t.each(func(row []driverValue) error { return blob(id[:], row[0]) }, `SELECT id FROM lines WHERE n = ?`, row(l.id, end))
			if err != nil {
				return err
			}
		}
		v.tip = tip{end, id}
	}
	t.set(l, v)
	return nil
}

func (t *tx) insertSpan(log int64, x span) error {
	return t.exec(`INSERT INTO spans (log, first, last, bytes) VALUES (?, ?, ?, ?)`, log, int64(x.first), int64(x.last), x.bytes)
}

// publish makes what the transaction changed the truth for everybody.
func (t *tx) publish() {
	for l, v := range t.views {
		l.set(v)
	}
	for l, a := range t.appends {
		for _, mark := range a.marks {
			l.ids.add(mark)
		}
	}
	for seat, now := range t.seats {
		seat.adopt(now)
	}
	for who, id := range t.people {
		t.store.people.remember(id, who)
	}
	if t.changed {
		t.store.committed.Add(1)
		t.store.keepers.changed()
	}
}

// check refuses what no room could have said.
func check(m *chat.Message) error {
	switch {
	case len(m.Text) > chat.MaxText:
		return fmt.Errorf("history: a message of %d bytes", len(m.Text))
	case len(m.Name) > chat.MaxName:
		return fmt.Errorf("history: an author's name of %d bytes", len(m.Name))
	}
	return checkDeed(m.Text, m.Deed)
}
