//go:build unix

package netcore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
)

func TestFaultOfSystemErrors(t *testing.T) {
	dial := func(err error) error {
		return fmt.Errorf("outer: %w", &net.OpError{Op: "dial", Net: "tcp", Err: err})
	}
	for _, test := range []struct {
		err  error
		want DialFault
	}{
		{dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), NobodyListens},
		{dial(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), Unreachable},
		{dial(os.NewSyscallError("connect", syscall.ENETUNREACH)), Unreachable},
		{dial(os.NewSyscallError("connect", syscall.ENETDOWN)), Unreachable},
		{dial(os.NewSyscallError("connect", syscall.EHOSTDOWN)), Unreachable},
		{dial(os.NewSyscallError("connect", syscall.EPERM)), Unreachable},
		{dial(os.NewSyscallError("connect", syscall.ETIMEDOUT)), NoAnswer},
		{dial(os.ErrDeadlineExceeded), NoAnswer},
		{dial(context.DeadlineExceeded), NoAnswer},
		{&net.DNSError{Err: "no such host", IsNotFound: true}, UnknownHost},
		{&net.DNSError{Err: "i/o timeout", IsTimeout: true}, NoAnswer},
		{fmt.Errorf("%w: %w", errHandshake, io.EOF), NotLandline},
		{fmt.Errorf("%w: %w", errHandshake, os.NewSyscallError("read", syscall.ECONNRESET)), NotLandline},
		{dial(os.NewSyscallError("socket", syscall.EMFILE)), OtherFault},
		{errors.New("something"), OtherFault},
	} {
		if got := faultOf(test.err); got != test.want {
			t.Errorf("%v is %q, want %q", test.err, got, test.want)
		}
	}
}
