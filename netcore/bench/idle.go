package main

import (
	"context"
	"fmt"
	"time"
)

// idle is what a member costs who says nothing.
type idle struct{ members int }

func (i idle) name() string { return fmt.Sprintf("memory/%d idle members, each", i.members) }

func (i idle) run(ctx context.Context, b *bed) ([]figure, error) {
	b.dismiss()
	ours, err := i.weigh(ctx, b, func() (*server, error) { return b.host(ctx, b.newProfile()) })
	if err != nil {
		return nil, err
	}
	bare, err := i.weigh(ctx, b, func() (*server, error) { return b.standIn(ctx, broadcasting) })
	if err != nil {
		return nil, err
	}
	const allowed = 36 * 1024
	return []figure{{
		work: i.name(), ours: kibibytes(ours), baseline: kibibytes(bare), ratio: ratio(ours, bare),
		target: &target{most: true, bound: allowed / bare, text: "≤ 36 KiB"},
	}}, nil
}

// weigh is how many bytes of memory one more idle member takes, once the
// server has had time to tidy up after the joins.
func (i idle) weigh(ctx context.Context, b *bed, begin func() (*server, error)) (float64, error) {
	people, err := b.somebody(i.members)
	if err != nil {
		return 0, err
	}
	s, err := begin()
	if err != nil {
		return 0, err
	}
	empty, err := s.resident()
	if err != nil {
		s.stop()
		return 0, err
	}
	c, err := gather(ctx, s, people, dialling)
	if err != nil {
		s.stop()
		return 0, err
	}
	defer end(c)
	full, err := settled(ctx, s)
	return float64(full-empty) / float64(i.members), err
}

// settled is the memory of a server that is left alone, once it has stopped
// shrinking.
func settled(ctx context.Context, s *server) (int64, error) {
	least, since := int64(0), time.Now()
	check := time.NewTicker(100 * time.Millisecond)
	defer check.Stop()
	for giveUp := time.Now().Add(5 * time.Second); time.Now().Before(giveUp) && time.Since(since) < time.Second; {
		now, err := s.resident()
		if err != nil {
			return 0, err
		}
		if least == 0 || now < least-least/100 {
			least, since = now, time.Now()
		}
		select {
		case <-check.C:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	return least, nil
}

func kibibytes(b float64) string { return fmt.Sprintf("%.1f KiB", b/1024) }
