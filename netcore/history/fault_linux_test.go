package history

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"landline/netcore/chat"
)

// mount mounts a file system of its own in a new folder.
func mount(t *testing.T, options string) (dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	dir = t.TempDir()
	if err := syscall.Mount("history-test", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("this machine does not let a disk be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestFullDisk fills a real disk of 2 MiB to the last byte, and makes space.
func TestFullDisk(t *testing.T) {
	dir := mount(t, "size=2m")
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 256<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	s := storeIn(t, dir)
	l := logOf(t, s)
	kept := untilFull(t, l)
	if _, err := l.Append(messages(200)); !errors.Is(err, ErrFull) {
		t.Errorf("again: %v", err)
	}
	if got := everything(t, l); !slices.Equal(got, kept) {
		t.Errorf("%d lines are read from a full disk, want %d", len(got), len(kept))
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	kept = append(kept, appendAll(t, l, messages(50))...)
	shutDown(t, s)
	s = storeIn(t, dir)
	if s.SetAside() != "" {
		t.Errorf("the file was set aside to %s", s.SetAside())
	}
	if got := everything(t, logOf(t, s)); !slices.Equal(got, kept) {
		t.Errorf("after a restart %d lines, want %d", len(got), len(kept))
	}
}

// TestReadOnlyDisk opens a history on a disk that cannot be written.
func TestReadOnlyDisk(t *testing.T) {
	dir := mount(t, "size=8m")
	s := storeIn(t, dir)
	kept := appendAll(t, logOf(t, s), messages(20))
	draft := "hm"
	save(t, seatAt(t, s, place), Change{Draft: &draft})
	shutDown(t, s)
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("the disk cannot be made read-only: %v", err)
	}
	s = storeIn(t, dir)
	if s.SetAside() != "" {
		t.Errorf("the file was set aside to %s", s.SetAside())
	}
	l := logOf(t, s)
	if got := everything(t, l); !slices.Equal(got, kept) {
		t.Errorf("%d lines, want %d", len(got), len(kept))
	}
	if _, err := l.Append(messages(1)); !errors.Is(err, ErrReadOnly) || !errors.Is(err, chat.NotKept) {
		t.Errorf("got %v", err)
	}
	if got := seatAt(t, s, place).Draft(); got != "hm" {
		t.Errorf("draft %q", got)
	}
	if rooms, err := s.Rooms(); err != nil || len(rooms) != 1 {
		t.Errorf("rooms %v, %v", rooms, err)
	}
	shutDown(t, s)

	empty := mount(t, "size=1m,ro")
	if s, err := Open(empty, Options{}); err == nil {
		t.Errorf("a history was begun on a disk that cannot be written: %v", s.Close())
	}
}
