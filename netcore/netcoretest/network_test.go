package netcoretest

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore/identity"
)

func TestAddresses(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		for _, got := range []struct{ got, want string }{
			{p.ln.Addr().String(), "10.0.0.3:7678"},
			{p.a.RemoteAddr().String(), "10.0.0.3:7678"},
			{p.a.LocalAddr().String(), "10.0.0.2:49152"},
			{p.b.RemoteAddr().String(), "10.0.0.2:49152"},
			{p.near.Addr().String(), "10.0.0.2"},
		} {
			if got.got != got.want {
				t.Errorf("address %s, want %s", got.got, got.want)
			}
		}
		if _, ok := p.a.LocalAddr().(*net.TCPAddr); !ok {
			t.Errorf("the address is a %T", p.a.LocalAddr())
		}
		other, err := p.near.Dial(t.Context(), p.to)
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		if got := other.LocalAddr().String(); got != "10.0.0.2:49153" {
			t.Errorf("the second dial comes from %s", got)
		}
	})
}

func TestListenErrors(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		if _, err := p.far.Listen(7678); !errors.Is(err, errInUse) {
			t.Errorf("a taken port gives %v", err)
		}
		if _, err := p.far.Listen(70000); err == nil {
			t.Error("port 70000 was bound")
		}
		picked, err := p.far.Listen(0)
		if err != nil || picked.Addr().(*net.TCPAddr).Port < firstEphemeral {
			t.Fatalf("port 0 gives %v, %v", picked, err)
		}
		picked.Close()
		if err := picked.Close(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("the second Close gives %v", err)
		}
	})
}

func TestCloseEndsBothWays(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		write(t, p.a, "last words")
		p.a.Close()
		wantRead(t, p.b, "last words")
		if _, err := p.b.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("Read gives %v, want EOF", err)
		}
		if _, err := p.b.Write([]byte("?")); !errors.Is(err, errReset) {
			t.Errorf("Write gives %v, want a reset", err)
		}
		if _, err := p.a.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
			t.Errorf("Read at the closed end gives %v", err)
		}
		if err := p.a.Close(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("the second Close gives %v", err)
		}
		if p.near.Conns() != 0 || p.far.Conns() != 1 {
			t.Errorf("%d and %d connections", p.near.Conns(), p.far.Conns())
		}
	})
}

func TestCloseWrite(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		write(t, p.a, "request")
		if err := p.a.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(p.b); string(got) != "request" || err != nil {
			t.Errorf("read %q, %v", got, err)
		}
		if _, err := p.a.Write([]byte("more")); err == nil {
			t.Error("wrote after CloseWrite")
		}
		write(t, p.b, "answer")
		wantRead(t, p.a, "answer")
	})
}

func TestCloseWakesWaiters(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		var all sync.WaitGroup
		all.Go(func() {
			if _, err := p.a.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Read gives %v", err)
			}
		})
		all.Go(func() {
			if _, err := p.a.Write(make([]byte, Window+1)); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Write gives %v", err)
			}
		})
		all.Go(func() {
			if _, err := p.ln.Accept(); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Accept gives %v", err)
			}
		})
		synctest.Wait()
		p.a.Close()
		p.ln.Close()
		all.Wait()
	})
}

func TestWindow(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.a.SetWriteDeadline(time.Now().Add(time.Second))
		n, err := p.a.Write(make([]byte, 2*Window))
		if n != Window || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("Write gives %d, %v, want a full window and a timeout", n, err)
		}
		p.a.SetWriteDeadline(time.Time{})
		sent := make([]byte, 5*Window)
		for i := range sent {
			sent[i] = byte(i * i >> 8)
		}
		var writer sync.WaitGroup
		writer.Go(func() {
			if n, err := p.a.Write(sent); n != len(sent) || err != nil {
				t.Errorf("Write gives %d, %v", n, err)
			}
		})
		got := make([]byte, Window+len(sent))
		if _, err := io.ReadFull(p.b, got); err != nil || !bytes.Equal(got[Window:], sent) {
			t.Errorf("what was read is not what was written (%v)", err)
		}
		writer.Wait()
	})
}

func TestDeadlines(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		start := time.Now()
		wantQuiet(t, p.a, 3*time.Second)
		if waited := time.Since(start); waited != 3*time.Second {
			t.Errorf("waited %v", waited)
		}
		// A deadline in the past stops a Read that waits already.
		var reader sync.WaitGroup
		reader.Go(func() {
			if _, err := p.a.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("Read gives %v", err)
			}
		})
		synctest.Wait()
		p.a.SetReadDeadline(time.Now())
		reader.Wait()
		write(t, p.a, "writing has its own")
		p.a.SetDeadline(time.Now().Add(-time.Second))
		if _, err := p.a.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("Write gives %v", err)
		}
		p.a.SetDeadline(time.Time{})
		write(t, p.b, "again")
		wantRead(t, p.a, "again")
	})
}

func TestDelay(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.near.SetDelay(10*time.Millisecond, 20*time.Millisecond)
		p.far.SetDelay(300*time.Millisecond, 5*time.Millisecond)
		start := time.Now()
		write(t, p.a, "there")
		wantRead(t, p.b, "there")
		if took := time.Since(start); took != 15*time.Millisecond {
			t.Errorf("there took %v", took)
		}
		start = time.Now()
		write(t, p.b, "back")
		wantRead(t, p.a, "back")
		if took := time.Since(start); took != 320*time.Millisecond {
			t.Errorf("back took %v", took)
		}
		write(t, p.b, "slow")
		p.far.SetDelay(0, 0)
		write(t, p.b, "fast")
		wantRead(t, p.a, "slowfast")

		start = time.Now()
		p.far.SetDelay(time.Second, time.Second)
		c, err := p.near.Dial(t.Context(), p.to)
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		if took := time.Since(start); took != 2030*time.Millisecond {
			t.Errorf("the dial took %v", took)
		}
	})
}

func TestTLS(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.near.SetDelay(50*time.Millisecond, 50*time.Millisecond)
		ada, err := identity.New()
		if err != nil {
			t.Fatal(err)
		}
		bo, err := identity.New()
		if err != nil {
			t.Fatal(err)
		}
		client := tls.Client(p.a, bo.ClientTLS(ada.ID(), "landline/1"))
		server := tls.Server(p.b, ada.ServerTLS("landline/1"))
		sent := bytes.Repeat([]byte("0123456789abcdef"), 16<<10)
		var both sync.WaitGroup
		both.Go(func() {
			if _, err := server.Write(sent); err != nil {
				t.Error(err)
			}
			server.CloseWrite()
		})
		both.Go(func() {
			if got, err := io.ReadAll(client); err != nil || !bytes.Equal(got, sent) {
				t.Errorf("read %d bytes, %v", len(got), err)
			}
		})
		both.Wait()
		client.SetReadDeadline(time.Now().Add(12 * time.Second))
		p.far.Unplug()
		if _, err := client.Write([]byte("into the dark")); err != nil {
			t.Error(err)
		}
		server.SetReadDeadline(time.Now().Add(12 * time.Second))
		start := time.Now()
		if _, err := server.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(start) != 12*time.Second {
			t.Errorf("Read gives %v after %v", err, time.Since(start))
		}
	})
}
