//go:build !windows

package identity

import (
	"errors"
	"os"
	"syscall"
)

// moveNew gives the file at from the name to unless that name is taken. A
// rename would replace what is there; a second hard link does not.
func moveNew(from, to string) error { return os.Link(from, to) }

// OpenShared opens a file to be read, also while another process gives it its name
// or another file its place.
func OpenShared(path string) (*os.File, error) { return os.Open(path) }

// SyncDir makes the new names of a folder's files survive a power cut, on the file
// systems that can do that for a directory.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
