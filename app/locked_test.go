package app_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const (
	rightPassword = "correct horse battery staple"
	wrongPassword = "correct horse battery stable"
)

// passwordFile leaves a password in a file.
func passwordFile(t testing.TB, password string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(path, []byte(password+"\nanother line\n"), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// lockedRoom hosts a room with a password.
func lockedRoom(t testing.TB, args ...string) (host *process, address string) {
	t.Helper()
	return hostRoom(t, append([]string{"--password-file", passwordFile(t, rightPassword, 0o600)}, args...)...)
}

// setPassword puts a password into the environment for the rest of the test, or
// takes it out.
func setPassword(t testing.TB, password string) {
	t.Helper()
	t.Setenv("LANDLINE_PASSWORD", password)
	if password == "" {
		_ = os.Unsetenv("LANDLINE_PASSWORD")
	}
}

// TestEmptyPassword has a variable that a script failed to fill: no room is
// opened to everybody because of that.
func TestEmptyPassword(t *testing.T) {
	t.Setenv("LANDLINE_PASSWORD", "")
	for _, args := range [][]string{{"host", "--port", "0"}, {"join", "127.0.0.1:1"}} {
		p := start(t, nil, args...)
		_ = p.stdin.Close()
		events, code := p.rest()
		if code != 2 || len(events) != 1 || !strings.Contains(events[0].Text, "LANDLINE_PASSWORD") {
			t.Errorf("%v ended with %d: %+v", args, code, events)
		}
	}
}

// joins runs a join without input to its end, with a password in its
// environment.
func joins(t testing.TB, password string, args ...string) (p *process, last event, code int) {
	t.Helper()
	setPassword(t, password)
	p = start(t, nil, append([]string{"join"}, args...)...)
	_ = p.stdin.Close()
	events, code := p.rest()
	if len(events) == 0 {
		t.Fatalf("join printed nothing and ended with %d: %s", code, p.stderr.String())
	}
	return p, events[len(events)-1], code
}

func TestPasswordOfARoom(t *testing.T) {
	_, address := lockedRoom(t)
	for _, args := range [][]string{
		{address, "--as", "Bo", "--password-file", passwordFile(t, rightPassword, 0o600)},
		{address, "--as", "Dee", "--password-file", passwordFile(t, "\ufeff"+rightPassword+"\r", 0o600)},
		{address, "--as", "Cy"},
	} {
		env := ""
		if len(args) == 3 {
			env = rightPassword
		}
		if p, last, code := joins(t, env, args...); code != 0 || last.Event == "error" {
			t.Errorf("with the right password join ended with %d: %+v %s", code, last, p.stderr.String())
		}
	}
}

// TestWrongPassword is refused with a code, and a sentence that says what to do.
// What was tried stands nowhere.
func TestWrongPassword(t *testing.T) {
	tests := []struct {
		name, env string
		args      []string
		refused   int
		says      []string
	}{
		{"none", "", nil, 15, []string{"has a password", "--password-file", "LANDLINE_PASSWORD"}},
		{"the wrong one", wrongPassword, nil, 16, []string{"not the password", "capital letters"}},
		{"the wrong one in a file", rightPassword, []string{"--password-file", passwordFile(t, wrongPassword, 0o600)}, 16, []string{"not the password"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, address := lockedRoom(t)
			setPassword(t, tt.env)
			p := start(t, nil, append([]string{"join", address, "--as", "Eve"}, tt.args...)...)
			_, _ = io.WriteString(p.stdin, "let me in\n") // it may be gone already
			_ = p.stdin.Close()
			events, code := p.rest()
			if code != 3 || len(events) < 2 {
				t.Fatalf("join ended with %d: %+v", code, events)
			}
			if e := events[len(events)-2]; e.Event != "refused" || e.Code != tt.refused {
				t.Errorf("it was refused with %+v, want %d", e, tt.refused)
			}
			last := events[len(events)-1]
			for _, word := range tt.says {
				if last.Event != "error" || last.Code != 3 || !strings.Contains(last.Text, word) || !strings.Contains(p.stderr.String(), word) {
					t.Errorf("%+v and %q do not both say %q", last, p.stderr.String(), word)
				}
			}
			if all := fmt.Sprint(events) + p.stderr.String(); strings.Contains(all, "horse") {
				t.Errorf("the password is printed: %s", all)
			}
		})
	}
}

// TestPasswordFiles has files that hold no password, or that others can read.
func TestPasswordFiles(t *testing.T) {
	tests := []struct {
		name, path, says string
	}{
		{"standard input", "-", "standard input is said"},
		{"no file", filepath.Join(t.TempDir(), "none"), "none"},
		{"an empty line", passwordFile(t, "", 0o600), "is empty"},
		{"control characters", passwordFile(t, "a\x07b", 0o600), "cannot be a password"},
		{"too long", passwordFile(t, strings.Repeat("x", 257), 0o600), "1 to 256 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, args := range [][]string{{"join", "127.0.0.1:1"}, {"host", "--port", "0", "--bind", "127.0.0.1", "--hidden"}} {
				p := start(t, nil, append(args, "--password-file", tt.path)...)
				if events, code := p.rest(); code != 2 || len(events) == 0 || !strings.Contains(events[0].Text, tt.says) {
					t.Errorf("%s ended with %d: %+v", args[0], code, events)
				}
			}
		})
	}
	if runtime.GOOS == "windows" {
		return
	}
	p := start(t, nil, "join", "127.0.0.1:1", "--password-file", passwordFile(t, rightPassword, 0o644))
	if _, code := p.rest(); code != 4 || !strings.Contains(p.stderr.String(), "chmod 600") {
		t.Errorf("a file that others can read: ended with %d: %s", code, p.stderr.String())
	}
}

