//go:build !linux

package netns

import "testing"

// Isolate runs the tests of m, in the real network: only Linux has another.
func Isolate(m *testing.M) int { return m.Run() }
