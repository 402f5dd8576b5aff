package history

import (
	"context"
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
	if errors.Is(err, errCannotOpen) {
		err = fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
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
		c, err := open(s.indexPath(), s.how)
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
func (c *conn) eachUntil(ctx context.Context, f func(row []driverValue) error, query string, args ...driverValue) (err error) {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	rows, err := s.query.QueryContext(ctx, s.bind(args))
	if err != nil {
		return errors.Join(ctx.Err(), classify(err))
	}
	defer func() { err = errors.Join(err, classify(rows.Close())) }()
	row := make([]driverValue, len(rows.Columns()))
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return errors.Join(ctx.Err(), classify(err))
		}
		if err := f(row); err != nil {
			return err
		}
	}
}
