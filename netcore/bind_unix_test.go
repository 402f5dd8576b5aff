//go:build unix

package netcore

import (
	"fmt"
	"net/netip"
	"os"
	"slices"
	"syscall"
	"testing"
)

func TestBindKindOfSystemErrors(t *testing.T) {
	for errno, want := range map[syscall.Errno]BindKind{
		syscall.EADDRINUSE:    PortInUse,
		syscall.EACCES:        PortPrivileged,
		syscall.EADDRNOTAVAIL: AddressNotHere,
		syscall.EMFILE:        OtherBind,
	} {
		err := fmt.Errorf("listen: %w", os.NewSyscallError("bind", errno))
		if got := bindKindOf(err); got != want {
			t.Errorf("%v is %q, want %q", errno, got, want)
		}
	}
}

func TestRemoteness(t *testing.T) {
	want := []string{"10.0.0.1", "203.0.113.1", "2001:db8::1", "169.254.1.1", "fe80::1%eth0", "127.0.0.1"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int {
		return remoteness(netip.MustParseAddr(a)) - remoteness(netip.MustParseAddr(b))
	})
	if !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
}

func TestVirtuality(t *testing.T) {
	for name, want := range map[string]int{
		"eth0": 0, "wlp3s0": 0, "en0": 0, "Wi-Fi": 0, "Ethernet 2": 0, "br0": 0,
		"docker0": 1, "br-1f2e": 1, "vEthernet (WSL)": 1, "VMware Network Adapter VMnet8": 1, "utun3": 1, "tailscale0": 1,
	} {
		if got := virtuality(name); got != want {
			t.Errorf("virtuality of %q is %d, want %d", name, got, want)
		}
	}
}
