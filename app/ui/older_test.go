package ui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/netcore/chat"
)

// message is line seq of a room, of many lengths and by two people.
func message(seq int) chat.Message {
	who, name := bo, "Bo"
	if seq%3 == 0 {
		who, name = me, "Ada"
	}
	return chat.Message{Seq: uint64(seq), ID: chat.MessageID{byte(seq), byte(seq >> 8), byte(seq >> 16), 1}, From: who, Name: name,
		Text: fmt.Sprintf("line %d %s", seq, strings.Repeat("and so it goes on ", seq%7)), At: noon.Add(time.Duration(seq/50) * time.Hour)}
}

func page(first, last int) []chat.Message {
	list := make([]chat.Message, 0, last-first+1)
	for seq := first; seq <= last; seq++ {
		list = append(list, message(seq))
	}
	return list
}

// recalls is a desk with a room whose lines first to last are in view and all
// are read.
func recalls(first, last int) *vm.Desk {
	d := &vm.Desk{}
	d.Apply(noon, vm.Named{ID: me, Name: "Ada"}, vm.Opened{Room: 1, Name: "Lab"},
		vm.Remembered{Room: 1, Name: "Lab", Epoch: chat.Epoch{1}, Lines: page(first, last), Read: uint64(last)})
	return d
}

// texts is where the text of each line in view stands.
func texts(tr *transcript) map[vm.LineKey]float32 {
	m := make(map[vm.LineKey]float32)
	for _, r := range tr.shown {
		m[r.line.Key] = r.top + r.lead
	}
	return m
}

// assertStill wants every line that was in view where it stood.
func assertStill(t *testing.T, when string, before, after map[vm.LineKey]float32) {
	t.Helper()
	if len(before) == 0 {
		t.Errorf("%s: nothing was in view", when)
	}
	for key, at := range before {
		if now, ok := after[key]; !ok || now-at > 0.01 || at-now > 0.01 {
			t.Fatalf("%s: line %d moved from %v to %v (in view: %v)", when, key, at, now, ok)
		}
	}
}

func TestOlderLinesMoveNothing(t *testing.T) {
	for _, pixels := range []float32{0, 1, 33.5, 70, 200, 2000} {
		quietApp(t)
		d := recalls(1001, 1200)
		tr, _ := view(t, d)
		tr.toStart()
		tr.scrollBy(pixels)
		before := texts(tr)
		d.Apply(noon, vm.Recalled{Room: 1, Lines: page(489, 1000)})
		tr.update()
		assertStill(t, fmt.Sprint("at ", pixels), before, texts(tr))
		if tr.pinned {
			t.Error("older lines pinned the view")
		}
		tr.scrollBy(-50)
		if first := tr.shown[0]; pixels < 50 && first.line.Seq >= 1001 {
			t.Errorf("above what was the top stands line %d", first.line.Seq)
		}
	}
}

// TestAnyChangeElsewhereMovesNothing reads somewhere in a room while older
// lines, newer ones and pending ones come in, and goes to lines in between.
func TestAnyChangeElsewhereMovesNothing(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			quietApp(t)
			random := rand.New(rand.NewPCG(seed, 7))
			first, last := 50_001, 50_300
			d := recalls(first, last)
			tr, _ := view(t, d)
			tr.scrollBy(-700)
			for step := range 200 {
				before := texts(tr)
				switch random.IntN(5) {
				case 0:
					n := 1 + random.IntN(700)
					d.Apply(noon, vm.Recalled{Room: 1, Lines: page(first-n, first-1)})
					first -= n
				case 1:
					n := 1 + random.IntN(30)
					for _, m := range page(last+1, last+n) {
						d.Apply(noon, vm.Happened{Room: 1, Event: chat.Said{Message: m}})
					}
					last += n
				case 2:
					d.Apply(noon, vm.Queued{Room: 1, ID: chat.MessageID{byte(step), 9}, Text: "mine", At: noon})
				case 3:
					tr.scrollBy(float32(random.IntN(4000)) - 2500)
					before = texts(tr)
				case 4:
					to := first + random.IntN(last-first+1)
					tr.reveal(uint64(to))
					before = texts(tr)
					if !shows(tr, uint64(to)) {
						t.Fatalf("step %d: line %d is not in view", step, to)
					}
				}
				pinned := tr.pinned
				tr.update()
				if !pinned {
					assertStill(t, fmt.Sprint("step ", step), before, texts(tr))
				} else if !atBottom(tr) {
					t.Fatalf("step %d: the newest line is not at the bottom", step)
				}
				if n := tr.heights.end - tr.heights.first; n != d.Room(1).Lines().End()-d.Room(1).Lines().First() {
					t.Fatalf("step %d: %d heights", step, n)
				}
			}
		})
	}
}

