package app_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// restartableHost hosts a room that can be killed and opened again: the same
// profile and the same port.
type restartableHost struct {
	t       *testing.T
	profile string
	port    string
	*process
}

func newRestartableHost(t *testing.T, args ...string) (*restartableHost, string) {
	t.Helper()
	h := &restartableHost{t: t, profile: t.TempDir(), port: "0"}
	first := h.open(args...)
	h.port = fmt.Sprint(first.Port)
	return h, "127.0.0.1:" + h.port
}

func (h *restartableHost) open(args ...string) event {
	h.t.Helper()
	h.process = start(h.t, nil, append([]string{"host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", h.port,
		"--hidden", "--rate", "0", "--profile", h.profile}, args...)...)
	return h.next("listening")
}

// kill ends a process as a power cut would.
func (p *process) kill() {
	p.t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	p.rest()
}

// feed writes numbered lines.
func (p *process) feed(who string, from, to int) {
	for n := from; n <= to; n++ {
		if _, err := fmt.Fprintf(p.stdin, "%s %d\n", who, n); err != nil {
			return // killed meanwhile
		}
	}
}

// saidOnce wants numbers that follow one another, and returns the ids in their
// order.
func saidOnce(t *testing.T, who string, events []event) (ids []string) {
	t.Helper()
	last := uint64(0)
	for _, e := range events {
		if e.Event != "said" {
			continue
		}
		if last != 0 && e.Seq != last+1 {
			t.Errorf("%s heard number %d behind %d", who, e.Seq, last)
		}
		last = e.Seq
		ids = append(ids, e.ID)
	}
	return ids
}

// TestHostKilled kills the host again and again while everybody talks: each
// line is in the room once, and everybody reads the same.
func TestHostKilled(t *testing.T) {
	const talkers, kills, burst = 4, 4, 100
	host, address := newRestartableHost(t)
	all := make([]*process, talkers)
	heard := make([][]event, talkers)
	var talking sync.WaitGroup
	for i := range all {
		all[i] = start(t, nil, "join", address, "--as", fmt.Sprint("talker ", i), "--history", "100000")
		all[i].next("entered")
	}
	for k := range kills {
		for i, p := range all {
			talking.Go(func() { p.feed(fmt.Sprint("from ", i), k*burst+1, (k+1)*burst) })
		}
		for range (k + 1) * burst / 4 {
			host.next("said")
		}
		host.kill()
		host.open()
		talking.Wait()
	}
	for i, p := range all {
		_ = p.stdin.Close()
		heard[i], _ = p.rest()
	}
	host.end()
	var want []string
	for i, p := range all {
		ids := saidOnce(t, fmt.Sprint("talker ", i), heard[i])
		if p.code != 0 {
			t.Errorf("talker %d ended with %d: %s", i, p.code, p.stderr.String())
		}
		if want == nil {
			want = ids
		}
		if n := min(len(ids), len(want)); !slices.Equal(ids[:n], want[:n]) {
			t.Errorf("talker %d read another order", i)
		}
	}
	// The last word is with the room itself.
	host.open()
	reader := start(t, nil, "join", address, "--as", "reader", "--history", "100000")
	_ = reader.stdin.Close()
	events, _ := reader.rest()
	count := make(map[string]int)
	for _, e := range events {
		if e.Event == "said" {
			count[e.Text]++
		}
	}
	if len(count) != talkers*kills*burst {
		t.Errorf("the room has %d different lines of %d", len(count), talkers*kills*burst)
	}
	for text, n := range count {
		if n != 1 {
			t.Errorf("%q is there %d times", text, n)
		}
	}
	if ids := saidOnce(t, "the reader", events); !slices.Equal(ids[:len(want)], want) {
		t.Error("the reader read another order")
	}
}

// TestHostKeepsTheRoom restarts a host: id, epoch, port and lines are the same,
// and it prints none of them twice.
func TestHostKeepsTheRoom(t *testing.T) {
	host, address := newRestartableHost(t)
	first := host.next("entered")
	host.say("one", "two")
	host.next("said")
	host.next("said")
	host.kill()
	opened := host.open()
	again := host.next("entered")
	if again.Room != first.Room || again.Epoch != first.Epoch || again.Seq != 2 || opened.Addr+":"+fmt.Sprint(opened.Port) != address {
		t.Errorf("first %+v, then %+v at %+v", first, again, opened)
	}
	host.say("three")
	if e := host.next("said"); e.Seq != 3 || e.Text != "three" {
		t.Errorf("it printed %+v", e)
	}
}