// TestPasswordIsKept opens and joins a room once more without saying its
// password again; without --keep-password that is refused.
func TestPasswordIsKept(t *testing.T) {
	hosts, keeps, forgets := t.TempDir(), t.TempDir(), t.TempDir()
	host, address := lockedRoom(t, "--profile", hosts, "--keep-password")
	_, port, _ := strings.Cut(address, ":")
	if _, last, code := joins(t, rightPassword, address, "--profile", keeps, "--keep-password"); code != 0 {
		t.Fatalf("join ended with %d: %+v", code, last)
	}
	if _, last, code := joins(t, rightPassword, address, "--profile", forgets); code != 0 {
		t.Fatalf("join ended with %d: %+v", code, last)
	}
	host.end()
	setPassword(t, "")
	again, _ := hostRoom(t, "--profile", hosts, "--port", port)
	if _, last, code := joins(t, "", address, "--profile", keeps); code != 0 {
		t.Errorf("where it is kept join ended with %d: %+v", code, last)
	}
	if _, last, code := joins(t, "", address, "--profile", forgets); code != 3 || !strings.Contains(last.Text, "password") {
		t.Errorf("where it is not kept join ended with %d: %+v", code, last)
	}
	again.end()
	if info, err := os.Stat(filepath.Join(keeps, "passwords.json")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the kept password: %v %v", info, err)
	}
}

// TestPasswordIsNotLost opens a room once more that had a password which was not
// kept: not without it, unless that is said.
func TestPasswordIsNotLost(t *testing.T) {
	profile := t.TempDir()
	host, _ := lockedRoom(t, "--profile", profile)
	host.end()
	reopen := func(args ...string) *process {
		return start(t, nil, append([]string{"host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--hidden",
			"--profile", profile}, args...)...)
	}
	events, code := reopen().rest()
	if last := events[len(events)-1]; code != 2 || !strings.Contains(last.Text, `"Lab" had a password`) || !strings.Contains(last.Text, "--no-password") {
		t.Errorf("without its password host ended with %d: %+v", code, events)
	}
	open := reopen("--no-password")
	address := fmt.Sprintf("127.0.0.1:%d", open.next("listening").Port)
	if _, last, code := joins(t, "", address, "--as", "Bo"); code != 0 {
		t.Errorf("join ended with %d: %+v", code, last)
	}
	open.end()
	if e := reopen().next("listening", "error"); e.Event != "listening" || e.Locked {
		t.Errorf("once it is open to everybody, host begins with %+v", e)
	}
}
