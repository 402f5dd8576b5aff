//go:build !linux

package soak

import "testing"

// alone runs the tests of m where everything else runs too: only Linux has
// another place.
func alone(m *testing.M) int { return m.Run() }
