package netcore

import (
	"fmt"
	"net/netip"
	"sync"
	"time"

	"landline/netcore/chat"
)

// How long one address, or one guest, has to wait after a wrong password: not at
// all after the first, which is a slip of the finger, then 2 s, 4 s, 8 s, and
// from the fifth on (Limits.FailedJoins) 1 min, 2 min, 4 min, 8 min, 10 min,
// 10 min, … So no more than five guesses are ever taken in a
// minute, whichever minute, and fewer than 200 in a day. Who has made no wrong
// one for guessesKept begins anew.
const (
	guessPause   = 2 * time.Second
	guessesPause = time.Minute
	longestPause = 10 * time.Minute
	guessesKept  = time.Hour
)

// guessersKept bounds the addresses, and the guests, that are remembered.
const guessersKept = 4096

// guesses counts the tries of a room's password. One counts from the moment at
// which the joiner sent a share: who breaks off after that has guessed. A right
// one is given back.
//
// Each try is charged to the address it comes from, so that a guesser slows
// down nobody at another address. To stop one who has many addresses, as
// anybody has with IPv6, it is charged to one account more: that of the room
// where the key is unknown, which all strangers share, or that of the key where
// its owner has been in the room before (Guestbook). So strangers can keep out
// strangers, for as long as they guess, but nobody who has been here.
//
// What is refused costs nothing: it neither counts nor makes a wait longer.
type guesses struct {
	mu     sync.Mutex
	addrs  ledger[netip.Addr]
	guests ledger[chat.MemberID]
	room   purse
}

// newGuesses allows so many guesses a minute to each address and each guest,
// and so many at once to all strangers together.
func newGuesses(each, strangers int) *guesses {
	return &guesses{
		addrs:  ledger[netip.Addr]{each: each, accounts: make(map[netip.Addr]*account)},
		guests: ledger[chat.MemberID]{each: each, accounts: make(map[chat.MemberID]*account)},
		room:   purse{size: float64(strangers)},
	}
}

// guesser is who tries.
type guesser struct {
	addr  netip.Addr
	id    chat.MemberID
	guest bool // has been in the room before
}

// barred tells whether a guess would be refused now: it returns a chat.Refusal
// with TooManyAttempts, which names the seconds to wait, or nil.
func (g *guesses) barred(by guesser, now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.refusal(by, now)
}

// begin charges one guess. The error is as that of barred, and then nothing was
// charged. Otherwise end must be called, once, with whether the password was
// right.
func (g *guesses) begin(by guesser, now time.Time) (end func(right bool, now time.Time), err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if err := g.refusal(by, now); err != nil {
		return nil, err
	}
	g.addrs.begin(by.addr, now)
	if by.guest {
		g.guests.begin(by.id, now)
	} else {
		g.room.spend(now)
	}
	return func(right bool, now time.Time) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.addrs.end(by.addr, right, now)
		switch {
		case by.guest:
			g.guests.end(by.id, right, now)
		case right:
			g.room.refund()
		}
	}, nil
}

func (g *guesses) refusal(by guesser, now time.Time) error {
	if wait := g.addrs.wait(by.addr, now); wait > 0 {
		return tooMany("from this address", wait)
	}
	if by.guest {
		if wait := g.guests.wait(by.id, now); wait > 0 {
			return tooMany("by you", wait)
		}
		return nil
	}
	if wait := g.room.wait(now); wait > 0 {
		return tooMany("by people who have not been in the room before", wait)
	}
	return nil
}

func tooMany(whose string, wait time.Duration) error {
	unit, seconds := "seconds", (wait+time.Second-1)/time.Second
	if seconds == 1 {
		unit = "second"
	}
	return chat.Refuse(chat.TooManyAttempts, fmt.Sprintf("too many wrong passwords %s; wait %d %s", whose, seconds, unit))
}

// ledger has an account for each of those who guessed wrong lately.
type ledger[K comparable] struct {
	each     int // guesses before the pauses become long
	accounts map[K]*account
}

// account is what one of them has tried.
type account struct {
	wrong int       // in a row
	open  int       // not known yet to be right or wrong
	last  time.Time // when the last wrong one was known
}

// pause is how long to wait after so many wrong guesses in a row.
func (l *ledger[K]) pause(wrong int) time.Duration {
	switch {
	case wrong < min(2, l.each):
		return 0
	case wrong < l.each:
		return min(guessPause<<min(wrong-2, 16), guessesPause/time.Duration(l.each))
	default:
		return min(guessesPause<<min(wrong-l.each, 16), longestPause)
	}
}

// wait is how long a guess would be refused. Those whose end is not known yet
// count as wrong ones, so that many connections are not many guesses; they
// make nobody wait otherwise, because most people know the password.
func (l *ledger[K]) wait(key K, now time.Time) time.Duration {
	a := l.accounts[key]
	switch {
	case a == nil || a.over(now):
		return 0
	case a.open > 0 && a.wrong+a.open >= l.each:
		return max(guessPause, l.pause(a.wrong)-now.Sub(a.last))
	}
	return l.pause(a.wrong) - now.Sub(a.last)
}

func (l *ledger[K]) begin(key K, now time.Time) {
	a := l.accounts[key]
	if a == nil {
		l.prune(now)
		a = &account{}
		l.accounts[key] = a
	}
	if a.over(now) {
		a.wrong = 0
	}
	a.open++
}

func (l *ledger[K]) end(key K, right bool, now time.Time) {
	a := l.accounts[key]
	a.open--
	switch {
	case !right:
		a.wrong++
		a.last = now
	case a.open == 0 && a.wrong == 0:
		delete(l.accounts, key)
	}
}

// over tells whether what an account has is forgotten.
func (a *account) over(now time.Time) bool { return a.open == 0 && now.Sub(a.last) >= guessesKept }

// prune makes room for one account more. Where all are still needed the one
// goes whose last guess is the longest ago: to be rid of their own, a guesser
// would have to spend as many counted guesses as there are accounts. None goes
// whose guess is under way; of these there are no more than have their turn at
// the door.
func (l *ledger[K]) prune(now time.Time) {
	if len(l.accounts) < guessersKept {
		return
	}
	var oldest K
	var since time.Time // zero: nobody can go
	for key, a := range l.accounts {
		switch {
		case a.over(now):
			delete(l.accounts, key)
		case a.open == 0 && (since.IsZero() || a.last.Before(since)):
			oldest, since = key, a.last
		}
	}
	if len(l.accounts) >= guessersKept && !since.IsZero() {
		delete(l.accounts, oldest)
	}
}

// purse is what all strangers together may spend: its size at once, and again
// in the time of purseFills.
type purse struct {
	size, spent float64
	at          time.Time // of spent
}

// purseFills is how long an empty purse takes to fill.
const purseFills = 10 * time.Minute

// level brings spent up to date.
func (p *purse) level(now time.Time) {
	p.spent = max(0, p.spent-p.size*now.Sub(p.at).Seconds()/purseFills.Seconds())
	p.at = now
}

func (p *purse) wait(now time.Time) time.Duration {
	p.level(now)
	return time.Duration((p.spent + 1 - p.size) / p.size * float64(purseFills))
}

func (p *purse) spend(now time.Time) {
	p.level(now)
	p.spent++
}

func (p *purse) refund() { p.spent = max(0, p.spent-1) }
