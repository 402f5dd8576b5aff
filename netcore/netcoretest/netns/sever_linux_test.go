package netns_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"landline/netcore/netcoretest/netns"
)

// role, set in the environment, is what the test binary does on a machine: it
// answers whoever dials the address, or dials it.
const role = "LANDLINE_TEST_NETNS_ROLE"

// TestRole is no test of its own: the tests start it as a process.
func TestRole(t *testing.T) {
	does, address, ok := strings.Cut(os.Getenv(role), " ")
	if !ok {
		t.Skip("for processes that tests start")
	}
	if does == "dial" {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.Close()
		return
	}
	ln, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("listening")
	for {
		conn, err := ln.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.Close()
	}
}

func TestSeveredUntilHealed(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	a, b, c := netns.NewHost(t), netns.NewHost(t), netns.NewHost(t)
	ofA, ofB := lan.Plug(a, "10.7.0.1/24"), lan.Plug(b, "10.7.0.2/24")
	lan.Plug(c, "10.7.0.3/24")
	const address = "10.7.0.2:7678"
	answers := b.Command(t.Context(), os.Args[0], "-test.run=^TestRole$")
	answers.Env = append(os.Environ(), role+"=answer "+address)
	out, err := answers.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := answers.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = answers.Process.Kill()
		_ = answers.Wait()
	})
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("nobody listens: %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	reaches := func(h *netns.Host) bool {
		dials := h.Command(t.Context(), os.Args[0], "-test.run=^TestRole$")
		dials.Env = append(os.Environ(), role+"=dial "+address)
		return dials.Run() == nil
	}
	if !reaches(a) {
		t.Fatal("the network does not work")
	}
	lan.Sever(ofB, ofA)
	if reaches(a) || !reaches(c) {
		t.Error("one way alone must be severed, and it must")
	}
	lan.Heal()
	if !reaches(a) {
		t.Error("the way is not healed")
	}
	lan.Heal() // harmless
}
