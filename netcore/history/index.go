package history

import (
	"context"
	"errors"
	"fmt"
)

// Bounds of one step of indexing: about a tenth of a second.
const (
	stepLines = 4096
	stepBytes = 4 << 20 // of text, which may be exceeded by one page
	stepPage  = 512     // lines that are read at once
)

// Index brings the search index up to date, which takes some 20 µs for each
// line that it lacks. It may be called from any goroutine, by several processes
// at once, and ends early with ctx's error. ErrFull and ErrReadOnly tell that
// the index cannot be written; what is in it can be searched all the same.
func (s *Store) Index(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if more, err := s.IndexSome(ctx); err != nil || !more {
			return err
		}
	}
}

// IndexSome does one bounded step of Index: at most some 4,000 lines, a tenth
// of a second or so. More tells that there is more to do. It is for a caller in
// the background that wants to give way to others, who calls it again and again
// while more is true, and later when something was said. Where there is nothing
// to do it costs a fraction of a millisecond.
func (s *Store) IndexSome(ctx context.Context) (more bool, err error) {
	s.index.writing.Lock()
	defer s.index.writing.Unlock()
	more, err = s.indexStep(ctx)
	if indexDamaged(err) {
		s.log.Warn("the search index is damaged and made anew", "err", err)
		if err = s.dropIndex(); err == nil {
			more, err = s.indexStep(ctx)
		}
	}
	if err != nil {
		return false, fmt.Errorf("history: index: %w", err)
	}
	return more, nil
}

// ofHistory marks an error of the history's own file. What is wrong with the
// index says nothing about that.
type ofHistory struct{ error }

func (e ofHistory) Unwrap() error { return e.error }

func indexDamaged(err error) bool {
	var history ofHistory
	return errors.Is(err, ErrDamaged) && !errors.As(err, &history)
}

// indexStep runs with index.writing held.
func (s *Store) indexStep(ctx context.Context) (more bool, err error) {
	c, err := s.indexWriter()
	if err != nil {
		return false, err
	}
	var failed error
	err = s.read(func(lines *conn) error {
		more, failed = s.indexFrom(ctx, c, lines)
		var history ofHistory
		if errors.As(failed, &history) {
			return history.error
		}
		return nil
	})
	return more, errors.Join(failed, err)
}

// indexFrom does one step with one view of the history, so that what is noted
// as indexed was there.
func (s *Store) indexFrom(ctx context.Context, c, lines *conn) (more bool, err error) {
	stored, err := storedSpans(lines)
	if err != nil {
		return false, ofHistory{err}
	}
	have, err := indexedSpans(c)
	if err != nil || compare(stored, have).empty() {
		return false, err
	}
	b := &indexing{conn: c, store: s, history: lines}
	return b.step(ctx, stored)
}

// storedSpans reads which lines the history has.
func storedSpans(c *conn) (map[int64]indexed, error) {
	return spansOf(c, `SELECT l.id, l.salt, s.first, s.last FROM logs l JOIN spans s ON s.log = l.id
		WHERE l.retired < `+beingImported+` ORDER BY l.id, s.first`)
}

// indexedSpans reads which lines the index has.
func indexedSpans(c *conn) (map[int64]indexed, error) {
	return spansOf(c, `SELECT l.id, l.salt, s.first, s.last FROM logs l JOIN spans s ON s.log = l.id ORDER BY l.id, s.first`)
}

func spansOf(c *conn, query string) (map[int64]indexed, error) {
	found := make(map[int64]indexed)
	err := c.each(func(row []driverValue) error {
		x := found[integer(row[0])]
		if err := blob(x.salt[:], row[1]); err != nil {
			return err
		}
		x.spans = append(x.spans, span{first: uint64(integer(row[2])), last: uint64(integer(row[3]))})
		found[integer(row[0])] = x
		return nil
	}, query)
	return found, err
}
