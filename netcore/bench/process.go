package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"landline/netcore/chat"
)

// server is a child process that listens: our host or a baseline.
type server struct {
	cmd    *exec.Cmd
	addr   netip.AddrPort
	key    chat.MemberID
	counts byte // the kind of frame by which it passes a line on
	drain  sync.WaitGroup
}

// startServer runs a command that says on standard output, in the words of
// `landline host --json`, where it listens. The process lives until stop.
func startServer(ctx context.Context, counts byte, program string, args ...string) (*server, error) {
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // landline or this program
	s := &server{cmd: cmd, counts: counts}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReaderSize(out, 64*1024)
	if err := s.readListening(lines); err != nil {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		return nil, fmt.Errorf("%s: %w", filepath.Base(program), err)
	}
	s.drain.Go(func() { _, _ = io.Copy(io.Discard, lines) })
	return s, nil
}

// listeningLine is what a server prints once it can be dialled.
type listeningLine struct {
	Event       string `json:"event"`
	Port        uint16 `json:"port"`
	Fingerprint string `json:"fingerprint"`
}

func (s *server) readListening(r *bufio.Reader) error {
	for {
		line, err := r.ReadBytes('\n')
		if err != nil {
			return fmt.Errorf("before it listened: %w", err)
		}
		var said listeningLine
		if json.Unmarshal(line, &said) != nil || said.Event != "listening" {
			continue
		}
		key, err := hex.DecodeString(said.Fingerprint)
		if err != nil || len(key) != len(s.key) {
			return errors.New("it named no key")
		}
		s.key = chat.MemberID(key)
		s.addr = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), said.Port)
		return nil
	}
}

// printListening is how a baseline says where it listens.
func printListening(ln net.Listener, key chat.MemberID) error {
	addr, err := netip.ParseAddrPort(ln.Addr().String())
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(listeningLine{Event: "listening", Port: addr.Port(), Fingerprint: key.String()})
}

// stop ends the process: by a signal that it can answer, and where that does
// not help by one that it cannot.
func (s *server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	kill := time.AfterFunc(5*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer kill.Stop()
	s.drain.Wait()
	_ = s.cmd.Wait()
}

// ticksPerSecond is the unit of times in /proc (proc(5), sysconf(_SC_CLK_TCK)):
// 100 on every architecture that Go runs on.
const ticksPerSecond = 100

// cpu is how much processor time the process has used, its own and the
// kernel's on its behalf.
func (s *server) cpu() (time.Duration, error) {
	stat, err := os.ReadFile(s.proc("stat"))
	if err != nil {
		return 0, err
	}
	// The second field is a name that may hold anything, in parentheses.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 13 {
		return 0, errors.New("bench: /proc/PID/stat is too short")
	}
	var ticks int64
	for _, field := range fields[11:13] { // utime and stime
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * (time.Second / ticksPerSecond), nil
}

// resident is how many bytes of memory the process occupies now.
func (s *server) resident() (int64, error) { return s.kilobytes("VmRSS") }

// peak is the most memory that the process has occupied since forgetPeak.
func (s *server) peak() (int64, error) { return s.kilobytes("VmHWM") }

// forgetPeak begins a new peak (proc(5), clear_refs).
func (s *server) forgetPeak() error { return os.WriteFile(s.proc("clear_refs"), []byte("5"), 0) }

func (s *server) kilobytes(field string) (int64, error) {
	kb, err := strconv.ParseInt(strings.TrimSuffix(procField(s.proc("status"), field), " kB"), 10, 64)
	return kb * 1024, err
}

func (s *server) proc(file string) string {
	return fmt.Sprintf("/proc/%d/%s", s.cmd.Process.Pid, file)
}
