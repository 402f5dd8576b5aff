package main

import (
	"context"
	"time"
)

// row is one measurement; it yields one or several figures.
type row struct {
	name string // for -run
	run  func(context.Context, *bed) ([]figure, error)
}

// rows are all measurements, those of the same number of members together, so
// that these join once.
func rows() []row {
	talking := latency{members: 10, size: 100, every: 20 * time.Millisecond}
	commits := groupCommit{members: 10, size: 100}
	all := []row{{talking.name(), talking.run}, {commits.name(), commits.run}}
	for _, n := range []int{10, 100, crowdSize} {
		for _, size := range []int{100, 1024} {
			for _, window := range []int{64, 1} {
				f := fanOut{members: n, size: size, window: window}
				all = append(all, row{f.name(), f.run})
			}
		}
	}
	weight, rush := idle{crowdSize}, joins{crowdSize}
	drag, past := slow{fast: 50, stuck: 5}, replay{[]int64{1_000, 10_000, 100_000}}
	return append(all,
		row{weight.name(), weight.run}, row{rush.name(), rush.run},
		row{drag.name(), drag.run}, row{past.name(), past.run})
}
