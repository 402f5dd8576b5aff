package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

// slow is a room in which some never read: what that takes from those who do,
// and whether the others lose anything by it.
type slow struct{ fast, stuck int }

func (s slow) name() string {
	return fmt.Sprintf("slow/%d members and %d that never read", s.fast, s.stuck)
}

const (
	slowLine = 1024

	// slowLines are more than the host keeps for one member and the system
	// for one socket, so that who reads nothing has to be cut.
	slowLines = 16_000

	// slowMemory is what the host may take for those who do not read: its
	// queue for each of them (netcore.Limits.QueueBytes) twice over, for
	// the garbage collector's sake.
	slowMemory = 2 << 20
)

func (s slow) run(ctx context.Context, b *bed) ([]figure, error) {
	b.dismiss()
	people, err := b.somebody(s.fast + s.stuck)
	if err != nil {
		return nil, err
	}
	host, err := b.host(ctx, b.newProfile())
	if err != nil {
		return nil, err
	}
	defer host.stop()
	c, err := gather(ctx, host, people[:s.fast], dialling)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if _, err := c.talk(ctx, 64, slowLine, b.round); err != nil {
		return nil, err
	}
	with, without, err := alternate(2*b.pairs, func() (crush, error) {
		return s.talk(ctx, c, people[s.fast:])
	}, func() (crush, error) {
		return s.talk(ctx, c, nil)
	})
	if err != nil {
		return nil, err
	}
	a, z := median(pick(with, crush.delivered)), median(pick(without, crush.delivered))
	more := median(pick(with, crush.memory)) - median(pick(without, crush.memory))
	allowed := float64(slowMemory * s.stuck)
	return []figure{{
		work: s.name() + ", heard", ours: perSecond(a), baseline: perSecond(z), ratio: ratio(a, z),
		target: atLeast(0.9).as("≥ 0.9 × without them"),
		note:   fmt.Sprintf("all %d were cut each time, and resumed without a gap", s.stuck),
	}, {
		work: s.name() + ", memory", ours: fmt.Sprintf("%+.1f MiB", more/(1<<20)), baseline: "without them", ratio: more / allowed,
		target: atMost(1).as("≤ %.0f MiB more", allowed/(1<<20)),
	}}, nil
}

// crush is a round, and how much the host's memory grew meanwhile.
type crush struct {
	round
	grown int64
}

func (c crush) memory() float64 { return float64(c.grown) }

// talk has the author say enough lines that those who do not read are cut, and
// then makes sure that they were and that they come back without a gap.
func (s slow) talk(ctx context.Context, c *crowd, people []*identity.Identity) (crush, error) {
	before, err := c.server.resident()
	if err != nil {
		return crush{}, err
	}
	if err := c.server.forgetPeak(); err != nil {
		return crush{}, err
	}
	var stuck []*member
	defer func() {
		for _, m := range stuck {
			m.cut()
		}
	}()
	for i, id := range people {
		m, err := join(ctx, c.server, call{who: id, source: sourceOf(i)})
		if err != nil {
			return crush{}, err
		}
		stuck = append(stuck, m)
	}
	r, err := c.recite(ctx, 64, slowLine, func(said int64) int64 { return slowLines - said })
	if err != nil {
		return crush{}, err
	}
	peak, err := c.server.peak()
	if err != nil {
		return crush{}, err
	}
	for i, m := range stuck {
		at, err := m.readOut()
		if err != nil {
			return crush{}, err
		}
		if err := resume(ctx, c.server, call{who: people[i], source: sourceOf(i)}, at); err != nil {
			return crush{}, err
		}
	}
	return crush{r, peak - before}, nil
}

// readOut reads what a member was sent before it was cut, and returns how far
// it got.
func (m *member) readOut() (chat.Cursor, error) {
	at := chat.Cursor{Epoch: m.welcome.Epoch, Seq: m.welcome.After}
	_ = m.conn.SetReadDeadline(time.Now().Add(patience))
	for {
		f, ended := m.in.Next()
		switch {
		case errors.Is(ended, os.ErrDeadlineExceeded):
			return at, fmt.Errorf("a member that does not read was not cut after %d lines", at.Seq)
		case ended != nil:
			return at, nil //nolint:nilerr // it was cut, somewhere in a frame
		}
		if said, ok := f.(wire.Said); ok && at.Take(said.Seq, said.ID) != chat.Next {
			return at, fmt.Errorf("line %d follows %d", said.Seq, at.Seq)
		}
	}
}

// resume has a member come back who was cut, and makes sure that it hears
// exactly what it lacks.
func resume(ctx context.Context, s *server, c call, at chat.Cursor) error {
	c.hello.Epoch, c.hello.Seq, c.hello.ID = at.Epoch, at.Seq, at.ID
	m, err := join(ctx, s, c)
	if err != nil {
		return err
	}
	defer m.cut()
	if m.welcome.After != at.Seq {
		return fmt.Errorf("a member that knew %d lines is told those after %d", at.Seq, m.welcome.After)
	}
	_ = m.conn.SetReadDeadline(time.Now().Add(patience))
	for at.Seq < m.welcome.Head {
		f, err := m.in.Next()
		if err != nil {
			return err
		}
		if said, ok := f.(wire.Said); ok && at.Take(said.Seq, said.ID) != chat.Next {
			return fmt.Errorf("line %d follows %d", said.Seq, at.Seq)
		}
	}
	return nil
}
