package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"
)

// latency is how long a line is under way in a room where people talk, rather
// than machines: 50 lines a second, heard by ten.
type latency struct {
	members int
	size    int
	every   time.Duration
}

func (l latency) name() string {
	return fmt.Sprintf("latency/%d members/%d B/%.0f lines/s", l.members, l.size, 1/l.every.Seconds())
}

func (l latency) run(ctx context.Context, b *bed) ([]figure, error) {
	rounds, err := l.measure(ctx, b, 2*b.pairs)
	if err != nil {
		return nil, err
	}
	return rounds.figures(l.name()), nil
}

// inMemory is the same with profiles on no disk. It is a row of its own, so that
// a disk has nothing to say in how often it is measured.
type inMemory struct{ latency }

func (m inMemory) name() string { return m.latency.name() + ", in memory" }

func (m inMemory) run(ctx context.Context, b *bed) ([]figure, error) {
	memory, err := b.inMemory()
	if memory == nil || err != nil {
		return nil, err
	}
	defer memory.close()
	rounds, err := m.measure(ctx, memory, b.pairs)
	if err != nil {
		return nil, err
	}
	return []figure{rounds.ownTail(m.latency.name())}, nil
}

// measure has the members of b's room, those of the baseline and commits alone
// take turns. Figures are compared here that lie close to one another: they take
// more rounds than others, and longer ones. A tail is that of as many plain
// commits as there are lines.
func (l latency) measure(ctx context.Context, b *bed, pairs int) (*paced, error) {
	ours, baseline, err := b.seat(ctx, l.members)
	if err != nil {
		return nil, err
	}
	rest, err := b.keepAwake(ctx)
	if err != nil {
		return nil, err
	}
	defer rest()
	pace := func(c *crowd) func() ([]time.Duration, error) {
		return func() ([]time.Duration, error) { return c.pace(ctx, l.size, l.every, 4*b.round) }
	}
	if _, _, err := alternate(1, pace(ours), pace(baseline)); err != nil {
		b.dismiss()
		return nil, err
	}
	own, err := b.openCommits(l.size)
	if err != nil {
		return nil, err
	}
	defer own.store.Close()
	plain, err := b.openPlainCommits(ctx, l.size)
	if err != nil {
		return nil, err
	}
	defer plain.db.Close()
	p := &paced{}
	bare := func() ([]time.Duration, error) {
		begun := len(plain.took)
		if err := again(ctx, l.every, 4*b.round, plain.commit); err != nil {
			return nil, err
		}
		p.plain = append(p.plain, plain.took[begun:])
		if err := again(ctx, l.every, b.round, own.commit); err != nil {
			return nil, err
		}
		return pace(baseline)()
	}
	p.ours, p.baseline, err = alternate(pairs, pace(ours), bare)
	if err != nil {
		b.dismiss()
		return nil, err
	}
	p.own = own.took
	return p, nil
}

// paced is how long lines were under way, by rounds, and how long commits alone
// took beside them.
type paced struct {
	ours, baseline, plain [][]time.Duration
	own                   []time.Duration
}

// steady is how far the 99th percentile may be above the median.
const steady = 3

// figures compares ours with the baseline and a durable commit.
func (p *paced) figures(name string) []figure {
	all := slices.Concat(p.ours...)
	half, bare, plain, own := median(all), median(slices.Concat(p.baseline...)), median(slices.Concat(p.plain...)), median(p.own)
	late := tail(p.ours)
	return []figure{{
		work: name + ", median", ours: milliseconds(half), baseline: milliseconds(bare),
		ratio:  ratio(half, bare+plain),
		target: atMost(1).as("≤ it + %s", milliseconds(plain)),
		note: fmt.Sprintf("%d deliveries; %s is a plain durable commit; our store's takes %s, with which the ratio is %.2f",
			len(all), milliseconds(plain), milliseconds(own), ratio(half, bare+own)),
	}, {
		work: name + ", p99", ours: milliseconds(late), baseline: milliseconds(tail(p.baseline)),
		ratio: ratio(late, half), target: atMost(steady).as("≤ 3 × our median"),
		open: cmp.Or(unsteady(p.plain, "disk"), unsteady(p.baseline, "load")),
		note: fmt.Sprintf("that of plain commits alone is %.2f × their median, and the baseline's %.2f × its own",
			ratio(tail(p.plain), plain), ratio(tail(p.baseline), bare)),
	}}
}

// ownTail judges the tail where there is no disk to wait for.
func (p *paced) ownTail(name string) figure {
	half, bare, late := median(slices.Concat(p.ours...)), median(slices.Concat(p.baseline...)), tail(p.ours)
	return figure{
		work: name + ", p99, in memory", ours: milliseconds(late), baseline: milliseconds(tail(p.baseline)),
		ratio: ratio(late, half), target: atMost(steady).as("≤ 3 × our median"),
		open: unsteady(p.baseline, "load"),
		note: fmt.Sprintf("the same room, its profile on no disk; the baseline's is %.2f × its median", ratio(tail(p.baseline), bare)),
	}
}

// unsteady names what the rounds were spent on where that alone has too long a
// tail: then nothing that stands on it can be judged by its own.
func unsteady(rounds [][]time.Duration, on string) (open string) {
	if ratio(tail(rounds), median(slices.Concat(rounds...))) > steady {
		return on
	}
	return ""
}

// tail is the 99th percentile of the median round: a neighbour on the machine
// spoils a round, not the figure.
func tail(rounds [][]time.Duration) time.Duration {
	return median(pick(rounds, func(took []time.Duration) time.Duration { return quantile(took, 0.99) }))
}

// pace has the author say a line at a time, and returns how long each took to
// each member.
func (c *crowd) pace(ctx context.Context, size int, every, d time.Duration) ([]time.Duration, error) {
	lines := int(d / every)
	said := make([]atomic.Int64, lines)
	traces := make([]*trace, len(c.members))
	for i, m := range c.members {
		traces[i] = &trace{from: m.lines.Load(), at: said}
		m.trace.Store(traces[i])
	}
	defer func() {
		for _, m := range c.members {
			m.trace.Store(nil)
		}
	}()
	before := c.lines.Load()
	s := newSpeech(size)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range said {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		frame := s.next(nil, 1)
		said[i].Store(int64(time.Since(start)))
		if _, err := c.author().conn.Write(frame); err != nil {
			return nil, err
		}
	}
	if err := c.hearAll(ctx, before+int64(lines*len(c.members))); err != nil {
		return nil, err
	}
	var took []time.Duration
	for _, t := range traces {
		took = append(took, t.took...)
	}
	return took, nil
}
