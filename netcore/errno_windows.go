package netcore

import (
	"errors"

	"golang.org/x/sys/windows"
)

func isRefused(err error) bool { return errors.Is(err, windows.WSAECONNREFUSED) }

func isReset(err error) bool {
	return errors.Is(err, windows.WSAECONNRESET) || errors.Is(err, windows.WSAECONNABORTED)
}

func isUnreachable(err error) bool {
	return errors.Is(err, windows.WSAEHOSTUNREACH) || errors.Is(err, windows.WSAENETUNREACH) ||
		errors.Is(err, windows.WSAENETDOWN) || errors.Is(err, windows.WSAEHOSTDOWN) ||
		errors.Is(err, windows.WSAEADDRNOTAVAIL) || errors.Is(err, windows.WSAEACCES)
}

// isSilent holds for how Windows says that a connection came to nothing, which Go
// does not count as a timeout.
func isSilent(err error) bool {
	return errors.Is(err, windows.WSAETIMEDOUT) || errors.Is(err, windows.ERROR_SEM_TIMEOUT)
}

// isInUse also holds for WSAEACCES: so Windows answers where another program
// holds the port for itself alone, or the system keeps the port in a reserved
// range. Windows has no privileged ports.
func isInUse(err error) bool {
	return errors.Is(err, windows.WSAEADDRINUSE) || errors.Is(err, windows.WSAEACCES)
}

func isPrivileged(error) bool { return false }

func isNotHere(err error) bool { return errors.Is(err, windows.WSAEADDRNOTAVAIL) }
