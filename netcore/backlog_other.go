//go:build !linux

package netcore

import "net"

// Backlog is how many finished connections the kernel holds for a listener
// until they are accepted; -1 where the kernel does not tell, as here.
func Backlog(net.Listener) int { return -1 }
