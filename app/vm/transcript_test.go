package vm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// message is line seq of a log, by bo.
func message(seq uint64) chat.Message {
	return chat.Message{Seq: seq, ID: chat.MessageID{byte(seq), byte(seq >> 8), byte(seq >> 16), 1}, From: bo, Name: "Bo", Text: fmt.Sprint("line ", seq), At: noon}
}

// messages are the lines from first to last.
func messages(first, last uint64) []chat.Message {
	var list []chat.Message
	for seq := first; seq <= last; seq++ {
		list = append(list, message(seq))
	}
	return list
}

func TestTranscriptDropsTheOldest(t *testing.T) {
	var lines Transcript
	text := strings.Repeat("x", chat.MaxText)
	for i := range 5 * chunkLines {
		lines.say(chat.Message{Seq: uint64(i + 1), Text: text}, false)
	}
	if lines.First() != 0 {
		t.Errorf("dropped lines at %d bytes, limit %d", lines.log.cost, maxCost)
	}
	for lines.First() == 0 {
		lines.say(chat.Message{Text: text}, false)
	}
	if lines.log.cost > maxCost || lines.First() != chunkLines {
		t.Errorf("first %d and %d bytes, want %d and at most %d", lines.First(), lines.log.cost, chunkLines, maxCost)
	}
	if at := lines.At(lines.First()); at.Key != chunkLines+1 {
		t.Errorf("oldest line is %d, want %d", at.Key, chunkLines+1)
	}
	if lines.recall(Line{Seq: 1}) {
		t.Error("took an older line where newer ones had to go")
	}
}

// TestTranscriptHoldsNoMoreThanItMay fills a transcript from the top, over a
// log that ended.
func TestTranscriptHoldsNoMoreThanItMay(t *testing.T) {
	var lines Transcript
	line := Line{Text: strings.Repeat("x", chat.MaxText)}
	for range 3 * chunkLines {
		lines.append(line)
	}
	lines.divide("anew")
	n := 0
	for lines.recall(line) {
		if n++; n > maxCost/chat.MaxText {
			t.Fatal("older lines are taken without an end")
		}
	}
	// The divider may find room where one more line does not.
	if sum := lines.log.cost; sum > maxCost || lines.before > 1 {
		t.Errorf("%d bytes and %d lines of the log before", sum, lines.before)
	}
	if lines.First() != -n+3*chunkLines+1-lines.before {
		t.Errorf("the first of %d lines is %d", n, lines.First())
	}
}

// TestTranscriptGrowsAtBothEnds compares a transcript with a plain list, while
// lines come in anywhere and logs end.
func TestTranscriptGrowsAtBothEnds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var lines Transcript
	var past, now []string
	oldest, newest := uint64(1_000_000), uint64(999_999)
	for step := range 4000 {
		switch n := random.IntN(1000); {
		case n < 500:
			newest++
			lines.say(message(newest), false)
			now = append(now, fmt.Sprint("line ", newest))
		case n < 600:
			lines.remark(Note, noon, "note")
			now = append(now, "note")
		case n < 998:
			oldest--
			lines.recall(lineOf(message(oldest), false))
			now = slices.Insert(now, 0, fmt.Sprint("line ", oldest))
		default:
			lines.divide("anew")
			past, now = append(append(past, now...), "anew"), nil
			oldest, newest = 1_000_000, 999_999
		}
		if lines.Base()-lines.First() != len(past) || lines.End()-lines.Base() != len(now) {
			t.Fatalf("step %d: ordinals %d, %d, %d for %d and %d lines", step, lines.First(), lines.Base(), lines.End(), len(past), len(now))
		}
	}
	seen := make(map[LineKey]bool)
	for i, want := range append(past, now...) {
		line := lines.At(lines.First() + i)
		if line.Text != want || seen[line.Key] {
			t.Fatalf("line %d is %q (key %d), want %q", i, line.Text, line.Key, want)
		}
		seen[line.Key] = true
		if at, ok := lines.Find(line.Key, 0); !ok || at != lines.First()+i {
			t.Fatalf("line %d was found at %d, %v", lines.First()+i, at, ok)
		}
	}
	for seq := oldest - 3; seq <= newest+3; seq++ {
		at, ok := lines.Ordinal(seq)
		if want := seq >= oldest && seq <= newest; ok != want || ok && lines.At(at).Seq != seq {
			t.Fatalf("line %d of %d to %d: ordinal %d, %v", seq, oldest, newest, at, ok)
		}
	}
}

// TestOrdinalsStay recalls lines and wants every line that was there before
// under the ordinal it had.
func TestOrdinalsStay(t *testing.T) {
	d := seated()
	room(d, entered(life2, 2000, 1000))
	for _, m := range messages(1001, 1100) {
		room(d, chat.Said{Message: m})
	}
	lines := d.Room(1).Lines()
	keys := make(map[int]LineKey)
	for i := lines.Base(); i < lines.End(); i++ {
		keys[i] = lines.At(i).Key
	}
	for last := uint64(1000); last > 0; last -= 100 {
		d.Apply(noon, Recalled{Room: 1, Lines: messages(last-99, last)})
	}
	for i, key := range keys {
		if lines.At(i).Key != key {
			t.Fatalf("line %d is another one", i)
		}
	}
	if n := lines.End() - lines.Base(); n != 1100 || lines.At(lines.Base()).Seq != 1 {
		t.Errorf("%d lines from %d on", n, lines.At(lines.Base()).Seq)
	}
}

