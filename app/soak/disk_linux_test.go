package soak

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// disk is a small file system of its own.
type disk struct {
	t    *testing.T
	path string
}

// newDisk mounts a file system of so many bytes, or says why it cannot.
func newDisk(t *testing.T, bytes string) (d *disk, why string) {
	t.Helper()
	if os.Getenv(isolated) == "" {
		return nil, "these tests may not have mounts of their own here"
	}
	path := t.TempDir()
	if err := syscall.Mount("soak", path, "tmpfs", 0, "size="+bytes+",mode=0700"); err != nil {
		return nil, "a file system cannot be mounted here: " + err.Error()
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(path, 0); err != nil {
			t.Error("unmount:", err)
		}
	})
	if err := os.Mkdir(filepath.Join(path, "profile"), 0o700); err != nil {
		t.Fatal(err)
	}
	return &disk{t: t, path: path}, ""
}

// profile is a folder on the disk.
func (d *disk) profile() string { return filepath.Join(d.path, "profile") }

// fill leaves no room for anything.
func (d *disk) fill() {
	f, err := os.OpenFile(filepath.Join(d.path, "ballast"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		d.t.Error(err)
		return
	}
	defer f.Close()
	for block := make([]byte, 1<<20); len(block) > 0; {
		switch _, err := f.Write(block); {
		case errors.Is(err, syscall.ENOSPC):
			block = block[:len(block)/2]
		case err != nil:
			d.t.Error(err)
			return
		}
	}
}

// free undoes fill.
func (d *disk) free() {
	if err := os.Remove(filepath.Join(d.path, "ballast")); err != nil && !errors.Is(err, os.ErrNotExist) {
		d.t.Error(err)
	}
}
