package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// spoken is the text of a line of so many bytes that is committed.
func spoken(size int) string { return strings.Repeat("abcdefghi ", size/10+1)[:size] }

// commits measures durable commits of one line each: what the store takes in a
// process that does nothing else.
type commits struct {
	store *history.Store
	log   *history.Log
	text  string
	took  []time.Duration
}

func (b *bed) openCommits(size int) (*commits, error) {
	dir := b.newProfile()
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	store, err := history.Open(dir, history.Options{})
	if err != nil {
		return nil, err
	}
	log, err := store.Log(chat.NewRoomID(), "Bench")
	if err != nil {
		_ = store.Close()
		return nil, err
	}
	return &commits{store: store, log: log, text: spoken(size)}, nil
}

func (c *commits) commit(context.Context) error {
	m := chat.Message{
		ID: chat.NewMessageID(), Name: "somebody", From: chat.MemberID{1}, Text: c.text,
		At: time.Now().UTC().Truncate(time.Millisecond),
	}
	start := time.Now()
	if _, err := c.log.Append([]chat.Message{m}); err != nil {
		return err
	}
	c.took = append(c.took, time.Since(start))
	return nil
}

// before has commits alone take a turn before each of a side's: they are to be
// compared with lines of the same moments. They follow one another closely, as
// those do, for a machine that rests takes longer for each.
func (c *commits) before(ctx context.Context, d time.Duration, side func() (round, error)) func() (round, error) {
	return func() (round, error) {
		if err := again(ctx, time.Millisecond, d, c.commit); err != nil {
			return round{}, err
		}
		return side()
	}
}

// again calls f for d, as often as every: a machine that rests between two
// lines takes longer for each.
func again(ctx context.Context, every, d time.Duration, f func(context.Context) error) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for begin := time.Now(); time.Since(begin) < d; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := f(ctx); err != nil {
			return err
		}
	}
	return nil
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
	own, err := b.openCommits(g.size)
	if err != nil {
		return nil, err
	}
	defer own.store.Close()
	many, one, err := alternate(b.pairs, talk(64), own.before(ctx, b.round/2, talk(1)))
	if err != nil {
		b.dismiss()
		return nil, err
	}
	a, z := median(pick(many, round.rate)), median(pick(one, round.rate))
	return []figure{{
		work: g.name() + ", lines", ours: perSecond(a), baseline: perSecond(z), ratio: ratio(a, z),
		target: atLeast(20).as("≥ 20 × one at a time"),
		note: fmt.Sprintf("ours both; one at a time takes %s, of which the commit %s",
			milliseconds(time.Duration(float64(time.Second)/z)), milliseconds(median(own.took))),
	}}, nil
}
