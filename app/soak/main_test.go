package soak

import (
	"os"
	"testing"

	"landline/app"
)

// asProgram, set in the environment, makes the test binary behave as the
// program itself: the tests start it as real processes.
const asProgram = "LANDLINE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(app.Run(app.Program{
			Metadata: "[Details]\nVersion = \"0.0.0-test\"\n",
			Args:     os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		}))
	}
	os.Exit(alone(m))
}
