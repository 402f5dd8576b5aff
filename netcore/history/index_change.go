package history

import "landline/netcore/chat"

// The index finds out that a line was changed by the message that changed it,
// which enters the index as every message does: once. What the line says by
// then is read from the history.

// change notes that m, a message of a log, has changed a line.
func (b *indexing) change(log int64, m *chat.Message) {
	if b.changed == nil {
		b.changed = make(map[int64]bool)
	}
	b.changed[row(log, m.About.Seq)] = true
}

// renew takes the lines that were changed out of the index, in each log that
// has them, and returns them as they are to be in it now. A line that is not in
// the index yet enters it with the text that it has.
func (b *indexing) renew(have map[int64]indexed) (list []entry, err error) {
	lives, done := make(map[int64][]int64), make(map[int64]bool)
	for n := range b.changed {
		log, seq := n>>seqBits, seqOf(n)
		logs, known := lives[log]
		if !known {
			if logs, err = b.sameLife(log); err != nil {
				return nil, ofHistory{err}
			}
			lives[log] = logs
		}
		for _, log := range logs {
			n := row(log, seq)
			if done[n] || !have[log].spans.has(seq) {
				continue
			}
			done[n] = true
			if err := b.drop(n, n); err != nil {
				return nil, err
			}
			lines, err := b.store.lines(b.history, log, seq, seq)
			if err != nil {
				return nil, ofHistory{err}
			}
			if len(lines) == 0 || lines[0].Act != chat.Line {
				continue
			}
			e, err := b.entry(log, &lines[0])
			if err != nil {
				return nil, err
			}
			list = append(list, e)
		}
	}
	return list, nil
}

// sameLife finds the logs that have lines of the same life of a room.
func (b *indexing) sameLife(log int64) (logs []int64, err error) {
	err = b.history.each(func(row []driverValue) error { logs = append(logs, integer(row[0])); return nil },
		`SELECT other.id FROM logs JOIN logs other USING (room, epoch) WHERE logs.id = ? AND other.retired < `+beingImported, log)
	return logs, err
}

// drop takes the lines of some rows of the history out of the index.
func (b *indexing) drop(first, last int64) error {
	var rows []int64
	err := b.each(func(row []driverValue) error {
		rows = append(rows, integer(row[0]))
		return nil
	}, `SELECT row FROM entries WHERE n BETWEEN ? AND ?`, first, last)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := b.exec(`DELETE FROM tokens WHERE rowid = ?`, r); err != nil {
			return err
		}
		if err := b.exec(`DELETE FROM entries WHERE row = ?`, r); err != nil {
			return err
		}
	}
	return nil
}
