package netcore

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"landline/netcore/chat"
	"landline/netcore/identity"
)

// ALPN names the protocol in the TLS handshake (RFC 7301).
const ALPN = "landline/1"

// ErrClosed is what a call gets whose host or client has ended.
var ErrClosed = errors.New("netcore: closed")

// HostConfig is what a Host needs. Only Identity must be set.
type HostConfig struct {
	Identity *identity.Identity
	Room     chat.RoomID // zero: a new one
	Name     string      // of the room, clean (chat.CleanName)
	Program  string      // this program and its version, for people
	Limits   Limits
	Pace     Pace
	Log      Log          // where the messages are kept; nil: in memory, for as long as the host lives
	Logger   *slog.Logger // nil: says nothing
	Password string       // that members must know, prepared (pake.Prepare); empty for none; Relock changes it
	Guests   Guestbook    // nil: in memory

	// People is told how many people are in the room whenever that changed,
	// from whichever goroutine changed it; it must not block.
	People func(int)

	// Connect is how members are dialled back; nil: TCP.
	Connect func(context.Context, netip.AddrPort) (net.Conn, error)
}

// Limits bound what one peer can cost the others. The zero value of each field
// means its default.
type Limits struct {
	chat.Limits

	Handshake                 time.Duration // TLS must be done by then; default 5 s
	Hello                     time.Duration // the Hello, and the proof of the password, must be there by then; default 5 s
	Unauthenticated           int           // connections that said no Hello yet; default 1,024
	Handshakes                int           // of these, shaking hands at the same time; default 64
	UnauthenticatedPerAddress int           // of those, from one address; default 4
	Rate                      float64       // messages per second of one seat; default 50, negative for no limit
	Burst                     int           // messages that may come at once; default 200
	SeatsPerAddress           int           // seats of one other computer; default 250
	FailedJoins               int           // joins of one address that may be refused in a minute, and its wrong passwords; default 5
	Guesses                   int           // wrong passwords of all strangers together, at once and in ten minutes; default 100
	QueueBytes                int           // waiting for one member before they are sent away; default 4 MiB
}

func (l Limits) withDefaults() Limits {
	l.Handshake = cmp.Or(l.Handshake, 5*time.Second)
	l.Hello = cmp.Or(l.Hello, 5*time.Second)
	l.Unauthenticated = cmp.Or(l.Unauthenticated, 1024)
	l.Handshakes = cmp.Or(l.Handshakes, 64)
	l.UnauthenticatedPerAddress = cmp.Or(l.UnauthenticatedPerAddress, 4)
	l.Rate = cmp.Or(l.Rate, 50)
	l.Burst = cmp.Or(l.Burst, 200)
	l.SeatsPerAddress = cmp.Or(l.SeatsPerAddress, 250)
	l.FailedJoins = cmp.Or(l.FailedJoins, 5)
	l.Guesses = cmp.Or(l.Guesses, 100)
	l.QueueBytes = cmp.Or(l.QueueBytes, 4<<20)
	return l
}

// Host keeps one room. Make it with NewHost, run it with Serve. Its methods
// may be called from any goroutine.
type Host struct {
	cfg      HostConfig
	tls      *tls.Config
	log      *slog.Logger
	door     *door
	attempts *attempts
	lock     atomic.Pointer[lock] // changed under mu
	pipes    chan net.Conn        // from Dial to Serve
	ended    chan struct{}        // closed when Serve returns
	accepted atomic.Int64

	lawless  error // why the room's rules are not known; nil: they are
	tidy     *tidy
	messages Log
	inbox    chan []claim // from the members' readers to keep
	reaches  chan dialBack

	mu       sync.Mutex
	room     *chat.Room
	recent   recent // its head is the newest message that everybody was told
	peers    map[*peer]struct{}
	full     bool // the log took nothing, the last time
	gossip   gossip
	crowd    crowd
	have     receipts
	twice    twice
	presence presence
	spared   map[netip.Addr]time.Time // who was dialled back lately, and until when they are not again
	guests   guestList
	rules    ruleBook
}

