package history

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// driverValue is what a column holds: int64, string, []byte, or nil.
type driverValue = driver.Value

// conn is one connection to SQLite with its prepared statements. It stands on
// the driver itself: database/sql would look for a free connection, lock it and
// convert every value, which costs as much as the statement. One goroutine at a
// time uses a conn.
type conn struct {
	raw      driver.Conn
	stmts    map[string]*stmt
	persists bool // the write-ahead log stays when the last connection closes
}

type stmt struct {
	query driver.StmtQueryContext
	exec  driver.StmtExecContext
	close func() error
	args  []driver.NamedValue // of the statement that runs
	row   []driverValue
}

// access is how a connection may use the file.
type access int

const (
	readWrite access = iota
	readOnly
	immutable // on a disk that cannot be written at all
)

// busyTimeout is how long every connection waits for another process, in
// milliseconds.
const busyTimeout = "busy_timeout(15000)"

// dsn is the address of the file at path, with the settings that every
// connection has.
func dsn(path string, how access) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	settings := url.Values{"_pragma": {
		busyTimeout, "synchronous(FULL)", "secure_delete(ON)", "cache_size(-8192)", "temp_store(MEMORY)", "wal_autocheckpoint(0)",
	}}
	switch how {
	case readOnly:
		settings.Add("_pragma", "query_only(1)")
	case immutable:
		settings.Set("immutable", "1")
		settings.Set("mode", "ro")
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: settings.Encode()}).String()
}

// open opens a connection.
func open(path string, how access) (*conn, error) {
	raw, err := (&sqlite.Driver{}).Open(dsn(path, how))
	if err != nil {
		return nil, classify(err)
	}
	c := &conn{raw: raw, stmts: make(map[string]*stmt)}
	// Files beside the database that are there already can be used again while
	// the disk is full; new ones could not be made.
	if files, ok := raw.(sqlite.FileControl); ok && how == readWrite {
		if _, err := files.FileControlPersistWAL("main", 1); err != nil {
			return nil, errors.Join(classify(err), c.close())
		}
		c.persists = true
	}
	return c, nil
}

func (c *conn) close() error {
	var all []error
	if c.persists { // but empty, once all of it is in the database
		all = append(all, c.pragma("journal_size_limit(0)"))
	}
	for _, s := range c.stmts {
		all = append(all, s.close())
	}
	return errors.Join(append(all, c.raw.Close())...)
}

// prepare returns the prepared statement of a query. There are only as many as
// this package has query texts.
func (c *conn) prepare(query string) (*stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	raw, err := c.raw.Prepare(query)
	if err != nil {
		return nil, classify(err)
	}
	s := &stmt{query: raw.(driver.StmtQueryContext), exec: raw.(driver.StmtExecContext), close: raw.Close}
	c.stmts[query] = s
	return s, nil
}

// bind makes the arguments: int64, string, []byte or nil.
func (s *stmt) bind(args []driverValue) []driver.NamedValue {
	s.args = s.args[:0]
	for i, v := range args {
		s.args = append(s.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return s.args
}

// exec runs a statement that returns no rows.
func (c *conn) exec(query string, args ...driverValue) error {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	_, err = s.exec.ExecContext(context.Background(), s.bind(args))
	return classify(err)
}

// insert runs a statement and returns the row's id.
func (c *conn) insert(query string, args ...driverValue) (int64, error) {
	s, err := c.prepare(query)
	if err != nil {
		return 0, err
	}
	result, err := s.exec.ExecContext(context.Background(), s.bind(args))
	if err != nil {
		return 0, classify(err)
	}
	return result.LastInsertId()
}

// each calls f with every row. The row is f's only for the call; texts and
// blobs in it may be kept. f may not run the same query on this connection.
func (c *conn) each(f func(row []driverValue) error, query string, args ...driverValue) (err error) {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	rows, err := s.query.QueryContext(context.Background(), s.bind(args))
	if err != nil {
		return classify(err)
	}
	defer func() { err = errors.Join(err, classify(rows.Close())) }()
	if s.row == nil {
		s.row = make([]driverValue, len(rows.Columns()))
	}
	for {
		switch err := rows.Next(s.row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return classify(err)
		}
		if err := f(s.row); err != nil {
			return err
		}
	}
}

// number returns the one number that a query finds; ok is false where it finds
// no row.
func (c *conn) number(query string, args ...driverValue) (n int64, ok bool, err error) {
	err = c.each(func(row []driverValue) error { n, ok = row[0].(int64); return nil }, query, args...)
	return n, ok, err
}

// pragma runs a PRAGMA, whatever it returns.
func (c *conn) pragma(text string) error {
	return c.each(func([]driverValue) error { return nil }, "PRAGMA "+text)
}

// blob copies a blob of exactly the length of dst into it.
func blob(dst []byte, v driverValue) error {
	b, ok := v.([]byte)
	if !ok || len(b) != len(dst) {
		return fmt.Errorf("%w: a blob of %d bytes where %d belong", ErrDamaged, len(b), len(dst))
	}
	copy(dst, b)
	return nil
}

// blobOrNone is blob of a column that may have none, which leaves dst as it is.
func blobOrNone(dst []byte, v driverValue) error {
	if v == nil {
		return nil
	}
	return blob(dst, v)
}

// text is a column's text; anything else is none.
func text(v driverValue) string { s, _ := v.(string); return s }

// integer is a column's number; anything else is 0.
func integer(v driverValue) int64 { n, _ := v.(int64); return n }
