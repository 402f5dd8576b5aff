package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// commitTime is the median time of one durable commit. Until there is a store
// on disk it is that of an fsync.
func (b *bed) commitTime() (time.Duration, error) {
	return fsyncTime(filepath.Join(b.dir, "probe"))
}

// groupCommit is what one transaction for all lines that wait is worth: the
// same room, with 64 lines in flight and with one.
type groupCommit struct {
	members int
	size    int
}

func (g groupCommit) name() string {
	return fmt.Sprintf("group commit/%d members/%d B/window 64 and 1", g.members, g.size)
}

func (g groupCommit) run(ctx context.Context, b *bed) ([]figure, error) {
	ours, _, err := b.seat(ctx, g.members)
	if err != nil {
		return nil, err
	}
	talk := func(window int) func() (round, error) {
		return func() (round, error) { return ours.talk(ctx, window, g.size, b.round) }
	}
	many, one, err := alternate(b.pairs, talk(64), talk(1))
	if err != nil {
		b.dismiss()
		return nil, err
	}
	commit, err := b.commitTime()
	if err != nil {
		return nil, err
	}
	a, z := median(pick(many, round.rate)), median(pick(one, round.rate))
	return []figure{{
		work: g.name() + ", lines", ours: perSecond(a), baseline: perSecond(z), ratio: ratio(a, z),
		target: atLeast(20).as("≥ 20 × ours, one at a time"),
		note:   fmt.Sprintf("a line at a time %s, a commit alone %s", milliseconds(time.Duration(float64(time.Second)/z)), milliseconds(commit)),
	}}, nil
}
