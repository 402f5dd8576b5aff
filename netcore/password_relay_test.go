package netcore_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// relay sits at 10.0.0.8 between a joiner and the lab, with TLS connections of
// its own to both, and passes every frame on. What the host sends goes through
// edit first.
type relay struct {
	mu              sync.Mutex
	toHost, toGuest []wire.Kind
	edit            func(wire.Frame) []wire.Frame
}

func (r *relay) pass(to *tls.Conn, in *wire.Reader, note *[]wire.Kind, edit func(wire.Frame) []wire.Frame) {
	defer to.CloseWrite()
	for {
		f, err := in.Next()
		if err != nil {
			return
		}
		r.mu.Lock()
		*note = append(*note, f.Kind())
		r.mu.Unlock()
		putAll(to, edit(f)...)
	}
}

func (r *relay) serve(t *testing.T, l *lab, ln net.Listener) {
	me := newIdentity(t)
	raw, err := ln.Accept()
	if err != nil {
		return
	}
	defer raw.Close()
	guest := tls.Server(raw, me.ServerTLS(netcore.ALPN))
	up, err := l.net.Computer("10.0.0.8").Dial(context.Background(), netip.MustParseAddrPort("10.0.0.1:7678"))
	if err != nil {
		return
	}
	defer up.Close()
	host := tls.Client(up, me.ClientTLS(chat.MemberID{}, netcore.ALPN))
	fromGuest, fromHost := wire.NewReader(guest), wire.NewReader(host)
	fromGuest.Widen()
	fromHost.Widen()
	var both sync.WaitGroup
	both.Go(func() { r.pass(host, fromGuest, &r.toHost, func(f wire.Frame) []wire.Frame { return []wire.Frame{f} }) })
	both.Go(func() { r.pass(guest, fromHost, &r.toGuest, r.edit) })
	both.Wait()
}

// TestRelayInTheMiddle has somebody terminate TLS on both sides with their own
// key. Joiner and host both know the password and have never met: neither is
// taken in, whatever the relay makes of the host's answer.
func TestRelayInTheMiddle(t *testing.T) {
	as := func(frames ...wire.Frame) func(wire.Frame) []wire.Frame {
		return func(f wire.Frame) []wire.Frame {
			if f.Kind() == wire.KindRefused {
				return frames
			}
			return []wire.Frame{f}
		}
	}
	lie := wire.Welcome{Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1}, First: 1, Name: "Bo"}
	tests := map[string]struct {
		edit func(wire.Frame) []wire.Frame
		want error
	}{
		"passes everything on":          {func(f wire.Frame) []wire.Frame { return []wire.Frame{f} }, chat.PasswordWrong},
		"hides the host's refusal":      {as(), netcore.ErrUnproved},
		"makes a welcome of it":         {as(lie), netcore.ErrUnproved},
		"makes a proof and welcome":     {as(wire.Confirm{Tag: make([]byte, 64)}, lie), netcore.ErrUnproved},
		"says that the host is closing": {as(wire.Refused{Code: chat.Closing}), netcore.ErrUnproved},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				book := &logbook{}
				l := newLab(t, netcore.HostConfig{Password: roomPassword, Logger: slog.New(book)})
				defer l.stop()
				ln, err := l.net.Computer("10.0.0.8").Listen(labPort)
				if err != nil {
					t.Fatal(err)
				}
				r := &relay{edit: tt.edit}
				var serving sync.WaitGroup
				serving.Go(func() { r.serve(t, l, ln) })
				cfg := l.from("10.0.0.2", "Bo")
				cfg.Password = roomPassword
				c, err := netcore.Dial(t.Context(), netcore.Target{Host: "10.0.0.8", Port: labPort}, cfg)
				if err == nil {
					_ = c.Close()
				}
				if !errors.Is(err, tt.want) {
					t.Errorf("the joiner ended with %v, want %v", err, tt.want)
				}
				_ = ln.Close()
				serving.Wait()
				synctest.Wait()
				if seats := l.host.Seats(); len(seats) != 0 {
					t.Errorf("the host gave seats: %+v", seats)
				}
				wantHost, wantGuest := []wire.Kind{wire.KindHello, wire.KindShare, wire.KindConfirm}, []wire.Kind{wire.KindWanted, wire.KindShare, wire.KindRefused}
				if !slices.Equal(r.toHost, wantHost) || !slices.Equal(r.toGuest, wantGuest) {
					t.Errorf("the relay passed %d to the host and %d to the joiner", r.toHost, r.toGuest)
				}
				if len(book.lines) != 1 || !strings.Contains(fmt.Sprint(book.lines), chat.PasswordWrong.Error()) {
					t.Errorf("the host noted %v", book.lines)
				}
			})
		})
	}
}
