package discover

import (
	"bufio"
	"encoding/json"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/netcoretest/netns"
)

// The failure deadline of a wait. It is no measure: every wait ends as soon as
// what it waits for has happened.
const patienceOfTests = 40 * time.Second

// program is the test binary at work on a host of a test network.
type program struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.WriteCloser
	lines chan line
	rooms map[string]line // by name, as of the lines read
	began time.Time
}

func start(t *testing.T, on *netns.Host, s script) *program {
	t.Helper()
	env, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, cmd: on.Command(t.Context(), os.Args[0]), lines: make(chan line), rooms: make(map[string]line)}
	p.cmd.Env = append(os.Environ(), programEnv+"="+string(env))
	p.stdin, err = p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	p.cmd.Stderr = &log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go p.read(out, ended)
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		<-ended
		_ = p.cmd.Wait()
		if strings.Contains(log.String(), "DATA RACE") {
			t.Error("a data race")
		}
		if t.Failed() {
			t.Logf("%s logged:\n%s", s.Key, log.String())
		}
	})
	p.next("setting up")
	p.began = time.Now()
	return p
}

// read passes on every line; nobody may be left behind who does not listen.
func (p *program) read(out io.Reader, ended chan<- struct{}) {
	defer close(ended)
	defer close(p.lines)
	in := bufio.NewScanner(out)
	for in.Scan() {
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			continue
		}
		select {
		case p.lines <- l:
		case <-p.t.Context().Done():
		}
	}
}

func (p *program) next(waitingFor string) line {
	p.t.Helper()
	select {
	case l, ok := <-p.lines:
		if !ok {
			p.t.Fatalf("%s: the program ended", waitingFor)
		}
		if l.Kind == Lost {
			delete(p.rooms, l.Name)
		} else if l.Kind != 0 {
			p.rooms[l.Name] = l
		}
		return l
	case <-time.After(patienceOfTests):
		p.t.Fatalf("%s: gave up; it sees %+v", waitingFor, p.rooms)
		panic("unreachable")
	}
}

// sees waits until the program sees a room as wanted.
func (p *program) sees(name string, wanted func(line) bool) line {
	p.t.Helper()
	for {
		if l, ok := p.rooms[name]; ok && wanted(l) {
			p.t.Logf("sees %s by %s at %v, %v after its start", name, l.Via, l.Addrs, time.Since(p.began).Round(time.Millisecond))
			return l
		}
		p.next("seeing " + name)
	}
}

// loses waits until the program lost a room and returns why.
func (p *program) loses(name string) string {
	p.t.Helper()
	for {
		if l := p.next("losing " + name); l.Kind == Lost && l.Name == name {
			return l.Why
		}
	}
}

func (p *program) quit() {
	p.t.Helper()
	if _, err := io.WriteString(p.stdin, "quit\n"); err != nil {
		p.t.Fatal(err)
	}
}

func bothWays(l line) bool { return l.Via == MDNS|Presence }
func measured(l line) bool { return l.Distance > 0 }
func anyhow(line) bool     { return true }

func has(addr string) func(line) bool {
	return func(l line) bool {
		return slices.ContainsFunc(l.Addrs, func(a netip.AddrPort) bool { return a.Addr() == netip.MustParseAddr(addr) })
	}
}

func first(l line) string { return l.Addrs[0].Addr().String() }

// wait waits for the program's own end, reading what it still says.
func (p *program) wait() error {
	for range p.lines {
	}
	return p.cmd.Wait()
}

// neighbours are two machines on one network.
func neighbours(t *testing.T, a, b []string) (one, two *netns.Host) {
	t.Helper()
	lan := netns.NewLAN(t)
	one, two = netns.NewHost(t), netns.NewHost(t)
	lan.Plug(one, a...)
	lan.Plug(two, b...)
	return one, two
}

// holdPort has a program on the machine hold the port of presence and share it
// with nobody.
func holdPort(t *testing.T, on *netns.Host) {
	t.Helper()
	start(t, on, script{Key: "Holder", Hold: true})
}
