//go:build unix

package soak

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"
)

// patience is when one waits no longer for what must come.
const patience = 60 * time.Second

// all is more history than a room can have here.
const all = 1 << 40

// site is where a room is played out.
type site struct {
	profile  string                                      // of the host; a folder of the test's where empty
	bind     string                                      // what the host listens on
	port     int                                         // and where
	dial     func(joiner int) string                     // the address that a joiner uses
	onHost   func(name string, args ...string) *exec.Cmd // runs a program where the host is
	onJoiner func(joiner int) func(name string, args ...string) *exec.Cmd
	rate     string         // lines a second that the host lets each say
	keeps    map[int]string // profiles of joiners; folders of the test's where left out
}

// loopback is the site where everybody is on this computer, without a proxy.
func loopback(t *testing.T) site {
	port := freePort(t)
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	return site{
		bind: "127.0.0.1", port: port, rate: "0",
		dial:     func(int) string { return address },
		onHost:   exec.Command,
		onJoiner: func(int) func(string, ...string) *exec.Cmd { return exec.Command },
	}
}

// freePort finds a port that nobody has, and that the system gives to no
// connection while the host is away.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 10_000 + rand.IntN(20_000)
		if ln, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			_ = ln.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// room is a host and its joiners, all of them running.
type room struct {
	t       *testing.T
	site    site
	ctx     context.Context
	cancel  context.CancelFunc
	host    *person
	joiners []*person
	hosting sync.WaitGroup
	joining sync.WaitGroup
}

// openRoom starts a host and so many joiners, who say lines at their paces;
// joiner -1 is the host. It returns when the host listens.
func openRoom(t *testing.T, s site, joiners int, pace func(joiner int) func() int) *room {
	t.Helper()
	if s.profile == "" {
		s.profile = t.TempDir()
	}
	r := &room{t: t, site: s}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	r.host = r.person("Ada", true, pace(-1), func() *exec.Cmd { return r.hostCommand() })
	for i := range joiners {
		name, profile := fmt.Sprintf("J%d", i), cmp.Or(s.keeps[i], t.TempDir())
		r.joiners = append(r.joiners, r.person(name, false, pace(i), func() *exec.Cmd {
			return s.onJoiner(i)(os.Args[0], "join", s.dial(i), "--as", name, "--profile", profile, "--json")
		}))
	}
	t.Cleanup(r.abandon)
	r.hosting.Go(func() {
		r.host.live(r.ctx)
		r.cancel() // without a host nobody can go on
	})
	r.awaitHost(nil)
	for _, p := range r.joiners {
		r.joining.Go(func() { p.live(r.ctx) })
	}
	return r
}

// person makes somebody who does not live yet.
func (r *room) person(name string, host bool, pace func() int, command func() *exec.Cmd) *person {
	return &person{
		name: name, host: host, history: 50, command: command, pace: pace,
		beat: beat, quit: make(chan struct{}), changed: make(chan struct{}),
	}
}

func (r *room) hostCommand() *exec.Cmd {
	return r.site.onHost(os.Args[0], "host", "--name", "Lab", "--as", "Ada", "--hidden", "--json",
		"--bind", r.site.bind, "--port", strconv.Itoa(r.site.port), "--rate", r.site.rate, "--profile", r.site.profile)
}

// silent is the pace of somebody who only listens.
func silent() int { return 0 }

// awaitHost waits until a host other than the given one listens.
func (r *room) awaitHost(than *process) *process {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	host := r.host.next(ctx, than)
	if host == nil || !host.await(ctx, func(r *run) bool { return r.count("listening") > 0 }) {
		r.t.Fatalf("the host does not open its room: %v", r.explain(r.host))
	}
	return host
}

// explain is what a person's last process said of its trouble, if it has ended.
func (r *room) explain(p *person) string {
	proc := p.current()
	if proc == nil {
		return fmt.Sprint("it never started: ", p.broken)
	}
	select {
	case <-proc.ended:
		return fmt.Sprintf("it ended with %d: %s", proc.run.Code, proc.stderr.String())
	default:
		r := look(proc, func(r *run) run { return *r })
		return fmt.Sprintf("it runs: said %d lines, printed %d up to number %d, last: %s", r.Fed, r.count("said"), printed(&r), r.last())
	}
}

// abandon ends everything, whatever its state.
func (r *room) abandon() {
	r.cancel()
	for _, p := range append(r.joiners, r.host) {
		if proc := p.current(); proc != nil {
			proc.kill()
		}
	}
	r.joining.Wait()
	r.hosting.Wait()
}

// conclude lets everybody say what they still have to say and go, has each
// joiner read to the end, and reads the log from a host that was started anew.
// The network must be whole again.
func (r *room) conclude() evidence {
	r.t.Helper()
	for _, p := range append(r.joiners, r.host) {
		close(p.quit)
	}
	gone := make(chan struct{})
	go func() {
		r.joining.Wait()
		close(gone)
	}()
	r.endOrStrand(gone, r.joiners)
	if r.ctx.Err() != nil {
		r.t.Fatalf("the host ended by itself: %s", r.explain(r.host))
	}
	var e evidence
	for _, p := range r.joiners {
		r.read(p)
	}
	r.host.restart(10 * time.Millisecond)
	r.endOrStrand(r.host.current().ended, []*person{r.host})
	r.awaitHost(r.host.current())
	auditor := r.person("auditor", false, silent, nil)
	auditor.history = all
	profile := r.t.TempDir()
	auditor.command = func() *exec.Cmd {
		return r.site.onJoiner(0)(os.Args[0], "join", r.site.dial(0), "--as", "auditor", "--profile", profile,
			"--history", strconv.FormatUint(all, 10), "--json")
	}
	r.read(auditor)
	r.host.current().interrupt()
	r.endOrStrand(r.host.current().ended, []*person{r.host})
	r.cancel()
	r.hosting.Wait()
	for _, p := range append(r.joiners, r.host, auditor) {
		e.Members = append(e.Members, p.member())
	}
	for _, said := range auditor.current().run.Events {
		if said.Event == "said" {
			e.Log = append(e.Log, said)
		}
	}
	return e
}

// endOrStrand waits until people have ended by themselves.
func (r *room) endOrStrand(gone <-chan struct{}, people []*person) {
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-gone:
		return
	case <-late.C:
	}
	for _, p := range people {
		proc := p.current()
		select {
		case <-proc.ended:
		default:
			proc.strand()
		}
	}
	<-gone
}

// read starts a person's program once more, with nothing to say, and waits for
// it to have read the room's log to its end.
func (r *room) read(p *person) {
	proc, _, err := p.start()
	if err != nil {
		r.t.Fatal(err)
	}
	proc.change(func(r *run) { r.Reads = true })
	_ = proc.stdin.Close()
	r.endOrStrand(proc.ended, []*person{p})
}

// judge reports every broken rule.
func (r *room) judge(e evidence) {
	r.t.Helper()
	found, doubles := e.violations()
	for _, v := range found {
		r.t.Error(v)
	}
	starts, killed, refused := 0, 0, 0
	vain := make(map[string]int) // why starts came to nothing
	for _, m := range e.Members {
		for _, run := range m.Runs {
			starts++
			refused += run.count("refused")
			switch {
			case run.Killed:
				killed++
			case run.vain():
				vain[run.Events[len(run.Events)-1].Text]++
			}
		}
	}
	r.t.Logf("%d lines in the log, %d were refused; %d processes, %d of them killed; %d lines were printed once more behind a kill",
		len(e.Log), refused, starts, killed, doubles)
	for why, times := range vain {
		r.t.Logf("%d starts came to nothing: %s", times, why)
	}
}
