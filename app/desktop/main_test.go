//go:build !nogui

package desktop_test

import (
	"os"
	"testing"

	"landline/app"
	"landline/app/desktop"
	"landline/netcore/netcoretest/netns"
)

// asProgram, set in the environment, makes the test binary behave as the
// program itself, window and all: real windows then run whatever the tests are
// built with, the race detector too.
const asProgram = "LANDLINE_TEST_AS_PROGRAM"

const metadata = "[Details]\nVersion = \"0.0.0-test\"\n"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(app.Run(app.Program{
			Metadata: metadata, Window: desktop.Window,
			Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		}))
	}
	os.Exit(netns.Isolate(m))
}
