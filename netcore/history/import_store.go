package history

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"landline/netcore/chat"
)

// beingImported is logs.retired of a log that is being imported: until that is
// done it is nowhere to be seen.
const beingImported = "2"

// sweepStep is how many lines of a left import one transaction deletes.
const sweepStep = 4096

// flush stores the batch in one transaction.
func (x *intake) flush() error {
	if len(x.batch) == 0 {
		return nil
	}
	var w *intakeWriter
	err := x.store.write(len(x.batch), func(t *tx) error {
		w = &intakeWriter{tx: t, lives: x.lives, layers: make(map[lifeKey][]int64), added: make(map[int64][]chat.Message), news: make(map[int64]*arrivals)}
		for i := range x.batch {
			if err := w.store(&x.batch[i]); err != nil {
				return err
			}
		}
		if err := w.extendAll(); err != nil {
			return err
		}
		return w.arriveAll()
	}, nil)
	if err != nil {
		return err
	}
	for key, layers := range w.layers {
		x.lives[key].layers = append(x.lives[key].layers, layers...)
	}
	x.result.Known += w.known
	x.result.Added += len(x.batch) - w.known
	x.batch, x.bytes = x.batch[:0], 0
	return nil
}

// intakeWriter stores one batch.
type intakeWriter struct {
	*tx
	lives map[lifeKey]*intakeLife

	known  int
	layers map[lifeKey][]int64 // begun by this batch
	added  map[int64][]chat.Message
	news   map[int64]*arrivals
}

// own are the logs that take in what this import brings of a life.
func (w *intakeWriter) own(key lifeKey) []int64 {
	return append(slices.Clone(w.lives[key].layers), w.layers[key]...)
}

// store stores a line, where nothing has it, in the first log of its life that
// has no other line under its number.
func (w *intakeWriter) store(line *intakeLine) error {
	l, m := w.lives[line.life], &line.message
	for _, log := range l.known {
		switch _, known, err := w.number(`SELECT 1 FROM lines l WHERE n = ? AND id = ? AND (text <> '' OR EXISTS (SELECT 1 FROM deeds WHERE n = l.n))`,
			row(log, m.Seq), m.ID[:]); {
		case err != nil:
			return err
		case known:
			w.known++
			return nil
		}
	}
	layers := w.own(line.life)
	for _, log := range layers {
		switch same, taken, err := w.number(`SELECT id = ? FROM lines WHERE n = ?`, m.ID[:], row(log, m.Seq)); {
		case err != nil:
			return err
		case same != 0:
			w.known++
			return nil
		case !taken:
			return w.keep(log, m)
		}
	}
	if len(layers) == maxLayers {
		return &ImportError{line.number, fmt.Errorf("seq: more than %d different lines are numbered %d", maxLayers, m.Seq)}
	}
	log, err := w.begun(line.life.room, line.life.epoch, l.name, false, 0)
	if err == nil {
		err = w.exec(`UPDATE logs SET retired = `+beingImported+` WHERE id = ?`, log)
	}
	if err != nil {
		return err
	}
	w.layers[line.life] = append(w.layers[line.life], log)
	return w.keep(log, m)
}

func (w *intakeWriter) keep(log int64, m *chat.Message) error {
	w.added[log] = append(w.added[log], *m)
	// The text is that of the whole file: no edit in it is newer.
	return w.put(log, m, maxSeq)
}

// extendAll notes in each log's spans what the batch added to it.
func (w *intakeWriter) extendAll() error {
	for _, log := range slices.Sorted(maps.Keys(w.added)) {
		l, err := w.state(log)
		if err != nil {
			return err
		}
		list, news := w.added[log], &arrivals{}
		w.news[log] = news
		slices.SortFunc(list, func(a, b chat.Message) int { return cmp.Compare(a.Seq, b.Seq) })
		for len(list) > 0 {
			run := span{first: list[0].Seq, last: list[0].Seq}
			n := 0
			for ; n < len(list) && list[n].Seq <= run.last+1; n++ {
				run.last = list[n].Seq
				run.bytes += int64(len(list[n].Text))
				news.take(&list[n])
			}
			if err := w.extend(l, run, list[n-1].ID); err != nil {
				return err
			}
			news.runs = append(news.runs, run)
			list = list[n:]
		}
		if holes := len(w.view(l).spans) - 1; holes > maxHoles {
			return fmt.Errorf("room %s has more than %d holes", l.room, maxHoles)
		}
	}
	return nil
}

// arriveAll does what the batch says to the lines that this import brought, and
// to the lines of the batch what is known here. What else is stored a file does
// not change.
func (w *intakeWriter) arriveAll() error {
	for _, log := range slices.Sorted(maps.Keys(w.news)) {
		l, err := w.state(log)
		if err != nil {
			return err
		}
		key, news := lifeKey{l.room, l.epoch}, w.news[log]
		own := w.own(key)
		for i := range news.changes {
			if err := w.changeOwn(own, &news.changes[i]); err != nil {
				return err
			}
		}
		all := slices.Concat(own, w.lives[key].known)
		for i := range news.changes {
			if err := w.blankLate(l, &news.changes[i], all...); err != nil {
				return err
			}
		}
		for _, from := range all {
			for _, run := range news.runs {
				if err := w.catchUp(l, from, run); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// changeOwn does what m says to the copies of a line that this import brought.
func (w *intakeWriter) changeOwn(own []int64, m *chat.Message) error {
	for _, log := range own {
		other, err := w.state(log)
		if err == nil {
			err = w.change(other, m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sweep deletes what an import left behind. The import lock is held.
func (s *Store) sweep() error {
	var logs []int64
	err := s.read(func(c *conn) error {
		return c.each(func(row []driverValue) error { logs = append(logs, integer(row[0])); return nil },
			`SELECT id FROM logs WHERE retired = `+beingImported)
	})
	for i := 0; i < len(logs) && err == nil; i++ {
		for more := true; more && err == nil; {
			err = s.write(sweepStep, func(t *tx) (err error) {
				more, err = t.sweep(logs[i])
				return err
			}, nil)
		}
		s.drop([]*logState{{id: logs[i]}})
	}
	return err
}

// sweep deletes some of a log's lines and, when there are none left, the log.
func (t *tx) sweep(log int64) (more bool, err error) {
	last, ok, err := t.number(`SELECT max(n) FROM (SELECT n FROM lines WHERE n BETWEEN ? AND ? ORDER BY n LIMIT ?)`,
		row(log, 0), row(log, maxSeq), int64(sweepStep))
	if err != nil {
		return false, err
	}
	if ok && last != 0 {
		for _, rows := range []string{`DELETE FROM lines WHERE n BETWEEN ? AND ?`, `DELETE FROM deeds WHERE n BETWEEN ? AND ?`} {
			if err := t.exec(rows, row(log, 0), last); err != nil {
				return false, err
			}
		}
		return true, nil
	}
	if err := t.exec(`DELETE FROM spans WHERE log = ?`, log); err != nil {
		return false, err
	}
	return false, t.exec(`DELETE FROM logs WHERE id = ?`, log)
}
