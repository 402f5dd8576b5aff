package netcoretest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

// patience is when a test that waits for something real gives up.
const patience = 20 * time.Second

// passing is a proxy between a listener and whoever dials.
type passing struct {
	t     *testing.T
	proxy *Proxy
	ln    net.Listener
}

func newPassing(t *testing.T) *passing {
	t.Helper()
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	proxy, err := NewProxy(ln.Addr().String(), 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := proxy.Close(); err != nil {
			t.Error(err)
		}
		_ = ln.Close()
	})
	return &passing{t: t, proxy: proxy, ln: ln}
}

// dial makes one connection through the proxy and returns both ends.
func (p *passing) dial() (near, far net.Conn) {
	p.t.Helper()
	near, err := net.Dial("tcp4", p.proxy.Addr())
	if err != nil {
		p.t.Fatal(err)
	}
	if far, err = p.ln.Accept(); err != nil {
		p.t.Fatal(err)
	}
	for _, c := range []net.Conn{near, far} {
		_ = c.SetDeadline(time.Now().Add(patience))
		p.t.Cleanup(func() { _ = c.Close() })
	}
	// Both ways are open once something has gone each way.
	write(p.t, near, "ping")
	wantRead(p.t, far, "ping")
	write(p.t, far, "pong")
	wantRead(p.t, near, "pong")
	return near, far
}

// await waits until the proxy carries so many connections.
func (p *passing) await(conns int) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	for {
		p.proxy.mu.Lock()
		n, changed := len(p.proxy.passages), p.proxy.changed
		p.proxy.mu.Unlock()
		if n == conns {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			p.t.Fatalf("%d connections pass through, want %d", n, conns)
		}
	}
}

// wantSilence looks for a moment whether something comes that must not. A slow
// machine can hide such a thing, but never make one up.
func (p *passing) wantSilence(c net.Conn) {
	p.t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	n, err := c.Read(make([]byte, 1))
	if timeout := net.Error(nil); n != 0 || !errors.As(err, &timeout) || !timeout.Timeout() {
		p.t.Fatalf("Read gives %d, %v, want silence", n, err)
	}
	_ = c.SetReadDeadline(time.Now().Add(patience))
}

func wantReset(t *testing.T, c net.Conn) {
	t.Helper()
	if n, err := c.Read(make([]byte, 1)); n != 0 || !errors.Is(err, errReset) {
		t.Fatalf("Read gives %d, %v, want a reset", n, err)
	}
}

func wantEOF(t *testing.T, c net.Conn) {
	t.Helper()
	if n, err := c.Read(make([]byte, 1)); n != 0 || !errors.Is(err, io.EOF) {
		t.Fatalf("Read gives %d, %v, want the end", n, err)
	}
}

func TestProxyPassesAll(t *testing.T) {
	p := newPassing(t)
	near, far := p.dial()
	p.proxy.SetDelay(time.Millisecond, 2*time.Millisecond)
	sent := bytes.Repeat([]byte("landline"), 64<<10)
	go func() {
		_, _ = near.Write(sent)
		_ = near.(*net.TCPConn).CloseWrite()
	}()
	if got, err := io.ReadAll(far); err != nil || !bytes.Equal(got, sent) {
		t.Fatalf("read %d of %d bytes, %v", len(got), len(sent), err)
	}
	if n := p.proxy.Taken(ToTarget); n != int64(len("ping")+len(sent)) {
		t.Errorf("it counts %d bytes of %d", n, len("ping")+len(sent))
	}
	write(t, far, "bye") // half-closed: the way back is open
	wantRead(t, near, "bye")
	_ = far.Close()
	wantEOF(t, near)
	p.await(0)
}

func TestProxyPassesAReset(t *testing.T) {
	p := newPassing(t)
	near, far := p.dial()
	reset(far.(*net.TCPConn))
	wantReset(t, near)
	p.await(0)
}

