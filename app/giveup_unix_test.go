//go:build unix

package app_test

import (
	"strings"
	"syscall"
	"testing"
)

// TestGiveUp loses the host for good while a line waits. The next join does not
// say it, for whoever reads the exit code has said it again meanwhile.
func TestGiveUp(t *testing.T) {
	host, address := newRestartableHost(t)
	profile := t.TempDir()
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile, "--give-up", "1s")
	bo.next("entered")
	// A host that hears nothing any more, so that no clock decides whether the
	// line is there before Bo gives up.
	if err := host.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	bo.say("nobody hears this")
	_ = bo.stdin.Close()
	awaitOutbox(t, profile, "address "+address, 1)
	host.kill()
	bo.next("reconnecting")
	events, code := bo.rest()
	if last := events[len(events)-1]; code != 4 || last.Event != "error" || last.Code != 4 {
		t.Errorf("join ended with %d after %+v", code, last)
	}
	if !strings.Contains(bo.stderr.String(), "not said: 1") {
		t.Errorf("people read %q", bo.stderr.String())
	}
	host.open()
	again := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	_ = again.stdin.Close()
	events, code = again.rest()
	if ids := saidOnce(t, "Bo", events); len(ids) != 0 || code != 0 {
		t.Errorf("%d lines were said after all; it ended with %d", len(ids), code)
	}
}