// NewHost makes a host of an empty room.
func NewHost(cfg HostConfig) *Host {
	cfg.Limits = cfg.Limits.withDefaults()
	cfg.Pace = cfg.Pace.withDefaults()
	if cfg.Room.IsZero() {
		cfg.Room = chat.NewRoomID()
	}
	if cfg.Log == nil {
		cfg.Log = newMemoryLog()
	}
	h := &Host{
		cfg:      cfg,
		tls:      cfg.Identity.ServerTLS(ALPN),
		log:      cmp.Or(cfg.Logger, slog.New(slog.DiscardHandler)),
		door:     newDoor(cfg.Limits.Unauthenticated, cfg.Limits.Handshakes, cfg.Limits.UnauthenticatedPerAddress),
		attempts: newAttempts(cfg.Limits.FailedJoins),
		pipes:    make(chan net.Conn),
		ended:    make(chan struct{}),
		tidy:     newTidy(),
		messages: cfg.Log,
		inbox:    make(chan []claim, inboxSize),
		room:     chat.NewRoom(cfg.Room, cfg.Name, cfg.Identity.ID(), cfg.Limits.Limits),
		peers:    make(map[*peer]struct{}),
		gossip:   newGossip(),
		crowd:    make(crowd),
		have:     newReceipts(),
		twice:    newTwice(),
		presence: newPresence(),
		reaches:  make(chan dialBack),
		spared:   make(map[netip.Addr]time.Time),
	}
	h.lock.Store(h.newLock(cfg.Password))
	h.guests = newGuestList(cfg.Guests, h.log)
	h.remember()
	h.restoreRules()
	return h
}

// Room names the room.
func (h *Host) Room() chat.RoomID { return h.cfg.Room }

// Serve accepts connections on ln until ctx ends or ln fails, and closes ln.
// Members are told that the host is closing. Where the log's acts could not be
// read it opens nothing and returns that. It returns nil where ctx ended,
// and only after every goroutine it started has. Serve can be called once.
func (h *Host) Serve(ctx context.Context, ln net.Listener) error {
	defer close(h.ended)
	if h.lawless != nil {
		_ = ln.Close()
		return h.lawless
	}
	defer h.writeGuests() // what the last in the log has changed too
	var conns sync.WaitGroup
	defer conns.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer whenDone(ctx, func() { _ = ln.Close() })()

	conns.Go(func() { h.servePipes(ctx, &conns) })
	conns.Go(func() { h.keep(ctx) })
	conns.Go(func() { h.keepGuests(ctx) })
	conns.Go(func() { h.tidy.run(ctx) })
	conns.Go(func() { drip(ctx, h.gossip.bell, h.gossipPause, h.spread) })
	conns.Go(func() { drip(ctx, h.twice.bell, h.twicePause, h.tellTwice) })
	conns.Go(func() { drip(ctx, h.have.bell, h.receiptPause, h.tellReceipts) })
	conns.Go(func() { drip(ctx, h.presence.bell, h.presencePause, h.tellPresence) })
	for range dialBacks {
		conns.Go(func() { h.dialMembers(ctx) })
	}
	for wait := time.Duration(0); ; {
		conn, err := ln.Accept()
		switch {
		case err == nil:
			wait = 0
			conns.Go(func() { h.attend(ctx, &conns, conn) })
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return err
		default:
			// Out of file descriptors, or the caller hung up already: go on
			// accepting, but not in a busy loop.
			wait = min(max(5*time.Millisecond, 2*wait), time.Second)
			if wait == time.Second {
				h.log.Warn("cannot accept connections", "err", err)
			}
			if !sleep(ctx, wait) {
				return nil
			}
		}
	}
}

func (h *Host) servePipes(ctx context.Context, conns *sync.WaitGroup) {
	for {
		select {
		case conn := <-h.pipes:
			conns.Go(func() { h.attend(ctx, conns, conn) })
		case <-ctx.Done():
			return
		}
	}
}

// Dial connects to the room through memory, for the person who hosts it. The
// connection speaks the same protocol as any other. It needs a running Serve.
func (h *Host) Dial(ctx context.Context) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case h.pipes <- far:
		return near, nil
	case <-h.ended:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Seat describes one connection that has a seat in the room.
type Seat struct {
	Member chat.Member
	Socket Socket
}

// Seats describes every connection with a seat, in no order.
func (h *Host) Seats() []Seat {
	h.mu.Lock()
	defer h.mu.Unlock()
	seats := make([]Seat, 0, len(h.peers))
	for p := range h.peers {
		seats = append(seats, Seat{Member: p.member, Socket: p.raw.socket(p.roundTrip())})
	}
	return seats
}

// Accepted counts the connections that were accepted and shook hands. Who only
// asked whether the port is open does not count.
func (h *Host) Accepted() int64 { return h.accepted.Load() }

// sleep waits for d; false means that ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
