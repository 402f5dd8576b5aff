package netcore

import (
	"net"
	"os"
	"testing"

	"golang.org/x/sys/windows"
)

func TestKindsOfSystemErrors(t *testing.T) {
	for errno, want := range map[windows.Errno]BindKind{
		windows.WSAEADDRINUSE:    PortInUse,
		windows.WSAEACCES:        PortInUse,
		windows.WSAEADDRNOTAVAIL: AddressNotHere,
		windows.WSAEMFILE:        OtherBind,
	} {
		if got := bindKindOf(&net.OpError{Op: "listen", Err: os.NewSyscallError("bind", errno)}); got != want {
			t.Errorf("%v is %q, want %q", errno, got, want)
		}
	}
	for errno, want := range map[windows.Errno]DialFault{
		windows.WSAECONNREFUSED: NobodyListens,
		windows.WSAEHOSTUNREACH: Unreachable,
		windows.WSAENETUNREACH:  Unreachable,
		windows.WSAETIMEDOUT:    NoAnswer,
		windows.WSAEMFILE:       OtherFault,
	} {
		if got := faultOf(&net.OpError{Op: "dial", Err: os.NewSyscallError("connectex", errno)}); got != want {
			t.Errorf("%v is %q, want %q", errno, got, want)
		}
	}
}
