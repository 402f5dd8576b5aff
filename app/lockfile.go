package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockFile locks the file at path, which is made where there is none, until the lock
// is closed; nil where another process has it.
//
// A lock file may be removed by who holds it (Desk.erase). Whoever opened it before
// has a lock then that keeps nobody away, and takes the one of the file that is there
// now.
func lockFile(path string) (*flock.Flock, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	for {
		lock := flock.New(path)
		mine, err := lock.TryLock()
		if err != nil || !mine {
			return nil, err
		}
		there, err := isThere(lock)
		if there {
			return lock, nil
		}
		if err = errors.Join(err, lock.Close()); err != nil {
			return nil, err
		}
	}
}

// isThere tells whether the file that is locked is still the one of its name.
func isThere(lock *flock.Flock) (bool, error) {
	held, err := lock.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Stat(lock.Path())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(held, named), err
}
