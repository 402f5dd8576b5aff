package app

import (
	"os"
	"testing"

	"golang.org/x/sys/windows"
)

// TestStreamsFromAFile has the program started with an input or a log of somebody's
// choice, and no output: it keeps those, whether there is a console or not.
func TestStreamsFromAFile(t *testing.T) {
	file, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, standard := range []uint32{windows.STD_INPUT_HANDLE, windows.STD_OUTPUT_HANDLE, windows.STD_ERROR_HANDLE} {
		before, err := windows.GetStdHandle(standard)
		if err != nil {
			t.Fatal(err)
		}
		defer windows.SetStdHandle(standard, before)
		given := windows.Handle(file.Fd())
		if standard == windows.STD_OUTPUT_HANDLE {
			given = 0
		}
		if err := windows.SetStdHandle(standard, given); err != nil {
			t.Fatal(err)
		}
	}
	if in, _, errs := Streams(); in != os.Stdin || errs != os.Stderr {
		t.Errorf("it reads from %s and writes to %s", in.Name(), errs.Name())
	}
}
