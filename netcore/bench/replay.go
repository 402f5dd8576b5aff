package main

import (
	"context"
	"fmt"
	"time"
)

// replay is how a newcomer gets to read what was said before: the newest page,
// and everything. The host was started anew, so it has nothing at hand.
type replay struct{ sizes []int64 }

func (r replay) name() string { return "replay" }

// newestPage is how many lines a newcomer hears first.
const newestPage = 50

func (r replay) run(ctx context.Context, b *bed) ([]figure, error) {
	b.dismiss()
	profile := b.newProfile()
	var figures []figure
	lines := int64(0)
	for _, size := range r.sizes {
		if err := b.fill(ctx, profile, size-lines); err != nil {
			return nil, err
		}
		lines = size
		f, err := b.newcomers(ctx, profile, lines)
		if err != nil {
			return nil, err
		}
		figures = append(figures, f...)
	}
	last := figures[len(figures)-2:]
	last[0].target = atMost(1).as("≤ 50 ms")
	last[1].target = atLeast(1).as("≥ 150,000 lines/s")
	return figures, nil
}

// fill has somebody say so many lines in the profile's room.
func (b *bed) fill(ctx context.Context, profile string, lines int64) error {
	people, err := b.somebody(1)
	if err != nil {
		return err
	}
	s, err := b.host(ctx, profile)
	if err != nil {
		return err
	}
	defer s.stop()
	c, err := gather(ctx, s, people, 1)
	if err != nil {
		return err
	}
	defer c.leave()
	_, err = c.recite(ctx, 256, 100, func(said int64) int64 { return lines - said })
	return err
}

// newcomers measures those who come into a room of so many lines.
func (b *bed) newcomers(ctx context.Context, profile string, lines int64) ([]figure, error) {
	s, err := b.host(ctx, profile)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	first, err := b.read(ctx, s, min(newestPage, lines))
	if err != nil {
		return nil, err
	}
	var page, whole []time.Duration
	for range 5 * b.pairs {
		took, err := b.read(ctx, s, min(newestPage, lines))
		if err != nil {
			return nil, err
		}
		page = append(page, took)
	}
	for range b.pairs {
		took, err := b.read(ctx, s, lines)
		if err != nil {
			return nil, err
		}
		whole = append(whole, took)
	}
	rate := float64(lines) / median(whole).Seconds()
	work := fmt.Sprintf("replay/%d lines", lines)
	return []figure{{
		work: work + ", newest page", ours: milliseconds(median(page)),
		ratio: ratio(median(page), 50*time.Millisecond),
		note:  fmt.Sprintf("after the handshake; the first to come %s", milliseconds(first)),
	}, {
		work: work + ", all of it", ours: perSecond(rate), ratio: rate / 150_000,
		note: milliseconds(median(whole)),
	}}, nil
}

// read has somebody join who asks for the newest lines, and returns how long
// after the handshake they had the last of them.
func (b *bed) read(ctx context.Context, s *server, lines int64) (time.Duration, error) {
	people, err := b.somebody(1)
	if err != nil {
		return 0, err
	}
	c := call{who: people[0]}
	c.hello.History = uint64(lines)
	conn, err := connect(ctx, s, c)
	if err != nil {
		return 0, err
	}
	begin := time.Now()
	m, err := greet(conn, s, c)
	if err != nil {
		return 0, err
	}
	reader := alone(s, m)
	defer reader.leave()
	if there := int64(m.welcome.Head - m.welcome.After); there != lines {
		return 0, fmt.Errorf("the room offers %d lines, want %d", there, lines)
	}
	if err := reader.hearAll(ctx, lines); err != nil {
		return 0, err
	}
	return time.Since(begin), nil
}
