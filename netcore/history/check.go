package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	file     = "history.db"    // in the profile's folder
	lockFile = "history.lock"  // held while history.db is open: shared, or alone while it is checked
	markFile = "history.check" // there: the file was found damaged while others had it open
)

// wholeCheck is up to which size a file is read through before it is used;
// larger ones are read through in the background.
const wholeCheck = 4 << 20

// lockWait bounds how long Open waits for another process that checks the file.
const lockWait = 15 * time.Second

// alone checks the file, and sets it aside or brings it to this version, if
// nobody else has it open. It leaves the lock shared.
func (s *Store) alone() (alone bool, err error) {
	alone, err = s.lock.TryLock()
	if err != nil {
		// No file can be made there, so that none can be set aside either.
		s.log.Warn("the history cannot be locked", "err", err)
		return false, nil
	}
	if alone {
		if err := s.prepare(); err != nil {
			return false, err
		}
		if err := s.lock.Unlock(); err != nil {
			return false, err
		}
	}
	ctx, cancel := context.WithTimeout(s.ctx, lockWait)
	defer cancel()
	if _, err := s.lock.TryRLockContext(ctx, 20*time.Millisecond); err != nil {
		return false, fmt.Errorf("another process holds %s: %w", lockFile, err)
	}
	return alone, nil
}

// prepare sees to it that the file is sound and of this version.
func (s *Store) prepare() error {
	err := s.inspect()
	if errors.Is(err, ErrDamaged) {
		s.log.Warn("the history is damaged and set aside", "err", err)
		if err := s.setAside(time.Now()); err != nil {
			return err
		}
		err = s.inspect()
	}
	if unwritable(s.path, err) {
		return nil // it can still be read
	}
	return err
}

// inspect opens the file, makes it where there is none, and looks for damage.
func (s *Store) inspect() (err error) {
	if f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600); err == nil {
		// What people say is nobody else's on this computer. Nobody has the
		// file open, so closing it here takes no lock of SQLite's away.
		if err := f.Close(); err != nil {
			return err
		}
	}
	c, err := open(s.path, readWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if err := c.pragma("journal_mode(WAL)"); err != nil {
		return err
	}
	if err := sound(c, s.path); err != nil {
		return err
	}
	if info, err := os.Stat(s.path); err == nil && (info.Size() <= wholeCheck || s.marked()) {
		if err := c.verify(); err != nil {
			return err
		}
		_ = os.Remove(s.mark())
	}
	return migrate(c, s.path)
}

// sound looks where damage shows soonest: at the file's length, its schema, and
// everything in it that is not a line.
func sound(c *conn, path string) error {
	have, _, err := c.number("PRAGMA user_version")
	if err != nil || have == 0 || have > version {
		return err
	}
	// What a process that was killed left in the write-ahead log belongs to the
	// file before its length says anything. On a full disk it stays there.
	if err := c.pragma("wal_checkpoint(TRUNCATE)"); err == nil {
		pages, _, err := c.number("PRAGMA page_count")
		if err != nil {
			return err
		}
		size, _, err := c.number("PRAGMA page_size")
		if err != nil {
			return err
		}
		if info, err := os.Stat(path); err == nil && info.Size() < pages*size {
			return fmt.Errorf("%w: %d bytes where %d belong", ErrDamaged, info.Size(), pages*size)
		}
	} else if errors.Is(err, ErrDamaged) {
		return err
	}
	for _, query := range readable[have] {
		if err := c.each(func([]driverValue) error { return nil }, query); err != nil {
			return err
		}
	}
	return nil
}

// verify reads the whole file.
func (c *conn) verify() error {
	return c.each(func(row []driverValue) error {
		if found := text(row[0]); found != "ok" {
			return fmt.Errorf("%w: %s", ErrDamaged, found)
		}
		return nil
	}, "PRAGMA quick_check(1)")
}

// setAside moves the file and what belongs to it out of the way. The
// write-ahead log goes first: it must never be taken for that of a new file.
func (s *Store) setAside(now time.Time) error {
	dir, stamp := filepath.Dir(s.path), now.UTC().Format("20060102T150405Z")
	aside := filepath.Join(dir, "history.damaged-"+stamp+".db")
	for n := 2; exists(aside); n++ {
		aside = filepath.Join(dir, fmt.Sprintf("history.damaged-%s-%d.db", stamp, n))
	}
	for _, part := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(s.path+part, aside+part); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	_ = os.Remove(s.mark())
	s.aside = aside
	return nil
}

// examineAfter is how long a program runs before a large file is read through:
// a short command never does, and a window is not slowed down while it opens.
const examineAfter = 20 * time.Second

// examineLater examines the file unless the store closes first.
func (s *Store) examineLater() {
	later := time.NewTimer(examineAfter)
	defer later.Stop()
	select {
	case <-s.ctx.Done():
	case <-later.C:
		s.examine()
	}
}

// examine reads a large file through in the background. Others may have it open
// by then: where it is damaged, the next start sets it aside.
func (s *Store) examine() {
	if info, err := os.Stat(s.path); err != nil || info.Size() <= wholeCheck {
		return
	}
	var found string
	err := s.pool.QueryRowContext(s.ctx, "PRAGMA quick_check(1)").Scan(&found)
	switch err = classify(err); {
	case s.ctx.Err() != nil:
	case err == nil && found == "ok":
	case err == nil || errors.Is(err, ErrDamaged):
		s.suspect(fmt.Errorf("%w: %s", ErrDamaged, found))
	default:
		s.log.Warn("the history cannot be checked", "err", err)
	}
}

// suspect has the file read through at the next start.
func (s *Store) suspect(err error) {
	s.worry.Do(func() {
		s.log.Error("the history is damaged; it is set aside at the next start", "err", err)
		if err := os.WriteFile(s.mark(), []byte(err.Error()+"\n"), 0o600); err != nil {
			s.log.Warn("that cannot be noted", "err", err)
		}
	})
}

func (s *Store) mark() string { return filepath.Join(filepath.Dir(s.path), markFile) }

func (s *Store) marked() bool { return exists(s.mark()) }

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// unwritable tells whether err says that the file may be read but not written,
// and whether reading it without its write-ahead log shows all of it.
func unwritable(path string, err error) bool {
	if !errors.Is(err, ErrReadOnly) && !errors.Is(err, errCannotOpen) {
		return false
	}
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return false
	}
	wal, err := os.Stat(path + "-wal")
	return err != nil || wal.Size() == 0
}
