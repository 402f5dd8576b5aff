package app

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

// TestDoor starts a profile a second time while its window is open.
func TestDoor(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	dir, err := os.MkdirTemp("", "door") // short enough for a socket, whatever the test is called
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
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
	if second, err := openDoor(dir); second != nil || err != nil {
		t.Errorf("a second door: %v, %v", second, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	links := make(chan string, 4)
	var serving sync.WaitGroup
	serving.Go(func() { d.serve(ctx, func(link string) { links <- link }) })
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
