// Package notify tells a person what happened while they look at other windows:
// by the desktop's notifications, and with a soft sound.
//
// What it shows was written by other people. It hands their words over as data,
// never as source: no shell, no script and no markup is built from them.
//
//	Linux, FreeBSD  org.freedesktop.Notifications on the session's D-Bus; a click opens the line
//	Windows         the sound alone; the window's title and the tray icon tell of the rest
//	macOS           osascript with the words as its arguments; it tells of no clicks
//	elsewhere       nothing
package notify
