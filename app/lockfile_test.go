//go:build !windows

package app

import (
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
)

// TestLockIsOnesWhileFilesAreRemoved has many take a lock whose file each of them
// removes before it lets go: never do two have it.
func TestLockIsOnesWhileFilesAreRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "seats", "there.lock")
	var holders, had atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 300 {
				lock, err := lockFile(path)
				if err != nil {
					t.Error(err)
					return
				}
				if lock == nil {
					continue
				}
				had.Add(1)
				if n := holders.Add(1); n != 1 {
					t.Errorf("%d have the lock", n)
				}
				holders.Add(-1)
				if err := os.Remove(path); err != nil {
					t.Error(err)
				}
				if err := lock.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if had.Load() == 0 {
		t.Error("nobody ever had the lock")
	}
}