// TestJoinGoesOn kills a joiner and starts it again: it prints what it lacked,
// and nothing else; so does one that left in peace, and one that asks for more
// gets it.
func TestJoinGoesOn(t *testing.T) {
	host, address := hostRoom(t)
	profile := t.TempDir()
	speak := func(from, to int) {
		for n := from; n <= to; n++ {
			host.say(fmt.Sprint("line ", n))
			host.next("said")
		}
	}
	read := func(p *process, from, to uint64) {
		t.Helper()
		for want := from; want <= to; want++ {
			if e := p.next("said"); e.Seq != want {
				t.Fatalf("number %d came, want %d", e.Seq, want)
			}
		}
	}
	join := func(args ...string) *process {
		t.Helper()
		return start(t, nil, append([]string{"join", address, "--as", "Bo", "--profile", profile}, args...)...)
	}
	speak(1, 10)
	bo := join("--history", "5")
	read(bo, 6, 10)
	speak(11, 20)
	read(bo, 11, 20)
	bo.kill()
	speak(21, 100)
	bo = join("--history", "5")
	read(bo, 21, 100)
	if code := bo.end(); code != 0 {
		t.Errorf("it left with %d: %s", code, bo.stderr.String())
	}
	speak(101, 103)
	bo = join("--replay", "--history", "10")
	read(bo, 91, 103)
	bo.kill()
	bo = join()
	_ = bo.stdin.Close()
	events, code := bo.rest()
	if ids := saidOnce(t, "Bo", events); len(ids) != 0 || code != 0 {
		t.Errorf("with nothing new it printed %d lines and ended with %d", len(ids), code)
	}
}

// TestJoinHearsNothingTwice kills a joiner in the middle of a stream, again and
// again: what the next one prints goes on right where that one stopped.
func TestJoinHearsNothingTwice(t *testing.T) {
	const lines = 2000
	host, address := hostRoom(t, "--rate", "0")
	profile := t.TempDir()
	go host.feed("line", 1, lines)
	last := uint64(0)
	for round := 0; last < lines; round++ {
		bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile, "--history", fmt.Sprint(lines))
		stop := last + 150 + uint64(round)*37
		read := func(e event) {
			if e.Event != "said" {
				return
			}
			if e.Seq != last+1 {
				t.Fatalf("number %d came behind %d", e.Seq, last)
			}
			last = e.Seq
		}
		for last < min(stop, lines) {
			read(bo.next("said"))
		}
		if err := bo.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		events, _ := bo.rest()
		for _, e := range events {
			read(e)
		}
	}
}

// TestTwoOnOneProfile sits twice in one room: the second is a newcomer, and
// leaves no trace in what the first goes on from.
func TestTwoOnOneProfile(t *testing.T) {
	host, address := hostRoom(t)
	profile := t.TempDir()
	say := func(text string) {
		host.say(text)
		host.next("said")
	}
	say("1")
	first := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	first.next("said")
	second := start(t, nil, "join", address, "--as", "Cy", "--profile", profile)
	if e := second.next("said"); e.Seq != 1 {
		t.Errorf("the second began with number %d", e.Seq)
	}
	first.kill()
	say("2")
	if e := second.next("said"); e.Seq != 2 {
		t.Errorf("the second heard number %d", e.Seq)
	}
	second.end()
	if words := second.stderr.String(); strings.Count(words, "Another Landline of this profile") != 1 {
		t.Errorf("of the first, people read %q", words)
	}
	third := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	_ = third.stdin.Close()
	events, _ := third.rest()
	var seqs []uint64
	for _, e := range events {
		if e.Event == "said" {
			seqs = append(seqs, e.Seq)
		}
	}
	if !slices.Equal(seqs, []uint64{2}) {
		t.Errorf("the first one's heir printed %v, want 2", seqs)
	}
}
