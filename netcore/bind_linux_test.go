package netcore_test

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"landline/netcore"
)

// checkPort names the environment variable that makes TestPortPrivileged, run
// again without rights, try one port.
const checkPort = "NETCORE_TEST_CHECK_PORT"

func TestPortPrivileged(t *testing.T) {
	if port, err := strconv.Atoi(os.Getenv(checkPort)); err == nil {
		wantBind(t, netcore.CheckPort("127.0.0.1", port), netcore.PortPrivileged)
		return
	}
	content, err := os.ReadFile("/proc/sys/net/ipv4/ip_unprivileged_port_start")
	if first, _ := strconv.Atoi(strings.TrimSpace(string(content))); err != nil || first < 2 {
		t.Skipf("this system gives every port to everybody (%q, %v)", content, err)
	}
	if os.Geteuid() != 0 {
		wantBind(t, netcore.CheckPort("127.0.0.1", 1), netcore.PortPrivileged)
		return
	}
	exe, err := os.Open("/proc/self/exe") // the binary's directory may be closed to others
	if err != nil {
		t.Fatal(err)
	}
	defer exe.Close()
	again := exec.Command("/proc/self/fd/3", "-test.run=^TestPortPrivileged$")
	again.ExtraFiles = []*os.File{exe}
	again.Dir = "/"
	again.Env = append(os.Environ(), checkPort+"=1")
	again.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	if said, err := again.CombinedOutput(); errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skipf("cannot start a process without rights: %v", err)
	} else if err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

func TestBacklogIsTheKernels(t *testing.T) {
	ss, err := exec.LookPath("ss")
	if err != nil {
		t.Skip("ss (iproute2) is not installed")
	}
	ln, port := listenOn(t, "127.0.0.1", 0)
	out, err := exec.Command(ss, "-ltnH", "sport", "=", ":"+strconv.Itoa(port)).Output()
	if err != nil {
		t.Fatal(err)
	}
	sendQ := regexp.MustCompile(`LISTEN\s+\d+\s+(\d+)\s`).FindStringSubmatch(string(out))
	if sendQ == nil {
		t.Fatalf("ss says %q", out)
	}
	if got := strconv.Itoa(netcore.Backlog(ln)); got != sendQ[1] || got == "0" {
		t.Errorf("Backlog is %s, ss says %s", got, sendQ[1])
	}
}

func TestBacklogUnknown(t *testing.T) {
	ln, _ := listenOn(t, "127.0.0.1", 0)
	_ = ln.Close()
	if got := netcore.Backlog(ln); got != -1 {
		t.Errorf("Backlog of a closed listener is %d", got)
	}
	if got := netcore.Backlog(struct{ net.Listener }{ln}); got != -1 {
		t.Errorf("Backlog of another listener is %d", got)
	}
}
