package netcore

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
)

// BindKind says why a port could not be bound, as far as a person can act on
// it.
type BindKind int

// The kinds.
const (
	OtherBind      BindKind = iota
	PortInUse               // another socket has it
	PortPrivileged          // below 1024 without the right
	PortOutOfRange          // not 0 to 65535
	AddressNotHere          // not an address of this computer
	AddressInvalid          // no address at all
)

var bindNames = map[BindKind]string{
	OtherBind:      "cannot be bound",
	PortInUse:      "in use",
	PortPrivileged: "privileged: ports below 1024 need the right to bind them",
	PortOutOfRange: "out of range: ports go from 1 to 65535, and 0 lets the system pick one",
	AddressNotHere: "not an address of this computer",
	AddressInvalid: "not an address",
}

// String is the kind in a few words, for logs.
func (k BindKind) String() string { return bindNames[k] }

// BindError is a port that could not be bound.
type BindError struct {
	Address string // as asked for; empty for all addresses
	Port    int
	Kind    BindKind
	Next    int // with PortInUse: the next port that was free just now, 0 for none near
	Err     error
}

func (e *BindError) Error() string {
	where := net.JoinHostPort(e.Address, strconv.Itoa(e.Port))
	return fmt.Sprintf("netcore: listen on %s: %s", where, e.Kind)
}

// Unwrap is what the system said; nil where it was not even asked.
func (e *BindError) Unwrap() error { return e.Err }

// Listen opens a TCP socket that waits for others, on one address of this
// computer or, with an empty bind, on all of them, IPv4 and IPv6. Port 0 lets
// the system pick one. The error is a *BindError; ctx bounds nothing but the
// resolution of names, of which there is none here.
func Listen(ctx context.Context, bind string, port int) (net.Listener, error) {
	if port < 0 || port > 65535 {
		return nil, &BindError{Address: bind, Port: port, Kind: PortOutOfRange}
	}
	if bind != "" {
		if _, err := netip.ParseAddr(bind); err != nil {
			return nil, &BindError{Address: bind, Port: port, Kind: AddressInvalid, Err: err}
		}
	}
	ln, err := listen(ctx, bind, port)
	if err == nil {
		return ln, nil
	}
	failed := &BindError{Address: bind, Port: port, Kind: bindKindOf(err), Err: err}
	if failed.Kind == PortInUse {
		failed.Next = nextFree(ctx, bind, port)
	}
	return nil, failed
}

func listen(ctx context.Context, bind string, port int) (net.Listener, error) {
	var lc net.ListenConfig
	return lc.Listen(ctx, "tcp", net.JoinHostPort(bind, strconv.Itoa(port)))
}

func bindKindOf(err error) BindKind {
	switch {
	case isInUse(err):
		return PortInUse
	case isPrivileged(err):
		return PortPrivileged
	case isNotHere(err):
		return AddressNotHere
	default:
		return OtherBind
	}
}

// nextTries bounds the search for a free port.
const nextTries = 100

// nextFree finds the first port above that can be bound, and goes on from 1024
// where it reaches the end; 0 where none of nextTries can.
func nextFree(ctx context.Context, bind string, port int) int {
	for range nextTries {
		if port++; port > 65535 {
			port = 1024
		}
		if ln, err := listen(ctx, bind, port); err == nil {
			_ = ln.Close()
			return port
		}
	}
	return 0
}

// CheckPort tells whether Listen would succeed now, by doing it and closing
// the socket again. Another program can take the port the next moment.
func CheckPort(bind string, port int) error {
	if port == 0 {
		return nil
	}
	ln, err := Listen(context.Background(), bind, port)
	if err != nil {
		return err
	}
	return ln.Close()
}

// AddressesOf lists what others can type to reach a listener, the likeliest
// first: for one that listens on all addresses private IPv4, other IPv4, global
// IPv6, then link-local IPv6 with its zone; loopback where there is nothing
// else.
func AddressesOf(ln net.Listener) []netip.AddrPort {
	tcp, ok := ln.Addr().(*net.TCPAddr)
	if !ok {
		return nil
	}
	bound := tcp.AddrPort()
	if !bound.Addr().IsUnspecified() {
		return []netip.AddrPort{netip.AddrPortFrom(bound.Addr().Unmap(), bound.Port())}
	}
	var addrs []netip.AddrPort
	for _, a := range ownAddresses() {
		if bound.Addr().Is4() && !a.Is4() {
			continue
		}
		addrs = append(addrs, netip.AddrPortFrom(a, bound.Port()))
	}
	return addrs
}

// ownAddresses lists the unicast addresses of the interfaces that are up,
// likeliest first.
func ownAddresses() []netip.Addr {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var addrs []netip.Addr
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 {
			continue
		}
		networks, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, n := range networks {
			prefix, err := netip.ParsePrefix(n.String())
			if err != nil {
				continue
			}
			a := prefix.Addr().Unmap()
			if a.IsLinkLocalUnicast() && a.Is6() {
				a = a.WithZone(i.Name)
			}
			addrs = append(addrs, a)
		}
	}
	slices.SortStableFunc(addrs, func(a, b netip.Addr) int { return cmp.Compare(remoteness(a), remoteness(b)) })
	if len(addrs) > 0 && !addrs[0].IsLoopback() {
		addrs = slices.DeleteFunc(addrs, netip.Addr.IsLoopback)
	}
	return addrs
}

// remoteness orders addresses by how likely somebody on the LAN can use them.
func remoteness(a netip.Addr) int {
	switch {
	case a.IsLoopback():
		return 5
	case a.Is4() && a.IsPrivate():
		return 0
	case a.Is4() && !a.IsLinkLocalUnicast():
		return 1
	case a.IsGlobalUnicast():
		return 2
	case a.Is4():
		return 3
	default:
		return 4
	}
}
