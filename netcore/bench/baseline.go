package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"os"

	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// The baselines and what else a child may be, by the name under which the program
// starts itself.
const (
	broadcasting = "broadcast"
	handshaking  = "handshake"
	waking       = "wake"
)

// alpn is the application protocol of ours and of the baselines.
const alpn = "landline/1"

// greeting is a baseline's first frame: from then on it serves the caller. A
// host answers a hello by a frame of the same kind.
var greeting = wire.Append(nil, wire.Welcome{Version: wire.Version, Epoch: chat.Epoch{1}, Members: 1})

// serveBaseline is a baseline's whole life.
func serveBaseline(ctx context.Context, name, dir string) int {
	err := listenAs(ctx, name, dir)
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 1
	}
	return 0
}

func listenAs(ctx context.Context, name, dir string) error {
	switch name {
	case profiled:
		return serveProfiled(ctx, dir)
	case waking:
		return wake(dir)
	}
	id, err := identity.New()
	if err != nil {
		return err
	}
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { _ = ln.Close() })()
	if err := printListening(ln, id.ID()); err != nil {
		return err
	}
	var serve func(*tls.Conn)
	switch name {
	case broadcasting:
		serve = new(broadcaster).serve
	case handshaking:
		serve = shakeHands
	default:
		return fmt.Errorf("no baseline is called %q", name)
	}
	config := id.ServerTLS(alpn)
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		go serve(tls.Server(conn, config)) // ends with the process
	}
}

// shakeHands is the baseline of a join: mutual TLS, one answer, nothing else.
// The answer is there because in TLS 1.3 the client is done before the server
// has judged it.
func shakeHands(conn *tls.Conn) {
	defer conn.Close()
	if conn.Handshake() != nil {
		return
	}
	if _, err := conn.Write(greeting); err != nil {
		return
	}
	_, _ = conn.Read(make([]byte, 1)) // until the caller hangs up
}
