//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package discover

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// share lets programs bind one UDP port together. The BSDs hand a multicast
// packet to every socket only where SO_REUSEPORT is set too.
func share(_, _ string, c syscall.RawConn) error {
	var set error
	err := c.Control(func(fd uintptr) { set = shareFD(int(fd)) })
	if err != nil {
		return err
	}
	return set
}

func shareFD(fd int) error {
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
		return err
	}
	return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
}

// onlyJoined has nothing to do: a BSD socket hears only what it joined.
func onlyJoined(int) error { return nil }
