package history

import (
	"slices"

	"landline/netcore/chat"
)

// A line that is edited or deleted is changed where it is stored, in the
// transaction that stores the message that changes it. So no line is ever read
// with a text that it no longer has, and nobody has to look for changes first.
//
// What is left of the old text: with secure_delete=ON SQLite overwrites it with
// zeros, within its page and in pages of its own where it was too long for one.
// The page as it was before stays in the write-ahead log
// until that is begun anew, which is when the file is closed by the last process
// that has it open, or earlier. The search index keeps the words, not their
// order, until it merges the segment that they are in, and the words themselves
// for completing others. Copies that a migration or damage left beside the file
// are not touched, nor are those on other computers that were not online since.

// changeLife does what m says, an Edit or a Delete, to the line that m is
// about: in each log that has lines of this life of the room and is not known
// to be another host's. The line may be stored for two places, or have been
// imported.
func (t *tx) changeLife(l *logState, m *chat.Message) error {
	var logs []int64
	host := t.view(l).host
	err := t.each(func(row []driverValue) error { logs = append(logs, integer(row[0])); return nil },
		`SELECT id FROM logs WHERE room = ? AND epoch = ? AND retired < `+beingImported+` AND (id = ? OR hosted = 0 AND (host IS NULL OR host = ?))`,
		l.room[:], l.epoch[:], l.id, host[:])
	for i := 0; i < len(logs) && err == nil; i++ {
		var other *logState
		if other, err = t.state(logs[i]); err == nil {
			err = t.change(other, m)
		}
	}
	if err != nil {
		return err
	}
	return t.blankLate(l, m, l.id)
}

// blankLate takes the text of m, a message of l, where it is an edit of a line
// that one of the logs knew as deleted before m came.
func (t *tx) blankLate(l *logState, m *chat.Message, logs ...int64) error {
	if m.Act != chat.Edit || m.Text == "" {
		return nil
	}
	for _, log := range logs {
		gone, err := t.deleted(log, m.About)
		if err != nil {
			return err
		}
		if gone {
			return t.rewrite(l, m.Seq, "")
		}
	}
	return nil
}

// change does what m says to one log's copy of the line. A line that is not
// stored, or deleted already, stays as it is, and so does one of which the text
// is that of a later edit.
func (t *tx) change(l *logState, m *chat.Message) error {
	if m.Act == chat.Delete {
		if err := t.blankEdits(l, m.About); err != nil {
			return err
		}
	}
	seq := m.About.Seq
	if seq >= m.Seq || !t.view(l).spans.has(seq) {
		return nil
	}
	line, ok, err := t.line(l.id, seq, m.About.ID)
	if err != nil || !ok || line.Act != chat.Line {
		return err
	}
	if m.Act == chat.Delete {
		line = line.Erasure()
		if err := t.rewrite(l, seq, line.Text); err != nil {
			return err
		}
		return t.putDeed(l.id, seq, stored{Deed: line.Deed})
	}
	// The text of an edit is gone where what it changed was deleted later.
	d, _, err := t.deed(row(l.id, seq))
	if err != nil || m.Text == "" || m.Seq <= d.asOf {
		return err
	}
	line = line.Revised(m.Text)
	if err := t.rewrite(l, seq, line.Text); err != nil {
		return err
	}
	return t.putDeed(l.id, seq, stored{line.Deed, m.Seq})
}

// deleted tells whether a log knows that a line was deleted.
func (t *tx) deleted(log int64, line chat.Ref) (bool, error) {
	m, stored, err := t.line(log, line.Seq, line.ID)
	if err != nil || stored {
		return m.Act == chat.Erased, err
	}
	_, gone, err := t.number(`SELECT 1 FROM deeds WHERE about = ? AND `+isChange+` AND act = 2 AND about_id = ? LIMIT 1`,
		row(log, line.Seq), line.ID[:])
	return gone, err
}

// rewrite gives a stored message another text.
func (t *tx) rewrite(l *logState, seq uint64, text string) error {
	was, ok, err := t.number(`SELECT octet_length(text) FROM lines WHERE n = ?`, row(l.id, seq))
	if err != nil || !ok {
		return err
	}
	if err := t.exec(`UPDATE lines SET text = ? WHERE n = ?`, text, row(l.id, seq)); err != nil {
		return err
	}
	return t.weigh(l, map[uint64]int64{seq: int64(len(text)) - was})
}

// blankEdits takes the texts of a line's edits.
func (t *tx) blankEdits(l *logState, line chat.Ref) error {
	lost := make(map[uint64]int64)
	err := t.each(func(row []driverValue) error {
		lost[seqOf(integer(row[0]))] = -integer(row[1])
		return nil
	}, `SELECT n, octet_length(text) FROM deeds JOIN lines USING (n)
		WHERE about = ? AND `+isChange+` AND act = 1 AND about_id = ? AND text <> ''`, row(l.id, line.Seq), line.ID[:])
	if err != nil || len(lost) == 0 {
		return err
	}
	if err := t.exec(`UPDATE lines SET text = '' WHERE n IN
		(SELECT n FROM deeds WHERE about = ? AND `+isChange+` AND act = 1 AND about_id = ?)`, row(l.id, line.Seq), line.ID[:]); err != nil {
		return err
	}
	return t.weigh(l, lost)
}

// weigh notes by how many bytes the texts of messages have grown.
func (t *tx) weigh(l *logState, grown map[uint64]int64) error {
	v := t.view(l)
	now := slices.Clone(v.spans)
	for seq, bytes := range grown {
		if i := now.at(seq); i < len(now) && now[i].first <= seq {
			now[i].bytes += bytes
		}
	}
	for i, x := range now {
		if x == v.spans[i] {
			continue
		}
		if err := t.exec(`UPDATE spans SET bytes = ? WHERE log = ? AND first = ?`, x.bytes, l.id, int64(x.first)); err != nil {
			return err
		}
	}
	v.spans = now
	t.set(l, v)
	return nil
}
