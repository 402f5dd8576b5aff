package history

import (
	"errors"
	"fmt"
	"slices"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can be wrong with the file, for errors.Is. After ErrFull a later call
// succeeds as soon as there is space again.
var (
	ErrFull     = errors.New("history: no space left")
	ErrReadOnly = errors.New("history: the file cannot be written")
	ErrDamaged  = errors.New("history: the file is damaged")
	ErrNewer    = errors.New("history: the file is of a newer version of this program")
	ErrClosed   = errors.New("history: closed")
)

// errCannotOpen is what SQLite says where it cannot make the files beside the
// database.
var errCannotOpen = errors.New("history: cannot be opened")

// classify puts one of the errors above in front of what SQLite said, where
// one of them says what it means.
func classify(err error) error {
	if err == nil {
		return nil
	}
	for _, known := range []error{ErrFull, ErrReadOnly, ErrDamaged, ErrClosed} {
		if errors.Is(err, known) {
			return err
		}
	}
	if kind := faultOf(err); kind != nil {
		return fmt.Errorf("%w: %w", kind, err)
	}
	return err
}

// IsFull tells whether an error is that of a disk without space: of a Store, or of
// any other file.
func IsFull(err error) bool {
	return errors.Is(err, ErrFull) || slices.ContainsFunc(noSpace, func(full error) bool { return errors.Is(err, full) })
}

func faultOf(err error) error {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		if IsFull(err) {
			return ErrFull
		}
		return nil
	}
	switch fault.Code() {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE,
		sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP:
		// SQLite hides the errno of these. A write that fails on a disk that
		// was fine a moment ago is a full disk or a quota in all but rare cases.
		return ErrFull
	}
	switch fault.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return ErrReadOnly
	case sqlite3.SQLITE_CANTOPEN:
		return errCannotOpen
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	}
	return nil
}