func shows(tr *transcript, seq uint64) bool {
	for _, r := range tr.shown {
		if r.line.Seq == seq {
			return true
		}
	}
	return false
}

// TestOlderLinesUnderADivider reads the end of a log that is no more, while
// older lines of the present one come in below it.
func TestOlderLinesUnderADivider(t *testing.T) {
	quietApp(t)
	d := recalls(1, 200)
	d.Apply(noon, vm.Happened{Room: 1, Event: chat.Entered{Epoch: chat.Epoch{2}, First: 1, Head: 1000, After: 900}})
	for _, m := range page(901, 1000) {
		d.Apply(noon, vm.Happened{Room: 1, Event: chat.Said{Message: m}})
	}
	tr, _ := view(t, d)
	log := d.Room(1).Lines()
	for _, into := range []float32{-300, -900} {
		base := log.At(log.Base()).Key
		tr.pinned = false
		tr.hold(log.Base(), into)
		tr.arrange()
		before := texts(tr)
		first := int(log.At(log.Base()).Seq)
		d.Apply(noon, vm.Recalled{Room: 1, Lines: page(first-100, first-1)})
		tr.update()
		if at, ok := before[base]; ok {
			if now := texts(tr)[base]; now != at {
				t.Errorf("%v: the log moved from %v to %v", into, at, now)
			}
		} else {
			assertStill(t, "in the log before", before, texts(tr))
		}
	}
}

func TestRevealStandsInTheMiddle(t *testing.T) {
	quietApp(t)
	var clock handClock
	d := recalls(1, 1000)
	tr, _ := view(t, d)
	tr.run = clock.run
	tr.reveal(500)
	r := tr.rowOf(tr.glow.key)
	if r == nil || r.line.Seq != 500 {
		t.Fatal("line 500 is not marked")
	}
	if middle := r.top + r.height/2; middle < 299 || middle > 301 {
		t.Errorf("its middle is at %v of 600", middle)
	}
	if g := tr.objects[0]; g != fyne.CanvasObject(tr.glow.ground) || g.Position().Y > r.top+r.lead {
		t.Error("no ground is drawn under it")
	}
	clock.pass(time.Second)
	bright := tr.glow.alpha
	clock.pass(time.Second)
	if bright != glowInk || tr.glow.alpha == 0 || tr.glow.alpha >= bright {
		t.Errorf("it is at %d after a second and at %d after two", bright, tr.glow.alpha)
	}
	tr.reveal(300)
	clock.pass(2 * time.Second)
	if len(clock.runs) != 1 || tr.rowOf(tr.glow.key).line.Seq != 300 {
		t.Errorf("%d marks fade", len(clock.runs))
	}
	clock.pass(time.Second)
	if tr.glow.key != 0 || len(clock.runs) != 0 || tr.objects[0] == fyne.CanvasObject(tr.glow.ground) {
		t.Error("the mark stays")
	}
	tr.reveal(1000)
	if !tr.pinned || !shows(tr, 1000) {
		t.Error("the newest line is not shown at the bottom")
	}
	tr.dim()
	if len(clock.runs) != 0 {
		t.Error("a mark fades in a view that is gone")
	}
	before := texts(tr)
	tr.reveal(5000)
	assertStill(t, "a line that is not there", before, texts(tr))
}

func TestRevealWaitsForASize(t *testing.T) {
	quietApp(t)
	tr := newTranscript(recalls(1, 1000).Room(1), func() time.Time { return noon })
	tr.reveal(500)
	tr.Resize(fyne.NewSize(700, 600))
	if tr.update(); tr.pinned || !shows(tr, 500) {
		t.Error("the line is not in view")
	}
}
