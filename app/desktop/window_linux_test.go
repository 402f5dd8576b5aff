//go:build !nogui

package desktop_test

import (
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestRealWindowsTalk plays .ci/demo with this test binary as the program: two
// windows on a screen in memory, driven with keys and clicks, which read each
// other's lines off the screen and end well when they are closed.
func TestRealWindowsTalk(t *testing.T) {
	for _, tool := range []string{"bash", "Xvfb", "openbox", "xdotool", "xclip", "xprop", "import", "identify"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("two windows on a screen in memory need %s: %v", tool, err)
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pictures := t.ArtifactDir()
	demo := exec.CommandContext(t.Context(), "../../.ci/demo", program, pictures)
	// A data race ends the program, and with it the demo.
	demo.Env = append(os.Environ(), asProgram+"=1", "GORACE=halt_on_error=1")
	// It ends what it started, so it is asked rather than killed.
	demo.Cancel = func() error { return demo.Process.Signal(syscall.SIGTERM) }
	demo.WaitDelay = 10 * time.Second
	if out, err := demo.CombinedOutput(); err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	for _, name := range []string{"both.png", "ada.png", "bo.png"} {
		picture, err := os.Open(filepath.Join(pictures, name))
		if err != nil {
			t.Fatal(err)
		}
		defer picture.Close()
		if _, err := png.Decode(picture); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
