package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/robustio"

	"landline/netcore/identity"
)

// keptFile is a small file of a profile that several processes may share. It is
// read whole and replaced whole: whoever reads it, or finds it after a crash,
// has the old content or the new.
type keptFile struct {
	path  string
	limit int // bytes; a larger file is not read, and not written
}

// read is what the file has; nil where there is none, which an empty file is
// not. Who cannot make sense of it must not overwrite it.
func (k keptFile) read() ([]byte, error) {
	f, err := identity.OpenShared(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, int64(k.limit)+1))
	if err != nil {
		return nil, err
	}
	if len(content) > k.limit {
		return nil, &damagedError{k.path, fmt.Errorf("it is larger than %d bytes", k.limit)}
	}
	return content, nil
}

// inTurn runs do while no other process is inside inTurn of the same file. It
// can wait for those: not for the UI thread.
func (k keptFile) inTurn(do func() error) error {
	turn := flock.New(k.path + ".lock")
	if err := turn.Lock(); err != nil {
		return err
	}
	return errors.Join(do(), turn.Close())
}

// replace puts content in the file's place, on disk before it is there. It is
// called in turn: the file that is being written has one name, so that of a
// process that was killed there is nothing left to clean up.
func (k keptFile) replace(content []byte) error {
	if len(content) > k.limit {
		return fmt.Errorf("%s would be larger than %d bytes", k.path, k.limit)
	}
	next := k.path + ".new"
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = robustio.Rename(next, k.path) // on Windows readers can be in the way, for a moment
	}
	if err != nil {
		_ = os.Remove(next)
		return err
	}
	return identity.SyncDir(filepath.Dir(k.path))
}
