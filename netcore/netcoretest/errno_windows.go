package netcoretest

import "golang.org/x/sys/windows"

// What the system's own sockets answer. The constants of package syscall with
// these names are made up and never come from Windows.
const (
	errRefused = windows.WSAECONNREFUSED
	errReset   = windows.WSAECONNRESET
	errInUse   = windows.WSAEADDRINUSE
)
