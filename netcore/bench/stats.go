package main

import (
	"cmp"
	"math"
	"slices"
)

// quantile is the value below which the share q of the values lies. There must
// be at least one value.
func quantile[T cmp.Ordered](values []T, q float64) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

func median[T cmp.Ordered](values []T) T { return quantile(values, 0.5) }

// pick is one number of each sample.
func pick[S, T any](samples []S, of func(S) T) []T {
	var values []T
	for _, s := range samples {
		values = append(values, of(s))
	}
	return values
}

// ratio is a/b, and not a number where b is nothing.
func ratio[T ~int64 | ~float64](a, b T) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

// alternate measures ours and the baseline by turns, so that a machine that
// slows down or speeds up does so for both.
func alternate[S any](pairs int, ours, baseline func() (S, error)) (a, b []S, err error) {
	for range pairs {
		for _, side := range []struct {
			measure func() (S, error)
			into    *[]S
		}{{ours, &a}, {baseline, &b}} {
			s, err := side.measure()
			if err != nil {
				return nil, nil, err
			}
			*side.into = append(*side.into, s)
		}
	}
	return a, b, nil
}
