package discover

import (
	"errors"
	"net"
)

// listenGroup fails: Windows cannot bind a socket to a multicast group.
func listenGroup(*net.Interface, bool) (*net.UDPConn, error) { return nil, errors.ErrUnsupported }
