package identity

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// loadDir names the environment variable that turns this test binary into a
// process that only loads the identity of a directory and prints its id.
const loadDir = "IDENTITY_TEST_LOAD"

// placeDir is the same for one that prints the name of the directory's place.
const placeDir = "IDENTITY_TEST_PLACE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(loadDir); dir != "" {
		i, err := Load(dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Print(i.ID())
		os.Exit(0)
	}
	if dir := os.Getenv(placeDir); dir != "" {
		place, err := PlaceOf(dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Printf("%x", place)
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}
