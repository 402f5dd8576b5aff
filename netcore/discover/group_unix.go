//go:build unix

package discover

import (
	"fmt"
	"net"
	"os"
	"syscall"

	"golang.org/x/net/ipv4"
	"golang.org/x/net/ipv6"
	"golang.org/x/sys/unix"
)

// overhears tells whether this system can listen for announcements.
const overhears = true

// listenGroup opens a socket bound to the mDNS group itself and joins it on
// one card. Package net would bind the wildcard address instead.
func listenGroup(card *net.Interface, four bool) (*net.UDPConn, error) {
	c, err := bindGroup(card, four)
	if err != nil {
		return nil, fmt.Errorf("discover: binding the mDNS group: %w", err)
	}
	if four {
		err = ipv4.NewPacketConn(c).JoinGroup(card, group4)
	} else {
		err = ipv6.NewPacketConn(c).JoinGroup(card, group6)
	}
	if err != nil {
		_ = c.Close()
		return nil, fmt.Errorf("discover: joining the mDNS group: %w", err)
	}
	return c, nil
}

func bindGroup(card *net.Interface, four bool) (*net.UDPConn, error) {
	family := unix.AF_INET6
	var to unix.Sockaddr = &unix.SockaddrInet6{Port: group6.Port, Addr: [16]byte(group6.IP), ZoneId: uint32(card.Index)}
	if four {
		family = unix.AF_INET
		to = &unix.SockaddrInet4{Port: group4.Port, Addr: [4]byte(group4.IP.To4())}
	}
	syscall.ForkLock.RLock() // no child may start before the socket is closed to it
	fd, err := unix.Socket(family, unix.SOCK_DGRAM, 0)
	if err == nil {
		unix.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), "mdns")
	defer func() { _ = f.Close() }() // FilePacketConn has a copy of its own
	if four {
		err = onlyJoined(fd)
	} else {
		err = unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 1)
	}
	if err != nil {
		return nil, err
	}
	if err := shareFD(fd); err != nil {
		return nil, err
	}
	if err := unix.Bind(fd, to); err != nil {
		return nil, err
	}
	c, err := net.FilePacketConn(f)
	if err != nil {
		return nil, err
	}
	return c.(*net.UDPConn), nil
}
