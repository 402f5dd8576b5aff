package main

import (
	"context"
	"fmt"
	"time"
)

// fanOut is one author whom everybody hears.
type fanOut struct {
	members int
	size    int // bytes of a line
	window  int // lines in flight
}

func (f fanOut) name() string {
	return fmt.Sprintf("fan-out/%d members/%d B/window %d", f.members, f.size, f.window)
}

// targets are the least share of the baseline's deliveries, and the most
// multiple of its processor time for each.
func (f fanOut) targets() (rate, cpu *target) {
	switch {
	case f.window == 1 && f.members == crowdSize:
		return atLeast(0.8), atMost(1.4)
	case f.window == 64 && (f.members == crowdSize || f.members == 100 && f.size == 100):
		return atLeast(0.6), atMost(1.7)
	}
	return nil, nil
}

func (f fanOut) run(ctx context.Context, b *bed) ([]figure, error) {
	ours, baseline, err := b.seat(ctx, f.members)
	if err != nil {
		return nil, err
	}
	talk := func(c *crowd, d time.Duration) func() (round, error) {
		return func() (round, error) { return c.talk(ctx, f.window, f.size, d) }
	}
	if _, _, err := alternate(1, talk(ours, b.round/4), talk(baseline, b.round/4)); err != nil {
		b.dismiss()
		return nil, err
	}
	pairs, bare, own := b.pairs, talk(baseline, b.round), &commits{}
	if f.window == 1 && f.members == crowdSize {
		// The two sides lie close to one another, and have a target.
		if own, err = b.openCommits(f.size); err != nil {
			return nil, err
		}
		defer own.store.Close()
		pairs, bare = 2*pairs, own.before(ctx, b.round/2, bare)
	}
	o, s, err := alternate(pairs, talk(ours, b.round), bare)
	if err != nil {
		b.dismiss() // some of it may be lost
		return nil, err
	}
	return f.compare(o, s, own.took), nil
}

// compare makes the figures. With one line in flight each of ours waits for a
// durable commit, of which the baseline has none: that time is shown apart, and
// the target is for what is left.
func (f fanOut) compare(ours, baseline []round, commits []time.Duration) []figure {
	rate, cpu := f.targets()
	heard, bare := median(pick(ours, round.delivered)), median(pick(baseline, round.delivered))
	each, bareEach := median(pick(ours, round.each)), median(pick(baseline, round.each))
	lines := median(pick(ours, round.rate))
	figures := []figure{{
		work: f.name() + ", heard", ours: perSecond(heard), baseline: perSecond(bare),
		ratio: ratio(heard, bare), target: rate, note: fmt.Sprintf("%.0f lines/s", lines),
	}}
	if len(commits) > 0 {
		commit := median(commits)
		rest := heard / (1 - lines*commit.Seconds())
		figures[0].target = nil
		figures = append(figures, figure{
			work: f.name() + ", commit apart", ours: perSecond(rest), baseline: perSecond(bare),
			ratio: ratio(rest, bare), target: rate, note: fmt.Sprintf("one durable commit takes %s", milliseconds(commit)),
		})
	}
	return append(figures, figure{
		work: f.name() + ", CPU for each", ours: micros(each), baseline: micros(bareEach),
		ratio: ratio(each, bareEach), target: cpu,
	})
}

func micros(ns float64) string { return fmt.Sprintf("%.2f µs", ns/1000) }
