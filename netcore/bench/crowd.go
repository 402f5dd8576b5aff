package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"landline/netcore/identity"
)

// dialling is how many members of a crowd join at the same time where that is
// not what is measured.
const dialling = 64

// sourceOf is from which address of 127.0.0.0/8 a member dials: a host lets
// four of one address shake hands at a time.
func sourceOf(i int) byte { return byte(1 + i%100) }

// crowd is many members of one server. The first one is the author.
type crowd struct {
	server  *server
	members []*member
	counts  sync.WaitGroup
	leaving atomic.Bool

	lines atomic.Int64 // heard by all members together
	goal  atomic.Int64 // the number of lines that rings the bell
	bell  chan struct{}
	ended chan error // the first member that was lost
}

func newCrowd(s *server, members int) *crowd {
	c := &crowd{server: s, members: make([]*member, members), bell: make(chan struct{}, 1), ended: make(chan error, 1)}
	c.goal.Store(math.MaxInt64)
	return c
}

// gather has a member take a seat for each of the identities, so many of them
// at a time.
func gather(ctx context.Context, s *server, ids []*identity.Identity, atOnce int) (*crowd, error) {
	c := newCrowd(s, len(ids))
	turns := make(chan struct{}, atOnce)
	errs := make(chan error, len(ids))
	for i, id := range ids {
		c.counts.Go(func() {
			turns <- struct{}{}
			m, err := join(ctx, s, call{who: id, source: sourceOf(i)})
			<-turns
			c.members[i] = m
			errs <- err
			if err == nil {
				c.attend(m)
			}
		})
	}
	var failed error
	for range ids {
		if err := <-errs; failed == nil {
			failed = err
		}
	}
	if failed != nil {
		c.leave()
		return nil, fmt.Errorf("joining with %d: %w", len(ids), failed)
	}
	return c, nil
}

// alone is a crowd of one who has a seat already.
func alone(s *server, m *member) *crowd {
	c := newCrowd(s, 1)
	c.members[0] = m
	c.counts.Go(func() { c.attend(m) })
	return c
}

// attend counts what a member hears until it leaves.
func (c *crowd) attend(m *member) {
	err := m.count(func(lines int64) {
		if total := c.lines.Add(lines); total >= c.goal.Load() || m == c.author() {
			ring(c.bell)
		}
	})
	if !c.leaving.Load() {
		select {
		case c.ended <- fmt.Errorf("a member was lost after %d lines, the author after %d: %w", m.lines.Load(), c.author().lines.Load(), err):
		default:
		}
	}
}

func (c *crowd) author() *member { return c.members[0] }

// ring wakes whoever waits at a bell; one ring may stand for many.
func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}

// leave ends all connections and waits until nothing of the crowd runs.
func (c *crowd) leave() {
	c.leaving.Store(true)
	for _, m := range c.members {
		if m != nil {
			m.cut()
		}
	}
	c.counts.Wait()
}

// patience is how long a line may be under way before a round has failed.
const patience = 20 * time.Second

// wait returns at the next ring of the bell.
func (c *crowd) wait(ctx context.Context) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-c.bell:
		return nil
	case err := <-c.ended:
		return err
	case <-late.C:
		return errors.New("nothing was heard for too long")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// hearAll waits until the members have heard so many lines together.
func (c *crowd) hearAll(ctx context.Context, lines int64) error {
	c.goal.Store(lines)
	defer c.goal.Store(math.MaxInt64)
	for c.lines.Load() < lines {
		if err := c.wait(ctx); err != nil {
			return err
		}
	}
	return nil
}
