package discover

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// share lets programs bind one UDP port together. On Linux this option is
// enough, works between users, and is what mDNS daemons use.
func share(_, _ string, c syscall.RawConn) error {
	var set error
	err := c.Control(func(fd uintptr) { set = shareFD(int(fd)) })
	if err != nil {
		return err
	}
	return set
}

func shareFD(fd int) error { return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1) }

// onlyJoined keeps an IPv4 socket from hearing the groups that other sockets
// joined on other cards, which Linux does otherwise.
func onlyJoined(fd int) error {
	return unix.SetsockoptInt(fd, unix.IPPROTO_IP, unix.IP_MULTICAST_ALL, 0)
}
