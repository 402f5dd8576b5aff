//go:build !(linux || freebsd || openbsd || netbsd)

package notify

import (
	"context"
	"runtime"
)

// HasTray tells whether somebody draws tray icons on this desktop.
func HasTray(context.Context) bool { return runtime.GOOS == "windows" || runtime.GOOS == "darwin" }
