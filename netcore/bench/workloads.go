package main

import (
	"context"
	"time"
)

// workload is something to measure; it yields one or several figures.
type workload interface {
	name() string // for -run
	run(context.Context, *bed) ([]figure, error)
}

// workloads are all there are, those of the same number of members together, so
// that these join once.
func workloads() []workload {
	talk := latency{members: 10, size: 100, every: 20 * time.Millisecond}
	all := []workload{
		talk,
		inMemory{talk},
		groupCommit{members: 10, size: 100},
	}
	for _, members := range []int{10, 100, crowdSize} {
		for _, size := range []int{100, 1024} {
			for _, window := range []int{64, 1} {
				all = append(all, fanOut{members, size, window})
			}
		}
	}
	return append(all,
		idle{crowdSize},
		joins{crowdSize},
		slow{fast: 50, stuck: 5},
		replay{[]int64{1_000, 10_000, 100_000}},
		million{1_000_000},
		transcript{},
	)
}
