package app

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/netcoretest"
)

// The tests with a lab run on a network in memory and a clock that jumps.

const labPort = 7678

// lab is a room on a network in memory, and one session that sits in it.
type lab struct {
	t       *testing.T
	net     netcoretest.Network
	keeper  *identity.Identity
	host    *netcore.Host
	close   func() // the room
	session *session

	mu     sync.Mutex
	events []vm.Event
}

func newIdentity(t *testing.T) *identity.Identity {
	t.Helper()
	me, err := identity.New()
	if err != nil {
		t.Fatal(err)
	}
	return me
}

func newLab(t *testing.T) *lab {
	l := &lab{t: t, keeper: newIdentity(t)}
	l.open(chat.RoomID{1})
	me, computer := newIdentity(t), l.net.Computer("10.0.0.2")
	l.session = newSession(seatConfig{
		key:     1,
		emit:    l.note,
		trouble: func(err error) vm.Trouble { return troubleOf(err, "10.0.0.1") },
		dial: func(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
			return netcore.Dial(ctx, netcore.Target{Host: "10.0.0.1", Port: labPort}, netcore.ClientConfig{
				Identity: me, Name: "Bo", Resume: from, History: wholeHistory,
				Connect: func(ctx context.Context, to netip.AddrPort) (net.Conn, error) { return computer.Dial(ctx, to) },
			})
		},
	})
	return l
}

// open starts a host of the room, with an empty log.
func (l *lab) open(room chat.RoomID) {
	l.t.Helper()
	ln, err := l.net.Computer("10.0.0.1").Listen(labPort)
	if err != nil {
		l.t.Fatal(err)
	}
	l.host = netcore.NewHost(netcore.HostConfig{Identity: l.keeper, Room: room, Name: "Lab"})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	host := l.host
	go func() {
		defer close(done)
		if err := host.Serve(ctx, ln); err != nil {
			l.t.Errorf("Serve: %v", err)
		}
	}()
	l.close = func() {
		cancel()
		<-done
	}
}

func (l *lab) note(e vm.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = append(l.events, e)
}

// said lists the texts that the session heard, in order.
func (l *lab) said() (texts []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.events {
		if happened, ok := e.(vm.Happened); ok {
			if m, ok := happened.Event.(chat.Said); ok {
				texts = append(texts, m.Text)
			}
		}
	}
	return texts
}

// links lists the states that the session went through.
func (l *lab) links() (links []vm.Link) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.events {
		if linked, ok := e.(vm.Linked); ok {
			links = append(links, linked.Link)
		}
	}
	return links
}

// declined counts the lines that came back.
func (l *lab) declined() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.events {
		if happened, ok := e.(vm.Happened); ok {
			if _, ok := happened.Event.(chat.Declined); ok {
				n++
			}
		}
	}
	return n
}

// run keeps the seat until the returned function is called.
func (l *lab) run() (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- l.session.run(ctx) }()
	synctest.Wait()
	return func() error {
		cancel()
		return <-ended
	}
}

func (l *lab) say(texts ...string) {
	l.t.Helper()
	for _, text := range texts {
		if err := l.session.say(chat.NewMessageID(), text); err != nil {
			l.t.Fatal(err)
		}
	}
}

// listen sits somebody else down and lists, when asked, what they heard.
func (l *lab) listen() (heard func() []string) {
	l.t.Helper()
	c, err := netcore.DialPipe(l.t.Context(), l.host, netcore.ClientConfig{Identity: l.keeper, Name: "Ada", History: wholeHistory})
	if err != nil {
		l.t.Fatal(err)
	}
	var texts []string
	var done sync.WaitGroup
	done.Go(func() {
		for e := range c.Events() {
			if m, ok := e.(chat.Said); ok {
				texts = append(texts, m.Text)
			}
		}
	})
	return func() []string {
		_ = c.Close()
		done.Wait()
		return texts
	}
}

func numbers(from, to int) (texts []string) {
	for n := from; n <= to; n++ {
		texts = append(texts, fmt.Sprint(n))
	}
	return texts
}
