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
	"path/filepath"
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
}

// process is one running program.
type process struct {
	t      testing.TB
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	events chan event
	stderr bytes.Buffer // complete when the process has ended

	once sync.Once
	code int
}

// command makes the command that runs the program; a namespace's own Command
// fits too.
type command func(name string, args ...string) *exec.Cmd

// start runs the program with --json and a profile of its own, unless args
// name one.
func start(t testing.TB, in command, args ...string) *process {
	t.Helper()
	if in == nil {
		in = exec.Command
	}
	if !strings.Contains(strings.Join(args, " "), "--profile") {
		args = append(args, "--profile", t.TempDir())
	}
	cmd := in(os.Args[0], append(args, "--json")...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	p := &process{t: t, cmd: cmd, events: make(chan event, 1<<16)}
	cmd.Stderr = &p.stderr
	var err error
	if p.stdin, err = cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.read(stdout)
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
	for e := range p.events {
		events = append(events, e)
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

// TestGiveUp loses the host for good.
func TestGiveUp(t *testing.T) {
	host, address := hostRoom(t)
	bo := start(t, nil, "join", address, "--as", "Bo", "--give-up", "1s")
	bo.next("entered")
	host.end()
	bo.next("reconnecting")
	bo.say("nobody hears this")
	_ = bo.stdin.Close()
	events, code := bo.rest()
	if last := events[len(events)-1]; code != 4 || last.Event != "error" || last.Code != 4 {
		t.Errorf("join ended with %d after %+v", code, last)
	}
}

// TestExitCodes runs what cannot work, and wants the right code, the value at
// fault in the sentence, and an error as the last line for scripts.
func TestExitCodes(t *testing.T) {
	other, taken := hostRoom(t)
	defer other.end()
	_, takenPort, _ := strings.Cut(taken, ":")
	web := listenTCP(t, func(conn io.ReadWriteCloser) {
		_, _ = conn.Read(make([]byte, 512))
		_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
		_ = conn.Close()
	})
	full := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(full, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		code int
		says []string
	}{
		{"a closed port", []string{"join", "127.0.0.1:1"}, 4, []string{"127.0.0.1:1", "answered", "no room"}},
		{"a web server", []string{"join", web}, 4, []string{web, "Something", "not a Landline room"}},
		{"a port out of range", []string{"host", "--port", "70000"}, 2, []string{"70000", "65535"}},
		{"a negative port", []string{"host", "--port", "-1"}, 2, []string{"-1"}},
		{"a target out of range", []string{"join", "localhost:70000"}, 2, []string{"70000", "65535"}},
		{"a target that is none", []string{"join", "[::1"}, 2, []string{"[::1", "bracket"}},
		{"a port in use", []string{"host", "--bind", "127.0.0.1", "--port", takenPort, "--hidden"}, 5, []string{takenPort, "in use", "is free"}},
		{"an address of nobody here", []string{"host", "--bind", "192.0.2.77", "--hidden", "--port", "0"}, 5, []string{"192.0.2.77", "not an address of this computer"}},
		{"no address", []string{"host", "--bind", "lab", "--hidden", "--port", "0"}, 2, []string{"lab"}},
		{"an unknown flag", []string{"host", "--colour", "red"}, 2, []string{"--colour", "--help"}},
		{"an unknown command", []string{"dance"}, 2, []string{"dance"}},
		{"a bad name", []string{"join", taken, "--as", "\u202e"}, 2, []string{"cannot be your name"}},
		{"a profile that is a file", []string{"join", taken, "--profile", full}, 1, []string{full}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := start(t, nil, tt.args...)
			events, code := p.rest()
			if code != tt.code {
				t.Errorf("ended with %d, want %d", code, tt.code)
			}
			if len(events) == 0 || events[len(events)-1].Event != "error" || events[len(events)-1].Code != tt.code {
				t.Fatalf("the last line is no error %d: %+v", tt.code, events)
			}
			for _, word := range tt.says {
				if !strings.Contains(events[len(events)-1].Text, word) {
					t.Errorf("%q does not say %q", events[len(events)-1].Text, word)
				}
				if !strings.Contains(p.stderr.String(), word) {
					t.Errorf("people read %q, without %q", p.stderr.String(), word)
				}
			}
		})
	}
}

func TestNoWindowInThisBuild(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "no window") {
		t.Errorf("ended with %v: %s", err, out)
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

// TestKeyChanged puts another host behind a known address.
func TestKeyChanged(t *testing.T) {
	host, address := hostRoom(t)
	_, port, _ := strings.Cut(address, ":")
	known := t.TempDir()
	join := func() (string, int) {
		p := start(t, nil, "join", address, "--as", "Bo", "--profile", known)
		_ = p.stdin.Close()
		events, code := p.rest()
		return events[len(events)-1].Text, code
	}
	if text, code := join(); code != 0 {
		t.Fatalf("first contact ended with %d: %s", code, text)
	}
	host.end()
	start(t, nil, "host", "--name", "Lab", "--as", "Eve", "--bind", "127.0.0.1", "--port", port, "--hidden").next("listening")
	if text, code := join(); code != 6 || !strings.Contains(text, "Known: ") || !strings.Contains(text, "Offered now: ") {
		t.Errorf("another key ended with %d: %s", code, text)
	}
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
