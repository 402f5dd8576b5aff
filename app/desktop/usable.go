//go:build !nogui

package desktop

import (
	"fmt"
	"os"
	"time"
)

// tellUsable, set in the environment, has the window write a line to standard
// error once somebody can use it: a frame is painted, and the keyboard is in a
// field. Who started the process measures the time until then (BenchmarkStart).
const tellUsable = "LANDLINE_TELL_USABLE"

// frame is the time of one frame, at least.
const frame = 17 * time.Millisecond

// tellWhenUsable writes that line as soon as it holds. Frames are painted on the
// UI thread at their turn: after two of them what was there before was painted.
func (s *surroundings) tellWhenUsable() {
	if s.usable || s.window.Canvas().Focused() == nil || os.Getenv(tellUsable) == "" {
		return
	}
	s.usable = true
	time.AfterFunc(frame, func() {
		s.later(func() {
			time.AfterFunc(frame, func() { s.later(func() { fmt.Fprintln(os.Stderr, "usable") }) })
		})
	})
}
