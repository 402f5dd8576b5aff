package history

import (
	"os"
	"os/exec"
	"sync"
	"testing"

	"landline/netcore/chat"
)

// TestTwoStores has two stores, as of two processes, append to one log at once.
func TestTwoStores(t *testing.T) {
	dir := t.TempDir()
	const each = 60
	both := [2]*Log{logOf(t, storeIn(t, dir)), logOf(t, storeIn(t, dir))}
	if both[0].Epoch() != both[1].Epoch() {
		t.Fatal("two epochs")
	}
	shared := messages(each)
	var all sync.WaitGroup
	for _, l := range both {
		all.Go(func() {
			for i := range each {
				if _, err := l.Append(append(messages(1), shared[i])); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	// A log hears of the other's lines with its own next one.
	for _, l := range both {
		if _, err := l.Append(messages(1)); err != nil {
			t.Fatal(err)
		}
	}
	got := everything(t, both[1])
	if want := 2*each + each + 2; len(got) != want {
		t.Errorf("%d lines, want %d", len(got), want)
	}
	seen := make(map[chat.MessageID]bool)
	for _, m := range got {
		if seen[m.ID] {
			t.Errorf("line %d is there twice", m.Seq)
		}
		seen[m.ID] = true
	}
}

// TestTwoProcesses appends beside another process, which then is killed.
func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	l := logOf(t, storeIn(t, dir))
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVar+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Error(err)
	}
	var drain sync.WaitGroup
	drain.Go(func() {
		page := make([]byte, 4096)
		for _, err := out.Read(page); err == nil; {
			_, err = out.Read(page)
		}
	})
	mine := make(map[uint64]chat.MessageID)
	for range 100 {
		for _, m := range appendAll(t, l, messages(2)) {
			mine[m.Seq] = m.ID
		}
	}
	if err := child.Process.Kill(); err != nil {
		t.Error(err)
	}
	drain.Wait()
	_ = child.Wait() // killed
	appendAll(t, l, messages(1))
	all := everything(t, l)
	if len(all) <= 201 {
		t.Errorf("%d lines: none is the other's", len(all))
	}
	for _, m := range all {
		if id, ok := mine[m.Seq]; ok && id != m.ID {
			t.Errorf("line %d is not the one that Append returned", m.Seq)
		}
		delete(mine, m.Seq)
	}
	if len(mine) > 0 {
		t.Errorf("%d lines are missing", len(mine))
	}
}
