package main

import (
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
	ours, baseline, err := b.seat(ctx, l.members)
	if err != nil {
		return nil, err
	}
	pace := func(c *crowd) func() ([]time.Duration, error) {
		return func() ([]time.Duration, error) { return c.pace(ctx, l.size, l.every, 4*b.round) }
	}
	if _, _, err := alternate(1, pace(ours), pace(baseline)); err != nil {
		b.dismiss()
		return nil, err
	}
	own, err := b.openCommits()
	if err != nil {
		return nil, err
	}
	defer own.store.Close()
	plain, err := b.openPlainCommits(ctx)
	if err != nil {
		return nil, err
	}
	defer plain.db.Close()
	bare := func() ([]time.Duration, error) {
		err := again(ctx, l.every, b.round, plain.commit)
		if err == nil {
			err = again(ctx, l.every, b.round, own.commit)
		}
		if err != nil {
			return nil, err
		}
		return pace(baseline)()
	}
	// Three figures are compared that lie close to one another: they take more
	// rounds than others.
	o, s, err := alternate(2*b.pairs, pace(ours), bare)
	if err != nil {
		b.dismiss()
		return nil, err
	}
	return l.figures(o, s, median(plain.took), median(own.took)), nil
}

// figures compares rounds of ours and of the baseline, given what a plain commit
// takes and what one of our store does.
func (l latency) figures(ours, baseline [][]time.Duration, plain, own time.Duration) []figure {
	all := slices.Concat(ours...)
	half, bare := median(all), median(slices.Concat(baseline...))
	// The tail is that of the median round: a neighbour on the machine spoils
	// a round, not the figure.
	late, bareLate := tail(ours), tail(baseline)
	return []figure{{
		work: l.name() + ", median", ours: milliseconds(half), baseline: milliseconds(bare),
		ratio:  ratio(half, bare+plain),
		target: atMost(1).as("≤ it + %s", milliseconds(plain)),
		note: fmt.Sprintf("%d deliveries; %s is a plain durable commit; our store's takes %s, with which the ratio is %.2f",
			len(all), milliseconds(plain), milliseconds(own), ratio(half, bare+own)),
	}, {
		work: l.name() + ", p99", ours: milliseconds(late), baseline: milliseconds(bareLate),
		ratio: ratio(late, half), target: atMost(3).as("≤ 3 × our median"),
	}}
}

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
