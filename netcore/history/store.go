package history

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"landline/netcore/chat"
)

// file is the database's name in the profile's folder.
const file = "history.db"

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

	readers chan *conn // idle ones; a nil stands for one that is not open yet
	pool    *sql.DB

	ctx       context.Context // ends when Close begins
	cancel    context.CancelFunc
	work      sync.WaitGroup // what runs in the background
	committed atomic.Uint64  // transactions that changed something

	mu      sync.Mutex // guards what follows
	queue   []*job
	leading bool // somebody commits
	closed  bool
	logs    map[int64]*logState

	// Only the goroutine that leads touches these.
	writer  *conn
	version int64 // of the file, as this connection saw it last
}

// Open opens the file history.db in the folder dir, which must exist, and makes
// it where there is none. A damaged file is moved aside (SetAside) and a new one
// begun. The error is ErrFull, ErrReadOnly or one of the file system's.
func Open(dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("history: open: %w", err)
	}
	s := &Store{
		path:    filepath.Join(dir, file),
		log:     cmp.Or(o.Logger, slog.New(slog.DiscardHandler)),
		people:  newPeople(),
		readers: make(chan *conn, readers),
		logs:    make(map[int64]*logState),
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("history: open: %w", err)
	}
	if err := s.open(); err != nil {
		return nil, fmt.Errorf("history: open %s: %w", s.path, err)
	}
	return s, nil
}

func (s *Store) open() (err error) {
	if s.writer, err = connect(s.path, readWrite); err != nil {
		return err
	}
	if err := s.writer.pragma("journal_mode(WAL)"); err != nil {
		return err
	}
	if err := migrate(s.writer, s.path); err != nil {
		return err
	}
	for range cap(s.readers) {
		s.readers <- nil
	}
	if s.pool, err = sql.Open("sqlite", dsn(s.path, readOnly)); err != nil {
		return err
	}
	s.pool.SetMaxOpenConns(readers)
	return nil
}

// Close waits for the calls that are under way, writes everything into the one
// file and closes it. Later calls get ErrClosed. It may be called twice.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.mu.Unlock()
	s.cancel()
	s.work.Wait()
	// A last, empty transaction: who came before it has been served.
	err := s.shut()
	for range cap(s.readers) {
		if c := <-s.readers; c != nil {
			_ = c.close()
		}
	}
	_ = s.pool.Close()
	if e := s.writer.close(); err == nil {
		err = e
	}
	return err
}

// SetAside is the path to which a damaged file was moved by Open; empty where
// the file was sound.
func (s *Store) SetAside() string { return s.aside }

// logState is what this process remembers of one log. The view is replaced as
// a whole, after the commit that changed it.
type logState struct {
	id     int64
	room   chat.RoomID
	epoch  chat.Epoch
	hosted bool
	log    *Log // guarded by Store.mu
	ids    ids  // of a hosted log

	mu   sync.RWMutex
	view view
}

// view is a log as one transaction left it.
type view struct {
	name    string
	host    chat.MemberID
	retired bool
	base    uint64
	keep    Keep
	spans   spans
}

// bounds are the oldest and the newest line of a hosted log.
func (v view) bounds() (first, head uint64) {
	if len(v.spans) == 0 {
		return v.base + 1, v.base
	}
	return v.spans.first(), v.spans.last()
}

func (l *logState) now() view {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.view
}

func (l *logState) set(v view) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.view = v
}

// load reads the log's row and spans.
func (l *logState) load(c *conn) (v view, err error) {
	found := false
	err = c.each(func(row []driverValue) error {
		found = true
		if err := blob(l.room[:], row[0]); err != nil {
			return err
		}
		if err := blob(l.epoch[:], row[1]); err != nil {
			return err
		}
		if row[3] != nil {
			if err := blob(v.host[:], row[3]); err != nil {
				return err
			}
		}
		if err := blob(l.ids.salt[:], row[9]); err != nil {
			return err
		}
		v.name, l.hosted, v.retired = text(row[2]), integer(row[4]) != 0, integer(row[5]) != 0
		v.base, v.keep = uint64(integer(row[6])), keepOf(row[7], row[8])
		return nil
	}, `SELECT room, epoch, name, host, hosted, retired, base, keep_age, keep_lines, salt FROM logs WHERE id = ?`, l.id)
	if err == nil && !found {
		err = fmt.Errorf("%w: no log %d", ErrDamaged, l.id)
	}
	if err != nil {
		return view{}, err
	}
	err = c.each(func(row []driverValue) error {
		v.spans = append(v.spans, span{uint64(integer(row[0])), uint64(integer(row[1])), integer(row[2])})
		return nil
	}, `SELECT first, last, bytes FROM spans WHERE log = ? ORDER BY first`, l.id)
	return v, err
}
