package netcore

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"

	"landline/netcore/identity"
)

// DialFault says why a room could not be reached, as far as a person can act
// on it.
type DialFault int

// The faults.
const (
	OtherFault      DialFault = iota
	NobodyListens             // refused: the computer answered, nothing is open on that port
	NoAnswer                  // silence: a firewall, or the computer is off
	Unreachable               // the network knows no way there
	UnknownHost               // the name has no address
	NotLandline               // something else listens there
	VersionMismatch           // no common version of the protocol
	KeyChanged                // the host proved another key than the known one
)

var faultNames = map[DialFault]string{
	OtherFault:      "failed",
	NobodyListens:   "the computer answered, but nothing listens on that port",
	NoAnswer:        "no answer",
	Unreachable:     "unreachable",
	UnknownHost:     "unknown host",
	NotLandline:     "something else than Landline listens there",
	VersionMismatch: "no common version of the protocol",
	KeyChanged:      "the host has another key than the known one",
}

// String is the fault in a few words, for logs.
func (f DialFault) String() string { return faultNames[f] }

// DialError is an attempt to reach a room that failed.
type DialError struct {
	Target Target
	Addr   netip.AddrPort // the address whose failure told the most; invalid where none was tried
	Fault  DialFault
	Err    error
}

func (e *DialError) Error() string {
	return fmt.Sprintf("netcore: dial %s: %s: %v", e.Target, e.Fault, e.Err)
}

// Unwrap is what the attempt ended with.
func (e *DialError) Unwrap() error { return e.Err }

// faultOf sorts the error of an attempt up to the end of its handshake.
func faultOf(err error) DialFault {
	var wrong *identity.WrongKeyError
	var name *net.DNSError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &wrong):
		return KeyChanged
	case errors.As(err, &name):
		if name.IsTimeout {
			return NoAnswer
		}
		return UnknownHost
	case errors.As(err, &record), identity.IsWrongProtocol(err), errors.Is(err, identity.ErrCertificate), isTLSAlert(err):
		return NotLandline
	case isRefused(err):
		return NobodyListens
	case isUnreachable(err):
		return Unreachable
	case errors.Is(err, errHandshake):
		// It accepted the connection and then hung up, or kept silent.
		return NotLandline
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), isTimedOut(err):
		return NoAnswer
	default:
		return OtherFault
	}
}

// errHandshake marks a failure behind an open connection.
var errHandshake = errors.New("netcore: handshake")

// isTLSAlert tells whether the other side spoke TLS and said no.
func isTLSAlert(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error"
}

// isHangUp tells whether the other side ended the connection.
func isHangUp(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || isReset(err)
}

// isTimedOut tells whether nothing came in time, which the system may have found,
// or this program.
func isTimedOut(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout() || isSilent(err)
}
