package netcore_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/netcoretest"
)

// wantFault dials and checks how the failure is called.
func wantFault(t *testing.T, target netcore.Target, cfg netcore.ClientConfig, want netcore.DialFault) *netcore.DialError {
	t.Helper()
	if cfg.Identity == nil {
		cfg.Identity = newIdentity(t)
	}
	c, err := netcore.Dial(t.Context(), target, cfg)
	if err == nil {
		_ = c.Close()
	}
	var failed *netcore.DialError
	if !errors.As(err, &failed) || failed.Fault != want {
		t.Fatalf("got %v, want a DialError: %v", err, want)
	}
	if text := err.Error(); !strings.Contains(text, target.String()) || !strings.Contains(text, want.String()) {
		t.Errorf("%q names neither the target nor what happened", text)
	}
	if failed.Target != target || failed.Err == nil {
		t.Errorf("the error is %+v", failed)
	}
	return failed
}

// answerWith accepts on loopback until the test ends and hands each connection
// to answer, which need not close it.
func answerWith(t *testing.T, answer func(net.Conn)) netcore.Target {
	t.Helper()
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer conn.Close()
				answer(conn)
			})
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		all.Wait()
	})
	return targetOf(t, ln.Addr())
}

func TestDialClosedPort(t *testing.T) {
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	target := targetOf(t, ln.Addr())
	_ = ln.Close()
	failed := wantFault(t, target, netcore.ClientConfig{}, netcore.NobodyListens)
	if failed.Addr.String() != target.HostPort() {
		t.Errorf("the address is %v, want %v", failed.Addr, target.HostPort())
	}
}

func TestDialSomethingElse(t *testing.T) {
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	old := identityServer(t, func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS12, tls.VersionTLS12 })
	noProtocol := identityServer(t, func(c *tls.Config) { c.NextProtos, c.VerifyConnection = nil, nil })
	for name, target := range map[string]netcore.Target{
		"HTTP":             targetOf(t, plain.Listener.Addr()),
		"HTTPS":            targetOf(t, secure.Listener.Addr()),
		"TLS 1.2":          old,
		"TLS without ALPN": noProtocol,
		"hangs up":         answerWith(t, func(net.Conn) {}),
		"hangs up later":   answerWith(t, func(c net.Conn) { _, _ = c.Read(make([]byte, 4096)) }),
		"banner":           answerWith(t, func(c net.Conn) { _, _ = io.WriteString(c, "SSH-2.0-OpenSSH_9.2\r\n") }),
		"echo":             answerWith(t, func(c net.Conn) { _, _ = io.Copy(c, c) }),
	} {
		t.Run(name, func(t *testing.T) { wantFault(t, target, netcore.ClientConfig{}, netcore.NotLandline) })
	}
}

// identityServer speaks TLS with a good key, but otherwise as change says.
func identityServer(t *testing.T, change func(*tls.Config)) netcore.Target {
	t.Helper()
	config := newIdentity(t).ServerTLS(netcore.ALPN)
	change(config)
	return answerWith(t, func(c net.Conn) { _ = tls.Server(c, config).Handshake() })
}

func TestDialWrongKey(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	other := newIdentity(t).ID()
	failed := wantFault(t, target, netcore.ClientConfig{Name: "Bo", Pin: other}, netcore.KeyChanged)
	var wrong *identity.WrongKeyError
	if !errors.As(failed, &wrong) || wrong.Want != other {
		t.Errorf("%v holds no WrongKeyError", failed)
	}
	changed := &identity.KeyChangedError{Name: "room", Known: other}
	wantFault(t, target, netcore.ClientConfig{
		Name:  "Bo",
		Trust: func(chat.MemberID) error { return changed },
	}, netcore.KeyChanged)
}

// The faults that take time, in a bubble.
func TestDialSilence(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*netcoretest.Computer)
		want  netcore.DialFault
	}{
		"cable out":       {(*netcoretest.Computer).Unplug, netcore.NoAnswer},
		"refused":         {func(c *netcoretest.Computer) { c.Refuse(true) }, netcore.NobodyListens},
		"accepts, silent": {func(*netcoretest.Computer) {}, netcore.NotLandline},
	} {
		t.Run(name, func(t *testing.T) {
			me := newIdentity(t)
			synctest.Test(t, func(t *testing.T) {
				var network netcoretest.Network
				host := network.Computer("10.0.0.2")
				ln, err := host.Listen(netcore.DefaultPort)
				if err != nil {
					t.Fatal(err)
				}
				defer ln.Close()
				test.spoil(host)
				start := time.Now()
				wantFault(t, netcore.Target{Host: "10.0.0.2", Port: netcore.DefaultPort}, netcore.ClientConfig{
					Identity: me, Connect: network.Computer("10.0.0.3").Dial,
				}, test.want)
				if took := time.Since(start); took > 10*time.Second {
					t.Errorf("it took %v of the bubble's time", took)
				}
			})
		})
	}
}

func TestDialTellsTheMostTellingFault(t *testing.T) {
	me := newIdentity(t)
	synctest.Test(t, func(t *testing.T) {
		var network netcoretest.Network
		network.Computer("10.0.0.2").Unplug()
		network.Computer("10.0.0.4")
		failed := wantFault(t, netcore.Target{Host: "10.0.0.2", Port: 1}, netcore.ClientConfig{
			Identity: me, Connect: network.Computer("10.0.0.3").Dial,
			Addrs: []netip.AddrPort{netip.MustParseAddrPort("10.0.0.4:7678")},
		}, netcore.NobodyListens)
		if failed.Addr.String() != "10.0.0.4:7678" {
			t.Errorf("the address is %v", failed.Addr)
		}
	})
}

func TestDialStopsWithItsContext(t *testing.T) {
	me := newIdentity(t)
	synctest.Test(t, func(t *testing.T) {
		var network netcoretest.Network
		ctx, cancel := context.WithCancel(t.Context())
		defer time.AfterFunc(time.Second, cancel).Stop()
		start := time.Now()
		_, err := netcore.Dial(ctx, netcore.Target{Host: "10.0.0.2", Port: 1}, netcore.ClientConfig{
			Identity: me, Connect: network.Computer("10.0.0.3").Dial,
		})
		if !errors.Is(err, context.Canceled) || time.Since(start) != time.Second {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
	})
}
