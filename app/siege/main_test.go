package siege

import (
	"fmt"
	"os"
	"testing"

	"landline/app"
)

// role, set in the environment, has the test binary be one of the processes of
// the siege in place of running tests.
const role = "LANDLINE_TEST_SIEGE_ROLE"

var roles = map[string]func() error{
	"program": nil, // Landline itself
	"crowd":   crowd,
	"enemy":   enemy,
}

func TestMain(m *testing.M) {
	name := os.Getenv(role)
	play, ok := roles[name]
	switch {
	case !ok:
		os.Exit(m.Run())
	case play == nil:
		os.Exit(app.Run(app.Program{
			Metadata: "[Details]\nVersion = \"0.0.0-test\"\n",
			Args:     os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		}))
	}
	if err := play(); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}
