package app

import (
	"os"
	"path/filepath"
	"testing"

	"landline/netcore/chat"
)

func TestLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "printed")
	open := func(want chat.Cursor) *ledger {
		t.Helper()
		l, room, to, err := openLedger(path)
		if err != nil {
			t.Fatal(err)
		}
		if to != want || room.IsZero() != (want == chat.Cursor{}) {
			t.Errorf("it says %+v of room %s, want %+v", to, room, want)
		}
		return l
	}
	l := open(chat.Cursor{})
	last := chat.Cursor{}
	for seq := range uint64(3) {
		last = chat.Cursor{Epoch: chat.Epoch{1, 2}, Seq: seq + 1<<40, ID: chat.NewMessageID()}
		if err := l.note(chat.RoomID{7}, last); err != nil {
			t.Fatal(err)
		}
	}
	// Another process reads it while this one, perhaps killed, still has it.
	_ = open(last).close()
	_ = l.close()
	_ = open(last).close()

	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[9]++
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = open(chat.Cursor{}).close()
	if err := os.WriteFile(path, content[:20], 0o600); err != nil {
		t.Fatal(err)
	}
	_ = open(chat.Cursor{}).close()
}
