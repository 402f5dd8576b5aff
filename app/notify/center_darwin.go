package notify

import (
	"context"
	"fmt"
	"os/exec"
)

// script shows its arguments. They are data to it: nothing of them is source.
const script = `on run argv
	display notification (item -1 of argv) with title (item -2 of argv)
end run`

// osascript shows notes by the system's interpreter of AppleScript, which every
// macOS has. It can neither replace a note nor take it back, and tells of no
// clicks.
type osascript struct{ sound *chime }

func connect(_ context.Context, c Config) (center, error) {
	return &osascript{newChime(c.Log)}, nil
}

// show hands the words over behind the end of the options, so that none of them
// can be one.
func (o *osascript) show(ctx context.Context, _ int, n Note) error {
	if err := exec.CommandContext(ctx, "/usr/bin/osascript", "-e", script, "--", n.Title, n.Text).Run(); err != nil {
		return fmt.Errorf("notify: show: %w", err)
	}
	if n.Sound && o.sound.turn() {
		o.sound.play()
	}
	return nil
}

func (*osascript) withdraw(context.Context, int) error { return nil }
func (*osascript) heard() <-chan func()                { return nil }
func (o *osascript) close()                            { o.sound.close() }
