//go:build !windows

package identity

import (
	"fmt"
	"os"
	"syscall"
)

// fileID is the number of the file on its file system. The device's own number
// is left out: it may be another one after every start of the computer, and a
// file system seen twice, as a snapshot is, has another path.
func fileID(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return "", fmt.Errorf("the system tells nothing of the file: %T", info.Sys())
	}
	return fmt.Sprint(stat.Ino), nil
}