func TestProxyWithoutTarget(t *testing.T) {
	p := newPassing(t)
	_ = p.ln.Close()
	near, err := net.Dial("tcp4", p.proxy.Addr())
	if err == nil {
		defer near.Close()
		_ = near.SetDeadline(time.Now().Add(patience))
		_, err = near.Read(make([]byte, 1))
	}
	if !errors.Is(err, errReset) {
		t.Fatalf("the caller sees %v, want a reset", err)
	}
}

func TestProxyDrop(t *testing.T) {
	p := newPassing(t)
	near, far := p.dial()
	p.proxy.Drop(ToTarget, true)
	write(t, near, "lost")
	write(t, far, "heard")
	wantRead(t, near, "heard")
	p.wantSilence(far)
	p.proxy.Heal()
	write(t, near, "behind a hole")
	p.wantSilence(far)
	p.dial() // a new one is whole
	_ = near.Close()
	p.wantSilence(far) // its end is lost too
	_ = far.Close()
	p.await(1)
}

func TestProxyStall(t *testing.T) {
	p := newPassing(t)
	near, far := p.dial()
	near2, far2 := p.dial()
	if !p.proxy.Stall(2) { // counts round to the first
		t.Fatal("there was no connection")
	}
	write(t, near, "first")
	write(t, near2, "second")
	wantRead(t, far2, "second")
	p.wantSilence(far)
	p.proxy.Heal()
	wantRead(t, far, "first")
}

func TestProxyCut(t *testing.T) {
	p := newPassing(t)
	near, far := p.dial()
	p.proxy.Reset(0)
	wantReset(t, near)
	wantReset(t, far)
	p.await(0)
	near, far = p.dial()
	write(t, near, "unread by then")
	p.proxy.Finish(0)
	wantEOF(t, near)
	if _, err := io.ReadAll(far); err != nil {
		t.Fatalf("the target reads to %v, want the end", err)
	}
	_, _ = near.Close(), far.Close()
	p.await(0)
}

func TestProxyForget(t *testing.T) {
	for d, name := range map[Direction]string{ToTarget: "the caller", FromTarget: "the target"} {
		t.Run(name, func(t *testing.T) {
			p := newPassing(t)
			near, far := p.dial()
			told, other := near, far
			if d == FromTarget {
				told, other = far, near
			}
			p.proxy.Forget(0, d)
			wantReset(t, told)
			write(t, other, "into the void")
			p.wantSilence(other)
			_ = other.Close()
			p.await(0)
		})
	}
}

func TestProxyOrphan(t *testing.T) {
	p := newPassing(t)
	if p.proxy.Orphan(0) {
		t.Fatal("a proxy without connections orphaned one")
	}
	near, far := p.dial()
	p.proxy.Stall(0)
	write(t, near, "late")
	write(t, far, "lost")
	near2, far2 := p.dial()
	p.proxy.Orphan(100 * time.Millisecond)
	wantEOF(t, near)
	_ = near.Close()
	write(t, near2, "first")
	wantRead(t, far2, "first")
	write(t, far, "lost too")
	wantRead(t, far, "late")
	wantEOF(t, far)
}

func TestProxyTruncate(t *testing.T) {
	p := newPassing(t)
	near, far := p.dial()
	p.proxy.Truncate(0, FromTarget, 5)
	write(t, far, "01")
	write(t, far, "2345678")
	wantRead(t, near, "01234")
	wantEOF(t, near)
	wantEOF(t, far)
}

func TestProxyCloseEndsStalledAndDark(t *testing.T) {
	p := newPassing(t)
	p.dial()
	p.dial()
	p.proxy.Stall(0)
	p.proxy.SetDelay(time.Hour, 0)
	p.proxy.Forget(1, ToTarget)
	if none := newPassing(t).proxy; none.Reset(3) || none.Conns() != 0 {
		t.Fatal("a proxy without connections broke one")
	}
}
