package app_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"landline/app"
	"landline/netcore/netcoretest/netns"
)

// asProgram, set in the environment, makes the test binary behave as the
// program itself: the tests start it as real processes.
const asProgram = "LANDLINE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(app.Run(app.Program{
			Metadata: "[Details]\nVersion = \"0.0.0-test\"\n",
			Args:     os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		}))
	}
	os.Exit(netns.Isolate(m))
}

// patience is when a test that waits for an event gives up.
const patience = 30 * time.Second

// event is one line of --json, whatever it tells.
type event struct {
	Event       string
	Room        string
	Name        string
	Addr        string
	Addrs       []string
	Port        int
	Epoch       string
	Seq         uint64
	ID          string
	From        string
	Text        string
	Why         string
	Via         []string
	People      int
	Fingerprint string
	Code        int
	Anew        bool

	Host, Known, Given, Link, Topic, Act, Whom, Number string
	First, Locked, Edited, Verified                    bool
	Of                                                 uint64
	For, Slow                                          float64
	Reply                                              struct {
		Seq uint64
		ID  string
	}
	Members       []struct{ From, Name string }
	Moderators    []string
	Banned, Muted []struct{ Name, Until string }
}

// process is one running program.
type process struct {
	t      testing.TB
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	events chan event
	stderr bytes.Buffer // complete when the process has ended

	once sync.Once
	code int // -1 where a signal ended it
}

// command makes the command that runs the program; a namespace's own Command
// fits too.
type command func(name string, args ...string) *exec.Cmd

// program is the command that runs the program, with a profile of its own
// unless args name one.
func program(t testing.TB, in command, args ...string) *exec.Cmd {
	t.Helper()
	if in == nil {
		in = exec.Command
	}
	if !strings.Contains(strings.Join(args, " "), "--profile") {
		args = append(args, "--profile", t.TempDir())
	}
	cmd := in(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// start runs the program with --json.
func start(t testing.TB, in command, args ...string) *process {
	t.Helper()
	cmd := program(t, in, append(args, "--json")...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p := startPlain(t, cmd)
	p.events = make(chan event, 1<<16)
	go p.read(stdout)
	return p
}

// startPlain runs the program with whatever standard output and input the
// command has; without an input, it is the test who says lines.
func startPlain(t testing.TB, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{t: t, cmd: cmd}
	cmd.Stderr = &p.stderr
	if cmd.Stdin == nil {
		var err error
		if p.stdin, err = cmd.StdinPipe(); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		p.wait()
	})
	return p
}

func (p *process) read(r io.Reader) {
	defer close(p.events)
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			p.t.Errorf("not JSON: %q", lines.Text())
			return
		}
		p.events <- e
	}
}

// next waits for the next event of one of the kinds and skips the others.
func (p *process) next(kinds ...string) event {
	p.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case e, ok := <-p.events:
			if !ok {
				p.wait()
				p.t.Fatalf("waiting for %v: the program ended with %d: %s", kinds, p.code, p.stderr.String())
			}
			for _, kind := range kinds {
				if e.Event == kind {
					return e
				}
			}
		case <-late.C:
			p.t.Fatalf("waiting for %v: nothing came", kinds)
		}
	}
}

// say writes lines to the program's standard input.
func (p *process) say(lines ...string) {
	p.t.Helper()
	for _, line := range lines {
		if _, err := io.WriteString(p.stdin, line+"\n"); err != nil {
			p.t.Fatal(err)
		}
	}
}

// rest waits for the end of the program and returns what it still said, and
// its exit code.
func (p *process) rest() (events []event, code int) {
	p.t.Helper()
	late := time.AfterFunc(patience, func() { _ = p.cmd.Process.Kill() })
	defer late.Stop()
	if p.events != nil {
		for e := range p.events {
			events = append(events, e)
		}
	}
	p.wait()
	return events, p.code
}

// end asks the program to end and returns its exit code.
func (p *process) end() int {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	_, code := p.rest()
	return code
}

func (p *process) wait() {
	p.once.Do(func() {
		var failed *exec.ExitError
		if err := p.cmd.Wait(); errors.As(err, &failed) {
			p.code = failed.ExitCode()
		}
	})
}

// hostRoom starts a host that the network hears nothing of, and returns the
// address to join.
func hostRoom(t testing.TB, args ...string) (host *process, address string) {
	t.Helper()
	host = start(t, nil, append([]string{"host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--hidden"}, args...)...)
	e := host.next("listening", "error")
	if e.Event != "listening" || e.Port == 0 {
		t.Fatalf("the host began with %+v", e)
	}
	return host, fmt.Sprintf("127.0.0.1:%d", e.Port)
}

// listenTCP serves connections until the test ends, and returns the address.
func listenTCP(t *testing.T, serve func(io.ReadWriteCloser)) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go serve(conn)
		}
	}()
	return ln.Addr().String()
}
