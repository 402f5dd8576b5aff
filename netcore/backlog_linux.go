package netcore

import (
	"net"

	"golang.org/x/sys/unix"
)

// Backlog is how many finished connections the kernel holds for a listener
// until they are accepted, as the kernel has it; -1 where it does not tell.
// Linux puts it into tcpi_sacked of a listening socket's TCP_INFO.
func Backlog(ln net.Listener) int {
	tcp, ok := ln.(*net.TCPListener)
	if !ok {
		return -1
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return -1
	}
	backlog := -1
	err = raw.Control(func(fd uintptr) {
		if info, err := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO); err == nil {
			backlog = int(info.Sacked)
		}
	})
	if err != nil {
		return -1
	}
	return backlog
}
