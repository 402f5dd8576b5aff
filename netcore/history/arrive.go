package history

import (
	"cmp"
	"maps"
	"slices"

	"landline/netcore/chat"
)

// What a host sends of its log comes in any order: an edit before the line that
// it is about, or long after, and the line as it was said or changed already.
// Whatever the order, the newest edit gives the text once all of them are
// stored, and nothing brings the text of a deleted line back.
//
// Of a line that comes changed nobody tells which edit its text is from. It is
// taken for newer than every edit up to the end of what is stored by then,
// until an edit is met that has the very same text.

// arrivals are what was stored of one log just now.
type arrivals struct {
	runs    []span
	changes []chat.Message // the edits and deletions among them
}

func (a *arrivals) take(m *chat.Message) {
	if changes(m.Act) {
		a.changes = append(a.changes, *m)
	}
}

// arrive does what the arrivals say to the lines they are about, and to the
// lines among them what was known before they came.
func (t *tx) arrive(l *logState, a arrivals) error {
	for i := range a.changes {
		m := &a.changes[i]
		if err := t.changeLife(l, m); err != nil {
			return err
		}
		switch found, err := t.explains(l, m); {
		case err != nil:
			return err
		case found:
			a.runs = append(a.runs, span{first: m.About.Seq, last: m.About.Seq})
		}
	}
	for _, run := range a.runs {
		if run.last == t.view(l).spans.last() {
			continue // nothing was said later that could be about them
		}
		if err := t.catchUp(l, l.id, run); err != nil {
			return err
		}
	}
	return nil
}

// explains tells whether the edit m may be the one that the text of a line is
// from, of which that was not known.
func (t *tx) explains(l *logState, m *chat.Message) (bool, error) {
	if m.Act != chat.Edit {
		return false, nil
	}
	line, ok, err := t.line(l.id, m.About.Seq, m.About.ID)
	if err != nil || !ok || line.Text != m.Text || !line.Edited {
		return false, err
	}
	d, _, err := t.deed(row(l.id, m.About.Seq))
	return d.asOf > m.Seq, err
}

// fate is what a log knows of the changes to one line.
type fate struct {
	newest uint64 // of its edits that have a text
	same   uint64 // the newest edit with the text that the line has
	gone   bool
}

// catchUp does to the lines of a run, which were stored just now, what another
// log of that life, or the same, knows about them.
func (t *tx) catchUp(l *logState, from int64, run span) error {
	fates := make(map[chat.Ref]fate)
	err := t.each(func(row []driverValue) error {
		line := chat.Ref{Seq: seqOf(integer(row[2]))}
		if err := blob(line.ID[:], row[3]); err != nil {
			return err
		}
		f, n := fates[line], seqOf(integer(row[0]))
		switch {
		case chat.Act(integer(row[1])) == chat.Delete:
			f.gone = true
		case integer(row[4]) != 0:
			f.newest = n
		}
		if integer(row[5]) != 0 {
			f.same = n
		}
		fates[line] = f
		return nil
	}, `SELECT d.n, d.act, d.about, d.about_id, e.text <> '', e.text <> '' AND e.text = (SELECT text FROM lines WHERE n = d.about + ?)
		FROM deeds d JOIN lines e ON e.n = d.n WHERE d.about BETWEEN ? AND ? AND d.`+isChange+` ORDER BY d.n`,
		row(l.id, 0)-row(from, 0), row(from, run.first), row(from, run.last))
	if err != nil {
		return err
	}
	byNumber := func(a, b chat.Ref) int { return cmp.Compare(a.Seq, b.Seq) }
	for _, line := range slices.SortedFunc(maps.Keys(fates), byNumber) {
		if err := t.meetFate(l, from, line, fates[line]); err != nil {
			return err
		}
	}
	return nil
}

// meetFate does to a line what became of it.
func (t *tx) meetFate(l *logState, from int64, line chat.Ref, f fate) error {
	if f.gone {
		return t.change(l, &chat.Message{Seq: maxSeq, Deed: chat.Deed{Act: chat.Delete, About: line}})
	}
	if f.newest == 0 {
		return nil
	}
	if f.same > 0 { // then it is known of which edit the text is
		d, ok, err := t.deed(row(l.id, line.Seq))
		if err == nil && ok && d.asOf > f.same {
			d.asOf = f.same
			err = t.putDeed(l.id, line.Seq, d)
		}
		if err != nil {
			return err
		}
	}
	edit := chat.Message{Seq: f.newest, Deed: chat.Deed{Act: chat.Edit, About: line}}
	err := t.each(func(row []driverValue) error { edit.Text = text(row[0]); return nil },
		`SELECT text FROM lines WHERE n = ?`, row(from, f.newest))
	if err != nil {
		return err
	}
	return t.change(l, &edit)
}
