//go:build !nogui

package desktop_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// BenchmarkStart measures the time from the start of the process until the window
// can be used, with a room in it: a frame is painted, and the keyboard is in the
// composer. The program is this test binary, drawn by software on a screen in
// memory, and after the first time everything that it reads is in memory too.
func BenchmarkStart(b *testing.B) {
	s := newScreen(b, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent", "LANDLINE_TELL_USABLE=1")
	_, bo := s.hosting()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	start := func() {
		b.Helper()
		c := exec.Command(self, "--profile", bo)
		c.Env = s.env
		said, err := c.StderrPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Start(); err != nil {
			b.Fatal(err)
		}
		lines := bufio.NewScanner(said)
		for lines.Scan() && lines.Text() != "usable" {
		}
		b.StopTimer()
		if lines.Text() != "usable" {
			b.Error("the window never became usable")
		}
		_ = c.Process.Signal(syscall.SIGTERM)
		_, _ = io.Copy(io.Discard, said)
		if err := c.Wait(); err != nil {
			b.Error(err)
		}
		b.StartTimer()
	}
	start() // the first fills the caches
	b.ResetTimer()
	for range b.N {
		start()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/start")
}
