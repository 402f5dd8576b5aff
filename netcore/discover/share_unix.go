//go:build unix

package discover

import (
	"errors"
	"syscall"
)

// temporary tells whether a read may succeed the next time: an ICMP error, or
// an interface that went down, can stand on the socket once.
func temporary(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ENETDOWN) || errors.Is(err, syscall.EHOSTUNREACH)
}
