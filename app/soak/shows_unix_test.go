//go:build unix

package soak

import (
	"context"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"

	"landline/netcore/netcoretest"
)

// script is a pace by which a test says lines: all that are due, at the next
// beat.
type script struct{ due atomic.Int64 }

func (s *script) say(lines int) { s.due.Add(int64(lines)) }
func (s *script) pace() int     { return int(s.due.Swap(0)) }

// scripts are one for each joiner; a host that has none says nothing.
func scripts(n int) (list []*script, paces func(joiner int) func() int) {
	for range n {
		list = append(list, new(script))
	}
	return list, func(joiner int) func() int {
		if joiner < 0 {
			return silent
		}
		return list[joiner].pace
	}
}

// printed is the number of the last line that a run printed.
func printed(r *run) uint64 {
	for i := len(r.Events) - 1; i >= 0; i-- {
		if r.Events[i].Event == "said" {
			return r.Events[i].Seq
		}
	}
	return 0
}

// dump tells how everybody does.
func (r *room) dump() {
	r.t.Helper()
	for _, p := range append(r.joiners, r.host) {
		r.t.Logf("%s: %s", p.name, r.explain(p))
	}
}

// until waits for a person's current process.
func (r *room) until(p *person, what string, such func(*run) bool) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	if proc := p.current(); proc == nil || !proc.await(ctx, such) {
		r.dump()
		r.t.Fatalf("%s: waiting in vain until %s", p.name, what)
	}
}

// poll waits for something that tells nobody when it happens.
func (r *room) poll(what string, happened func() bool) {
	r.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	looks := time.NewTicker(beat)
	defer looks.Stop()
	for !happened() {
		select {
		case <-looks.C:
		case <-late.C:
			r.dump()
			r.t.Fatalf("waiting in vain until %s", what)
		}
	}
}

// everybodyIn waits until every joiner is in the room.
func (r *room) everybodyIn() {
	r.t.Helper()
	for _, p := range r.joiners {
		if p.next(r.ctx, nil) == nil {
			r.t.Fatalf("%s did not start", p.name)
		}
		r.until(p, "it is in the room", func(r *run) bool { return r.count("entered") > 0 })
	}
}

// TestHostKilledFiveTimes kills the host under 2,000 lines, each time as soon
// as one more of them is heard, so that nearly all are on their way. While it
// is away more are said.
func TestHostKilledFiveTimes(t *testing.T) {
	const each, more, kills = 400, 40, 5
	say, paces := scripts(joiners)
	r := openRoom(t, loopback(t), joiners, paces)
	listener := r.joiners[0]
	r.everybodyIn()
	for _, s := range say {
		s.say(each)
	}
	for range kills {
		before := look(listener.current(), printed)
		r.until(listener, "more is said", func(r *run) bool { return printed(r) > before })
		host := r.host.current()
		r.host.kill(50 * time.Millisecond)
		t.Logf("killed behind line %d", look(listener.current(), printed))
		for _, s := range say {
			s.say(more)
		}
		r.awaitHost(host)
	}
	for _, p := range r.joiners {
		r.until(p, "all its lines are on their way", func(r *run) bool { return r.Fed == each+kills*more })
	}
	e := r.conclude()
	r.judge(e)
	if want := joiners * (each + kills*more); len(e.Log) != want {
		t.Errorf("%d lines are in the log, want %d", len(e.Log), want)
	}
	for _, m := range e.Members {
		for i, run := range m.Runs {
			if !run.Host && (run.Killed || run.Code != 0) {
				t.Errorf("%s, start %d ended with %d", m.Name, i+1, run.Code)
			}
		}
	}
}

// TestJoinerKilled kills one who listens and one who speaks, again and again.
func TestJoinerKilled(t *testing.T) {
	const kills, between = 6, 300
	say, paces := scripts(3)
	r := openRoom(t, loopback(t), 3, paces)
	r.everybodyIn()
	talker := say[0]
	for i := range kills {
		talker.say(between)
		say[2].say(between)
		p := r.joiners[1+i%2]
		r.until(p, "it has printed half", func(r *run) bool { return r.count("said") >= between/2 })
		killed := p.current()
		p.kill(50 * time.Millisecond)
		talker.say(between)
		if p.next(r.ctx, killed) == nil {
			t.Fatalf("%s did not come back", p.name)
		}
	}
	e := r.conclude()
	r.judge(e)
	if starts := len(e.Members[1].Runs); starts < kills/2+2 {
		t.Errorf("the listener was started %d times only", starts)
	}
}

