package netcore_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"

	"landline/netcore"
)

func listenOn(t *testing.T, bind string, port int) (net.Listener, int) {
	t.Helper()
	ln, err := netcore.Listen(t.Context(), bind, port)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	return ln, ln.Addr().(*net.TCPAddr).Port
}

func wantBind(t *testing.T, err error, kind netcore.BindKind) *netcore.BindError {
	t.Helper()
	var failed *netcore.BindError
	if !errors.As(err, &failed) || failed.Kind != kind {
		t.Fatalf("got %v, want a BindError: %v", err, kind)
	}
	if text := err.Error(); !strings.Contains(text, strconv.Itoa(failed.Port)) || !strings.Contains(text, kind.String()) {
		t.Errorf("%q names neither the port nor why", text)
	}
	return failed
}

func TestListenPicksAPort(t *testing.T) {
	ln, port := listenOn(t, "127.0.0.1", 0)
	if port == 0 {
		t.Errorf("the listener is at %v", ln.Addr())
	}
	if err := netcore.CheckPort("127.0.0.1", 0); err != nil {
		t.Error(err)
	}
}

func TestListenOnAllAddresses(t *testing.T) {
	_, port := listenOn(t, "", 0)
	for _, address := range []string{"127.0.0.1", "::1"} {
		if other, err := net.Listen("tcp", net.JoinHostPort(address, "0")); err != nil {
			t.Logf("this computer has no %s: %v", address, err)
			continue
		} else {
			_ = other.Close()
		}
		conn, err := net.Dial("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
		if err != nil {
			t.Errorf("dialling %s: %v", address, err)
			continue
		}
		_ = conn.Close()
	}
}

func TestListenOnAllOfIPv4(t *testing.T) {
	ln, _ := listenOn(t, "0.0.0.0", 0)
	if addr := ln.Addr().(*net.TCPAddr).AddrPort().Addr(); addr != netip.IPv4Unspecified() {
		t.Errorf("the listener is at %v", addr)
	}
	for _, a := range netcore.AddressesOf(ln) {
		if !a.Addr().Is4() {
			t.Errorf("%v does not reach an IPv4 socket", a)
		}
	}
}

func TestPortInUse(t *testing.T) {
	_, port := listenOn(t, "127.0.0.1", 0)
	_, err := netcore.Listen(t.Context(), "127.0.0.1", port)
	failed := wantBind(t, err, netcore.PortInUse)
	if failed.Port != port || failed.Address != "127.0.0.1" || failed.Err == nil {
		t.Errorf("the error is %+v", failed)
	}
	if failed.Next == port || failed.Next < 1 || failed.Next > 65535 {
		t.Fatalf("the next free port is %d", failed.Next)
	}
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", failed.Next)
	if err != nil {
		t.Fatalf("the port called free: %v", err)
	}
	_ = ln.Close()
	wantBind(t, netcore.CheckPort("127.0.0.1", port), netcore.PortInUse)
	wantBind(t, netcore.CheckPort("", port), netcore.PortInUse)
}

func TestPortInUseAtTheEnd(t *testing.T) {
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 65535)
	if err != nil {
		t.Skip("port 65535 is taken by another program")
	}
	defer ln.Close()
	_, err = netcore.Listen(t.Context(), "127.0.0.1", 65535)
	if next := wantBind(t, err, netcore.PortInUse).Next; next < 1024 || next >= 65535 {
		t.Errorf("the next free port is %d", next)
	}
}

func TestListenRefuses(t *testing.T) {
	for _, test := range []struct {
		bind string
		port int
		kind netcore.BindKind
	}{
		{"", -1, netcore.PortOutOfRange},
		{"", 65536, netcore.PortOutOfRange},
		{"", 70000, netcore.PortOutOfRange},
		{"lab", 0, netcore.AddressInvalid},
		{"127.0.0.1:80", 0, netcore.AddressInvalid},
		{"[::1]", 0, netcore.AddressInvalid},
		{"203.0.113.7", 0, netcore.AddressNotHere}, // RFC 5737: documentation
		{"2001:db8::7", 0, netcore.AddressNotHere}, // RFC 3849: documentation
		{"fe80::7%no such card", 0, netcore.AddressNotHere},
	} {
		_, err := netcore.Listen(context.Background(), test.bind, test.port)
		wantBind(t, err, test.kind)
		wantBind(t, netcore.CheckPort(test.bind, test.port), test.kind)
	}
}

func TestAddressesOfOneAddress(t *testing.T) {
	ln, port := listenOn(t, "127.0.0.1", 0)
	want := []netip.AddrPort{netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(port))}
	if got := netcore.AddressesOf(ln); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAddressesOfAll(t *testing.T) {
	ln, port := listenOn(t, "", 0)
	addrs := netcore.AddressesOf(ln)
	if len(addrs) == 0 {
		t.Skip("this computer has no address at all")
	}
	for i, a := range addrs {
		if int(a.Port()) != port || a.Addr().IsUnspecified() || a.Addr().Is4In6() {
			t.Errorf("%v cannot be typed", a)
		}
		if a.Addr().Is6() && a.Addr().IsLinkLocalUnicast() != (a.Addr().Zone() != "") {
			t.Errorf("%v: zones are for link-local addresses", a)
		}
		if a.Addr().IsLoopback() != addrs[0].Addr().IsLoopback() {
			t.Errorf("%v stands beside %v", a, addrs[0])
		}
		if slices.Index(addrs, a) != i {
			t.Errorf("%v is listed twice", a)
		}
	}
}
