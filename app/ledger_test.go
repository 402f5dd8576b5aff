package app

import (
	"os"
	"path/filepath"
	"testing"

	"landline/netcore/chat"
)

func TestLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "printed")
	open := func(want entry) *ledger {
		t.Helper()
		l, e, err := openLedger(path)
		if err != nil {
			t.Fatal(err)
		}
		if e != want {
			t.Errorf("it says %+v, want %+v", e, want)
		}
		return l
	}
	l := open(entry{})
	var before, last entry
	for seq := range uint64(3) {
		before = last
		last = entry{chat.RoomID{7}, chat.Cursor{Epoch: chat.Epoch{1, 2}, Seq: seq + 1<<40, ID: chat.NewMessageID()}, uint8(seq)}
		if err := l.note(last); err != nil {
			t.Fatal(err)
		}
		// Another process reads it while this one, perhaps killed, still has it.
		_ = open(last).close()
	}
	_ = l.close()

	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[(3%2)*recordSlot+recordSeq]++ // the third record; the second is sound
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = open(before).close()
	if err := os.WriteFile(path, content[:20], 0o600); err != nil {
		t.Fatal(err)
	}
	_ = open(entry{}).close()
}
