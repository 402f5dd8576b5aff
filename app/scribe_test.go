package app

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"
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
	running.Go(func() { book.run(ctx) })
	book.note(func(s *Settings) { s.Name = "Ada" })
	if err := book.settle(); err != nil || kept.get().Name != "Ada" {
		t.Errorf("the name is %q, %v", kept.get().Name, err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	book.note(func(s *Settings) { s.Name = "Bo" })
	if book.settle() == nil {
		t.Error("what was not written is settled")
	}
	stop()
	running.Wait()
	if failed != 1 {
		t.Errorf("%d times it could not be written, want 1", failed)
	}
	if book.settle() == nil {
		t.Error("after the end, what was not written is settled")
	}

	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := book.settle(); err != nil || kept.get().Name != "Bo" {
		t.Errorf("after the end the name is %q, %v", kept.get().Name, err)
	}
}

// TestScribeKeepsTrying has a full disk while a person silences the program and
// leaves a room: nothing of it is lost, and what is chosen later counts.
func TestScribeKeepsTrying(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	onDisk := func() Settings {
		again, err := openSettings(path)
		if err != nil {
			t.Fatal(err)
		}
		return again.get()
	}
	synctest.Test(t, func(t *testing.T) {
		kept, err := openSettings(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := kept.change(func(s *Settings) { s.Rooms = []RoomSeat{{Name: "Lab", Hosting: true}} }); err != nil {
			t.Fatal(err)
		}
		told := make(chan error, 4)
		book := newScribe(kept, func(err error) { told <- err })
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { book.run(ctx) })

		setFull(t, path, true)
		book.note(func(s *Settings) { s.Prefs.Silent, s.Rooms, s.Name = true, nil, "Bo" })
		synctest.Wait()
		book.note(func(s *Settings) { s.Prefs.NoTyping, s.Name = true, "Cy" })
		synctest.Wait()
		if err := <-told; err == nil || len(told) != 0 || len(onDisk().Rooms) != 1 {
			t.Errorf("on a full disk: %+v, told %v and %d more", onDisk(), err, len(told))
		}
		setFull(t, path, false)
		time.Sleep(retryPause)
		synctest.Wait()
		if now := onDisk(); !now.Prefs.Silent || !now.Prefs.NoTyping || len(now.Rooms) != 0 || now.Name != "Cy" {
			t.Errorf("with space again: %+v", now)
		}
		if err := <-told; err != nil || len(told) != 0 {
			t.Errorf("told %v and %d more", err, len(told))
		}

		setFull(t, path, true)
		book.note(func(s *Settings) { s.Name = "Dee" })
		synctest.Wait()
		setFull(t, path, false)
		stop() // before the next attempt is due
		running.Wait()
		if name := onDisk().Name; name != "Dee" {
			t.Errorf("at the end the name on disk is %q", name)
		}
	})
}

// setFull has the settings file at path not replaced any more, as on a full disk,
// or replaced again.
func setFull(t testing.TB, path string, full bool) {
	t.Helper()
	change := func() error { return os.Remove(path + ".new") }
	if full {
		change = func() error { return os.Mkdir(path+".new", 0o700) }
	}
	if err := change(); err != nil {
		t.Fatal(err)
	}
}
