package history

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"landline/netcore/chat"
)

// appendForEver appends from several goroutines and writes the number and the
// id of each line that Append returned, until it is killed.
func appendForEver(dir string) {
	s, err := Open(dir, Options{})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	l, err := s.Log(desk, "Front desk")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for {
				got, err := l.Append(messages(3))
				if err != nil {
					fmt.Println(err)
					os.Exit(1)
				}
				for _, m := range got {
					// One write each: the kernel keeps it when this dies.
					fmt.Fprintf(os.Stdout, "%d %s\n", m.Seq, m.ID)
				}
			}
		})
	}
	all.Wait()
}

// TestKilled kills a process in the middle of its appends, again and again:
// every line that Append returned is there afterwards, under its number.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	promised := make(map[uint64]chat.MessageID)
	for round := range 5 {
		killed(t, dir, 150*(round+1), promised)
		s := storeIn(t, dir)
		if s.SetAside() != "" {
			t.Fatalf("the file was set aside to %s", s.SetAside())
		}
		kept := everything(t, logOf(t, s))
		for seq, id := range promised {
			if seq > uint64(len(kept)) || kept[seq-1].ID != id {
				t.Fatalf("round %d: line %d of %d is not as Append returned it", round, seq, len(kept))
			}
		}
		shutDown(t, s)
	}
}

// killed starts the program again, reads so many lines of what it promises,
// kills it, and reads the rest.
func killed(t *testing.T, dir string, lines int, promised map[uint64]chat.MessageID) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVar+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for n := 0; scanner.Scan(); n++ {
		if n == lines {
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
		var seq uint64
		var hex string
		if _, err := fmt.Sscanf(scanner.Text(), "%d %s", &seq, &hex); err != nil || len(hex) != 32 {
			// The last write may have been cut short by the kill.
			if n < lines {
				t.Errorf("the child says %q", scanner.Text())
			}
			continue
		}
		var id chat.MessageID
		if err := id.UnmarshalText([]byte(hex)); err != nil {
			t.Error(err)
		}
		promised[seq] = id
	}
	_ = child.Wait() // killed
}