// TestFullDisk fills the host's disk under load and frees it again. Meanwhile
// lines are refused with a reason, and what was said before can be read, also
// from a host that was killed, or ended, and started while the disk was full.
func TestFullDisk(t *testing.T) {
	disk, why := newDisk(t, "8m")
	if disk == nil {
		t.Skip(why)
	}
	where := loopback(t)
	where.profile = disk.profile()
	r := openRoom(t, where, 2, func(joiner int) func() int {
		if joiner == 1 {
			return silent
		}
		return func() int { return 2 }
	})
	r.everybodyIn()
	talker := r.joiners[0]
	r.until(talker, "lines are in the room", func(r *run) bool { return printed(r) >= 20 })
	for round := range 3 {
		disk.fill()
		before := look(talker.current(), func(r *run) int { return r.count("refused") })
		r.until(talker, "a line is refused", func(r *run) bool { return r.count("refused") > before })
		switch host := r.host.current(); round {
		case 1:
			r.host.kill(10 * time.Millisecond)
			r.awaitHost(host)
		case 2: // what a clean end puts away finds no space again
			disk.free()
			r.host.restart(time.Second)
			<-host.ended
			disk.fill()
			r.awaitHost(host)
		}
		newcomer := r.person("newcomer", false, silent, nil)
		profile := t.TempDir()
		newcomer.command = func() *exec.Cmd {
			return where.onJoiner(1)(os.Args[0], "join", where.dial(1), "--as", "newcomer", "--profile", profile, "--json")
		}
		r.read(newcomer)
		if got := newcomer.current().run; got.Code != 0 || got.count("said") == 0 {
			t.Errorf("round %d: who came meanwhile read %d lines and ended with %d: %s", round, got.count("said"), got.Code, newcomer.current().stderr.String())
		}
		disk.free()
		last := look(talker.current(), printed)
		r.until(talker, "lines are taken again", func(r *run) bool { return printed(r) > last+20 })
	}
	e := r.conclude()
	for _, ev := range e.Members[0].Runs[0].Events {
		if ev.Event == "refused" && (ev.Code != 14 || ev.Text == "" || ev.ID == "") {
			t.Errorf("refused with %+v", ev)
		}
	}
	r.judge(e)
}

// TestFullDiskOfAJoiner fills the disk of somebody who sits in a room, and
// kills them while it is full: what they say and hear goes on, and nothing is
// printed twice or left out.
func TestFullDiskOfAJoiner(t *testing.T) {
	disk, why := newDisk(t, "8m")
	if disk == nil {
		t.Skip(why)
	}
	where := loopback(t)
	where.keeps = map[int]string{0: disk.profile()}
	r := openRoom(t, where, 2, func(int) func() int { return func() int { return 1 } })
	r.everybodyIn()
	joiner := r.joiners[0]
	hears := func() {
		t.Helper()
		before := look(joiner.current(), printed)
		r.until(joiner, "more is said", func(r *run) bool { return printed(r) > before+10 })
	}
	for range 2 {
		hears()
		disk.fill()
		hears()
		killed := joiner.current()
		joiner.kill(10 * time.Millisecond)
		if joiner.next(r.ctx, killed) == nil {
			t.Fatal("it did not come back")
		}
		r.until(joiner, "it is back", func(r *run) bool { return r.count("entered") > 0 })
		hears()
		disk.free()
		hears()
	}
	r.judge(r.conclude())
}

// TestSaidOnceOverTwoConnections holds up what a joiner sends until it is back
// on another connection and has said all of it again there. Then the first
// arrives too.
func TestSaidOnceOverTwoConnections(t *testing.T) {
	const each, rounds = 50, 3
	where := loopback(t)
	proxy, err := netcoretest.NewProxy(where.dial(0), 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = proxy.Close() })
	direct := where.dial(1)
	where.dial = func(joiner int) string {
		if joiner == 0 {
			return proxy.Addr()
		}
		return direct
	}
	say, paces := scripts(2)
	r := openRoom(t, where, 2, paces)
	r.everybodyIn()
	listener := r.joiners[1]
	for round := range rounds {
		sent := proxy.Taken(netcoretest.ToTarget)
		for n := range each {
			sent += int64(len(lineOf("J0", 1, round*each+n+1)))
		}
		proxy.Stall(proxy.Conns() - 1) // the newest
		say[0].say(each)
		r.poll("the lines are on their way", func() bool {
			return proxy.Taken(netcoretest.ToTarget) > sent
		})
		if !proxy.Orphan(time.Second) {
			t.Fatal("there was no connection to break")
		}
		r.until(listener, "they are said", func(r *run) bool { return printed(r) >= uint64((round+1)*each) })
	}
	r.poll("what was held up has arrived", func() bool { return proxy.Conns() == 1 })
	e := r.conclude()
	r.judge(e)
	if len(e.Log) != rounds*each {
		t.Errorf("%d lines are in the log, want %d", len(e.Log), rounds*each)
	}
}
