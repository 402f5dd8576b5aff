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
	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// profiled is the name under which the program starts itself as a host that
// shows where its time and memory go. It takes the place of `landline host`
// with the flag -profile.
const profiled = "profiled host"

// profiledRoom is the one room that a profiled host keeps.
var profiledRoom = chat.RoomID{1}

// serveProfiled keeps a room with its history in the folder dir, and says on
// standard error where its profiles can be had while it does.
func serveProfiled(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	id, err := identity.Load(dir)
	if err != nil {
		return err
	}
	store, err := history.Open(dir, history.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	log, err := store.Log(profiledRoom, "Bench")
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
		Identity: id, Room: profiledRoom, Name: "Bench", Program: "landline bench",
		Limits: netcore.Limits{Rate: -1}, Log: log,
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
