package app

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
	"go.uber.org/goleak"
)

// TestDoor starts a profile a second time while its window is open.
func TestDoor(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	dir := doorDir(t)
	if knock(dir, "") {
		t.Error("somebody answers although nobody is there")
	}
	// What a window leaves that was killed is in nobody's way.
	if err := os.WriteFile(filepath.Join(dir, "window.sock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := openDoor(dir)
	if err != nil || d == nil {
		t.Fatalf("no door: %v", err)
	}
	if info, err := os.Stat(filepath.Join(dir, "window.sock")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others can come to the door: %v, %v", info.Mode(), err)
	}
	if second, err := openDoor(dir); second != nil || !errors.Is(err, errDoorTaken) {
		t.Errorf("a second door: %v, %v", second, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	links := make(chan string, 4)
	var serving sync.WaitGroup
	serving.Go(func() { d.serve(ctx, func(_ context.Context, link string) bool { links <- link; return true }) })
	if !knock(dir, "") || <-links != "" {
		t.Error("a plain visit is not heard")
	}
	if knock(dir, "rm -rf") {
		t.Error("a visitor who says something else was heard")
	}
	if c, err := net.Dial("unix", filepath.Join(dir, "window.sock")); err == nil {
		c.Close() // says nothing
	}
	if !knock(dir, "") || <-links != "" {
		t.Error("after a rude visitor nobody is heard")
	}
	stop()
	serving.Wait()
	d.close()
	d.close()
	(*door)(nil).close()
	if again, err := openDoor(dir); err != nil || again == nil {
		t.Errorf("closed, it does not open again: %v", err)
	} else {
		again.close()
	}
}

// doorDir is short enough for a socket, whatever the test is called.
func doorDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "door")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// TestDoorOfABusyWindow starts a profile again while its window is too busy to take
// the link: when it comes to that the visit is over, and the link is left to the next.
func TestDoorOfABusyWindow(t *testing.T) {
	dir := doorDir(t)
	ours, err := openDoor(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ours.close()
	d := newDesk(t.Context(), profileWithHistory(t), "test", slog.New(slog.DiscardHandler))
	d.door = ours
	defer d.Close()
	posts, fronts := make(chan func(), 8), 0
	d.answerDoor(Screen{Post: func(f func()) { posts <- f }, Front: func() { fronts++ }})
	if knock(dir, "") {
		t.Error("a busy window was heard")
	}
	(<-posts)()
	if fronts != 0 {
		t.Error("the window took what nobody waits for any more")
	}
	heard := make(chan bool)
	go func() { heard <- knock(dir, "") }()
	(<-posts)()
	if !<-heard || fronts != 1 {
		t.Errorf("the next visit was taken %d times", fronts)
	}
}

// TestDoorOfAnEndingWindow starts a profile again while its window ends: that one
// does not take the link, and the later start has the door when it is gone.
func TestDoorOfAnEndingWindow(t *testing.T) {
	dir := doorDir(t)
	synctest.Test(t, func(t *testing.T) {
		before := flock.New(filepath.Join(dir, "window.lock"))
		if ours, err := before.TryLock(); err != nil || !ours {
			t.Fatal(ours, err)
		}
		type arrival struct {
			d     *door
			heard bool
			err   error
		}
		arrivals := make(chan arrival, 1)
		begin := func(ctx context.Context) {
			go func() {
				d, heard, err := arrive(ctx, dir, "")
				arrivals <- arrival{d, heard, err}
			}()
			synctest.Wait()
			if len(arrivals) != 0 {
				t.Fatalf("it did not wait: %+v", <-arrivals)
			}
		}
		begin(t.Context())
		if err := before.Unlock(); err != nil {
			t.Fatal(err)
		}
		if a := <-arrivals; a.d == nil || a.heard || a.err != nil {
			t.Errorf("when the window is gone: %+v", a)
		} else {
			a.d.close()
		}

		if ours, err := before.TryLock(); err != nil || !ours {
			t.Fatal(ours, err)
		}
		defer before.Unlock()
		began := time.Now()
		begin(t.Context())
		if a := <-arrivals; a.d != nil || a.heard || !errors.Is(a.err, errDoorTaken) || time.Since(began) < handoverPatience {
			t.Errorf("of a window that hangs: %+v", a)
		}
		asked, stop := context.WithCancel(t.Context())
		begin(asked)
		stop()
		if a := <-arrivals; a.d != nil || a.heard {
			t.Errorf("asked to end: %+v", a)
		}
	})
}

// faulty is a listener that fails twice before each connection.
type faulty struct {
	conns  chan net.Conn
	failed int // attempts
	closed chan struct{}
	net.Listener
}

func (f *faulty) Accept() (net.Conn, error) {
	if f.failed++; f.failed%3 != 0 {
		return nil, &net.OpError{Op: "accept", Net: "unix", Err: syscall.EMFILE}
	}
	select {
	case c := <-f.conns:
		return c, nil
	case <-f.closed:
		return nil, net.ErrClosed
	}
}

func (f *faulty) Close() error {
	close(f.closed)
	return nil
}

// TestDoorAfterErrors has too many open files while somebody comes, and a window
// that is ending: the one is let in later, and the other gets no answer.
func TestDoorAfterErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &faulty{conns: make(chan net.Conn), closed: make(chan struct{})}
		ctx, stop := context.WithCancel(t.Context())
		alive := true
		var serving sync.WaitGroup
		serving.Go(func() {
			(&door{listener: l}).serve(ctx, func(context.Context, string) bool { return alive })
		})
		visit := func() string {
			c, theirs := net.Pipe()
			defer c.Close()
			l.conns <- theirs
			if _, err := io.WriteString(c, "\n"); err != nil {
				t.Fatal(err)
			}
			answer, _ := bufio.NewReader(c).ReadString('\n')
			return strings.TrimSpace(answer)
		}
		began := time.Now()
		if got := visit(); got != "ok" {
			t.Errorf("a visitor after errors is told %q", got)
		}
		if time.Since(began) < 2*doorPause {
			t.Error("it did not rest after each error")
		}
		alive = false
		if got := visit(); got != "" {
			t.Errorf("a visitor of a window that ends is told %q", got)
		}
		stop()
		serving.Wait()
	})
}
