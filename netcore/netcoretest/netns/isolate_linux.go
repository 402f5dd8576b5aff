package netns

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// isolated, set in the environment, says that Isolate has done its work.
const isolated = "LANDLINE_TEST_ISOLATED"

// Isolate runs the tests of m in a network of their own that has nothing but
// loopback, and returns the exit code. Rooms that they announce are heard by
// nobody else, and rooms on the real network do not disturb them. It needs no
// root where the system lets people make user namespaces; where it does not,
// the tests run in the real network.
//
// TestMain calls it first: the tests run in a child process.
func Isolate(m *testing.M) int {
	if os.Getenv(isolated) != "" {
		return m.Run()
	}
	if _, err := exec.LookPath("ip"); err != nil {
		return m.Run()
	}
	if probe := inOwnNetwork("true"); probe.Run() != nil {
		fmt.Fprintln(os.Stderr, "netns: no network of their own for these tests: this system does not allow it")
		return m.Run()
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(os.Stderr, "netns:", err)
		return 2
	}
	cmd := inOwnNetwork(append([]string{self}, os.Args[1:]...)...)
	cmd.Env = append(os.Environ(), isolated+"=1")
	var failed *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &failed):
		return failed.ExitCode()
	case err != nil:
		fmt.Fprintln(os.Stderr, "netns:", err)
		return 2
	}
	return 0
}

// inOwnNetwork prepares a command to run with loopback alone.
func inOwnNetwork(command ...string) *exec.Cmd {
	cmd := exec.Command("sh", append([]string{"-c", `ip link set lo up && exec "$@"`, "sh"}, command...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if uid := os.Getuid(); uid != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: uid, Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	return cmd
}
