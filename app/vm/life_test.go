package vm

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"weak"

	"landline/netcore/chat"
)

// TestNotesKnowWhereTheyStand has lines and notes come in at both ends of a log. What
// a search compares is at hand for each line, and ascends: no probe walks over the
// notes, of which anybody who joins and leaves makes as many as they like.
func TestNotesKnowWhereTheyStand(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var log life
		oldest, newest := uint64(1000), uint64(999)
		for range 1 + random.IntN(60) {
			switch random.IntN(6) {
			case 0:
				newest += 1 + random.Uint64N(3)
				log.push(keep(Line{Seq: newest}))
			case 1:
				oldest -= 1 + random.Uint64N(3)
				log.unshift(keep(Line{Seq: oldest}))
			case 2:
				log.unshift(keep(Line{Kind: Gap}))
			default:
				log.push(keep(Line{Kind: Note}))
			}
		}
		above := uint64(0)
		for i := range log.n {
			switch line := log.at(i).line(); {
			case line.Seq != 0:
				above = line.Seq
				if at, ok := log.numbered(above); !ok || at != i {
					t.Fatalf("line %d at %d was found at %d, %v", above, i, at, ok)
				}
			case log.at(i).seq != above:
				t.Fatalf("the note at %d says that it is below line %d, which is %d", i, log.at(i).seq, above)
			}
		}
		for seq := oldest - 3; seq <= newest+3; seq++ {
			if at, ok := log.numbered(seq); ok && log.at(at).line().Seq != seq {
				t.Fatalf("line %d was found at %d, which is %d", seq, at, log.at(at).line().Seq)
			}
		}
		if _, ok := log.numbered(0); ok {
			t.Fatal("a line without a number was found by it")
		}
	}
}

// TestShedLinesAreFreed has a transcript drop its oldest lines.
func TestShedLinesAreFreed(t *testing.T) {
	var log life
	for range 4 * chunkLines {
		log.push(keep(Line{Kind: Note}))
	}
	oldest := weak.Make(log.chunks[0])
	log.shed()
	runtime.GC()
	if oldest.Value() != nil {
		t.Error("lines that were dropped are still in memory")
	}
	runtime.KeepAlive(&log)
}

// visitor is somebody whose key begins with id.
func visitor(id byte, name string) chat.Member {
	return chat.Member{ID: chat.MemberID{id}, Name: name}
}

// BenchmarkBehindNotes looks a line up over many notes that stand below it.
func BenchmarkBehindNotes(b *testing.B) {
	d := seated()
	room(d, said(1, "x"))
	r := d.Room(1)
	for range 100_000 {
		r.note(noon, "Somebody joined")
	}
	for b.Loop() {
		r.lines.Ordinal(1)
	}
}
