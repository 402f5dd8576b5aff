package app

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestScribeSettles waits for what was noted: while it can be written, while it
// cannot, as the window ends, and after that.
func TestScribeSettles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	kept, err := openSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	book := newScribe(kept, func(error) { failed++ })
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	begin := func() { running.Go(func() { book.run(ctx) }) }
	begin()
	book.note(func(s *Settings) { s.Name = "Ada" })
	book.settle()
	if name := kept.get().Name; name != "Ada" {
		t.Errorf("the name is %q", name)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	book.note(func(s *Settings) { s.Name = "Bo" })
	book.settle()
	stop()
	running.Wait()
	if failed != 1 {
		t.Errorf("%d times it could not be written, want 1", failed)
	}
	book.settle()

	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	book = newScribe(kept, func(err error) { t.Error(err) })
	book.note(func(s *Settings) { s.Name = "Cy" })
	begin() // what ends before it begins
	book.settle()
	running.Wait()
	if name := kept.get().Name; name != "Cy" {
		t.Errorf("the window has ended, and the name is %q", name)
	}
}
