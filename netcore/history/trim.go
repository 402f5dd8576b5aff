package history

import (
	"fmt"
	"time"
)

const (
	// trimStep is how many lines one transaction forgets, so that those who
	// append wait for milliseconds only.
	trimStep = 1024
	// remembered is of how many of a log's newest lines the id, the author and
	// the time stay when the text is forgotten: what is sent again late must
	// not be said twice.
	remembered = 2 * blockSize
)

// trim forgets what the rooms hosted here need not keep at that time.
func (s *Store) trim(now time.Time) error {
	var logs []int64
	err := s.read(func(c *conn) error {
		return c.each(func(row []driverValue) error { logs = append(logs, integer(row[0])); return nil },
			`SELECT id FROM logs WHERE hosted = 1 AND (keep_age > 0 OR keep_lines > 0)`)
	})
	for i := 0; i < len(logs) && err == nil; i++ {
		err = s.trimLog(logs[i], now)
	}
	if err != nil {
		return fmt.Errorf("history: trim: %w", err)
	}
	return nil
}

// trimLog forgets lines in steps until nothing is left to forget.
func (s *Store) trimLog(log int64, now time.Time) error {
	for more := true; more; {
		err := s.write(0, func(t *tx) error {
			l, err := t.state(log)
			if err != nil {
				return err
			}
			upTo, err := t.needless(l, now)
			first, _ := t.view(l).bounds()
			if more = upTo >= first; err != nil || !more {
				return err
			}
			return t.forget(l, upTo)
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// needless is the number up to which lines need not be kept, at most a step
// beyond the first; below the first where all must be.
func (t *tx) needless(l *logState, now time.Time) (upTo uint64, err error) {
	v := t.view(l)
	first, head := v.bounds()
	upTo, end := first-1, min(head, first+trimStep-1)
	if v.keep.Lines > 0 && head-upTo > v.keep.Lines {
		upTo = min(end, head-v.keep.Lines)
	}
	if v.keep.Age <= 0 || upTo == end {
		return upTo, nil
	}
	old, young := now.Add(-v.keep.Age).UnixMilli(), false
	err = t.each(func(row []driverValue) error {
		switch at := integer(row[1]); {
		case young:
		case at < old:
			upTo = max(upTo, seqOf(integer(row[0])))
		case at > now.UnixMilli():
			// Said while the clock was wrong: it is as old as those around it.
		default:
			young = true
		}
		return nil
	}, `SELECT n, at FROM lines WHERE n BETWEEN ? AND ? ORDER BY n`, row(l.id, first), row(l.id, end))
	return upTo, err
}

// forget removes the lines up to a number.
func (t *tx) forget(l *logState, upTo uint64) error {
	v := t.view(l)
	first, head := v.bounds()
	bytes, _, err := t.number(`SELECT coalesce(sum(octet_length(text)), 0) FROM lines WHERE n BETWEEN ? AND ?`, row(l.id, first), row(l.id, upTo))
	if err != nil {
		return err
	}
	gone := uint64(0)
	if head > remembered {
		gone = min(upTo, head-remembered)
	}
	whole := v.spans[0]
	for _, change := range []struct {
		query string
		args  []driverValue
	}{
		{`DELETE FROM lines WHERE n BETWEEN ? AND ?`, []driverValue{row(l.id, 0), row(l.id, gone)}},
		{`DELETE FROM deeds WHERE n BETWEEN ? AND ?`, []driverValue{row(l.id, 0), row(l.id, upTo)}},
		{`DELETE FROM blocks WHERE n BETWEEN ? AND ?`, []driverValue{row(l.id, 0), row(l.id, gone) - blockSize}},
		{`UPDATE lines SET text = '' WHERE n BETWEEN ? AND ?`, []driverValue{row(l.id, max(first, gone+1)), row(l.id, upTo)}},
		{`DELETE FROM spans WHERE log = ?`, []driverValue{l.id}},
		{`UPDATE logs SET base = ? WHERE id = ?`, []driverValue{int64(upTo), l.id}},
	} {
		if err := t.exec(change.query, change.args...); err != nil {
			return err
		}
	}
	v.base, v.spans = upTo, nil
	if rest := (span{upTo + 1, whole.last, whole.bytes - bytes}); rest.first <= rest.last {
		v.spans = spans{rest}
		if err := t.insertSpan(l.id, rest); err != nil {
			return err
		}
	}
	t.set(l, v)
	return nil
}
