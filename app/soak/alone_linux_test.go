package soak

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"

	"landline/netcore/netcoretest/netns"
)

// isolated, set in the environment, says that alone has done its work.
const isolated = "LANDLINE_SOAK_ALONE"

// alone runs the tests of m with a network, mounts and processes of their own,
// in a child process: whatever way that ends, the kernel ends all that it
// started, and what it mounted is gone. Where the system does not allow that
// the tests still run; what needs mounts is skipped then.
func alone(m *testing.M) int {
	if os.Getenv(isolated) != "" {
		return m.Run()
	}
	// The child is killed when the thread that started it ends.
	runtime.LockOSThread()
	if out, err := apart("true").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "soak: no processes and mounts of their own for these tests: %v %s\n", err, out)
		return netns.Isolate(m)
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		return 2
	}
	cmd := apart(append([]string{self}, os.Args[1:]...)...)
	cmd.Env = append(os.Environ(), isolated+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	var failed *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &failed):
		return failed.ExitCode()
	case err != nil:
		fmt.Fprintln(os.Stderr, "soak:", err)
		return 2
	}
	return 0
}

// apart prepares a command to run in namespaces of its own.
func apart(command ...string) *exec.Cmd {
	const prepare = `mount --make-rprivate / && mount -t proc proc /proc && ip link set lo up && exec "$@"`
	cmd := exec.Command("sh", append([]string{"-c", prepare, "sh"}, command...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID,
		Pdeathsig:  syscall.SIGKILL,
	}
	if uid := os.Getuid(); uid != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: uid, Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	return cmd
}
