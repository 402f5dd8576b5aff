//go:build !windows

package notify

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
)

// players play a WAV file that is their one argument, the likeliest first.
var players = []string{"pw-play", "paplay", "aplay", "afplay"}

var errNoPlayer = errors.New("notify: nothing on this system plays sounds")

func playFile(ctx context.Context, path string) error {
	for _, name := range players {
		program, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		//nolint:gosec // one of players, with a file of our own
		if err := exec.CommandContext(ctx, program, path).Run(); err != nil {
			return fmt.Errorf("notify: %s: %w", name, err)
		}
		return nil
	}
	return errNoPlayer
}
