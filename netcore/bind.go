package netcore

import (
	"context"
	"fmt"
	"net"
	"net/netip"
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
	if failed.Kind == OtherBind && zoneMissing(bind) {
		failed.Kind = AddressNotHere
	}
	if failed.Kind == PortInUse {
		failed.Next = nextFree(ctx, bind, port)
	}
	return nil, failed
}

func listen(ctx context.Context, bind string, port int) (net.Listener, error) {
	network := "tcp"
	if bind == "0.0.0.0" {
		network = "tcp4" // package net takes it for all addresses of both families
	}
	var lc net.ListenConfig
	return lc.Listen(ctx, network, net.JoinHostPort(bind, strconv.Itoa(port)))
}

// zoneMissing tells whether an address has a zone of which there is no
// interface. Systems disagree on the error for it.
func zoneMissing(bind string) bool {
	addr, err := netip.ParseAddr(bind)
	if err != nil || addr.Zone() == "" {
		return false
	}
	if _, err := strconv.Atoi(addr.Zone()); err == nil {
		return false // an interface's number
	}
	_, err = net.InterfaceByName(addr.Zone())
	return err != nil
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
	ln, err := Listen(context.Background(), bind, port)
	if err != nil {
		return err
	}
	return ln.Close()
}
