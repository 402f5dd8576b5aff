package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"landline/netcore/identity"
)

// dialling is how many members of a crowd join at the same time. A host turns
// none of them away as long as no more than that are at its door.
const dialling = 64

// sources is from how many addresses of 127.0.0.0/8 a crowd dials: a host lets
// four of one address shake hands at a time.
const sources = 100

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

// gather has a member take a seat for each of the identities.
func gather(ctx context.Context, s *server, ids []*identity.Identity) (*crowd, error) {
	c := &crowd{server: s, members: make([]*member, len(ids)), bell: make(chan struct{}, 1), ended: make(chan error, 1)}
	c.goal.Store(-1)
	turns := make(chan struct{}, dialling)
	errs := make(chan error, len(ids))
	for i, id := range ids {
		turns <- struct{}{}
		c.counts.Go(func() {
			m, err := join(ctx, s, call{who: id, source: byte(1 + i%sources)})
			<-turns
			errs <- err
			if err != nil {
				return
			}
			c.members[i] = m
			c.attend(m)
		})
	}
	var failed error
	for range ids {
		failed = errors.Join(failed, <-errs)
	}
	if failed != nil {
		c.leave()
		return nil, fmt.Errorf("joining with %d: %w", len(ids), failed)
	}
	return c, nil
}

// attend counts what a member hears until it leaves.
func (c *crowd) attend(m *member) {
	err := m.count(func(lines int64) {
		if total := c.lines.Add(lines); total >= c.goal.Load() && c.goal.Load() >= 0 || m == c.author() {
			ring(c.bell)
		}
	})
	if !c.leaving.Load() {
		select {
		case c.ended <- fmt.Errorf("a member was lost: %w", err):
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
	defer c.goal.Store(-1)
	for c.lines.Load() < lines {
		if err := c.wait(ctx); err != nil {
			return err
		}
	}
	return nil
}
