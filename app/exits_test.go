package app_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

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
	roomless := t.TempDir()
	if err := os.WriteFile(filepath.Join(roomless, "rooms"), nil, 0o600); err != nil {
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
		{"a room of no name", []string{"host", "--hidden", "--port", "0", "--name", "\u202e"}, 2, []string{`"\u202e"`, "cannot be a room's name"}},
		{"a profile that keeps no rooms", []string{"host", "--hidden", "--port", "0", "--bind", "127.0.0.1", "--profile", roomless}, 1, []string{filepath.Join(roomless, "rooms")}},
		{"no such room", []string{"join", "Print shop"}, 4, []string{"Print shop", "no room of that name is on this network"}},
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

// TestJSONSpelledOut switches it on and off by its value.
func TestJSONSpelledOut(t *testing.T) {
	for flag, objects := range map[string]int{"--json=true": 1, "--json=false": 0, "--json": 1} {
		var out strings.Builder
		cmd := program(t, nil, "join", "127.0.0.1:1", flag)
		cmd.Stdout = &out
		if _, code := startPlain(t, cmd).rest(); code != 4 {
			t.Errorf("%s ended with %d", flag, code)
		}
		if got := strings.Count(out.String(), `{"event":"error"`); got != objects {
			t.Errorf("with %s it printed %q", flag, out.String())
		}
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
