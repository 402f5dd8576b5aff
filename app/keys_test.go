package app_test

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// fingerprintOf has a profile say its key.
func fingerprintOf(t *testing.T, profile string) string {
	t.Helper()
	stdout, stderr, code := carry(t, "", "key", "--json", "--profile", profile)
	var e event
	if err := json.Unmarshal([]byte(stdout), &e); err != nil || code != 0 || e.Event != "key" || len(e.Fingerprint) != 64 || e.Name == "" {
		t.Fatalf("key ended with %d: %q %s (%v)", code, stdout, stderr, err)
	}
	return e.Fingerprint
}

// grouped is a fingerprint as people write it.
func grouped(fingerprint string) string {
	var b strings.Builder
	for i, r := range strings.ToUpper(fingerprint) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestKeyCommand(t *testing.T) {
	profile := t.TempDir()
	fingerprint := fingerprintOf(t, profile)
	stdout, _, code := carry(t, "", "key", "--profile", profile)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if code != 0 || len(lines) != 3 || lines[1]+" "+lines[2] != strings.ToLower(grouped(fingerprint)) {
		t.Errorf("key ended with %d and printed %q, want %s", code, stdout, fingerprint)
	}
}

// TestSafetyCommand has two people see one number, and note that they did.
func TestSafetyCommand(t *testing.T) {
	ada, bo := t.TempDir(), t.TempDir()
	adas, bos := fingerprintOf(t, ada), fingerprintOf(t, bo)
	safety := func(profile string, args ...string) (e event) {
		t.Helper()
		stdout, stderr, code := carry(t, "", append([]string{"safety", "--json", "--profile", profile}, args...)...)
		if err := json.Unmarshal([]byte(stdout), &e); err != nil || code != 0 || e.Event != "safety" {
			t.Fatalf("safety ended with %d: %q %s (%v)", code, stdout, stderr, err)
		}
		return e
	}
	mine, theirs := safety(ada, bos), safety(bo, strings.Fields(grouped(adas))...)
	if mine.Number != theirs.Number || len(strings.Fields(mine.Number)) != 12 || mine.Verified || mine.Fingerprint != bos {
		t.Errorf("the number is %+v on one side, %+v on the other", mine, theirs)
	}
	for _, step := range []struct {
		args []string
		want bool
	}{{[]string{bos, "--verified"}, true}, {[]string{bos}, true}, {[]string{bos, "--unverified"}, false}, {[]string{bos}, false}} {
		if e := safety(ada, step.args...); e.Verified != step.want {
			t.Errorf("behind %v it is %+v", step.args, e)
		}
	}
	stdout, stderr, code := carry(t, "", "safety", "--profile", ada, grouped(bos))
	if code != 0 || strings.Join(strings.Fields(stdout), " ") != mine.Number || !strings.Contains(stderr, "Not verified") {
		t.Errorf("safety ended with %d and printed %q%s", code, stdout, stderr)
	}
	for name, args := range map[string][]string{
		"one's own":    {adas},
		"too short":    {bos[:63]},
		"no digits":    {strings.Repeat("x", 64)},
		"both at once": {bos, "--verified", "--unverified"},
	} {
		if _, stderr, code := carry(t, "", append([]string{"safety", "--profile", ada}, args...)...); code != 2 || stderr == "" {
			t.Errorf("%s: ended with %d: %s", name, code, stderr)
		}
	}
}

// TestKeyChanged puts another host behind a known address. Nothing but the whole
// fingerprint, typed, opens the way to it.
func TestKeyChanged(t *testing.T) {
	adas, known := t.TempDir(), t.TempDir()
	host, address := hostRoom(t, "--profile", adas)
	_, port, _ := strings.Cut(address, ":")
	was := fingerprintOf(t, adas)
	join := func() (p *process, last event, code int) {
		p = start(t, nil, "join", address, "--as", "Bo", "--profile", known)
		_, _ = io.WriteString(p.stdin, "hello\n") // it may be gone already
		_ = p.stdin.Close()
		events, code := p.rest()
		return p, events[len(events)-1], code
	}
	if _, last, code := join(); code != 0 {
		t.Fatalf("first contact ended with %d: %+v", code, last)
	}
	host.end()
	eve := start(t, nil, "host", "--name", "Lab", "--as", "Eve", "--bind", "127.0.0.1", "--port", port, "--hidden")
	given := eve.next("listening").Fingerprint
	p, last, code := join()
	if code != 6 || last.Code != 6 || last.Known != was || last.Given != given || !strings.Contains(last.Text, "landline trust "+address) {
		t.Errorf("another key ended with %d: %+v; want %s and %s", code, last, was, given)
	}
	for _, key := range []string{was, given} {
		words := strings.Fields(strings.ToLower(grouped(key)))
		if !strings.Contains(p.stderr.String(), strings.Join(words[:8], " ")+"\n    "+strings.Join(words[8:], " ")) {
			t.Errorf("people read %q, without %s in groups", p.stderr.String(), key)
		}
	}
	for _, typed := range []string{given[:63], given[:16], "yes"} {
		if _, stderr, code := carry(t, "", "trust", address, typed, "--profile", known); code != 2 || !strings.Contains(stderr, "64 hexadecimal digits") {
			t.Errorf("trust %q ended with %d: %s", typed, code, stderr)
		}
	}
	if _, _, code := join(); code != 6 {
		t.Errorf("before it is trusted join ended with %d", code)
	}
	stdout, stderr, code := carry(t, "", append([]string{"trust", "--json", "--profile", known, address}, strings.Fields(grouped(given))...)...)
	if code != 0 || !strings.Contains(stdout, `"known":"`+was) {
		t.Errorf("trust ended with %d: %s%s", code, stdout, stderr)
	}
	if _, last, code := join(); code != 0 {
		t.Errorf("once it is trusted join ended with %d: %+v", code, last)
	}
	if e := eve.next("said"); e.Seq != 1 {
		t.Errorf("the other host heard something before: %+v", e)
	}
}

// TestInvitation joins by the link that a host prints: the key in it is the one
// that the host must have, from the first time on.
func TestInvitation(t *testing.T) {
	host := start(t, nil, "host", "--name", "Print shop", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--hidden")
	e := host.next("listening")
	profile := t.TempDir()
	for range 2 {
		bo := start(t, nil, "join", e.Link, "--as", "Bo", "--profile", profile)
		in := bo.next("entered")
		if in.First || in.Host != e.Fingerprint || in.Name != "Print shop" || in.Room != e.Room {
			t.Errorf("by the link Bo entered %+v", in)
		}
		_ = bo.stdin.Close()
		if _, code := bo.rest(); code != 0 {
			t.Errorf("join ended with %d: %s", code, bo.stderr.String())
		}
	}
	wrong := strings.Replace(e.Link, e.Fingerprint, strings.Repeat("ab", 32), 1)
	for link, want := range map[string]int{
		wrong:                     6,
		e.Link[:len(e.Link)/2]:    2,
		"landline://127.0.0.1:1/": 2,
		strings.Replace(e.Link, e.Room, strings.Repeat("ab", 16), 1): 4,
	} {
		p := start(t, nil, "join", link, "--as", "Eve")
		events, code := p.rest()
		if code != want || events[len(events)-1].Code != want {
			t.Errorf("%s ended with %d, want %d: %+v", link, code, want, events)
		}
		if text := events[len(events)-1].Text; want == 6 && (strings.Contains(text, "landline trust") || !strings.Contains(text, "that of the invitation")) {
			t.Errorf("an invitation with another key ended with %q", text)
		}
	}
}

// TestLinkAlone gives a link where a command should be: it is the window's. What
// is neither is a mistake.
func TestLinkAlone(t *testing.T) {
	link := "landline://192.0.2.1/?room=" + strings.Repeat("ab", 16) + "&key=" + strings.Repeat("cd", 32)
	for arg, want := range map[string]int{link: 1, "dance": 2} {
		cmd := exec.Command(os.Args[0], arg, "--profile", t.TempDir())
		cmd.Env = append(os.Environ(), asProgram+"=1")
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != want || want == 1 && !strings.Contains(string(out), "no window") {
			t.Errorf("%s ended with %d: %s", arg, code, out)
		}
	}
}
