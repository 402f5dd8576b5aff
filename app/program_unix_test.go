//go:build unix

package app_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// nobody is the account that owns nothing, by custom.
const nobody = 65534

// TestPrivilegedPort needs somebody who may not bind port 80.
func TestPrivilegedPort(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("macOS lets everybody bind ports below 1024 on all addresses")
	}
	if start, err := os.ReadFile("/proc/sys/net/ipv4/ip_unprivileged_port_start"); err == nil && string(start) == "0\n" {
		t.Skip("this system lets everybody bind every port")
	}
	profile, program := forAnybody(t)
	p := start(t, func(_ string, args ...string) *exec.Cmd {
		cmd := exec.Command(program, args...)
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
		return cmd
	}, "host", "--port", "80", "--hidden", "--profile", profile)
	events, code := p.rest()
	if code != 5 || len(events) == 0 || !strings.Contains(events[len(events)-1].Text, "privileged") {
		t.Errorf("ended with %d: %+v %s", code, events, p.stderr.String())
	}
}

// forAnybody makes a profile folder that belongs to nobody, and a copy of this
// program beside it that nobody may run.
func forAnybody(t *testing.T) (profile, program string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "landline-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	profile, program = filepath.Join(dir, "profile"), filepath.Join(dir, "landline")
	content, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(os.Chmod(dir, 0o755), os.Mkdir(profile, 0o700), os.WriteFile(program, content, 0o755))
	if os.Getuid() == 0 {
		err = errors.Join(err, os.Chown(profile, nobody, nobody))
	}
	if err != nil {
		t.Fatal(err)
	}
	return profile, program
}
