package app

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

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
		time.Sleep(time.Second) // the listener sits in the host's own process, and hears a little later
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
