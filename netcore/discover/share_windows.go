package discover

import (
	"errors"
	"syscall"

	"golang.org/x/sys/windows"
)

// share lets programs bind one UDP port together: here SO_REUSEADDR alone
// means that.
func share(_, _ string, c syscall.RawConn) error {
	var set error
	err := c.Control(func(fd uintptr) {
		set = windows.SetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, windows.SO_REUSEADDR, 1)
	})
	if err != nil {
		return err
	}
	return set
}

// temporary tells whether a read may succeed the next time: Windows reports a
// packet that nobody took, or that was too long, on the socket that reads.
func temporary(err error) bool {
	return errors.Is(err, windows.WSAECONNRESET) || errors.Is(err, windows.WSAENETRESET) ||
		errors.Is(err, windows.WSAEMSGSIZE)
}
