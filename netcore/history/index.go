package history

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// indexFile is the search index's name in the profile's folder. It may be
// deleted at any time, and is made again.
const indexFile = "search.db"

// indexVersion is the index's PRAGMA user_version. An index of another one is
// thrown away.
const indexVersion = 1

// Bounds of one step of indexing: about a tenth of a second.
const (
	stepLines = 4096
	stepBytes = 4 << 20 // of text, which may be exceeded by one page
	stepPage  = 512     // lines that are read at once
)

var indexSchema = []string{
	// The texts stay in the history: only tokens are here, cut by tokensOf, so
	// that SQLite's tokenizer has nothing to do but to split them at spaces.
	// tags are what hits can be filtered by (tagsOf). A row's number is the
	// line's time, so the index's own order is that of the hits.
	`CREATE VIRTUAL TABLE tokens USING fts5(words, singles, tags,
		content='', contentless_delete=1, tokenize='ascii')`,
	`CREATE TABLE entries (row INTEGER PRIMARY KEY, n INTEGER NOT NULL UNIQUE)`,
	// What of each log is in the index. The salt is the log's.
	`CREATE TABLE logs (id INTEGER PRIMARY KEY, salt BLOB NOT NULL)`,
	`CREATE TABLE spans (log INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (log, first)) WITHOUT ROWID`,
	// Every word that was ever indexed, and how often.
	`CREATE TABLE vocabulary (word TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID`,
}

// index is the open search index. It is opened when it is first needed. A
// search does not wait for one who writes.
type index struct {
	writing sync.Mutex // guards writer; taken before reading where both are
	writer  *conn
	reading sync.Mutex // guards reader and closed
	reader  *conn
	closed  bool
}

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
	for again := true; ; again = false {
		more, err = s.indexStep(ctx)
		if again && errors.Is(err, ErrDamaged) {
			s.log.Warn("the search index is damaged and made anew", "err", err)
			if err = s.dropIndex(); err == nil {
				continue
			}
		}
		if err != nil {
			return false, fmt.Errorf("history: index: %w", err)
		}
		return more, nil
	}
}

// indexStep runs with index.writing held.
func (s *Store) indexStep(ctx context.Context) (more bool, err error) {
	c, err := s.indexWriter()
	if err != nil {
		return false, err
	}
	err = s.read(func(lines *conn) (err error) {
		// One view of the history, so that what is noted as indexed was there.
		if err := lines.exec("BEGIN"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, lines.exec("COMMIT")) }()
		stored, err := storedSpans(lines)
		if err != nil {
			return err
		}
		have, err := indexedSpans(c)
		if err != nil || compare(stored, have).empty() {
			return err
		}
		b := &indexing{conn: c, store: s, history: lines}
		more, err = b.step(ctx, stored)
		return err
	})
	return more, err
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
	err := c.each(func(row []driver.Value) error {
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

func (s *Store) indexPath() string { return filepath.Join(filepath.Dir(s.path), indexFile) }

// indexWriter returns the connection that writes, with index.writing held.
func (s *Store) indexWriter() (*conn, error) {
	s.index.reading.Lock()
	closed := s.index.closed
	s.index.reading.Unlock()
	if closed {
		return nil, ErrClosed
	}
	if s.index.writer != nil {
		return s.index.writer, nil
	}
	c, err := openIndex(s.indexPath())
	if err != nil {
		return nil, err
	}
	s.index.writer = c
	return c, nil
}

// openIndex opens the index, and makes it where there is none.
func openIndex(path string) (*conn, error) {
	if f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600); err == nil {
		_ = f.Close() // what people say is nobody else's on this computer
	}
	c, err := open(path, readWrite)
	if err != nil {
		return nil, err
	}
	if err := prepareIndex(c); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

func prepareIndex(c *conn) (err error) {
	// What a power failure takes is indexed again.
	for _, setting := range []string{"journal_mode(WAL)", "synchronous(NORMAL)", "wal_autocheckpoint(4000)", "journal_size_limit(16777216)"} {
		if err := c.pragma(setting); err != nil {
			return err
		}
	}
	if have, _, err := c.number("PRAGMA user_version"); err != nil || have == indexVersion {
		return err
	}
	if err := c.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = c.exec("ROLLBACK")
		}
	}()
	switch have, _, err := c.number("PRAGMA user_version"); {
	case err != nil:
		return err
	case have == indexVersion: // another process was faster
		return c.exec("COMMIT")
	case have != 0:
		return fmt.Errorf("%w: an index of version %d", ErrDamaged, have)
	}
	for _, text := range indexSchema {
		if err := c.exec(text); err != nil {
			return err
		}
	}
	if err := c.pragma(fmt.Sprintf("user_version = %d", indexVersion)); err != nil {
		return err
	}
	return c.exec("COMMIT")
}

// searchIndex calls f with a connection that reads the index.
func (s *Store) searchIndex(f func(*conn) error) error {
	s.index.reading.Lock()
	defer s.index.reading.Unlock()
	if s.index.closed {
		return ErrClosed
	}
	if s.index.reader == nil {
		c, err := open(s.indexPath(), readOnly)
		if err != nil {
			return err
		}
		s.index.reader = c
	}
	return f(s.index.reader)
}

// dropIndex throws the index away, with index.writing held.
func (s *Store) dropIndex() error {
	s.index.reading.Lock()
	defer s.index.reading.Unlock()
	s.index.disconnect()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(s.indexPath() + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// close waits for who indexes or searches; later ones get ErrClosed.
func (x *index) close() {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.reading.Lock()
	defer x.reading.Unlock()
	x.closed = true
	x.disconnect()
}

// disconnect runs with both locks held.
func (x *index) disconnect() {
	for _, c := range []*conn{x.reader, x.writer} {
		if c != nil {
			_ = c.close() // nothing in it is lost
		}
	}
	x.reader, x.writer = nil, nil
}

// eachUntil is each for a query that may be given up: it ends with ctx's error.
func (c *conn) eachUntil(ctx context.Context, f func(row []driver.Value) error, query string, args ...driver.Value) (err error) {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	rows, err := s.query.QueryContext(ctx, s.bind(args))
	if err != nil {
		return errors.Join(ctx.Err(), classify(err))
	}
	defer func() { err = errors.Join(err, classify(rows.Close())) }()
	row := make([]driver.Value, len(rows.Columns()))
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch err := rows.Next(row); {
		case err == io.EOF:
			return nil
		case err != nil:
			return errors.Join(ctx.Err(), classify(err))
		}
		if err := f(row); err != nil {
			return err
		}
	}
}
