package netcoretest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestUnplug(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.near.Unplug()
		write(t, p.a, "one")
		write(t, p.b, "two")
		wantQuiet(t, p.b, time.Hour)
		wantQuiet(t, p.a, time.Hour)
		if _, err := dialFor(p.near, p.to, 5*time.Second); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a dial gives %v, want silence", err)
		}
		p.b.SetWriteDeadline(time.Now().Add(time.Second))
		if n, err := p.b.Write(make([]byte, 2*Window)); n != Window-len("two") || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("Write gives %d, %v, want the rest of the window and a timeout", n, err)
		}
		p.near.PlugIn()
		wantRead(t, p.b, "one")
		wantRead(t, p.a, "two")
	})
}

func TestUnpluggedCloseIsNotHeard(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.near.Unplug()
		p.a.Close()
		wantQuiet(t, p.b, time.Hour)
		write(t, p.b, "still there?")
		p.near.PlugIn()
		if _, err := p.b.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("Read gives %v, want EOF", err)
		}
	})
}

func TestUnplugKeepsWhatHasArrived(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		write(t, p.a, "in time")
		time.Sleep(time.Millisecond)
		p.far.Unplug()
		write(t, p.a, "late")
		wantRead(t, p.b, "in time")
		wantQuiet(t, p.b, time.Minute)
	})
}

func TestDialWaitsForTheCable(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.far.Unplug()
		var dial sync.WaitGroup
		dial.Go(func() {
			c, err := dialFor(p.near, p.to, time.Minute)
			if err != nil {
				t.Error(err)
				return
			}
			c.Close()
		})
		time.Sleep(30 * time.Second)
		p.far.PlugIn()
		dial.Wait()
	})
}

func TestStall(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.far.Stall()
		write(t, p.a, "hello")
		wantQuiet(t, p.b, time.Hour)
		write(t, p.b, "I still talk")
		wantRead(t, p.a, "I still talk")
		p.far.Release()
		wantRead(t, p.b, "hello")
	})
}

func TestCut(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		write(t, p.a, "lost")
		var reader sync.WaitGroup
		reader.Go(func() {
			if _, err := p.a.Read(make([]byte, 1)); !errors.Is(err, errReset) {
				t.Errorf("Read gives %v, want a reset", err)
			}
		})
		synctest.Wait()
		p.far.Cut()
		reader.Wait()
		if _, err := p.b.Read(make([]byte, 1)); !errors.Is(err, errReset) {
			t.Errorf("Read gives %v, want a reset", err)
		}
		if _, err := p.b.Write([]byte("x")); !errors.Is(err, errReset) {
			t.Errorf("Write gives %v, want a reset", err)
		}
		c, err := dialFor(p.near, p.to, time.Second)
		if err != nil {
			t.Fatalf("a new dial gives %v", err)
		}
		c.Close()
	})
}

func TestRefuse(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		p.far.Refuse(true)
		if _, err := dialFor(p.near, p.to, time.Second); !errors.Is(err, errRefused) {
			t.Errorf("a dial gives %v", err)
		}
		write(t, p.a, "we go on")
		wantRead(t, p.b, "we go on")
		p.far.Refuse(false)
		c, err := dialFor(p.near, p.to, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		if _, err := dialFor(p.near, netip.AddrPortFrom(p.far.Addr(), 1), time.Second); !errors.Is(err, errRefused) {
			t.Errorf("a closed port gives %v", err)
		}
		if _, err := dialFor(p.near, netip.MustParseAddrPort("10.0.0.9:1"), time.Second); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a computer that is not there gives %v", err)
		}
	})
}

func TestBacklog(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		var waiting []net.Conn
		for range maxBacklog {
			c, err := dialFor(p.near, p.to, time.Second)
			if err != nil {
				t.Fatal(err)
			}
			waiting = append(waiting, c)
		}
		if _, err := dialFor(p.near, p.to, time.Second); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a dial beyond the backlog gives %v", err)
		}
		p.ln.Close()
		for _, c := range waiting {
			if _, err := c.Read(make([]byte, 1)); !errors.Is(err, errReset) {
				t.Fatalf("Read gives %v, want a reset", err)
			}
			c.Close()
		}
	})
}

func TestRandomTrafficUnderFaults(t *testing.T) {
	bubble(t, func(t *testing.T, p *pair) {
		sent := bytes.Repeat([]byte("landline"), 32<<10)
		var both sync.WaitGroup
		both.Go(func() {
			for part := range slices.Chunk(sent, 1000) {
				if _, err := p.a.Write(part); err != nil {
					t.Error(err)
					return
				}
			}
			p.a.Close()
		})
		both.Go(func() {
			if got, err := io.ReadAll(p.b); err != nil || !bytes.Equal(got, sent) {
				t.Errorf("read %d bytes, %v", len(got), err)
			}
		})
		for i := range 50 {
			p.near.SetDelay(time.Duration(i%7)*time.Millisecond, 0)
			p.far.Unplug()
			time.Sleep(time.Millisecond)
			p.far.PlugIn()
			p.far.Stall()
			time.Sleep(time.Millisecond)
			p.far.Release()
		}
		both.Wait()
	})
}

func dialFor(c *Computer, to netip.AddrPort, while time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), while)
	defer cancel()
	return c.Dial(ctx, to)
}
