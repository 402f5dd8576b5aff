package netcore_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// dialled notes whom a host dials, and has what a test wants come of it.
type dialled struct {
	mu    sync.Mutex
	addrs []netip.AddrPort
	dial  func(context.Context, netip.AddrPort) (net.Conn, error)
}

func (d *dialled) connect(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
	d.mu.Lock()
	d.addrs = append(d.addrs, to)
	d.mu.Unlock()
	return d.dial(ctx, to)
}

// silence is a firewall that drops what comes.
func silence(ctx context.Context, _ netip.AddrPort) (net.Conn, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// inDialLab runs a test in a lab whose host dials with dial, or on the lab's own
// network where that is nil.
func inDialLab(t *testing.T, dial func(context.Context, netip.AddrPort) (net.Conn, error), test func(*testing.T, *lab, *dialled)) {
	t.Helper()
	d := &dialled{dial: dial}
	synctest.Test(t, func(t *testing.T) {
		l := &lab{t: t}
		if dial == nil {
			d.dial = func(ctx context.Context, to netip.AddrPort) (net.Conn, error) { return l.server.Dial(ctx, to) }
		}
		newLabOn(t, l, netcore.HostConfig{Connect: d.connect})
		defer func() { l.stop() }()
		test(t, l, d)
	})
}

// reach asks the host to dial back, and waits for the answer.
func reach(t *testing.T, c *netcore.Client, port uint16) chat.Reached {
	t.Helper()
	if err := c.Reach(port); err != nil {
		t.Fatal(err)
	}
	return next[chat.Reached](t, c)
}

func TestDialBack(t *testing.T) {
	inDialLab(t, nil, func(t *testing.T, l *lab, d *dialled) {
		bo := l.join("10.0.0.3", "Bo")
		defer bo.Close()
		if got, want := reach(t, bo, 9000), (chat.Reached{Port: 9000, Outcome: chat.NobodyThere, Address: "10.0.0.3"}); got != want {
			t.Errorf("without a listener: %+v, want %+v", got, want)
		}
		ln, err := l.net.Computer("10.0.0.3").Listen(9000)
		if err != nil {
			t.Fatal(err)
		}
		defer ln.Close()
		sent := make(chan int64, 1)
		go func() {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			n, _ := io.Copy(io.Discard, conn)
			sent <- n
		}()
		if got, want := reach(t, bo, 9000), (chat.Reached{Port: 9000, Outcome: chat.AskLater, Address: "10.0.0.3"}); got != want {
			t.Errorf("at once again: %+v, want %+v", got, want)
		}
		time.Sleep(10 * time.Second)
		if got, want := reach(t, bo, 9000), (chat.Reached{Port: 9000, Outcome: chat.DialledBack, Address: "10.0.0.3"}); got != want {
			t.Errorf("with a listener: %+v, want %+v", got, want)
		}
		if n := <-sent; n != 0 {
			t.Errorf("the host sent %d bytes", n)
		}
		to := netip.MustParseAddrPort("10.0.0.3:9000")
		if len(d.addrs) != 2 || d.addrs[0] != to || d.addrs[1] != to {
			t.Errorf("the host dialled %v", d.addrs)
		}
	})
}

func TestDialBackWithoutAnswer(t *testing.T) {
	inDialLab(t, silence, func(t *testing.T, l *lab, _ *dialled) {
		bo := l.join("10.0.0.3", "Bo")
		defer bo.Close()
		begin := time.Now()
		if got := reach(t, bo, 9000); got.Outcome != chat.NoAnswer || time.Since(begin) != 3*time.Second {
			t.Errorf("%+v after %v", got, time.Since(begin))
		}
	})
	inDialLab(t, func(context.Context, netip.AddrPort) (net.Conn, error) { return nil, errors.New("odd") }, func(t *testing.T, l *lab, _ *dialled) {
		bo := l.join("10.0.0.3", "Bo")
		defer bo.Close()
		if got := reach(t, bo, 9000); got.Outcome != chat.DialFailed {
			t.Errorf("%+v", got)
		}
	})
}

// TestDialBackIsNoScanner has members ask for more than anybody needs.
func TestDialBackIsNoScanner(t *testing.T) {
	inDialLab(t, silence, func(t *testing.T, l *lab, d *dialled) {
		eve := l.puppet(newIdentity(t), "10.0.0.66", wire.Hello{Name: "Eve"})
		defer eve.close()
		for port := range uint16(100) {
			eve.send(wire.Reach{Port: port + 1})
		}
		later := 0
		for range 100 {
			if nextFrame[wire.Reached](t, eve.in).Outcome == uint64(chat.AskLater) {
				later++
			}
		}
		if later != 99 || len(d.addrs) != 1 {
			t.Errorf("of a hundred ports %d were put off, and %v dialled", later, d.addrs)
		}
	})
	inDialLab(t, silence, func(t *testing.T, l *lab, d *dialled) {
		var people []*netcore.Client
		for _, address := range []string{"10.0.0.3", "10.0.0.4", "10.0.0.5"} {
			c := l.join(address, "Bo")
			defer c.Close()
			people = append(people, c)
			if err := c.Reach(9000); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		if err := people[0].Reach(9000); !errors.Is(err, netcore.ErrBusy) {
			t.Errorf("a second question: %v", err)
		}
		begin := time.Now()
		if got := next[chat.Reached](t, people[2]); got.Outcome != chat.AskLater || time.Since(begin) != 0 {
			t.Errorf("the third at once: %+v after %v", got, time.Since(begin))
		}
		if len(d.addrs) != 2 {
			t.Errorf("%v were dialled at once", d.addrs)
		}
		next[chat.Reached](t, people[0])
		next[chat.Reached](t, people[1])
		if got := reach(t, people[2], 9000); got.Outcome != chat.NoAnswer {
			t.Errorf("the third, later: %+v", got)
		}
	})
}

// TestDialBackAfterComingBack has a member leave and come back to ask again, and
// ask with other keys: it is one computer that is dialled.
func TestDialBackAfterComingBack(t *testing.T) {
	inDialLab(t, nil, func(t *testing.T, l *lab, d *dialled) {
		me := newIdentity(t)
		for i := range 6 {
			cfg := l.from("10.0.0.66", "Eve")
			if i < 3 {
				cfg.Identity = me
			}
			eve := l.sit(cfg)
			want := chat.AskLater
			if i == 0 {
				want = chat.NobodyThere
			}
			if got := reach(t, eve, 9000+uint16(i)); got.Outcome != want {
				t.Errorf("question %d: %+v, want outcome %d", i, got, want)
			}
			_ = eve.Close()
		}
		time.Sleep(10 * time.Second)
		bo := l.join("10.0.0.66", "Bo")
		defer bo.Close()
		if got := reach(t, bo, 9000); got.Outcome != chat.NobodyThere || len(d.addrs) != 2 {
			t.Errorf("later: %+v, and %v were dialled", got, d.addrs)
		}
	})
}

// TestDialBackHere asks from where an answer would tell nothing, or could tell
// who comes through a tunnel what listens at the host.
func TestDialBackHere(t *testing.T) {
	inDialLab(t, nil, func(t *testing.T, l *lab, d *dialled) {
		for _, dial := range []func() (*netcore.Client, error){
			func() (*netcore.Client, error) {
				return netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: newIdentity(t), Name: "Ada"})
			},
			func() (*netcore.Client, error) {
				return netcore.Dial(t.Context(), netcore.Target{Host: "10.0.0.1", Port: labPort}, l.from("10.0.0.1", "Bo"))
			},
		} {
			c, err := dial()
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if got, want := reach(t, c, labPort), (chat.Reached{Port: labPort, Outcome: chat.SameComputer}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if err := c.Reach(0); err == nil {
				t.Error("port 0 was asked for")
			}
		}
		if len(d.addrs) > 0 {
			t.Errorf("the host dialled %v", d.addrs)
		}
		eve := l.puppet(newIdentity(t), "10.0.0.66", wire.Hello{Name: "Eve"})
		defer eve.close()
		eve.send(wire.Reach{})
		if r := nextFrame[wire.Refused](t, eve.in); r.Code != chat.ProtocolBroken {
			t.Errorf("port 0 was refused with %d", r.Code)
		}
	})
}

// TestDialBackEndsWithTheRoom closes the room while the host dials.
func TestDialBackEndsWithTheRoom(t *testing.T) {
	inDialLab(t, silence, func(t *testing.T, l *lab, _ *dialled) {
		bo := l.join("10.0.0.3", "Bo")
		defer bo.Close()
		if err := bo.Reach(9000); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		begin := time.Now()
		l.stop()
		if took := time.Since(begin); took > time.Second {
			t.Errorf("closing took %v", took)
		}
		l.stop = func() {}
	})
}
