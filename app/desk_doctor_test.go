package app_test

import (
	"io"
	"strings"
	"testing"

	"landline/app/vm"
)

// TestDeskDiagnoses watches the network of the tests, which has nothing but
// loopback, and sees the counts grow.
func TestDeskDiagnoses(t *testing.T) {
	s := openDesk(t, t.TempDir())
	s.desk.Diagnose(true)
	s.desk.Diagnose(true) // one stream follows the other
	loopback := func(d vm.Diagnosis) (vm.Interface, bool) {
		for _, c := range d.Interfaces {
			if c.Loopback {
				return c, true
			}
		}
		return vm.Interface{}, false
	}
	d := await(s, func(d vm.Diagnosis) bool {
		c, ok := loopback(d)
		return ok && c.Presence.Own > 0
	})
	if c, _ := loopback(d); !c.Used || c.Kind != vm.SelfOnly || len(d.Findings) == 0 || !strings.Contains(d.Report, d.Findings[0].Text) {
		t.Errorf("the diagnosis is %+v", d)
	}
	s.desk.Diagnose(false)
	s.desk.Diagnose(false)
}

func TestDeskProbes(t *testing.T) {
	s := openDesk(t, t.TempDir())
	host, address := hostRoom(t)
	defer host.end()
	web := listenTCP(t, func(conn io.ReadWriteCloser) {
		_, _ = conn.Read(make([]byte, 512))
		_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
		_ = conn.Close()
	})
	for _, c := range []struct {
		target string
		kind   vm.TroubleKind
		steps  string
	}{
		{address, vm.NoTrouble, "connect hello"},
		{web, vm.NotLandline, "connect hello"},
		{"127.0.0.1:1", vm.NobodyListens, "connect"},
		{"localhost:1", vm.NobodyListens, "lookup connect"},
		{"localhost:70000", vm.AddressInvalid, ""},
		{"landline://nobody", vm.OtherTrouble, ""},
	} {
		s.desk.Probe(c.target)
		got := await(s, func(vm.Probed) bool { return true })
		var steps []string
		for _, step := range got.Steps {
			if len(steps) == 0 || steps[len(steps)-1] != string(step.Kind) { // of each address
				steps = append(steps, string(step.Kind))
			}
		}
		if got.Trouble.Kind != c.kind || strings.Join(steps, " ") != c.steps || got.Sentence() == "" {
			t.Errorf("%s: %+v", c.target, got)
		}
	}
}

// TestDoctorsExitCodes wants those that other commands have.
func TestDoctorsExitCodes(t *testing.T) {
	host, address := hostRoom(t)
	defer host.end()
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{address}, 0, ""},
		{[]string{"127.0.0.1:1"}, 4, "no room is open on port 1"},
		{[]string{"[::1"}, 2, "bracket"},
		{[]string{"--seconds", "-1"}, 2, "-1"},
		{[]string{"--seconds", "NaN"}, 2, "NaN"},
	} {
		args := append([]string{"doctor"}, c.args...)
		if !strings.Contains(c.args[0], "--") {
			args = append(args, "--seconds", "0")
		}
		events, code := start(t, nil, args...).rest()
		if code != c.code || len(events) == 0 {
			t.Fatalf("%v ended with %d", args, code)
		}
		if last := events[len(events)-1]; (last.Event == "error") != (c.code != 0) || !strings.Contains(last.Text, c.says) {
			t.Errorf("%v: %+v", args, last)
		}
	}
}
