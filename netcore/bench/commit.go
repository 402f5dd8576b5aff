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

// commitTime is the median time of one durable commit of one line, by itself:
// what the store takes in a process that does nothing else, as often as every.
// A machine that rests between two lines takes longer for each.
func (b *bed) commitTime(ctx context.Context, every time.Duration) (time.Duration, error) {
	dir := b.newProfile()
	if err := os.Mkdir(dir, 0o700); err != nil {
		return 0, err
	}
	store, err := history.Open(dir, history.Options{})
	if err != nil {
		return 0, err
	}
	defer store.Close()
	log, err := store.Log(chat.NewRoomID(), "Bench")
	if err != nil {
		return 0, err
	}
	m := chat.Message{Name: "somebody", From: chat.MemberID{1}, Text: strings.Repeat("abcdefghi ", 10)}
	tick := time.NewTicker(every)
	defer tick.Stop()
	var took []time.Duration
	for begin := time.Now(); time.Since(begin) < b.round || len(took) < 10; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
		m.ID, m.At = chat.NewMessageID(), time.Now().UTC().Truncate(time.Millisecond)
		start := time.Now()
		if _, err := log.Append([]chat.Message{m}); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start))
	}
	return median(took), nil
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
	commit, err := b.commitTime(ctx, time.Millisecond)
	if err != nil {
		return nil, err
	}
	a, z := median(pick(many, round.rate)), median(pick(one, round.rate))
	return []figure{{
		work: g.name() + ", lines", ours: perSecond(a), baseline: perSecond(z), ratio: ratio(a, z),
		target: atLeast(20).as("≥ 20 × one at a time"),
		note: fmt.Sprintf("ours both; one at a time takes %s, of which the commit %s",
			milliseconds(time.Duration(float64(time.Second)/z)), milliseconds(commit)),
	}}, nil
}
