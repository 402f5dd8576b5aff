package history

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"
)

// Options are what a Store may be told. The zero value works.
type Options struct {
	Logger *slog.Logger // nil: says nothing
}

// Store is the open file. Its methods may be called from any goroutine.
type Store struct {
	path   string
	log    *slog.Logger
	aside  string
	people *people

	lock     *flock.Flock // shared while the file is open
	how      access       // of those who read
	worry    sync.Once    // the file was found damaged
	readers  chan *conn   // idle ones; a nil stands for one that is not open yet
	pool     *sql.DB
	keepers  *keeper
	shutting sync.Once
	shutErr  error

	ctx       context.Context // ends when Close begins
	cancel    context.CancelFunc
	work      sync.WaitGroup // what runs in the background
	committed atomic.Uint64  // transactions that changed something

	mu      sync.Mutex // guards what follows
	queue   []*job
	leading bool // somebody commits
	closed  bool
	logs    map[int64]*logState

	index index // of the search

	// Only the goroutine that leads touches these.
	writer  *conn
	version int64 // of the file, as this connection saw it last
}

// Open opens the file history.db in the folder dir, which must exist, and makes
// it where there is none. A damaged file is moved aside (SetAside) and a new one
// begun. A file that cannot be written is opened for reading: what would change
// it gets ErrReadOnly. Errors are ErrFull, ErrReadOnly where there is nothing to
// read, ErrNewer, ErrDamaged where another process has the damaged file open,
// or the file system's.
func Open(dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		_, err = os.Stat(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("history: open: %w", err)
	}
	s := &Store{
		path:    filepath.Join(dir, file),
		log:     cmp.Or(o.Logger, slog.New(slog.DiscardHandler)),
		people:  newPeople(),
		lock:    flock.New(filepath.Join(dir, lockFile)),
		readers: make(chan *conn, readers),
		logs:    make(map[int64]*logState),
	}
	for range readers {
		s.readers <- nil
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	if err := s.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("history: open %s: %w", s.path, err), s.release())
	}
	s.keepers = newKeeper(s)
	s.background(s.keepers.run)
	return s, nil
}

// open takes the lock, has the file checked where nobody else has it open, and
// connects.
func (s *Store) open() error {
	alone, err := s.alone()
	if err != nil {
		return err
	}
	if err := s.connect(); err != nil {
		return err
	}
	if s.pool, err = sql.Open("sqlite", dsn(s.path, s.how)); err != nil {
		return err
	}
	s.pool.SetMaxOpenConns(readers)
	if alone && s.how != immutable {
		s.background(s.examineLater)
	}
	return nil
}

// connect opens the connection that writes, and finds out how others are to
// read.
func (s *Store) connect() (err error) {
	s.how = readOnly
	if s.writer, err = open(s.path, readWrite); err == nil {
		err = s.writer.pragma("user_version")
	}
	if err != nil && unwritable(s.path, err) {
		s.how = immutable
		s.writer, err = open(s.path, immutable)
	}
	if err != nil {
		return err
	}
	have, _, err := s.writer.number("PRAGMA user_version")
	switch {
	case err != nil:
		return err
	case have > version:
		return ErrNewer
	case have < version:
		return fmt.Errorf("%w: it is of version %d", ErrReadOnly, have)
	}
	return nil
}

// Close waits for the calls that are under way, writes everything into the one
// file and closes it. Later calls get ErrClosed. It may be called twice, from
// anywhere but a function given to Subscribe, and then waits as well.
func (s *Store) Close() error {
	s.shutting.Do(func() {
		s.cancel()
		err := s.shut()
		s.work.Wait()
		s.shutErr = errors.Join(err, s.release())
	})
	return s.shutErr
}

// release closes what open opened, as far as it came.
func (s *Store) release() (err error) {
	s.cancel()
	s.work.Wait()
	s.index.close()
	for range readers {
		if c := <-s.readers; c != nil {
			err = errors.Join(err, c.close())
		}
	}
	close(s.readers)
	if s.pool != nil {
		err = errors.Join(err, s.pool.Close())
	}
	if s.writer != nil {
		err = errors.Join(err, s.writer.close())
	}
	return errors.Join(err, s.lock.Close())
}

// SetAside is the path to which a damaged file was moved by Open; empty where
// the file was sound.
func (s *Store) SetAside() string { return s.aside }
