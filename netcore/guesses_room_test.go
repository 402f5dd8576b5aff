package netcore_test

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// TestThousandGuesses has somebody guess a thousand times from one address, over
// four connections at a time and without a pause. The host takes as many as it
// says. Meanwhile people elsewhere come in at once.
func TestThousandGuesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword})
		defer l.stop()
		l.net.Computer("10.0.0.3").SetDelay(5*time.Millisecond, 5*time.Millisecond)
		began := time.Now()
		var guessers sync.WaitGroup
		var wrong, waited atomic.Int64
		for i := range 4 {
			cfg := l.from("10.0.0.66", "Eve")
			guessers.Go(func() {
				for n := range 250 {
					err := l.try(cfg, fmt.Sprintf("guess %d", 250*i+n))
					switch {
					case errors.Is(err, chat.PasswordWrong):
						wrong.Add(1)
					case errors.Is(err, chat.TooManyAttempts) && strings.Contains(err.Error(), "; wait "):
						waited.Add(1)
					default:
						t.Errorf("a guess ended with %v", err)
					}
				}
			})
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			guessers.Wait()
		}()
		joins := 0
		for over := false; !over; joins++ {
			asked := time.Now()
			if err := l.try(l.from("10.0.0.3", "Bo"), roomPassword); err != nil {
				t.Errorf("somebody elsewhere who knows it: %v", err)
			}
			if took := time.Since(asked); took > time.Second {
				t.Errorf("their join took %v", took)
			}
			select {
			case <-done:
				over = true
			case <-time.After(5 * time.Second):
			}
		}
		// After 0, 1, 3, 7 and 15 s, then a minute and two minutes later. Four at
		// a time may be under way before the end of the first is known.
		took := time.Since(began)
		most := int64(5)
		for at := 75 * time.Second; at <= took; at = at + at {
			most++
		}
		if wrong.Load() > most || wrong.Load() < 4 || wrong.Load()+waited.Load() != 1000 {
			t.Errorf("in %v %d guesses were taken and %d refused, want %d taken at most", took, wrong.Load(), waited.Load(), most)
		}
		if joins < 5 {
			t.Errorf("only %d people came in meanwhile", joins)
		}
		if err := l.try(l.from("10.0.0.66", "Cleo"), roomPassword); !errors.Is(err, chat.TooManyAttempts) {
			t.Errorf("the right password right behind the guesser: %v", err)
		}
	})
}

// TestGuestsPassStrangers has strangers spend all that strangers may guess.
// Whoever has been in the room before comes in all the same.
func TestGuestsPassStrangers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword, Limits: netcore.Limits{Guesses: 6}})
		defer l.stop()
		known := l.from("10.0.0.3", "Bo")
		if err := l.try(known, roomPassword); err != nil {
			t.Fatal(err)
		}
		for i := range 6 {
			address := fmt.Sprintf("10.0.1.%d", i)
			if err := l.try(l.from(address, "Eve"), "a guess"); !errors.Is(err, chat.PasswordWrong) {
				t.Errorf("guess %d: %v", i, err)
			}
		}
		newcomer := l.from("10.0.0.4", "Cleo")
		if err := l.try(newcomer, roomPassword); !errors.Is(err, chat.TooManyAttempts) {
			t.Errorf("a stranger who knows it: %v", err)
		}
		if err := l.try(known, roomPassword); err != nil {
			t.Errorf("somebody who was here before: %v", err)
		}
		time.Sleep(2 * time.Minute)
		if err := l.try(newcomer, roomPassword); err != nil {
			t.Errorf("a stranger two minutes later: %v", err)
		}
	})
}

// TestGuessesOverManyConnections sends shares over more connections at once than
// guesses are left.
func TestGuessesOverManyConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword, Limits: netcore.Limits{UnauthenticatedPerAddress: 20}})
		defer l.stop()
		var joiners []*joiner
		for range 12 {
			j := l.joiner("10.0.0.66")
			defer j.close()
			j.hello()
			joiners = append(joiners, j)
		}
		for _, j := range joiners {
			j.put(wire.Share{Share: j.exchange("a guess").Share()})
		}
		taken := 0
		for _, j := range joiners {
			switch _, err := j.answer(); {
			case err == nil:
				taken++
			case !errors.Is(err, chat.TooManyAttempts):
				t.Errorf("a share is answered with %v", err)
			}
		}
		if taken != 5 {
			t.Errorf("%d guesses were taken at once, want 5", taken)
		}
	})
}

// TestComingBackTogether has many people of one address come back at once, as
// after a restart of the host. They know the password: nobody has to wait.
func TestComingBackTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Password: roomPassword})
		defer l.stop()
		l.net.Computer("10.0.0.2").SetDelay(20*time.Millisecond, 20*time.Millisecond)
		var people sync.WaitGroup
		for i := range 40 {
			cfg := l.from("10.0.0.2", fmt.Sprintf("person %d", i))
			people.Go(func() {
				if err := l.try(cfg, roomPassword); err != nil {
					t.Errorf("person %d: %v", i, err)
				}
			})
		}
		people.Wait()
	})
}

// TestPasswordsAreNotLogged looks for passwords, right and wrong, in all that a
// host logs and in all errors.
func TestPasswordsAreNotLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder // the host's, and the joiners' errors
		var mu sync.Mutex
		logger := slog.New(slog.NewTextHandler(writerFunc(func(b []byte) (int, error) {
			mu.Lock()
			defer mu.Unlock()
			return log.Write(b)
		}), &slog.HandlerOptions{Level: slog.LevelDebug}))
		l := newLab(t, netcore.HostConfig{Password: roomPassword, Logger: logger})
		for _, password := range []string{"battery staple", roomPassword, roomPassword + "!"} {
			if err := l.try(l.from("10.0.0.2", "Bo"), password); err != nil {
				logger.Error("a joiner", "err", err)
			}
			time.Sleep(time.Minute)
		}
		l.stop()
		for _, secret := range []string{"staple", "horse"} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("%q was written down: %s", secret, log.String())
			}
		}
		if !strings.Contains(log.String(), chat.PasswordWrong.Error()) {
			t.Errorf("nothing was written down of a wrong password: %s", log.String())
		}
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }
