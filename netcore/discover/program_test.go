package discover

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"go.uber.org/goleak"

	"landline/netcore/chat"
)

// programEnv holds the script of a program that the test binary plays, as JSON.
const programEnv = "LANDLINE_DISCOVER_PROGRAM"

// script says what a program does: it hosts the rooms named, under the
// identity made from Key, and reports what it finds.
type script struct {
	Key   string
	Rooms []string
	Ways  Via
	Place byte // where the profile lies; 0 where that is not known
	Hold  bool // only hold the port of presence, and do nothing
}

// line is what a program prints for each change. A first line with Kind 0 says
// that it is set up, a later one that its key was heard from elsewhere.
type line struct {
	Kind     Kind
	Name     string
	Why      string
	Via      Via
	Addrs    []netip.AddrPort
	Distance time.Duration

	Elsewhere netip.Addr
}

func roomOf(name string) (id chat.RoomID) {
	copy(id[:], name)
	return id
}

// playProgram runs until its standard input ends, or holds a line "quit".
func playProgram() int {
	if err := runProgram(os.Getenv(programEnv)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func runProgram(env string) error {
	var s script
	if err := json.Unmarshal([]byte(env), &s); err != nil {
		return err
	}
	if s.Hold {
		return holdPresence()
	}
	out := json.NewEncoder(os.Stdout)
	cfg := Config{
		Signer: signerOf(s.Key), Ways: s.Ways,
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Changed: func(changes []Change) {
			for _, c := range changes {
				r := c.Room
				_ = out.Encode(line{Kind: c.Kind, Name: r.Name, Why: c.Why, Via: r.Via, Addrs: r.Addrs, Distance: r.Distance})
			}
		},
		OwnKeyElsewhere: func(from netip.Addr) { _ = out.Encode(line{Elsewhere: from}) },
	}
	if s.Place != 0 {
		cfg.Place = [16]byte{s.Place}
	}
	service := New(cfg)
	if err := out.Encode(line{}); err != nil {
		return err
	}
	for _, name := range s.Rooms {
		ln, err := net.Listen("tcp", ":0")
		if err != nil {
			return err
		}
		defer func() { _ = ln.Close() }()
		port := ln.Addr().(*net.TCPAddr).Port
		h := Hosting{Room: roomOf(name), Name: name, HostName: s.Key, Port: uint16(port), People: 1}
		if err := service.Announce(h); err != nil {
			return err
		}
	}
	return serveCleanly(service)
}

// serveCleanly runs the Service until it is told to quit, and checks that
// nothing of it is left then.
func serveCleanly(service *Service) error {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		in := bufio.NewScanner(os.Stdin)
		for in.Scan() && strings.TrimSpace(in.Text()) != "quit" {
		}
		cancel()
	}()
	before, goroutines := openFiles(), goleak.IgnoreCurrent()
	if err := service.Serve(ctx); err != nil {
		return err
	}
	if err := goleak.Find(goroutines); err != nil {
		return err
	}
	if after := openFiles(); after != before {
		return fmt.Errorf("%d files are open after Serve, %d were before", after, before)
	}
	return nil
}

// holdPresence keeps the port of presence and shares it with nobody.
func holdPresence() error {
	for _, network := range []string{"udp4", "udp6"} {
		c, err := net.ListenPacket(network, fmt.Sprintf(":%d", DefaultPort))
		if err != nil {
			return err
		}
		defer func() { _ = c.Close() }()
	}
	if err := json.NewEncoder(os.Stdout).Encode(line{}); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// openFiles counts this process's file descriptors, where the system tells.
func openFiles() int {
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(fds)
}
