package app

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/netcoretest"
)

// The tests of this file run on a network in memory and a clock that jumps.

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

// TestLinesSurviveTheCable takes the cable out at every moment of a
// conversation: before a line leaves, while it travels, while its echo does.
// Every line arrives once and in order.
func TestLinesSurviveTheCable(t *testing.T) {
	for delay := 0 * time.Millisecond; delay <= 60*time.Millisecond; delay += 5 * time.Millisecond {
		t.Run(delay.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLab(t)
				computer := l.net.Computer("10.0.0.2")
				computer.SetDelay(20*time.Millisecond, 20*time.Millisecond)
				stop := l.run()
				time.Sleep(time.Second)
				heard := l.listen()
				l.say(numbers(1, 5)...)
				time.Sleep(delay)
				computer.Cut()
				computer.Refuse(true)
				computer.Unplug()
				l.say(numbers(6, 8)...)
				time.Sleep(30 * time.Second)
				computer.Refuse(false)
				computer.PlugIn()
				l.say("9")
				time.Sleep(10 * time.Second)
				if err := stop(); err != nil {
					t.Errorf("the session ended with %v", err)
				}
				if got := l.said(); !slices.Equal(got, numbers(1, 9)) {
					t.Errorf("the session heard %v", got)
				}
				if got := heard(); !slices.Equal(got, numbers(1, 9)) {
					t.Errorf("the room heard %v", got)
				}
				if n := l.session.waiting(); n != 0 {
					t.Errorf("%d lines still wait", n)
				}
				l.close()
			})
		})
	}
}

// TestResumeSendsNothingTwice loses the connection while somebody else talks.
func TestResumeSendsNothingTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t)
		defer func() { l.close() }()
		stop := l.run()
		ada, err := netcore.DialPipe(t.Context(), l.host, netcore.ClientConfig{Identity: l.keeper, Name: "Ada"})
		if err != nil {
			t.Fatal(err)
		}
		defer ada.Close()
		go func() {
			for range ada.Events() {
			}
		}()
		for n := 1; n <= 40; n++ {
			if err := ada.Say(chat.NewMessageID(), fmt.Sprint(n)); err != nil {
				t.Fatal(err)
			}
			if n%10 == 0 {
				l.net.Computer("10.0.0.2").Cut()
			}
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(10 * time.Second)
		_ = stop()
		if got := l.said(); !slices.Equal(got, numbers(1, 40)) {
			t.Errorf("the session heard %v", got)
		}
	})
}

// TestHostComesBack closes the room and opens it again, with another log: what
// was said while it was away arrives there.
func TestHostComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t)
		stop := l.run()
		l.say("1")
		time.Sleep(time.Second)
		l.close()
		l.say("2", "3")
		time.Sleep(time.Minute)
		began := time.Now()
		l.open(chat.RoomID{1})
		heard := l.listen()
		for l.session.waiting() > 0 {
			time.Sleep(10 * time.Millisecond)
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("it took %v to come back", took)
		}
		_ = stop()
		if got := l.said(); !slices.Equal(got, numbers(1, 3)) {
			t.Errorf("the session heard %v", got)
		}
		if got := heard(); !slices.Equal(got, numbers(2, 3)) {
			t.Errorf("the new log holds %v", got)
		}
		l.close()
	})
}

// TestAnotherRoomThere opens a different room at the same address: nothing that
// was meant for the old one is said there, not even when the person goes on to
// it knowingly. The order of events is the scheduler's, so it is tried often.
func TestAnotherRoomThere(t *testing.T) {
	for range 20 {
		synctest.Test(t, func(t *testing.T) {
			l := newLab(t)
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- l.session.run(ctx) }()
			time.Sleep(time.Second)
			l.close()
			l.say("not for them")
			l.open(chat.RoomID{2})
			heard := l.listen()
			if err := <-ended; err != errAnotherRoom {
				t.Errorf("the session ended with %v", err)
			}
			if n := l.session.waiting(); n != 1 {
				t.Errorf("%d lines wait, want 1", n)
			}
			if links := l.links(); links[len(links)-1] != vm.Ended {
				t.Errorf("went through %v", links)
			}

			go func() { ended <- l.session.run(ctx) }()
			time.Sleep(time.Second)
			l.say("for them")
			time.Sleep(time.Second)
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("the second run ended with %v", err)
			}
			if got := heard(); !slices.Equal(got, []string{"for them"}) {
				t.Errorf("the other room heard %q", got)
			}
			if n := l.declined(); n != 1 {
				t.Errorf("%d lines were given back, want 1", n)
			}
			l.close()
		})
	}
}

