//go:build !windows

package app

import "os"

// Streams are the standard input, output and error of the program.
func Streams() (in, out, errs *os.File) { return os.Stdin, os.Stdout, os.Stderr }
