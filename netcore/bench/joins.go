package main

import (
	"context"
	"fmt"
	"time"
)

// joins is a room that everybody enters at the same time.
type joins struct{ members int }

func (j joins) name() string { return fmt.Sprintf("joins/%d at once", j.members) }

func (j joins) run(ctx context.Context, b *bed) ([]figure, error) {
	b.dismiss()
	people, err := b.somebody(j.members)
	if err != nil {
		return nil, err
	}
	// Both start empty every time: a room that people leave tells the others.
	enter := func(begin func() (*server, error)) func() (time.Duration, error) {
		return func() (time.Duration, error) {
			s, err := begin()
			if err != nil {
				return 0, err
			}
			begun := time.Now()
			c, err := gather(ctx, s, people, len(people))
			if err != nil {
				s.stop()
				return 0, err
			}
			took := time.Since(begun)
			end(c)
			return took, nil
		}
	}
	ours := enter(func() (*server, error) { return b.host(ctx, b.newProfile()) })
	bare := enter(func() (*server, error) { return b.standIn(ctx, handshaking) })
	o, s, err := alternate(2*b.pairs, ours, bare)
	if err != nil {
		return nil, err
	}
	return []figure{{
		work: j.name(), ours: milliseconds(median(o)), baseline: milliseconds(median(s)),
		ratio: ratio(median(o), median(s)), target: atMost(1.5),
		note: "all dial at once; the baseline only shakes hands",
	}}, nil
}