// TestThrownOutAgainAndAgain has a host that takes everybody in and drops them:
// attempts become rare, and giving up works.
func TestThrownOutAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t)
		defer l.close()
		l.session.giveUp = 30 * time.Second
		ended := make(chan error, 1)
		began := time.Now()
		go func() { ended <- l.session.run(t.Context()) }()
		for {
			select {
			case err := <-ended:
				if err == nil || time.Since(began) > 35*time.Second {
					t.Errorf("ended with %v after %v", err, time.Since(began))
				}
				if attempts := len(l.links()); attempts > 75 {
					t.Errorf("%d changes of the link in 30 seconds", attempts)
				}
				return
			case <-time.After(10 * time.Millisecond):
				l.net.Computer("10.0.0.2").Cut()
			}
		}
	})
}

func TestGivesUp(t *testing.T) {
	tests := []struct {
		name    string
		patient bool
		giveUp  time.Duration
		seated  bool // before the host goes
		took    time.Duration
	}{
		{"never reached, impatient", false, 0, false, 0},
		{"never reached, bounded", true, 20 * time.Second, false, 23 * time.Second},
		{"lost, bounded", false, 20 * time.Second, true, 23 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLab(t)
				l.session.patient, l.session.giveUp = tt.patient, tt.giveUp
				if !tt.seated {
					l.close()
				}
				ended := make(chan error, 1)
				began := time.Now()
				go func() { ended <- l.session.run(t.Context()) }()
				if tt.seated {
					time.Sleep(time.Minute)
					l.close()
					began = time.Now()
				}
				if err := <-ended; err == nil {
					t.Error("the session ended without a reason")
				}
				if took := time.Since(began); took < tt.giveUp || took > tt.took {
					t.Errorf("gave up after %v, want %v to %v", took, tt.giveUp, tt.took)
				}
			})
		})
	}
}

// TestFollowsToAnotherRoom has a program find another room where an earlier one
// left a line: that line is given back, but not what is said today.
func TestFollowsToAnotherRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t)
		defer l.close()
		l.session.follows = true
		l.session.restore(chat.RoomID{9}, chat.Cursor{}, []line{{id: chat.NewMessageID(), text: "not for them"}}, nil)
		l.say("for them")
		stop := l.run()
		time.Sleep(time.Second)
		if got := l.said(); !slices.Equal(got, []string{"for them"}) {
			t.Errorf("the other room heard %q", got)
		}
		if n := l.declined(); n != 1 {
			t.Errorf("%d lines were given back, want 1", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// TestOutboxIsBounded says one line too many: it is put aside, on disk too.
func TestOutboxIsBounded(t *testing.T) {
	s := newSession(seatConfig{})
	for range outboxLines {
		if err := s.say(chat.NewMessageID(), "x"); err != nil {
			t.Fatal(err)
		}
	}
	id := chat.NewMessageID()
	if err := s.say(id, "y"); err != chat.Busy {
		t.Errorf("line %d: %v", outboxLines+1, err)
	}
	var book notebook
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.keep.run(ctx, &book)
	kept := book.changes[0].Waiting
	if last := kept[len(kept)-1]; len(kept) != outboxLines+1 || last.ID != id || last.Text != "y" || last.Why.Code != chat.Busy {
		t.Errorf("%d lines are on disk, the last as %+v", len(kept), last)
	}
	s.outbox.drop(s.outbox.waiting()[0].id)
	if !s.sayAgain(id) {
		t.Error("it cannot be said again")
	}
}
