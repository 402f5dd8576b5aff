//go:build !linux

package app

import "io"

// pageSize has every line written by itself.
const pageSize = 0

// writeBegun leaves a line to be written as any other: where a pipe does not
// tell when it takes a line at once, a line that was begun may wait for its
// reader for long. It is entered when it was printed, and whoever is killed in
// between prints it again.
func writeBegun(io.Writer, []byte, *noting) (int, bool, error) { return 0, false, nil }
