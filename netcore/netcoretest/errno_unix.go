//go:build unix

package netcoretest

import "syscall"

// What the system's own sockets answer.
const (
	errRefused = syscall.ECONNREFUSED
	errReset   = syscall.ECONNRESET
	errInUse   = syscall.EADDRINUSE
)
