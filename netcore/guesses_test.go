package netcore

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore/chat"
)

var dawn = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// from is a stranger at the n-th address.
func from(n int) guesser {
	return guesser{addr: netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)}), id: chat.MemberID{1, byte(n), byte(n >> 8), byte(n >> 16)}}
}

// guest is somebody who has been in the room, at the n-th address.
func guest(n int) guesser {
	by := from(n)
	by.guest = true
	return by
}

// wrong makes a wrong guess, if it is taken.
func (g *guesses) wrong(by guesser, now time.Time) error {
	end, err := g.begin(by, now)
	if err == nil {
		end(false, now)
	}
	return err
}

// next is when the first guess at or after now is taken.
func (g *guesses) next(t *testing.T, by guesser, now time.Time) time.Time {
	t.Helper()
	for tries := 0; ; tries++ {
		err := g.barred(by, now)
		if err == nil {
			return now
		}
		if !errors.Is(err, chat.TooManyAttempts) || tries > 3 {
			t.Fatalf("after %v: %v", now.Sub(dawn), err)
		}
		_, after, _ := strings.Cut(err.Error(), "wait ")
		var seconds int
		if _, err := fmt.Sscanf(after, "%d second", &seconds); err != nil || seconds < 1 {
			t.Fatalf("%q names no wait: %v", after, err)
		}
		now = now.Add(time.Duration(seconds) * time.Second)
	}
}

// TestPausesGrow guesses wrong as often as allowed for a day.
func TestPausesGrow(t *testing.T) {
	g := newGuesses(5, 100)
	minute := time.Minute
	want := []time.Duration{
		0, 0, 2 * time.Second, 4 * time.Second, 8 * time.Second,
		minute, 2 * minute, 4 * minute, 8 * minute, 10 * minute, 10 * minute,
	}
	var taken []time.Time
	for now := dawn; now.Before(dawn.Add(24 * time.Hour)); {
		now = g.next(t, from(1), now)
		if err := g.wrong(from(1), now); err != nil {
			t.Fatal(err)
		}
		taken = append(taken, now)
	}
	for i, pause := range want {
		if i > 0 && taken[i].Sub(taken[i-1]) != pause {
			t.Errorf("guess %d came %v after the one before, want %v", i+1, taken[i].Sub(taken[i-1]), pause)
		}
	}
	if len(taken) > 200 {
		t.Errorf("%d guesses were taken in a day", len(taken))
	}
	for i := 5; i < len(taken); i++ {
		if taken[i].Sub(taken[i-5]) < minute {
			t.Errorf("guesses %d to %d were taken in one minute", i-4, i+1)
		}
	}
}

// TestPatientGuesser comes back whenever the wrong guesses are forgotten.
func TestPatientGuesser(t *testing.T) {
	for run := 1; run < 12; run++ {
		g := newGuesses(5, 100)
		taken := 0
		for now := dawn; now.Before(dawn.Add(24 * time.Hour)); now = now.Add(guessesKept) {
			for range run {
				now = g.next(t, from(1), now)
				_ = g.wrong(from(1), now)
				taken++
			}
		}
		if taken > 200 {
			t.Errorf("%d guesses were taken in a day, %d at a time", taken, run)
		}
	}
}

