package app_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
)

func TestHostAndJoin(t *testing.T) {
	host, address := hostRoom(t)
	bo := start(t, nil, "join", address, "--as", "Bo")
	bo.say("one", "two", "", "three")
	_ = bo.stdin.Close()
	heard, code := bo.rest()
	if code != 0 {
		t.Errorf("join ended with %d: %s", code, bo.stderr.String())
	}
	var said []string
	for _, e := range heard {
		if e.Event == "said" {
			said = append(said, fmt.Sprint(e.Seq, e.Name, e.Text))
		}
	}
	if got := strings.Join(said, " "); heard[0].Event != "entered" || got != "1Boone 2Botwo 3Bothree" {
		t.Errorf("Bo heard %v", heard)
	}
	host.say("four")
	for want := uint64(1); want <= 4; want++ {
		if e := host.next("said"); e.Seq != want {
			t.Errorf("the host heard number %d, want %d", e.Seq, want)
		}
	}
	late := start(t, nil, "join", address, "--as", "Cy", "--history", "2")
	for want := uint64(3); want <= 4; want++ {
		if e := late.next("said"); e.Seq != want {
			t.Errorf("the late one heard number %d, want %d", e.Seq, want)
		}
	}
	if code := host.end(); code != 0 {
		t.Errorf("host ended with %d: %s", code, host.stderr.String())
	}
}

// TestTenTalkAtOnce has ten processes say 200 lines each while an eleventh
// listens; all share one profile, as people who start the program twice do.
func TestTenTalkAtOnce(t *testing.T) {
	const talkers, lines = 10, 200
	_, address := hostRoom(t)
	shared := t.TempDir()
	listener := start(t, nil, "join", address, "--as", "listener", "--profile", shared)
	listener.next("entered")
	var input strings.Builder
	for i := range lines {
		fmt.Fprintf(&input, "line %d\n", i+1)
	}
	all := make([]*process, talkers)
	for i := range all {
		all[i] = start(t, nil, "join", address, "--as", fmt.Sprintf("talker %d", i), "--profile", shared, "--history", "5000")
	}
	var writing sync.WaitGroup
	for _, p := range all {
		writing.Go(func() {
			_, _ = io.WriteString(p.stdin, input.String())
			_ = p.stdin.Close()
		})
	}
	writing.Wait()
	ids := make(map[uint64]string)
	for want := uint64(1); want <= talkers*lines; want++ {
		e := listener.next("said")
		if e.Seq != want {
			t.Fatalf("the listener heard number %d, want %d", e.Seq, want)
		}
		ids[e.Seq] = e.ID
	}
	for i, p := range all {
		heard, code := p.rest()
		if code != 0 {
			t.Errorf("talker %d ended with %d: %s", i, code, p.stderr.String())
		}
		mine, last := 0, uint64(0)
		for _, e := range heard {
			if e.Event != "said" {
				continue
			}
			if e.Seq != last+1 || ids[e.Seq] != e.ID {
				t.Fatalf("talker %d heard number %d as %s behind %d; the listener heard %s", i, e.Seq, e.ID, last, ids[e.Seq])
			}
			last = e.Seq
			if e.Name == fmt.Sprintf("talker %d", i) {
				mine++
			}
		}
		if mine != lines {
			t.Errorf("talker %d heard %d of its own %d lines", i, mine, lines)
		}
	}
}

// TestHistoryWithoutInput has nothing to say, but all to read before it leaves.
func TestHistoryWithoutInput(t *testing.T) {
	const lines = 20
	host, address := hostRoom(t)
	for i := range lines {
		host.say(fmt.Sprint(i + 1))
	}
	for range lines {
		host.next("said")
	}
	for range 5 {
		bo := start(t, nil, "join", address, "--as", "Bo", "--history", "50")
		_ = bo.stdin.Close()
		events, code := bo.rest()
		said := 0
		for _, e := range events {
			if e.Event == "said" {
				said++
			}
		}
		if said != lines || code != 0 {
			t.Errorf("it read %d of %d lines and ended with %d: %s", said, lines, code, bo.stderr.String())
		}
	}
}

// TestHostReturns takes the host away and brings it back on the same port: a
// joiner comes back by itself and says what waited.
func TestHostReturns(t *testing.T) {
	profile := t.TempDir()
	host, address := hostRoom(t, "--profile", profile)
	_, port, _ := strings.Cut(address, ":")
	bo := start(t, nil, "join", address, "--as", "Bo")
	room := bo.next("entered").Room
	if code := host.end(); code != 0 {
		t.Fatalf("host ended with %d", code)
	}
	if e := bo.next("reconnecting"); e.Why == "" {
		t.Errorf("no reason was given: %+v", e)
	}
	bo.say("while you were away")
	again := start(t, nil, "host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", port, "--hidden", "--profile", profile)
	if e := bo.next("entered"); e.Room != room {
		t.Errorf("Bo came back to room %s, not %s", e.Room, room)
	}
	if e := again.next("said"); e.Seq != 1 || e.Text != "while you were away" {
		t.Errorf("the host heard %+v", e)
	}
	_ = bo.stdin.Close()
	if _, code := bo.rest(); code != 0 {
		t.Errorf("join ended with %d: %s", code, bo.stderr.String())
	}
}

// TestLongNick has a name that leaves little room for the room's.
func TestLongNick(t *testing.T) {
	host, _ := hostRoom(t, "--name", "", "--as", strings.Repeat("ä", 30))
	if e := host.next("entered"); len(e.Name) > 64 || !strings.HasSuffix(e.Name, "ä’s room") {
		t.Errorf("the room is called %q", e.Name)
	}
}

// TestRefusedLine has one line that no room takes among two that it does.
func TestRefusedLine(t *testing.T) {
	_, address := hostRoom(t)
	bo := start(t, nil, "join", address, "--as", "Bo")
	bo.say("first", strings.Repeat("x", 9000), "a\x1b[2Jb", "last")
	_ = bo.stdin.Close()
	events, code := bo.rest()
	var said, refused int
	for _, e := range events {
		switch e.Event {
		case "said":
			said++
		case "refused":
			refused++
		}
	}
	if code != 3 || said != 2 || refused != 2 {
		t.Errorf("ended with %d: %d said, %d refused", code, said, refused)
	}
}
