//go:build linux || freebsd || openbsd || netbsd

package notify

import (
	"context"

	"github.com/godbus/dbus/v5"
)

// HasTray tells whether somebody draws tray icons on this desktop now
// (StatusNotifierWatcher of the freedesktop.org StatusNotifierItem draft). It
// waits for the session's bus, at most until ctx ends.
func HasTray(ctx context.Context) bool {
	conn, err := sessionBus(ctx)
	if err != nil {
		return false
	}
	defer conn.Close()
	watcher := conn.Object("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher")
	var drawn dbus.Variant
	err = watcher.CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", dbus.FlagNoAutoStart,
		"org.kde.StatusNotifierWatcher", "IsStatusNotifierHostRegistered").Store(&drawn)
	return err == nil && drawn.Value() == true
}