func BenchmarkRecall512(b *testing.B) {
	var r Room
	r.known, r.top.oldest = true, 1<<40
	for seq := uint64(1 << 40); seq < 1<<40+100_000; seq++ {
		r.lines.say(message(seq), false)
	}
	page := messages(1, 512)
	for b.Loop() {
		for i := range page {
			page[i].Seq = r.top.oldest - 512 + uint64(i)
		}
		r.recalled(Recalled{Lines: page})
		if r.lines.log.n > 300_000 {
			b.StopTimer()
			r.lines = Transcript{}
			b.StartTimer()
		}
	}
}

// TestAnOwnLineStandsOnce has the host take a line of this person, who does not hear
// of it, and starts again.
func TestAnOwnLineStandsOnce(t *testing.T) {
	id := chat.MessageID{5, 1}
	own := func(seq uint64) (lines []chat.Message) {
		for ; seq < 6; seq++ {
			lines = append(lines, said(seq, "x").Message)
		}
		lines[len(lines)-1] = mine(5, id, "mine").Message
		return lines
	}
	queue := applies(Queued{Room: 1, ID: id, Text: "mine", At: noon})
	enter := applies(Happened{Room: 1, Event: entered(life1, 7, 6)}, Happened{Room: 1, Event: said(7, "y")})
	accept := applies(Happened{Room: 1, Event: chat.Accepted{ID: id, Seq: 5}})
	recall := applies(Recalled{Room: 1, Lines: append(own(4), said(6, "z").Message), Edge: EdgeBegin})
	remember := applies(Remembered{Room: 1, Epoch: life1, Lines: own(4), Edge: EdgeOpen, Read: 5})
	tell(t, func() *Desk {
		d := &Desk{}
		d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"}, Linked{Room: 1, Link: Seated})
		return d
	}, drawn, []story{
		{"above what is in view", []func(*Desk){queue, enter, accept}, "y"},
		{"and comes into view", []func(*Desk){queue, enter, accept, recall}, "x | mine | z | y"},
		{"in view before it is accepted", []func(*Desk){queue, enter, recall, accept}, "x | mine | z | y"},
		{"it is remembered", []func(*Desk){remember, queue}, "x | mine"},
		{"and accepted", []func(*Desk){remember, queue, applies(Happened{Room: 1, Event: back(life1, 5, 5)}), accept}, "x | mine"},
	})
}

// TestTranscriptsAreLists has lines be said, recalled, queued, remarked and
// retracted, and logs end, in any order. They stand as a list would have them.
func TestTranscriptsAreLists(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 3))
		var lines Transcript
		var past, log, waiting []string
		oldest, newest, notes := uint64(1000), uint64(999), 0
		for n := range byte(80) {
			text, id := fmt.Sprint("line ", n), chat.MessageID{0xEE, n}
			switch random.IntN(8) {
			case 0, 1:
				newest++
				if len(waiting) > 0 && random.IntN(2) == 0 {
					text, id = waiting[0], lines.pending[0].ID
					waiting = waiting[1:]
				}
				lines.say(chat.Message{Seq: newest, ID: id, Text: text, At: noon}, true)
				log, notes = append(log, text), 0
			case 2, 3:
				oldest--
				lines.recall(Line{Seq: oldest, Text: text})
				log = slices.Insert(log, 0, text)
			case 4:
				lines.recall(Line{Kind: Gap, Text: text})
				log = slices.Insert(log, 0, text)
			case 5:
				lines.remark(Note, noon, text)
				log, notes = append(log, text), notes+1
			case 6:
				lines.queue(Line{Mine: true, ID: id, Text: text, At: noon})
				waiting = append(waiting, text)
			case 7:
				if notes > 0 {
					lines.retract(1)
					log, notes = log[:len(log)-1], notes-1
				} else if random.IntN(4) == 0 {
					lines.divide(text)
					past = slices.Concat(past, log, []string{text})
					log, oldest, newest = nil, 1000, 999
				}
			}
			want := slices.Concat(past, log, waiting)
			if n := lines.End() - lines.First(); n != len(want) {
				t.Fatalf("seed %d: %d lines, want %q", seed, n, want)
			}
			for i := lines.First(); i < lines.End(); i++ {
				line := lines.At(i)
				at, ok := lines.Find(line.Key, random.IntN(100)-50)
				if line.Text != want[i-lines.First()] || !ok || at != i {
					t.Fatalf("seed %d: %q at %d is found at %d, %v; want %q", seed, line.Text, i, at, ok, want)
				}
				if at, ok := lines.Ordinal(line.Seq); line.Seq != 0 && i >= lines.Base() && (!ok || at != i) {
					t.Fatalf("seed %d: line %d at %d is found at %d, %v", seed, line.Seq, i, at, ok)
				}
			}
		}
	}
}
