//go:build !nogui

package desktop

import (
	"os"
	"time"

	"github.com/go-gl/glfw/v3.4/glfw"
	"golang.org/x/sys/unix"
)

// screen is the display that Fyne's driver has.
type screen struct{}

// sleep implements display. Fyne runs on the process's first thread; a driver
// that has ended runs what is posted on that of whoever posts, where there is
// nothing to wait for.
func (screen) sleep(d time.Duration) (ok, event bool) {
	if unix.Gettid() != os.Getpid() {
		return false, false
	}
	begun := time.Now()
	glfw.WaitEventsTimeout(d.Seconds())
	return true, time.Since(begun) < d
}

func (screen) wake() { glfw.PostEmptyEvent() }
