package vm

import (
	"testing"
	"time"
	"unsafe"

	"landline/netcore/chat"
)

// TestKeptLineComesBack keeps lines in which few fields and many are set.
func TestKeptLineComesBack(t *testing.T) {
	plain := Line{
		Key: 1, Kind: Spoken, Mine: true, Seq: 2, ID: chat.MessageID{3}, From: bo, Name: "Bo", Text: "said",
		At: time.UnixMicro(4).UTC(), Edited: true,
	}
	full := plain
	full.Kind, full.Act, full.About, full.Whom = Note, chat.Ban, chat.Ref{Seq: 1, ID: chat.MessageID{1}}, cleo
	full.By, full.For, full.Reactions = "Ada", time.Hour, &Reactions{me: me, size: 5}
	for _, line := range []Line{{At: time.Time{}}, plain, full} {
		k := keep(line)
		if got := k.line(); got != line {
			t.Errorf("kept %+v, got back %+v", line, got)
		}
	}
	small, large := keep(plain), keep(full)
	if got, want := large.cost()-small.cost(), rareCost+len("Ada")+5; small.rare != nil || got != want {
		t.Errorf("what few lines have costs %d, want %d; a plain line has %v of it", got, want, small.rare)
	}
}

// TestKeptLineIsSmall holds what a long transcript takes in memory.
func TestKeptLineIsSmall(t *testing.T) {
	if size := unsafe.Sizeof(kept{}); size > 80 {
		t.Errorf("a line takes %d bytes, at most 80 were planned", size)
	}
}
