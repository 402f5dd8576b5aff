package history

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"

	"landline/netcore/chat"
)

// Limits of one import.
const (
	maxLives  = 1024    // epochs, of all rooms together
	maxLayers = 16      // different messages under one number of one epoch
	maxHoles  = 4096    // of one log
	batchSize = 1024    // lines of one transaction
	batchText = 4 << 20 // bytes of text of one transaction
)

// importLock is held while a file is imported, so that a log that is half
// imported and held by nobody is known for what an import left that was killed.
const importLock = "import.lock"

// ErrImporting tells that another import is under way.
var ErrImporting = errors.New("history: another import is under way")

// ImportError tells which line of a file cannot be imported, counted from 1.
type ImportError struct {
	Line int
	Err  error
}

// Error names the line and what is wrong with it.
func (e *ImportError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns what is wrong.
func (e *ImportError) Unwrap() error { return e.Err }

// ImportResult counts what an import did.
type ImportResult struct {
	Rooms []chat.RoomID // that the file tells of, in its order
	Added int           // lines that are new here
	Known int           // lines that were here already, or twice in the file
}

// Import takes in lines that Export wrote as FormatJSON: all of them, or none
// where one cannot be taken (ImportError) or ctx ends. A line that is stored
// already is not stored again. Empty lines are skipped.
//
// Anybody may have written the file, so its lines never become part of a log
// that a host or a seat goes on with: they are kept beside it, and are found by
// Search, Around and Export. What a file says was edited or deleted changes the
// lines that came with it; but a line that is known here as deleted does not
// come back. Other calls go on meanwhile. A file may tell of at
// most 1,024 epochs with at most 4,096 holes each. It may be called from any
// goroutine; while another import runs it returns ErrImporting.
func (s *Store) Import(ctx context.Context, r io.Reader) (ImportResult, error) {
	lock := flock.New(filepath.Join(filepath.Dir(s.path), importLock))
	switch mine, err := lock.TryLock(); {
	case err != nil:
		return ImportResult{}, fmt.Errorf("history: import: %w", err)
	case !mine:
		return ImportResult{}, fmt.Errorf("history: import: %w", ErrImporting)
	}
	x := &intake{store: s, lives: make(map[lifeKey]*intakeLife)}
	err := s.sweep()
	if err == nil {
		err = x.run(ctx, r)
	}
	if err != nil {
		err = fmt.Errorf("history: import: %w", errors.Join(err, s.sweep()))
		x.result = ImportResult{}
	}
	return x.result, errors.Join(err, lock.Close())
}

// intake is one import under way.
type intake struct {
	store  *Store
	result ImportResult
	lives  map[lifeKey]*intakeLife

	batch []intakeLine
	bytes int
}

type lifeKey struct {
	room  chat.RoomID
	epoch chat.Epoch
}

// intakeLife is one epoch of the file: the logs that have lines of it already,
// and those that take in the new ones.
type intakeLife struct {
	name   string
	known  []int64
	layers []int64
}

type intakeLine struct {
	number  int // in the file
	life    lifeKey
	message chat.Message
}

func (x *intake) run(ctx context.Context, r io.Reader) error {
	lines := bufio.NewReaderSize(r, maxRecord+1)
	for number := 1; ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return &ImportError{number, fmt.Errorf("longer than %d bytes", maxRecord)}
		}
		if err != nil && err != io.EOF {
			return err
		}
		if line := bytes.TrimRight(line, "\r\n"); len(bytes.TrimSpace(line)) > 0 {
			if err := x.take(number, line); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return x.finish()
		}
	}
}

// take checks a line and keeps it for the next transaction.
func (x *intake) take(number int, line []byte) error {
	r, m, err := parseRecord(line)
	if err != nil {
		return &ImportError{number, err}
	}
	key := lifeKey{r.Room, r.Epoch}
	if x.lives[key] == nil {
		if len(x.lives) == maxLives {
			return &ImportError{number, fmt.Errorf("more than %d epochs in one file", maxLives)}
		}
		known, err := x.store.logsOf(key)
		if err != nil {
			return err
		}
		x.lives[key] = &intakeLife{name: r.RoomName, known: known}
		if !slices.Contains(x.result.Rooms, r.Room) {
			x.result.Rooms = append(x.result.Rooms, r.Room)
		}
	}
	x.batch = append(x.batch, intakeLine{number, key, m})
	if x.bytes += len(m.Text); len(x.batch) < batchSize && x.bytes < batchText {
		return nil
	}
	return x.flush()
}

// logsOf finds the logs that have lines of one life of a room.
func (s *Store) logsOf(key lifeKey) (logs []int64, err error) {
	err = s.read(func(c *conn) error {
		return c.each(func(row []driverValue) error { logs = append(logs, integer(row[0])); return nil },
			`SELECT id FROM logs WHERE room = ? AND epoch = ? AND retired < `+beingImported, key.room[:], key.epoch[:])
	})
	return logs, err
}

// finish stores the rest, and makes all that was stored appear at once.
func (x *intake) finish() error {
	if err := x.flush(); err != nil {
		return err
	}
	return x.store.write(0, func(t *tx) error {
		for _, l := range x.lives {
			for _, log := range l.layers {
				if err := t.exec(`UPDATE logs SET retired = 1 WHERE id = ?`, log); err != nil {
					return err
				}
			}
		}
		return nil
	}, nil)
}