func TestRightPasswordIsGivenBack(t *testing.T) {
	g := newGuesses(5, 3)
	for i := range 1000 {
		end, err := g.begin(from(i%2), dawn)
		if err != nil {
			t.Fatalf("join %d: %v", i, err)
		}
		end(true, dawn)
	}
	if len(g.addrs.accounts) != 0 {
		t.Errorf("%d addresses are remembered of people who know the password", len(g.addrs.accounts))
	}
	for range 2 {
		if err := g.wrong(from(1), g.next(t, from(1), dawn)); err != nil {
			t.Fatal(err)
		}
	}
	end, err := g.begin(from(1), dawn.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	end(true, dawn.Add(time.Minute))
	if wrong := g.addrs.accounts[from(1).addr].wrong; wrong != 2 {
		t.Errorf("after a right one %d wrong ones are counted, want 2: others may share the address", wrong)
	}
}

// TestGuessesAtOnce begins many before the end of any is known.
func TestGuessesAtOnce(t *testing.T) {
	g := newGuesses(5, 100)
	var ends []func(bool, time.Time)
	for range 20 {
		if end, err := g.begin(from(1), dawn); err == nil {
			ends = append(ends, end)
		} else if !errors.Is(err, chat.TooManyAttempts) {
			t.Fatal(err)
		}
	}
	if len(ends) != 5 {
		t.Fatalf("%d guesses were begun at once, want 5", len(ends))
	}
	later := dawn.Add(3 * time.Second)
	for _, end := range ends {
		end(false, later)
	}
	if wait := g.next(t, from(1), later).Sub(later); wait != time.Minute {
		t.Errorf("the next is taken %v later, want a minute", wait)
	}
	again := later.Add(time.Minute)
	if _, err := g.begin(from(1), again); err != nil {
		t.Fatal(err)
	}
	if _, err := g.begin(from(1), again); !errors.Is(err, chat.TooManyAttempts) {
		t.Errorf("two at once beyond the fifth: %v", err)
	}
}

// TestAsksCostNothing asks again and again while a guess is refused.
func TestAsksCostNothing(t *testing.T) {
	g := newGuesses(5, 100)
	for range 2 {
		if err := g.wrong(from(1), dawn); err != nil {
			t.Fatal(err)
		}
	}
	for range 1000 {
		if err := g.wrong(from(1), dawn.Add(time.Second/2)); !errors.Is(err, chat.TooManyAttempts) {
			t.Fatalf("taken half a second later: %v", err)
		}
	}
	if err := g.barred(from(1), dawn.Add(guessPause)); err != nil {
		t.Errorf("after the pause: %v", err)
	}
}

// TestManyAddresses guesses from a new address each time.
func TestManyAddresses(t *testing.T) {
	g := newGuesses(5, 100)
	taken, addr := 0, 0
	for second := range 3600 {
		for range 3 {
			addr++
			if g.wrong(from(addr), dawn.Add(time.Duration(second)*time.Second)) == nil {
				taken++
			}
		}
	}
	if taken < 100 || taken > 100+10*60 {
		t.Errorf("%d guesses of strangers were taken in an hour, want 700 at most", taken)
	}
	now := dawn.Add(3599 * time.Second)
	if err := g.barred(from(addr+1), now); !errors.Is(err, chat.TooManyAttempts) {
		t.Errorf("one stranger more: %v", err)
	}
	end, err := g.begin(guest(addr+2), now)
	if err != nil {
		t.Fatalf("somebody who has been here: %v", err)
	}
	end(true, now)
}

// TestGuestsAreCountedByTheirKey has somebody who was here guess from many
// addresses.
func TestGuestsAreCountedByTheirKey(t *testing.T) {
	g := newGuesses(5, 100)
	me := guest(1)
	taken := 0
	for n := range 100 {
		me.addr = from(n).addr
		if g.wrong(me, dawn.Add(time.Duration(n)*200*time.Millisecond)) == nil {
			taken++
		}
	}
	if taken != 5 {
		t.Errorf("%d guesses were taken in 20 seconds, want 5", taken)
	}
	if g.room.spent != 0 {
		t.Errorf("strangers pay for %v of a guest's guesses", g.room.spent)
	}
	if err := g.barred(guest(200), dawn.Add(20*time.Second)); err != nil {
		t.Errorf("another guest: %v", err)
	}
}

// TestGuessersAreBounded has more guests guess than are remembered. The account
// of one who goes on guessing stays.
func TestGuessersAreBounded(t *testing.T) {
	g := newGuesses(5, 100)
	now := dawn
	for range 6 {
		now = g.next(t, guest(0), now)
		_ = g.wrong(guest(0), now)
	}
	open, err := g.begin(guest(1), now)
	if err != nil {
		t.Fatal(err)
	}
	for n := 2; n < guessersKept; n++ {
		_ = g.wrong(guest(n), now)
	}
	if err := g.barred(guest(0), now); !errors.Is(err, chat.TooManyAttempts) {
		t.Errorf("full, but nobody had to go: %v", err)
	}
	now = g.next(t, guest(0), now)
	_ = g.wrong(guest(0), now) // and goes on
	const more = 20
	for n := range more {
		_ = g.wrong(guest(guessersKept+n), now)
	}
	if addrs, guests := len(g.addrs.accounts), len(g.guests.accounts); addrs != guessersKept || guests != guessersKept {
		t.Errorf("%d addresses and %d guests are remembered, want %d", addrs, guests, guessersKept)
	}
	forgotten := 0
	for n := 2; n < guessersKept; n++ {
		if g.addrs.accounts[guest(n).addr] == nil {
			forgotten++
		}
	}
	if forgotten != more {
		t.Errorf("%d were forgotten of those who stopped guessing, want %d", forgotten, more)
	}
	if a := g.addrs.accounts[guest(0).addr]; a == nil || a.wrong < 6 {
		t.Error("a guesser who went on was forgotten")
	}
	open(false, now)
	_ = g.wrong(guest(1), now)
	if err := g.barred(guest(1), now); !errors.Is(err, chat.TooManyAttempts) {
		t.Errorf("whose guess was under way was forgotten: %v", err)
	}
}

func TestAttemptsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAttempts(5)
		for range 5 {
			a.failed(from(0).addr)
		}
		for n := range addressesCounted + 20 {
			a.failed(from(1 + n).addr)
		}
		if len(a.left) != addressesCounted {
			t.Errorf("%d addresses are remembered, want %d", len(a.left), addressesCounted)
		}
		if a.allowed(from(0).addr) {
			t.Error("whoever failed from many addresses made the host forget how often it was")
		}
		time.Sleep(time.Hour)
		a.failed(from(addressesCounted + 21).addr)
		if len(a.left) != 1 {
			t.Errorf("an hour later %d addresses are remembered, want 1", len(a.left))
		}
	})
}
