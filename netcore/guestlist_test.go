package netcore_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
)

// guestBook is a Guestbook for tests. It can be told to fail, and to hold each
// note back until the test lets it go.
type guestBook struct {
	gate chan struct{} // nil: no note is held back

	mu    sync.Mutex
	list  []chat.MemberID
	notes int
	fails error
}

func (b *guestBook) Guests() ([]chat.MemberID, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.list), b.fails
}

func (b *guestBook) NoteGuests(came, gone []chat.MemberID) error {
	if b.gate != nil {
		<-b.gate
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.notes++
	if b.fails != nil {
		return b.fails
	}
	b.list = slices.DeleteFunc(b.list, func(id chat.MemberID) bool {
		return slices.Contains(came, id) || slices.Contains(gone, id)
	})
	b.list = append(b.list, came...)
	return nil
}

func (b *guestBook) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fails = err
}

// TestGuestbookIsSlow has many people come in while the book's disk hangs:
// nobody waits for it, and it is told of all of them at once.
func TestGuestbookIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const people = 50
		book := &guestBook{gate: make(chan struct{})}
		l := newLab(t, netcore.HostConfig{Guests: book})
		first := l.join("10.0.0.2", "first")
		synctest.Wait() // the book hangs
		began := time.Now()
		for i := range people {
			_ = l.join(fmt.Sprintf("10.0.1.%d", i+1), "member").Close()
		}
		if took := time.Since(began); took > 0 {
			t.Errorf("people waited %v for the guestbook", took)
		}
		close(book.gate)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if guests, _ := book.Guests(); len(guests) != people+1 || book.notes != 2 {
			t.Errorf("%d guests in %d notes, want %d in 2", len(guests), book.notes, people+1)
		}
		_ = first.Close()
		l.stop()
	})
}

// TestGuestbookFails has a book that takes nothing for a while: it hears of
// everybody later, the last ones when the host ends.
func TestGuestbookFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := &guestBook{fails: errors.New("the disk is full")}
		l := newLab(t, netcore.HostConfig{Guests: book})
		a, b := l.from("10.0.0.2", "a"), l.from("10.0.0.3", "b")
		_ = l.sit(a).Close()
		time.Sleep(10 * time.Second)
		book.fail(nil)
		_ = l.sit(b).Close()
		l.stop()
		if guests, _ := book.Guests(); !slices.Equal(guests, []chat.MemberID{a.Identity.ID(), b.Identity.ID()}) {
			t.Errorf("the book has %v", guests)
		}
	})
}

// TestGuestbookIsFull has one guest more come than the book holds: who came
// longest ago is a stranger again.
func TestGuestbookIsFull(t *testing.T) {
	oldest, second := newIdentity(t), newIdentity(t)
	book := &guestBook{list: []chat.MemberID{oldest.ID(), second.ID()}}
	for n := len(book.list); n < netcore.GuestsKept; n++ {
		book.list = append(book.list, chat.MemberID{9, byte(n), byte(n >> 8)})
	}
	inCourt(t, netcore.HostConfig{Guests: book}, func(t *testing.T, c *court) { // which the moderator enters as a new guest
		c.does(c.mo, "", chat.Deed{Act: chat.Lock})
		if err := c.knock(oldest, "10.0.0.7", "Bo"); !errors.Is(err, chat.RoomLocked) {
			t.Errorf("the oldest guest: %v", err)
		}
		if err := c.knock(second, "10.0.0.7", "Bo"); err != nil {
			t.Errorf("the second: %v", err)
		}
	})
}

// TestGuestbookHearsTheLast closes the host while a kick is on its way into the
// log: the book hears of that too.
func TestGuestbookHearsTheLast(t *testing.T) {
	book, kept := &guestBook{}, newShelf(0)
	inCourt(t, netcore.HostConfig{Guests: book, Log: kept}, func(t *testing.T, c *court) {
		key := newIdentity(t)
		bo := c.sitAs(key, "10.0.0.7", "Bo")
		time.Sleep(10 * time.Second) // the book has heard of them
		gate := make(chan struct{})
		kept.hold(gate)
		do(t, c.mo, "", chat.Deed{Act: chat.Kick, Whom: key.ID()})
		synctest.Wait()
		var stopped sync.WaitGroup
		stopped.Go(c.stop)
		synctest.Wait()
		close(gate)
		stopped.Wait()
		_ = bo.Close()
		if guests, _ := book.Guests(); slices.Contains(guests, key.ID()) {
			t.Error("who was sent out stands in the book")
		}
		c.stop = func() {}
	})
}
