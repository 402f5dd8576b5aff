package discover

import (
	"errors"
	"net"
)

// overhears tells whether this system can listen for announcements.
const overhears = false

// listenGroup fails: Windows cannot bind a socket to a multicast group.
func listenGroup(*net.Interface, bool) (*net.UDPConn, error) { return nil, errors.ErrUnsupported }
