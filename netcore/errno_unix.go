//go:build unix

package netcore

import (
	"errors"
	"syscall"
)

func isRefused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }

func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

func isSilent(err error) bool { return errors.Is(err, syscall.ETIMEDOUT) }

// isUnreachable also holds for EACCES and EPERM, with which a local firewall
// answers, and for what macOS answers where the program may not use the local
// network: EHOSTUNREACH.
func isUnreachable(err error) bool {
	for _, errno := range []syscall.Errno{
		syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN,
		syscall.EADDRNOTAVAIL, syscall.EACCES, syscall.EPERM, syscall.EINVAL,
	} {
		if errors.Is(err, errno) {
			return true
		}
	}
	return false
}

func isInUse(err error) bool      { return errors.Is(err, syscall.EADDRINUSE) }
func isPrivileged(err error) bool { return errors.Is(err, syscall.EACCES) }
func isNotHere(err error) bool    { return errors.Is(err, syscall.EADDRNOTAVAIL) }
