package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"runtime"
	"time"

	"landline/netcore"
	"landline/netcore/identity"
)

// profiled is the name under which the program starts itself as a host that
// shows where its time and memory go. It takes the place of `landline host`
// with the flag -profile.
const profiled = "profiled host"

// serveProfiled keeps a room, and says on standard error where its profiles can
// be had while it does.
func serveProfiled(ctx context.Context) error {
	id, err := identity.New()
	if err != nil {
		return err
	}
	ln, err := netcore.Listen(ctx, "127.0.0.1", 0)
	if err != nil {
		return err
	}
	if err := serveProfiles(ctx); err != nil {
		return err
	}
	h := netcore.NewHost(netcore.HostConfig{
		Identity: id, Name: "Bench", Program: "landline bench", Limits: netcore.Limits{Rate: -1},
	})
	if err := printListening(ln, id.ID()); err != nil {
		return err
	}
	return h.Serve(ctx, ln)
}

// serveProfiles serves the profiles of this process to this computer.
func serveProfiles(ctx context.Context) error {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	runtime.SetMutexProfileFraction(100)
	pages := http.NewServeMux()
	pages.HandleFunc("/debug/pprof/", pprof.Index)
	pages.HandleFunc("/debug/pprof/profile", pprof.Profile)
	pages.HandleFunc("/debug/pprof/trace", pprof.Trace)
	fmt.Fprintf(os.Stderr, "profiles of process %d: http://%s/debug/pprof/\n", os.Getpid(), ln.Addr())
	server := http.Server{Handler: pages, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(ln) }() // ends with the process
	return nil
}
